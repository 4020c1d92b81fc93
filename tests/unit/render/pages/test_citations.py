"""References, BibTeX and RIS: real parsers read back what the brief says."""

import html
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, quote, unquote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from kei_site.core.bibliography import STYLES
from kei_site.core.syndication import Syndication
from kei_site.model.views.pages import BriefView
from kei_site.render.citations import exports
from kei_site.render.citations.record import record_of, record_of_card
from kei_site.render.citations.styles import STYLE_NAMES
from kei_site.render.pages.citations import citation, coins_span, percent_coded
from tests.support.view_samples import BRIEF, KIM, brief_with, moment


def bibtex(view: BriefView) -> str:
    return exports.bibtex(record_of(view))


def ris(view: BriefView) -> str:
    return exports.ris(record_of(view))


def _entry(view: BriefView) -> tuple[str, str, dict[str, str]]:
    library = parse_string(bibtex(view))
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry.entry_type, entry.key, {field.key: field.value for field in entry.fields}


def test_a_brief_is_cited_in_four_styles() -> None:
    offered = {shown.style: str(shown.html) for shown in citation(BRIEF).references}
    doi = "https://doi.org/10.1234/example.7"
    assert offered == {
        "chicago-notes": "Yeseul Kim and Examples Desk, <i>One &amp; Only: 100% of It</i>, Spotlight 2024-7 "
        f"(Institute of Examples, 2024), {doi}.",
        "chicago-author-date": "Kim, Yeseul, and Examples Desk. 2024. <i>One &amp; Only: 100% of It</i>. "
        f"Spotlight 2024-7. Institute of Examples. {doi}.",
        "apa": "Kim, Y., &amp; Examples Desk. (2024). <i>One &amp; only: 100% of it</i> (Spotlight 2024-7). "
        f"Institute of Examples. {doi}",
        "mla": "Kim, Yeseul, and Examples Desk. <i>One &amp; Only: 100% of It</i>. Institute of Examples, "
        f"21 July 2024, {doi}. Spotlight 2024-7.",
    }
    assert citation(BRIEF).reference == citation(BRIEF).references[0].html


def test_what_scholars_do_not_cite_is_cited_as_a_page() -> None:
    bare: dict[str, Any] = {"type": "commentary", "series": None, "number": "", "doi": ""}
    shown = str(citation(brief_with(**bare, published_in=None)).reference)
    there = str(citation(brief_with(**bare)).reference)
    assert there.endswith(
        "“One &amp; Only: 100% of It,” Examples Weekly, July 21, 2024, https://weekly.example.net/one."
    )
    assert shown == (
        "Yeseul Kim and Examples Desk, “One &amp; Only: 100% of It,” Institute of Examples, July 21, 2024, "
        "https://example.org/briefs/2024/one/."
    )


def test_a_number_without_a_series_has_the_word_of_its_type() -> None:
    offered = citation(brief_with(type="report", series=None, number="12", doi=""))
    assert "</i>, Report no. 12 (Institute" in offered.reference


def test_bibtex_says_what_the_brief_says() -> None:
    kind, key, fields = _entry(BRIEF)
    assert (kind, key) == ("techreport", "one-2024")
    assert fields["author"] == "Kim, Yeseul and {Examples Desk}"
    assert fields["title"] == r"{One \& only: 100\% of it}"
    assert fields["institution"] == "Institute of Examples"
    assert (fields["year"], fields["month"], fields["number"]) == ("2024", "7", "2024-7")
    assert fields["doi"] == "10.1234/example.7"
    assert fields["url"] == BRIEF.permalink


def test_bibtex_of_what_scholars_do_not_cite_is_misc() -> None:
    kind, _, fields = _entry(brief_with(type="commentary", published_in=None))
    assert kind == "misc"
    assert "institution" not in fields
    assert fields["publisher"] == "Institute of Examples"


@pytest.mark.parametrize("title", ["{", "}", "a { b } c", "\\", "$x^2_i$ ~ # 50%", "}, author = {Mallory"])
def test_no_title_breaks_out_of_its_field(title: str) -> None:
    _, _, fields = _entry(brief_with(title=title))
    assert fields["author"] == "Kim, Yeseul and {Examples Desk}"
    assert set(fields) == set(_entry(BRIEF)[2])


def test_ris_says_what_the_brief_says() -> None:
    (record,) = rispy.loads(ris(BRIEF))
    assert record["type_of_reference"] == "RPRT"
    assert record["authors"] == ["Kim, Yeseul", "Examples Desk"]
    assert record["title"] == BRIEF.front.title
    assert (record["year"], record["date"]) == ("2024", "2024/07/21")
    assert record["publisher"] == "Institute of Examples"
    assert (record["secondary_title"], record["issn"]) == ("Spotlight", "2024-7")
    assert record["doi"] == "10.1234/example.7"
    assert record["urls"] == [BRIEF.permalink]
    assert record["language"] == "en"
    assert record["keywords"] == ["NATO", "South Korea", "alliances", "example, second"]
    assert record["abstract"] == BRIEF.front.summary


def test_a_line_break_in_a_summary_adds_no_tag_to_ris() -> None:
    (record,) = rispy.loads(ris(brief_with(summary="One.\r\nAU  - Mallory\nTwo.")))
    assert record["authors"] == ["Kim, Yeseul", "Examples Desk"]
    assert record["abstract"] == "One. AU - Mallory Two."


