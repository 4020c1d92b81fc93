"""The PDF of a brief: what programs that read aloud, cite and keep it find in it."""

import io
import random
import subprocess
import sys
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from PIL import Image

from kei_site.core.correction import Correction
from kei_site.core.hashing import digest_bytes
from kei_site.model.views.common import ImageView, TextView
from kei_site.model.views.figures import slot_of
from kei_site.model.views.pdf import PdfImage
from kei_site.render.figures.alternative import alternative
from tests.support.figure_samples import SAMPLES, chart, data_table
from tests.support.pdf_samples import (
    SITE,
    alternatives,
    link_targets,
    opened,
    pdf_view,
    promises,
    rendered,
    structure,
    words_of,
)
from tests.support.plan_samples import day

NOTES = (
    '<h2 id="part">A part</h2><p>Words<sup class="fnref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup> '
    'and <a href="#part">back</a>, <a href="kei-link:0">there</a>.</p><h4>Deeper</h4>'
    '<div class="table-box" tabindex="0"><table><thead><tr><th scope="col">Year</th>'
    '<th scope="col">Sum</th></tr></thead>'
    "<tbody><tr><td>2023</td><td>1</td></tr></tbody></table></div>"
    '<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>The note. <a href="#fnref-1" class="backref" '
    'role="doc-backlink">↩\ufe0e\u00a01</a></p></li></ol></section>'
)
CHART = '<p>Words</p><figure class="data-figure" id="fig-x"><img src="kei-figure:0"></figure>'
LINKED = TextView(fragment=pdf_view().text.fragment, links=("/briefs/2023/b/",))


def drawing() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#b4301a").save(out, format="PNG")
    return out.getvalue()


IMAGE = PdfImage(source="content/briefs/a.png", digest=digest_bytes(drawing()))
SHOWN = TextView(
    fragment=pdf_view().text.fragment, images=(ImageView(url="/assets/a.png", width=40, height=20, alt="A red field"),)
)


def test_a_text_has_its_tags_and_promises_in_the_order_of_reading(tmp_path: Path) -> None:
    made = rendered(NOTES, tmp_path, pdf_view(text=LINKED))
    tags = structure(made)
    assert promises(made) == ("1", "2A")
    assert [tag for tag in tags if tag in ("H1", "H2", "H3", "TH", "TD", "Note")] == (
        ["H1", "H2", "Note", "H3", "TH", "TH", "TD", "TD", "H2"]
    )
    assert "https://example.org/briefs/2023/b/" in link_targets(made)


def test_a_gallery_takes_texts_between_its_images_and_behind_an_odd_one(tmp_path: Path) -> None:
    figure = '<figure><img src="kei-image:0" alt="A red field"></figure>'
    inside = f'{figure * 2}<p>Between</p>{figure}<p class="gallery-caption">All</p>'
    html = f'<div class="gallery" role="group">{inside}</div>'
    made = rendered(html, tmp_path, pdf_view(text=SHOWN, images=(IMAGE,)), {IMAGE.source: drawing()})
    assert (promises(made), alternatives(made)) == (("1", "2A"), ["A red field"] * 3)


def test_a_pdf_says_what_it_is(tmp_path: Path) -> None:
    view = pdf_view(title="Trade & <allies>", summary="One sentence.", language="ko", keywords=("steel",))
    with opened(rendered("<p>글</p>", tmp_path, view)) as pdf, pdf.open_metadata() as metadata:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == ("Trade & <allies>", "Kim Min-su")
        assert str(pdf.docinfo.CreationDate).startswith("D:20240721")
        assert (metadata["dc:title"], metadata["dc:creator"]) == ("Trade & <allies>", ["Kim Min-su"])
        assert (metadata["dc:description"], metadata["pdf:Keywords"]) == ("One sentence.", "steel")
        assert str(pdf.Root.Lang) == "ko"
        assert next(str(entry.title) for entry in pdf.open_outline().root) == "Trade & <allies>"


def test_a_picture_has_its_words(tmp_path: Path) -> None:
    html = '<figure><img src="kei-image:0" alt="A red field"><figcaption>Fig.</figcaption></figure>'
    made = rendered(html, tmp_path, pdf_view(text=SHOWN, images=(IMAGE,)), {IMAGE.source: drawing()})
    assert (promises(made), alternatives(made)) == (("1", "2A"), ["A red field"])


def test_a_picture_without_words_costs_the_mark_of_accessibility_and_no_more(tmp_path: Path) -> None:
    html = '<figure><img src="kei-image:0" alt=""></figure><p>Words</p>'
    made = rendered(html, tmp_path, pdf_view(text=SHOWN, images=(IMAGE,)), {IMAGE.source: drawing()})
    assert promises(made) == ("", "2U")


@pytest.mark.parametrize(("alt", "expected"), [("A red field", ("1", "2A")), ("", ("", "2U"))])
def test_the_image_of_a_brief_needs_words_of_its_own(alt: str, expected: tuple[str, str], tmp_path: Path) -> None:
    view = replace(pdf_view(), lead=replace(IMAGE, alt=alt, caption="A field", credit="The desk"))
    made = rendered("<p>Words</p>", tmp_path, view, {IMAGE.source: drawing()})
    assert (promises(made), alternatives(made)) == (expected, [alt] if alt else [])


