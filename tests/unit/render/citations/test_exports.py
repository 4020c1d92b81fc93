"""Round trips: what a record says comes back from BibTeX, RIS, CSL-JSON, Highwire, JSON-LD and COinS, 200 times."""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import extruct
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.bibliography import STYLES, Name, Work
from kei_site.core.correction import Correction
from kei_site.core.syndication import Syndication
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.deposits import datacite_xml
from kei_site.render.citations.exports import bibtex, coins, csl_json, ris
from kei_site.render.citations.record import record_of, record_of_card
from kei_site.render.citations.styles import reference
from kei_site.render.pages.head import head_of
from kei_site.render.pages.highwire import citation_tags
from kei_site.render.pages.json_ld import article, graph
from kei_site.render.pages.renderer import json_ld
from kei_site.source.references.csl_json import work_of_csl
from kei_site.source.references.files import read_works
from tests.support.examples import examples
from tests.support.view_samples import BRIEF, brief_with, moment

WORDS = st.sampled_from(
    [
        *("{", "}"),
        *("NATO", "한국", "경제, 그리고", "R&D", "{TeX}", "50%", "a_b", "C#", "$5", "x^2", "~tilde", "back\\slash"),
        *('"so"', "“that”", "é", "and", "—", "--", "``"),
    ]
)
TITLES = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(["On", *words]))
PEOPLE = st.sampled_from(
    [
        *(("Kim", "Yeseul"), ("김", "예슬"), ("O’Neill", "Ann-Marie"), ("de Gaulle", "Charles"), ("Müller", "J. R.")),
        *(("Nye", "Joseph S., Jr."), ("Nye", "Joseph S. III"), ("Ortega and Gasset", "José")),
    ]
)
INSTITUTES = st.sampled_from(
    [
        "Korea Economic Institute of America",
        "Standards and Practices",
        "한국은행",
        "World {Bank}",
        "R&D 50% Inc",
        "One } Two {",
        "{Curly} Institute",
    ]
)


def person(names: tuple[str, str]) -> AuthorLink:
    return AuthorLink(id="p", name=" ".join(names), url="/authors/p/", kind="person", family=names[0], given=names[1])


def institute(name: str) -> AuthorLink:
    return AuthorLink(id="i", name=name, url="/authors/i/", kind="organization")


AUTHORS = st.lists(PEOPLE.map(person) | INSTITUTES.map(institute), min_size=1, max_size=4).map(tuple)


@st.composite
def briefs(draw: st.DrawFn) -> BriefView:
    """A brief whose record is hard to write."""
    day = draw(st.dates(min_value=moment("1990-01-01T00:00:00+00:00").as_datetime().date()))
    return brief_with(
        title=draw(TITLES),
        authors=draw(AUTHORS),
        date=moment(f"{min(day.year, 2100):04}-{day.month:02}-{min(day.day, 28):02}T00:00:00+00:00"),
        type=draw(st.sampled_from(("report", "paper", "brief"))),
        published_in=None,
        number=draw(st.sampled_from(("", "2024-7", "No. 12 & 13", "제3호"))),
        doi=draw(st.sampled_from(("", "10.1234/ab_c.7", "10.1000/(x)<y>;z"))),
    )


def same(work: Work, other: Work) -> None:
    """Compare what every format holds."""
    assert other.title == work.title
    assert [name.whole for name in other.authors] == [name.whole for name in work.authors]
    assert [bool(name.literal) for name in other.authors] == [bool(name.literal) for name in work.authors]
    assert (other.publisher, other.url) == (work.publisher, work.url)


@examples(times=2)
@given(briefs())
def test_a_record_comes_back_from_every_format(view: BriefView) -> None:
    work = record_of(view)
    (parsed,) = read_works(bibtex(work), "x.bib")[0].works
    same(work, parsed)
    assert (parsed.issued.year, parsed.issued.month, parsed.number) == (
        work.issued.year,
        work.issued.month,
        work.collection_number or work.number,
    )
    assert not parse_string(bibtex(work)).failed_blocks
    assert parsed.doi == work.doi
    said = work_of_csl(json.loads(csl_json(work))[0])
    assert replace(said, keywords=work.keywords, abstract=work.abstract) == work
    _check_ris(work)
    _check_highwire(view, work)
    _check_json_ld(view, work)


