"""Front matter -> a built page of each type -> what parsers of structured data and reference managers read from it.

The expected values are taken from the front matter alone, so nothing between the source file and the page may lose or
bend them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import extruct
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from lxml import html as lxml_html

from kei_site.model.brief import BRIEF_TYPES
from tests.support.scratch import ScratchSite

HOME = "https://example.org"
CITED = ("brief", "report", "paper")
KINDS = {
    "brief": ["Article", "Report"],
    "report": ["Article", "Report"],
    "paper": ["Article", "ScholarlyArticle"],
    "commentary": ["NewsArticle", "OpinionNewsArticle"],
    "event": ["Article"],
    "podcast": ["Article"],
}
RIS_KINDS = {"brief": "RPRT", "report": "RPRT", "paper": "RPRT", "podcast": "SOUND"}
AUTHORS = {
    "kim": {"name": "Kim Yeseul", "family": "Kim", "given": "Yeseul", "orcid": "0000-0002-1825-0097"},
    "hong": {"name": "홍길동", "family": "홍", "given": "길동", "language": "ko"},
    "namgung": {"name": "Namgung Min-ah", "family": "Namgung", "given": "Min-ah"},
    "desk": {"name": "The Desk", "kind": "organization"},
}
ENGLISH = {
    "title": 'Ships & yards: "100%" of {what} was promised_',
    "date": "2024-07-21",
    "updated": "2024-08-02",
    "authors": ["kim", "namgung", "desk"],
    "summary": "What was promised & what came; a summary with <signs> in it.",
    "tags": ["NATO", "South Korea"],
    "keywords": ["shipyards", "arsenals, old and new"],
    "series": "Yard Notes",
    "number": "TI-2024-7",
    "doi": "10.5555/12345678",
    "license": "CC BY 4.0",
}
KOREAN = {
    "title": "조선소와 동맹: “약속”의 100%",
    "date": "2024-03-05",
    "authors": ["hong", "kim"],
    "summary": "약속한 것과 이루어진 것을 견준다.",
    "tags": ["안보"],
    "series": "조선소 노트",
    "number": "제7호",
    "language": "ko",
}
SOURCES: dict[str, dict[str, Any]] = {"en": ENGLISH, "ko": KOREAN}
CASES = [(kind, tongue) for kind in BRIEF_TYPES for tongue in SOURCES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A published page, as its readers' tools see it."""

    said: Mapping[str, Any]
    """The front matter that it was made from."""
    url: str
    text: str

    @property
    def graph(self) -> list[dict[str, Any]]:
        """The nodes of its JSON-LD."""
        (document,) = extruct.extract(self.text, syntaxes=["json-ld"])["json-ld"]
        graph: list[dict[str, Any]] = document["@graph"]
        return graph

    @property
    def open_graph(self) -> dict[str, list[str]]:
        """Its Open Graph properties."""
        (found,) = extruct.extract(self.text, syntaxes=["opengraph"])["opengraph"]
        return _grouped(found["properties"])

    @property
    def citations(self) -> dict[str, list[str]]:
        """Its `citation_*` tags."""
        metas = lxml_html.document_fromstring(self.text).iterfind(".//head/meta[@name]")
        pairs = [(meta.get("name", ""), meta.get("content", "")) for meta in metas]
        return _grouped((name, content) for name, content in pairs if name.startswith("citation_"))

    def download(self, ending: str) -> str:
        """Return the file that the cite block offers under a name with this ending."""
        (link,) = lxml_html.document_fromstring(self.text).cssselect(f'a[download$="{ending}"]')
        return unquote(link.get("href", "").partition(",")[2])