def test_a_letter_that_no_font_has_costs_the_marks(tmp_path: Path) -> None:
    made = rendered("<p>A \U00013000 bird</p>", tmp_path)
    assert promises(made) == ("", "")
    assert "P" in structure(made)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "뷁쀍 한국어와 漢字, <strong>굵게</strong>"),
        ("ar", "النص العربي"),
        ("he", "טקסט בעברית"),
        ("el", "Ελληνικά"),
    ],
)
def test_scripts_that_readers_have_are_set_with_all_promises(language: str, text: str, tmp_path: Path) -> None:
    view = pdf_view(language=language, title=text.partition("<")[0])
    assert promises(rendered(f"<p>{text}</p>", tmp_path, view)) == ("1", "2A")


@pytest.mark.programs
def test_the_same_view_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.support.pdf_samples import rendered; "
        "sys.stdout.buffer.write(rendered('<p>Words</p>', Path(sys.argv[1])))"
    )
    made = {
        subprocess.run([sys.executable, "-c", program, str(tmp_path / name)], capture_output=True, check=True).stdout
        for name in ("a", "b")
    }
    assert made == {rendered("<p>Words</p>", tmp_path)}


def test_paper_color_and_correction_are_those_of_the_site(tmp_path: Path) -> None:
    notice = Correction(date=day("2024-08-01"), kind="correction", note="The sum was wrong.")
    view = replace(pdf_view(corrections=(notice,)), site=replace(SITE, paper="letter", accent="#0b5c8a"))
    with opened(rendered("<p>Words</p>", tmp_path, view)) as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


HOSTILE = (
    '#eval("1+1")',
    '#read("/etc/passwd")',
    "$x^2$",
    "@ref",
    "<label>",
    "*a* _b_ `c`",
    "\\u{41}",
    "= A",
    "#{",
    "]",
)


def test_nothing_in_a_text_is_read_as_typst(tmp_path: Path) -> None:
    order = random.Random(25)
    html = "".join(f"<p>{escape(' '.join(order.sample(HOSTILE, 3)))}</p>" for _ in range(30))
    view = pdf_view(title=HOSTILE[0], summary=HOSTILE[1], number=HOSTILE[2], funding=HOSTILE[3])
    assert promises(rendered(html, tmp_path, view)) == ("1", "2A")
    with opened(rendered(html, tmp_path, view)) as pdf:
        assert str(pdf.docinfo.Title) == HOSTILE[0]


def test_a_text_nested_beyond_measure_is_set_all_the_same(tmp_path: Path) -> None:
    html = "<blockquote>" * 60 + "<p>Deep</p>" + "</blockquote>" * 60
    assert promises(rendered(html, tmp_path)) == ("1", "2A")


@pytest.mark.parametrize("name", ["line", "stacked", "tile-map-korea"])
def test_a_chart_is_drawn_in_vectors_with_its_alternative(name: str, tmp_path: Path) -> None:
    figure = chart(*SAMPLES[name])
    text = TextView(fragment=pdf_view().text.fragment, figures=(slot_of(figure),))
    made = rendered(CHART, tmp_path, pdf_view(text=text))
    assert promises(made) == ("1", "2A")
    assert alternatives(made) == [alternative(figure)]
    assert b"/Subtype /Image" not in made
    assert figure.text.title in words_of(made, tmp_path / "read.pdf")


def test_a_chart_taller_than_a_page_is_set_all_the_same(tmp_path: Path) -> None:
    csv = "name,a,b\n" + "".join(f"Name {at},{at},{at}\n" for at in range(1, 40))
    text = TextView(
        fragment=pdf_view().text.fragment, figures=(slot_of(chart("type: bar\ntitle: Tall\nalt: Bars\n", csv)),)
    )
    assert promises(rendered(CHART, tmp_path, pdf_view(text=text))) == ("1", "2A")


def test_a_table_of_data_is_a_table(tmp_path: Path) -> None:
    figure = data_table("title: Numbers\nsource: NATO\n", "country,n\nKorea,1\n")
    text = TextView(fragment=pdf_view().text.fragment, figures=(slot_of(figure),))
    made = rendered(CHART, tmp_path, pdf_view(text=text))
    assert [tag for tag in structure(made) if tag in ("TH", "TD")] == ["TH", "TH", "TD", "TD"]
    assert "Source: NATO" in words_of(made, tmp_path / "read.pdf")


@pytest.mark.tool
def test_lines_of_titles_and_notes_break_between_korean_words_and_no_host_is_torn(tmp_path: Path) -> None:
    title = "한미동맹의 변화와 과제: 제도화의 문제를 중심으로 한 연구"
    note = "국가들이 이제는 산업정책과 수출통제를 고려한다 " * 12 + " https://www.example.org/a " * 9
    html = (
        '<p>글<sup class="fnref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>'
        f'<section class="footnotes"><ol><li id="fn-1"><p>{note}</p></li></ol></section>'
    )
    made = rendered(html, tmp_path, pdf_view(language="ko", title=title))
    words = words_of(made, tmp_path / "a.pdf").split()
    assert set(title.split()) <= set(words)
    korean = "국가들이 이제는 산업정책과 수출통제를 고려한다".split()
    assert [words.count(word) for word in korean] == [12] * 5
    assert sum(word.startswith("https://www.example.org") for word in words) == 9


@pytest.mark.tool
def test_an_address_in_a_text_from_right_to_left_is_not_parted(tmp_path: Path) -> None:
    address = "https://www.example.org/a/b/c"
    view = replace(pdf_view(language="ar", title="عنوان"), card=replace(pdf_view().card, authors=()))
    made = rendered(f'<p>نص قصير انظر <a href="{address}">{address}</a> في النص.</p>', tmp_path, view)
    words = words_of(made, tmp_path / "a.pdf", "-layout")
    assert (words.count(address), words.count(view.permalink)) == (1, 2)
