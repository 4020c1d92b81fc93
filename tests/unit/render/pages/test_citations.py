"""References, BibTeX and RIS: real parsers read back what the brief says."""

import re
from dataclasses import replace
from urllib.parse import quote, unquote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kei_site.model.brief import Syndication
from kei_site.model.views.pages import BriefView
from kei_site.render.pages.citations import bibtex, citation, percent_coded, reference, ris
from tests.support.view_samples import BRIEF, DESK, KIM, brief_with, moment


def _entry(view: BriefView) -> tuple[str, str, dict[str, str]]:
    library = parse_string(bibtex(view))
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry.entry_type, entry.key, {field.key: field.value for field in entry.fields}


def test_the_reference_names_everything_in_order() -> None:
    assert str(reference(BRIEF)) == (
        "Kim, Yeseul, and Examples Desk. “One &amp; only: 100% of it.” <cite>Spotlight</cite>, 2024-7, "
        "Institute of Examples, July 21, 2024. https://doi.org/10.1234/example.7"
    )


def test_an_institute_that_is_the_author_is_named_once() -> None:
    own = replace(DESK, name="Institute of Examples")
    view = brief_with(authors=(own,), series=None, number="", doi="", title="Is it so?")
    assert (
        str(reference(view)) == "Institute of Examples. “Is it so?” July 21, 2024. https://example.org/briefs/2024/one/"
    )


def test_the_date_is_written_in_the_language_of_the_brief() -> None:
    assert "2024년 7월 21일" in reference(brief_with(language="ko"))


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
    kind, _, fields = _entry(brief_with(type="commentary"))
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
    assert not set(offered.bibtex + offered.ris) & set("\"'<> \r\n")


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
def test_every_part_of_a_reference_is_escaped_once(words: str) -> None:
    site = replace(BRIEF.site, url="")
    found = reference(brief_with(title=f"{words}.", number=words, doi="", url=words, site=site))
    pattern = Markup("Kim, Yeseul, and Examples Desk. “{0}.” <cite>Spotlight</cite>, {0}, {1}, {2}. {0}")
    assert found == pattern.format(words, "Institute of Examples", "July 21, 2024")