def _grouped(pairs: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in pairs:
        found.setdefault(name, []).append(content)
    return found


def _written(front: Mapping[str, Any], body: str) -> str:
    """A source file; JSON is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Page]:
    """Build a brief of each type in each language."""
    site = ScratchSite(tmp_path_factory.mktemp("types"))
    for name, front in AUTHORS.items():
        site.write(f"content/authors/{name}.md", _written(front, "A life."))
    for kind, tongue in CASES:
        front = SOURCES[tongue] | {"type": kind}
        body = "Words that make a text." if tongue == "en" else "글을 이루는 말."
        site.write(f"content/briefs/{kind}-{tongue}.md", _written(front, body))
    report = site.build()
    assert not report.failed, report.diagnostics
    return {case: _page(site.output, *case) for case in CASES}


def _page(output: Path, kind: str, tongue: str) -> Page:
    path = f"/briefs/2024/{kind}-{tongue}/"
    text = (output / path.lstrip("/") / "index.html").read_text(encoding="utf-8")
    return Page(said=SOURCES[tongue], url=HOME + path, text=text)


def _family_first(name: str) -> str:
    who = AUTHORS[name]
    return f"{who['family']}, {who['given']}" if "family" in who else who["name"]


def _family_first_all(page: Page) -> list[str]:
    return [_family_first(name) for name in page.said["authors"]]


def _parted(name: str) -> str:
    """An institution has a comma behind its name: without one, Zotero parts it at its last blank."""
    whole = _family_first(name)
    return whole if "," in whole or " " not in whole else f"{whole},"


def _keywords(page: Page) -> list[str]:
    return [*page.said["tags"], *page.said.get("keywords", [])]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_what_scholars_read_agrees_with_the_front_matter(
    pages: Mapping[tuple[str, str], Page], case: tuple[str, str]
) -> None:
    page = pages[case]
    if case[0] not in CITED:
        assert page.citations == {}
        return
    expected = {
        "citation_title": [page.said["title"]],
        "citation_author": [_parted(name) for name in page.said["authors"]],
        "citation_publication_date": [page.said["date"].replace("-", "/")],
        "citation_technical_report_institution": ["Test Institute"],
        "citation_technical_report_number": [page.said["number"]],
        "citation_series_title": [page.said["series"]],
        "citation_doi": [page.said.get("doi")],
        "citation_language": [case[1]],
        "citation_keywords": ["; ".join(_keywords(page))],
        "citation_abstract": [page.said["summary"]],
        "citation_fulltext_html_url": [page.url],
    }
    assert page.citations == {name: values for name, values in expected.items() if values != [None]}


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_what_search_engines_read_agrees_with_the_front_matter(
    pages: Mapping[tuple[str, str], Page], case: tuple[str, str]
) -> None:
    page = pages[case]
    said, (article, crumbs) = page.said, page.graph
    assert article["@type"] == KINDS[case[0]]
    assert article["headline"] == said["title"]
    assert (article["url"], article["@id"]) == (page.url,) * 2
    assert article["datePublished"] == f"{said['date']}T00:00:00+00:00"
    assert article["dateModified"] == f"{said.get('updated', said['date'])}T00:00:00+00:00"
    assert article["inLanguage"] == case[1]
    assert [author["name"] for author in article["author"]] == [AUTHORS[name]["name"] for name in said["authors"]]
    assert [author.get("familyName") for author in article["author"]] == [
        AUTHORS[name].get("family") for name in said["authors"]
    ]
    assert article["publisher"]["name"] == "Test Institute"
    assert (article["isPartOf"]["@type"], article["isPartOf"]["name"]) == ("CreativeWorkSeries", said["series"])
    assert article.get("reportNumber") == (said["number"] if "Report" in KINDS[case[0]] else None)
    assert article["keywords"] == _keywords(page)
    assert [step["name"] for step in crumbs["itemListElement"]][-2:] == [said["series"], said["title"]]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_what_previews_of_links_read_agrees_with_the_front_matter(
    pages: Mapping[tuple[str, str], Page], case: tuple[str, str]
) -> None:
    page = pages[case]
    found = page.open_graph
    expected = {
        "og:type": ["article"],
        "og:title": [page.said["title"]],
        "og:description": [page.said["summary"]],
        "og:url": [page.url],
        "og:site_name": ["Test Institute"],
        "og:locale": ["ko_KR" if case[1] == "ko" else "en_US"],
        "article:published_time": [f"{page.said['date']}T00:00:00+00:00"],
    }
    assert {name: found[name] for name in expected} == expected
    assert found.get("article:modified_time") == (["2024-08-02T00:00:00+00:00"] if case[1] == "en" else None)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_summary_stands_where_somebody_reads_it_and_nowhere_else(
    pages: Mapping[tuple[str, str], Page], case: tuple[str, str]
) -> None:
    """For readers, for search engines and link previews, for scholars, and in the RIS file."""
    page = pages[case]
    shown = page.text.count(escape(page.said["summary"], quote=False))
    assert shown == (3 if case[0] in CITED else 2)
    assert page.download(".ris").count(page.said["summary"]) == 1


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_bibtex_agrees_with_the_front_matter(pages: Mapping[tuple[str, str], Page], case: tuple[str, str]) -> None:
    page = pages[case]
    library = parse_string(page.download(".bib"), append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    is_cited = case[0] in CITED
    assert entry.entry_type == ("techreport" if is_cited else "misc")
    assert fields["author"].replace("{", "").replace("}", "").split(" and ") == _family_first_all(page)
    assert fields["title"].removeprefix("{").removesuffix("}") == page.said["title"]
    assert f"{fields['year']}-{int(fields['month']):02}" == page.said["date"][:7]
    assert fields["institution" if is_cited else "publisher"] == "Test Institute"
    assert (fields["type"], fields["number"]) == (page.said["series"], page.said["number"])
    assert fields.get("doi") == page.said.get("doi")
    assert (fields["url"], fields["language"]) == (page.url, case[1])
    assert fields["keywords"] == ", ".join(_keywords(page))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_ris_agrees_with_the_front_matter(pages: Mapping[tuple[str, str], Page], case: tuple[str, str]) -> None:
    page = pages[case]
    said = page.said
    (record,) = rispy.loads(page.download(".ris"))
    kind = RIS_KINDS.get(case[0], "ELEC")
    assert record["type_of_reference"] == kind
    assert record["authors"] == _family_first_all(page)
    assert (record["title"], record["abstract"]) == (said["title"], said["summary"])
    assert (record["year"], record["date"]) == (said["date"][:4], said["date"].replace("-", "/"))
    assert record["publisher"] == "Test Institute"
    assert (record["urls"], record["language"], record["keywords"]) == ([page.url], case[1], _keywords(page))
    assert record.get("doi") == said.get("doi")
    if kind == "RPRT":
        assert (record["issn"], record["secondary_title"]) == (said["number"], said["series"])
    else:
        assert (record["notes"], record["tertiary_title"]) == ([said["number"]], said["series"])
        assert "issn" not in record


def test_a_page_that_says_something_else_would_be_found(pages: Mapping[tuple[str, str], Page]) -> None:
    page = pages["report", "en"]
    other = Page(said={**page.said, "authors": ["desk"], "number": "8", "title": "Other"}, url=page.url, text=page.text)
    check: Any = {("report", "en"): other}
    for test in (
        test_what_scholars_read_agrees_with_the_front_matter,
        test_what_search_engines_read_agrees_with_the_front_matter,
        test_what_previews_of_links_read_agrees_with_the_front_matter,
        test_bibtex_agrees_with_the_front_matter,
        test_ris_agrees_with_the_front_matter,
    ):
        with pytest.raises(AssertionError):
            test(check, ("report", "en"))