def test_the_record_of_a_retracted_brief_says_so_and_keeps_its_title() -> None:
    notice = Correction(date=moment("2024-08-02T00:00:00-04:00"), kind="retraction", note="It does not stand.")
    for told in ({"withdrawn": notice}, {"corrections": (notice,)}):
        work = record_of(brief_with(**told))
        (entry,) = parse_string(bibtex(work)).entries
        assert (entry["note"], "etracted" in entry["title"]) == ("Retracted", False)
        assert "\r\nN1  - Retracted\r\n" in ris(work)
        assert json.loads(csl_json(work))[0]["status"] == "Retracted"
        assert all(reference(style, work).endswith(" [Retracted]") for style in STYLES)
    for written in (bibtex, ris, csl_json):
        assert "etracted" not in written(record_of(BRIEF))


@pytest.mark.parametrize("kind", ["report", "commentary"])
def test_every_record_names_the_day_on_which_a_text_first_appeared(kind: str) -> None:
    there = Syndication(outlet="Weekly", url="", date=moment("2024-07-01T00:00:00-04:00"))
    view = brief_with(type=kind, published_in=there, doi="10.1234/a")
    work, listed = record_of(view), record_of_card(view.card, view.site)
    assert (listed.issued, listed.container, listed.url) == (work.issued, work.container, work.url)
    said = [
        work.issued.iso,
        article(view)["datePublished"],
        dict(head_of(view).properties)["article:published_time"],
        *(tag.replace("/", "-") for name, tag in citation_tags(view) if name == "citation_publication_date"),
        re.findall(r'dateType="Issued">([^<]*)', datacite_xml(view).decode())[0],
    ]
    assert {day[:10] for day in said} == {"2024-07-01"}
    later = brief_with(type=kind, published_in=replace(there, date=moment("2024-08-01T00:00:00-04:00")))
    assert record_of(later).issued.iso == article(later)["datePublished"][:10] == "2024-07-21"


def test_a_sole_author_whose_names_have_blanks_is_one_person_to_zotero() -> None:
    """Its translator parts a sole tag without semicolons at a comma that has blanks before and behind it."""
    berg, nye = person(("van der Berg", "Jan Peter")), person(("Nye", "Joseph S., Jr."))
    cases = {(berg,): ["van der Berg, Jan Peter;"], (nye,): ["Nye, Joseph S., Jr."]}
    for authors, expected in cases.items():
        tags = citation_tags(brief_with(authors=authors))
        assert [content for name, content in tags if name == "citation_author"] == expected
    both = citation_tags(brief_with(authors=(berg, nye)))
    assert ("citation_author", "van der Berg, Jan Peter") in both


def test_a_keyword_is_one_to_programs_that_part_them_at_commas_and_semicolons() -> None:
    words = ("arsenals, old", "ports; ships", "NATO")
    view = brief_with(tags=(), keywords=words)
    work = record_of(view)
    assert "keywords={{arsenals, old}, {ports; ships}, NATO}" in bibtex(work)
    assert read_works(bibtex(work), "x.bib")[0].works[0].keywords == words
    assert rispy.loads(ris(work))[0]["keywords"] == list(words)
    assert work_of_csl(json.loads(csl_json(work))[0]).keywords == ("arsenals, old", "ports, ships", "NATO")
    assert ("citation_keywords", "arsenals, old; ports, ships; NATO") in citation_tags(view)


def test_a_lone_brace_in_a_doi_or_an_address_ends_no_entry() -> None:
    work = replace(record_of(brief_with(doi="10.1000/a}b{c")), url="https://example.org/{a")
    (found,) = read_works(bibtex(work), "x.bib")[0].works
    assert (found.doi, found.url) == (work.doi, "https://example.org/%7Ba")
    assert not parse_string(bibtex(work)).failed_blocks


def _check_ris(work: Work) -> None:
    (record,) = rispy.loads(ris(work))
    assert record["title"] == work.title
    assert record["authors"] == [written(name) for name in work.authors]
    assert record["date"] == work.issued.iso.replace("-", "/")
    assert record.get("issn", "") == (work.collection_number or work.number)
    assert (record["publisher"], record.get("doi", "")) == (work.publisher, work.doi)


