import itertools

from kei_site.render.figures.rows import height_across, name_rows, notes_across
from kei_site.render.figures.scales import number_scale
from kei_site.render.figures.sheet import make_sheet
from tests.support.figure_samples import chart

NAME = "Agreement on the mutual acceptance of airworthiness certificates"


def test_names_of_many_rows_have_one_line() -> None:
    for count, lines in ((30, 2), (31, 1)):
        view = chart("type: bar\ntitle: T\n", "name,n\n" + "".join([f"{NAME} {at},1\n" for at in range(count)]))
        rows, _ = name_rows(make_sheet(view, is_narrow=True), top=0, inside=16, right=0)
        assert len(rows.names) == lines * count


def test_words_at_numbers_stand_below_each_other_inside_the_drawing() -> None:
    notes = "".join([f"  - {{y: {number}, text: {NAME}}}\n" for number in (1, 1.1, 99)])
    sheet = make_sheet(chart(f"type: dot\ntitle: T\nannotate:\n{notes}", "name,n\na,1\nb,99\n"), is_narrow=True)
    parts = notes_across(sheet, number_scale((0, 100), (0, 340), zero=True), 0, 50)
    drawn = [part for part in parts if "<text" in part]
    places = [float(part.partition(' y="')[2].partition('"')[0]) for part in drawn]
    assert all(after - before >= 16 for before, after in itertools.pairwise(places))
    assert places[-1] <= 50 + height_across(sheet)
    assert [' class="an e"' in part for part in drawn] == [False, False, True]