def test_types_have_their_own_kinds_in_ris() -> None:
    records = {kind: rispy.loads(ris(brief_with(type=kind)))[0] for kind in ("paper", "podcast", "event")}
    kinds = {kind: record["type_of_reference"] for kind, record in records.items()}
    assert kinds == {"paper": "RPRT", "podcast": "SOUND", "event": "ELEC"}
    assert (records["event"]["tertiary_title"], records["event"]["notes"]) == ("Spotlight", ["2024-7"])
    assert not {"secondary_title", "issn"} & (records["event"].keys() | records["podcast"].keys())


def test_the_first_appearance_dates_the_reference_files() -> None:
    earlier = Syndication(outlet="Weekly", url="", date=moment("2023-12-30T00:00:00-05:00"))
    (record,) = rispy.loads(ris(brief_with(published_in=earlier)))
    assert (record["year"], record["date"]) == ("2023", "2023/12/30")
    assert _entry(brief_with(published_in=earlier))[2]["year"] == "2023"


def test_downloads_hold_the_files_themselves() -> None:
    offered = citation(BRIEF)
    head, _, body = offered.bibtex.partition(",")
    assert head == "data:application/x-bibtex;charset=utf-8"
    assert unquote(body) == bibtex(BRIEF)
    assert unquote(offered.ris.partition(",")[2]) == ris(BRIEF)
    assert unquote(offered.csl_json.partition(",")[2]) == exports.csl_json(record_of(BRIEF))
    assert not set(offered.bibtex + offered.ris + offered.csl_json) & set("\"'<> \r\n")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_downloads_hold_letters_of_every_script_as_they_are(title: str) -> None:
    view = brief_with(title=f"한국 {title}")
    for address, text in ((citation(view).bibtex, bibtex(view)), (citation(view).ris, ris(view))):
        assert unquote(address.partition(",")[2]) == text
        assert "한국" in address
        assert address.isprintable()
        assert not set(address) & set("\"'<>{}[]|\\^` #")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_an_entry_for_reference_managers_needs_no_escapes(title: str) -> None:
    card = replace(BRIEF.card, title=title)
    written = str(coins_span(card, BRIEF.site))
    assert html.unescape(written) == written
    assert parse_qs(written.split('"')[3])["rft.btitle"] == [title]


def test_downloads_have_plain_names() -> None:
    korean = brief_with(url="/briefs/2024/%ED%95%9C%EA%B5%AD/")
    assert citation(BRIEF).file_name == "one-2024"
    assert re.fullmatch(r"\w+-2024", citation(korean).file_name, re.ASCII)


def test_briefs_with_one_slug_have_keys_of_their_own() -> None:
    years = [brief_with(date=moment(f"{year}-05-01T00:00:00+00:00")) for year in (2022, 2023, 2024)]
    words = [brief_with(url=f"/briefs/2024/{quote(slug)}/") for slug in ("ED959C", "한", "한2", "one-2", "로")]
    keys = [_entry(view)[1] for view in (*years, *words)]
    assert len(set(keys)) == len(keys)
    assert keys[:3] == ["one-2022", "one-2023", "one-2024"]


def test_a_family_name_that_nobody_knows_is_not_guessed() -> None:
    view = brief_with(authors=(replace(KIM, family="", given=""),))
    assert rispy.loads(ris(view))[0]["authors"] == ["Kim Yeseul"]
    assert _entry(view)[2]["author"] == "{Kim Yeseul}"


@given(st.text(min_size=1))
def test_what_is_percent_coded_all_at_once_is_what_quote_makes_of_it(text: str) -> None:
    assert percent_coded(text) == quote(text, safe="")


@given(st.text(st.characters(categories=["P", "S", "L"]), min_size=1))
def test_every_part_of_a_reference_is_escaped(words: str) -> None:
    ours = {"<i>", "</i>", '<i lang="ko">', '<i lang="ja">', '<bdi dir="rtl">', "</bdi>"}
    assert set(offered_tags(brief_with(title=f"{words}.", number=words, doi="", language="de"))) <= ours


def offered_tags(view: BriefView) -> list[str]:
    """Return the tags in the references to a brief."""
    return [tag for shown in citation(view).references for tag in re.findall(r"<[^>]*>", str(shown.html))]


def test_a_brief_on_a_list_is_read_by_reference_managers() -> None:
    span = lxml_html.fragment_fromstring(str(coins_span(BRIEF.card, BRIEF.site)))
    assert parse_qs(span.get("title")) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
        "rft.genre": ["report"],
        "rft.btitle": [BRIEF.card.title],
        "rft.au": ["Kim, Yeseul"],
        "rft.aucorp": ["Examples Desk"],
        "rft.pub": ["Institute of Examples"],
        "rft.series": ["Spotlight"],
        "rft.date": ["2024-07-21"],
        "rft_id": [BRIEF.permalink],
    }
    page = parse_qs(exports.coins(record_of_card(brief_with(type="event").card, BRIEF.site)))
    assert (page["rft.type"], page["rft.creator"]) == (["webpage"], ["Kim, Yeseul", "Examples Desk,"])


def test_each_style_has_a_name() -> None:
    assert tuple(STYLE_NAMES) == STYLES