def _check_highwire(view: BriefView, work: Work) -> None:
    said: dict[str, list[str]] = {}
    for name, content in citation_tags(view):
        said.setdefault(name, []).append(content)
    assert said["citation_title"] == [work.title]
    assert list(map(read_by_zotero, said["citation_author"])) == [
        (name.literal.strip(",. ") or name.surname, ", ".join(filter(None, (name.given, name.suffix))).rstrip("."))
        for name in work.authors
    ]
    assert said["citation_technical_report_institution"] == [work.publisher]


def _check_json_ld(view: BriefView, work: Work) -> None:
    page = f'<script type="application/ld+json">{json_ld(graph(article(view)))}</script>'
    (document,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    (said,) = document["@graph"]
    assert said["headline"] == work.title
    assert [author["name"] for author in said["author"]] == [author.name for author in view.card.authors]
    assert said["datePublished"][:10] == work.issued.iso
    assert said["publisher"]["name"] == work.publisher


def written(name: Name) -> str:
    """Return `Family, Given`, or the whole name of an institution."""
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


def read_by_zotero(author: str) -> tuple[str, str]:
    """Return (family, given) as Zotero's translator of embedded metadata parts a `citation_author`."""
    stripped = re.sub(r"[\s.,/\[\]:]+$", "", re.sub(r"^[\s.,/\[\]:]+", "", author))
    if "," in author:
        family, _, given = stripped.partition(", ")
        return family, given
    given, _, family = stripped.rpartition(" ")
    return family, given


@pytest.mark.parametrize("name", ["Korea Economic Institute of America", "한국은행"])
def test_an_institute_stays_whole(name: str) -> None:
    view = brief_with(authors=(institute(name),))
    work = record_of(view)
    assert f"author={{{{{name}}}}}" in bibtex(work)
    assert json.loads(csl_json(work))[0]["author"] == [{"literal": name}]
    assert f"AU  - {name}\r\n" in ris(work)
    (author,) = [content for key, content in citation_tags(view) if key == "citation_author"]
    assert read_by_zotero(author) == (name, "")
    said: dict[str, Any] = parse_qs(coins(work))
    assert said["rft.aucorp"] == [name]


def test_an_institute_with_commas_is_one_author_to_programs_that_part_names_at_them() -> None:
    name = "Ministry of Trade, Industry and Energy; Seoul"
    view = brief_with(authors=(institute(name),))
    work = record_of(view)
    whole = "Ministry of Trade Industry and Energy Seoul"
    (author,) = [content for key, content in citation_tags(view) if key == "citation_author"]
    assert read_by_zotero(author) == (whole, "")
    assert f"AU  - {whole}\r\n" in ris(work)
    page: dict[str, Any] = parse_qs(coins(replace(work, type="webpage")))
    assert read_by_zotero(page["rft.creator"][0]) == (whole, "")
    assert json.loads(csl_json(work))[0]["author"] == [{"literal": name}]
    assert [author.literal for author in read_works(bibtex(work), "x.bib")[0].works[0].authors] == [name]


def test_a_single_name_of_a_person_is_no_institution_to_bibtex() -> None:
    plato = AuthorLink(id="p", name="Plato", url="/authors/p/", kind="person")
    work = record_of(brief_with(authors=(plato, institute("Bank"))))
    assert "author={Plato and {Bank}}" in bibtex(work)
    assert read_works(bibtex(work), "x.bib")[0].works[0].authors == work.authors


def test_a_suffix_stands_where_bibtex_reads_it() -> None:
    work = record_of(
        brief_with(
            authors=(person(("Nye", "Joseph S., Jr.")), person(("Smith and Wesson", "A"))),
        )
    )
    assert work.authors[0] == Name(family="Nye", given="Joseph S.", suffix="Jr.")
    assert "author={Nye, Jr., Joseph S. and {Smith and Wesson}, A}" in bibtex(work)


def test_a_lone_brace_leaves_the_braces_of_an_entry_balanced() -> None:
    """BibTeX counts a brace behind a backslash, too: the entries behind it would be lost."""
    assert r"title={{A \textbraceright{} B \textbraceleft{}}}" in bibtex(record_of(brief_with(title="A } B {")))
    assert r"title={{A \{B\}}}" in bibtex(record_of(brief_with(title="A {B}")))
