"""Vectors in texts and fields: no page and no feed lets one run, as an HTML parser of another project reads them."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from lxml import etree

from kei_site.build.pipeline import build
from kei_site.build.report import BuildRequest
from kei_site.cli import main
from tests.support.attack_doors import DOORS, attack_doors
from tests.support.attack_files import attack_files
from tests.support.attack_site import FIELDS, VECTORS, attack_site, runs
from tests.support.scratch import NOW
from tests.support.wxr import HEAD, TAIL, item


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of all vectors; texts with errors are left out."""
    site = attack_site(tmp_path_factory.mktemp("attacks"))
    report = site.build(keep_going=True, jobs=2)
    assert report.written, report.diagnostics[:5]
    return site.output


@pytest.mark.slow
def test_no_page_lets_a_vector_run(published: Path) -> None:
    pages = sorted(published.rglob("*.html"))
    assert len(pages) > len(VECTORS) * len(FIELDS)
    found = {str(page.relative_to(published)): [*runs(page.read_text(encoding="utf-8"))] for page in pages}
    assert {page: what for page, what in found.items() if what} == {}


@pytest.mark.slow
def test_no_door_of_a_brief_lets_a_vector_run(tmp_path: Path) -> None:
    site = attack_doors(tmp_path, every=5)
    report = site.build(keep_going=True, jobs=2)
    pages = sorted(site.output.rglob("index.html"))
    doors = {door for page in pages for door in DOORS if page.parent.name.endswith(f"-{door}")}
    assert doors == DOORS.keys(), report.diagnostics[:5]
    found = {str(page.relative_to(site.output)): [*runs(page.read_text(encoding="utf-8"))] for page in pages}
    assert {page: what for page, what in found.items() if what} == {}
    drawings = [path for path in site.output.rglob("*.svg") if "<script" in path.read_text(encoding="utf-8")]
    assert drawings == []


@pytest.mark.slow
def test_no_file_that_is_no_brief_lets_a_vector_run(tmp_path: Path) -> None:
    site = attack_files(tmp_path, every=3)
    report = site.build(keep_going=True, jobs=2)
    assert report.written, report.diagnostics[:5]
    home = (site.output / "index.html").read_text(encoding="utf-8")
    assert home.count("kei_ran") > 6, "the words of the interface and the settings have vectors"
    for shown in ("tags/*/index.html", "figures/*/index.html", "briefs/2024/*/v1/index.html"):
        assert any("kei_ran" in page.read_text(encoding="utf-8") for page in site.output.glob(shown)), shown
    pages = {str(page): [*runs(page.read_text(encoding="utf-8"))] for page in site.output.rglob("*.html")}
    assert {page: what for page, what in pages.items() if what} == {}


_TABLES = (
    '<table><caption>{0}</caption><tr><th scope="{1}">{0}</th></tr><tr><td colspan="{1}" style="{1}">{0}</td></tr>'
    "</table>",
    '<figure><table class="{1}" summary="{1}"><tr><td rowspan=2>{0}</td><td>1</td></tr><tr><td>{0}</td></tr></table>'
    "<figcaption>{0}</figcaption></figure>",
    '<table><tr><td background="{1}"><table><tr><td>{0}</td></tr></table></td></tr></table>',
)
"""Tables of an archive; 0 stands for a vector, 1 for the same inside quotes."""


@pytest.mark.slow
def test_no_table_of_an_archive_lets_a_vector_run(tmp_path: Path) -> None:
    texts = (
        _TABLES[number % 3].format(vector, escape(vector)).replace("]]>", "")
        for number, vector in enumerate(VECTORS.values())
    )
    items = (item(content=text, post_id=str(at), post_name=f"p-{at}") for at, text in enumerate(texts, 100))
    (tmp_path / "export.xml").write_text(HEAD + "".join(items) + TAIL, encoding="utf-8")
    assert main(["import", "wordpress", str(tmp_path / "export.xml"), "--into", str(tmp_path / "site")]) == 0
    site, output, cache = (tmp_path / name for name in ("site", "public", "cache"))
    build(BuildRequest(site=site, output=output, cache=cache, search=False, keep_going=True, instant=NOW))
    pages = sorted((output / "briefs").rglob("p-*/index.html"))
    assert len(pages) > 90
    found = {str(page): [*runs(page.read_text(encoding="utf-8"))] for page in pages}
    assert {page: what for page, what in found.items() if what} == {}


@pytest.mark.slow
def test_no_feed_lets_a_vector_run(published: Path) -> None:
    feeds = [*published.glob("*.xml"), *published.glob("feeds/**/*.xml")]
    assert len(feeds) > 2
    for feed in feeds:
        for html in texts_of(feed):
            assert [*runs(html)] == [], feed


def texts_of(feed: Path) -> Iterator[str]:
    """Yield the texts of a feed that readers take as HTML: those of RSS, and those that Atom says are HTML."""
    for element in etree.parse(str(feed)).iter():
        if element.text and (str(element.tag).endswith(("description", "encoded")) or element.get("type") == "html"):
            yield element.text


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick='kei_ran()'>a</p>",
        "<script>kei_ran()</script>",
        "<a href=' JavaScript:kei_ran()'>a</a>",
        "<iframe srcdoc='a'></iframe>",
        "<svg><a><animate /></a></svg>",
        "<meta http-equiv=refresh content='0;url=javascript:kei_ran()'>",
    ],
)
def test_what_runs_would_be_seen(html: str) -> None:
    assert [*runs(f"<!DOCTYPE html><title>a</title><body>{html}")]


def test_every_vector_is_a_file_of_its_own() -> None:
    assert len(set(VECTORS.values())) == len(VECTORS) > 100
    assert all("kei_ran" in vector or "a2VpX3Jhbi" in vector or "rZWlfcmFu" in vector for vector in VECTORS.values())
