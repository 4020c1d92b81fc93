"""References in four styles against lines made by citeproc-js with the official styles (`tests/citations`)."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.core.bibliography import Cited, CitedWork, Name, PartialDate, Work
from kei_site.render.citations.marks import page_range
from kei_site.render.citations.styles import STYLE_NAMES, letters, reference
from kei_site.render.citations.text import with_references
from kei_site.source.references.csl_json import work_of_csl

FOLDER = Path(__file__).resolve().parents[3] / "citations"
GOLDEN = json.loads((FOLDER / "golden.json").read_text(encoding="utf-8"))
WORKS = {entry["id"]: work_of_csl(entry) for entry in json.loads((FOLDER / "entries.json").read_text(encoding="utf-8"))}
OTHERWISE = {
    ("apa", "wilkinson2016"): ("Ij. J.", "I. J."),  # the initial of IJsbrand
    ("mla", "king1963"): (
        "Washington, DC, March on Washington.",  # a speech without its date
        "<i>March on Washington</i>, 28 Aug. 1963.",
    ),
}
"""(style, key): what citeproc-js writes, and what is written here in its place."""
OTHERWISE_IN_TEXT = {
    "chicago-notes": (("한, 소년이", "한강, 소년이"), ("see Chung-in", "See Chung-in")),
    "chicago-author-date": (("한 2014", "한강 2014"),),
    "apa": (("한, 2014", "한강, 2014"),),
    "mla": (
        ("한)", "한강)"),
        ("(한 12", "(한강 12"),
        ("[NO_PRINTED_FORM]", "(<i>Asia’s Next Giant: South Korea and Late Industrialization</i>)"),
    ),
}
"""Names in Hangul stay whole; a note begins with a capital; a citation of MLA without its author has a title."""


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("key", WORKS)
def test_a_reference_is_that_of_the_official_style(style: str, key: str) -> None:
    wanted = html.unescape(GOLDEN[style]["entries"][key])
    written, instead = OTHERWISE.get((style, key), ("", ""))
    assert written in wanted
    assert without_language(reference(style, WORKS[key])) == wanted.replace(written, instead)


def without_language(reference: str) -> str:
    """Return a reference without the language of its italics, which styles do not know."""
    return html.unescape(re.sub('<i lang="[^"]*">', "<i>", reference))


def test_italics_of_letters_that_have_none_name_their_language() -> None:
    """The style sheet shows them upright."""
    work = Work(key="a", type="book", title="한국의 길", authors=(Name(family="Kim"),))
    chinese, french = replace(work, title="中国", language="zh"), replace(work, title="Été", language="fr")
    works = (work, chinese, replace(chinese, language=""), french)
    shown = [reference("apa", each).partition("). ")[2] for each in works]
    assert shown == ['<i lang="ko">한국의 길</i>.', '<i lang="zh">中国</i>.', "<i>中国</i>.", "<i>Été</i>."]


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_citations_are_those_of_the_official_style(style: str) -> None:
    wanted = "\n".join(map(html.unescape, GOLDEN[style]["clusters"]))
    for written, instead in OTHERWISE_IN_TEXT[style]:
        assert written in wanted
        wanted = wanted.replace(written, instead)
    assert "\n".join(cited_lines(style)) == wanted


def cited_lines(style: str) -> list[str]:
    """Return the citations of the golden file as a text of this style shows them, without links."""
    citations = tuple(tuple(map(cited, cluster)) for cluster in GOLDEN["clusters"])
    keys = dict.fromkeys(item.key for items in citations for item in items)
    source = "".join(
        f'<p><a href="kei-cite:{number}">x</a>{"." if style == "chicago-notes" else ""}</p>\n'
        for number in range(len(citations))
    )
    shown = with_references(source, Cited(style=style, citations=citations, works=tuple(WORKS[key] for key in keys)))
    body = shown.partition("<section")[0].replace("<p>", "").replace("</p>", "")
    for mark in ("i", "/i"):
        body = body.replace(f"<{mark}>", f"[{mark}]")
    return html.unescape(re.sub("<[^>]*>", "", body).replace("[i]", "<i>").replace("[/i]", "</i>")).splitlines()


def cited(item: dict[str, str]) -> CitedWork:
    """Return a citation of the golden file."""
    return CitedWork(
        key=item["id"],
        prefix=item.get("prefix", ""),
        suffix=item.get("suffix", ""),
        label=item.get("label", ""),
        locator=item.get("locator", ""),
        is_author_suppressed=bool(item.get("suppress-author")),
    )


def test_works_of_one_author_and_year_get_letters() -> None:
    kim = (Name(family="Kim", given="Jane"),)
    works = [Work(key=key, type="book", title=key, authors=kim, issued=PartialDate(year=2024)) for key in "ba"]
    names = {"b": "Kim", "a": "Kim"}
    assert letters(works, names, with_years=True) == {"b": "a", "a": "b"}
    assert letters(works[:1], names, with_years=True) == {}
    assert letters([works[0], replace(works[1], issued=PartialDate(year=2023))], names, with_years=True) == {}
    assert reference("apa", works[0]) == "Kim, J. (2024). <i>b</i>."


@pytest.mark.parametrize(
    ("given", "shown"),
    [("Alexander von", "Humboldt, A. von."), ("Chang-Hee", "Humboldt, C.-H."), ("A. & B.", "Humboldt, A. B.")],
)
def test_apa_shortens_names_and_keeps_the_particle_behind_them(given: str, shown: str) -> None:
    names = (Name(family="Humboldt", given=given),)
    assert reference("apa", Work(key="a", type="book", title="A", authors=names)).startswith(f"{shown} (n.d.)")


def test_a_title_is_not_taken_for_the_place_of_a_page() -> None:
    work = Work(key="k", type="book", title="<locator>", title_short="<locator>", issued=PartialDate(year=2024))
    pages = CitedWork(key="k", label="page", locator="7")
    for item, shown in ((pages, ", 7"), (replace(pages, locator="9"), ", 9"), (CitedWork(key="k"), "")):
        cited = Cited(style="chicago-notes", citations=((item,),), works=(work,))
        note = with_references('<a href="kei-cite:0">x</a>', cited)
        assert note == f"<i>&lt;locator&gt;</i> (2024){shown}"


def test_markup_in_a_title_is_text() -> None:
    work = Work(key="x", type="book", title="<script>&</script>", authors=(Name(literal="A & B"),))
    for style in STYLE_NAMES:
        shown = reference(style, work)
        assert "<script" not in shown
        assert "A &amp; B" in shown


@pytest.mark.parametrize(
    ("pages", "form", "shown"),
    [
        ("431-35", "apa", "431–435"),
        ("431--5", "mla", "431–35"),
        ("100-105", "chicago", "100–105"),
        ("7-9", "", "7–9"),
    ],
)
def test_ranges_have_the_digits_that_a_style_writes(pages: str, form: str, shown: str) -> None:
    assert page_range(pages, form) == shown


def test_the_comma_before_an_address_and_the_last_full_stop_stand_inside_of_quotation_marks() -> None:
    paper = Work(key="a", type="webpage", title="A Paper", url="https://example.org/a")
    assert reference("chicago-notes", paper) == "“A Paper,” https://example.org/a."
    assert reference("chicago-notes", replace(paper, url="")) == "“A Paper.”"


@pytest.mark.parametrize(
    ("number", "shown"), [("5", "Brief no. 5"), ("Report 5", "Brief Report 5"), ("No. 5", "Brief No. 5")]
)
def test_a_number_with_a_word_of_its_own_gets_no_sign(number: str, shown: str) -> None:
    work = Work(key="a", type="report", title="A", genre="Brief", number=number)
    assert shown in reference("chicago-notes", work)
    assert shown.replace("no.", "No.") in reference("apa", work)


def test_parties_of_a_case_stand_against_each_other_in_small_letters() -> None:
    assert "Marbury v. Madison" in reference("mla", Work(key="a", type="document", title="Marbury v. Madison"))


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("apa", ["Caesar. (44 B.C.E.). <i>War</i>.", "Caesar. (79 C.E.). <i>War</i>.", "Caesar. (750). <i>War</i>."]),
        ("mla", ["Caesar. <i>War</i>. 44 BC.", "Caesar. <i>War</i>. 79 AD.", "Caesar. <i>War</i>. 750."]),
        (
            "chicago-author-date",
            ["Caesar. 44 BC. <i>War</i>.", "Caesar. 79 AD. <i>War</i>.", "Caesar. 750. <i>War</i>."],
        ),
        ("chicago-notes", ["Caesar, <i>War</i> (44 BC).", "Caesar, <i>War</i> (79 AD).", "Caesar, <i>War</i> (750)."]),
    ],
)
def test_early_years_have_the_eras_of_citeproc_js(style: str, written: list[str]) -> None:
    book = Work(key="a", type="book", title="War", authors=(Name(family="Caesar"),))
    years = (replace(book, issued=PartialDate(year=year)) for year in (-44, 79, 750))
    assert [reference(style, work) for work in years] == written


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("apa", "O’Neill, Ł. (2024). In the “book.” In <i>Women’s lives</i> (pp. xii–xv). King’s."),
        ("mla", "O’Neill, Łucja. “In the ‘Book.’” <i>Women’s Lives</i>, King’s, 2024, pp. xii–xv."),
        ("chicago-author-date", "O’Neill, Łucja. 2024. “In the ‘Book.’” In <i>Women’s Lives</i>. King’s."),
        ("chicago-notes", "Łucja O’Neill, “In the ‘Book,’” in <i>Women’s Lives</i> (King’s, 2024)."),
    ],
)
def test_marks_capitals_and_pages_are_those_of_citeproc_js(style: str, written: str) -> None:
    work = Work(
        key="a",
        type="chapter",
        title="In the 'book'",
        authors=(Name(family="O'Neill", given="Łucja"),),
        container="Women's lives",
        publisher="King's",
        pages="xii-xv",
        issued=PartialDate(year=2024, month=7, day=21),
    )
    assert reference(style, work) == written


def test_given_names_of_letters_without_case_have_initials() -> None:
    work = Work(key="a", type="book", title="A", authors=(Name(family="الخطيب", given="سمير"),))
    assert reference("apa", work).startswith('<bdi dir="rtl">الخطيب, س.</bdi>')
