"""Each brief with each of its outlets, newest first."""

from kei_site.core.syndication import Syndication
from kei_site.model.outlets import appearances, names_of_one_outlet, year_of
from tests.support.plan_samples import brief, day

THERE = Syndication(
    outlet="A",
    url="",
    date=day("2023-05-01"),
    others=(Syndication(outlet="B", url="", role="excerpt"),),
)


def test_the_day_there_decides_and_else_the_day_here() -> None:
    text = brief("2024/a", "2024-01-02", published_in=THERE)
    found = appearances((text, brief("2024/b")))
    assert [(there.outlet, there.others, year_of(found_brief, there)) for found_brief, there in found] == [
        ("B", (), 2024),
        ("A", (), 2023),
    ]


def test_an_outlet_with_two_names_is_told_where_it_is_written_the_rarer_way() -> None:
    names = ("The Weekly", "The Weekly", "the weekly", "Weekly", "Weekly Post", "《》", "주간 한국", "주간한국")
    briefs = [
        brief(f"2024/{at}", published_in=Syndication(outlet=name, url="", role="reprint"))
        for at, name in enumerate(names)
    ]
    found = sorted((told.code, told.found, told.fix) for told in names_of_one_outlet(briefs))
    assert found == [
        ("SYN01", "Weekly", "write The Weekly in all briefs"),
        ("SYN01", "the weekly", "write The Weekly in all briefs"),
        ("SYN01", "주간한국", "write 주간 한국 in all briefs"),
    ]
