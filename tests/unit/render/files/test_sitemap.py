"""Sitemaps, robots.txt, the OpenSearch description and the OPML of feeds."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from kei_site.model.views.common import Translation
from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.feeds import OpmlView
from kei_site.model.views.files import OpenSearchView, RobotsView, SitemapEntry, SitemapIndexView, SitemapView
from kei_site.render.files.sitemap import (
    render_opensearch,
    render_opml,
    render_robots,
    render_sitemap,
    render_sitemap_index,
    shortened,
)
from tests.support.node_modules import missing, node_file

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

PLAIN = SitemapEntry(permalink="https://example.org/briefs/2024/a/?x=1&y=2", modified="2024-07-21T04:00:00Z")
UNDATED = SitemapEntry(permalink="https://example.org/%ED%95%9C/", modified="")
PAIR = SitemapEntry(
    permalink="https://example.org/briefs/2024/b/",
    modified="2024-07-22T04:00:00Z",
    translations=(
        Translation(language="en", url="/briefs/2024/b/", title="B"),
        Translation(language="ko", url="https://example.org/briefs/2024/b-ko/", title="나"),
    ),
)


def counts(kind: str, title: str) -> FeedCount:
    return FeedCount(
        title=title,
        kind=kind,
        count=3,
        latest="2024-07-21",
        page_url=f"https://example.org/{kind}/",
        rss=f"https://example.org/{kind}/feed.xml",
        atom=f"https://example.org/{kind}/atom.xml",
        json=f"https://example.org/{kind}/feed.json",
    )


def test_a_sitemap_lists_addresses_and_honest_dates_only() -> None:
    root = etree.fromstring(render_sitemap(SitemapView(entries=(PLAIN, UNDATED))))
    assert [(url.findtext(f"{SITEMAP}loc"), url.findtext(f"{SITEMAP}lastmod")) for url in root] == [
        (PLAIN.permalink, "2024-07-21T04:00:00Z"),
        (UNDATED.permalink, None),
    ]


def test_every_version_lists_every_version_and_a_default_by_absolute_addresses() -> None:
    (url,) = etree.fromstring(render_sitemap(SitemapView(entries=(PAIR,))))
    assert [(link.get("rel"), link.get("hreflang"), link.get("href")) for link in url.findall(f"{XHTML}link")] == [
        ("alternate", "en", "https://example.org/briefs/2024/b/"),
        ("alternate", "ko", "https://example.org/briefs/2024/b-ko/"),
        ("alternate", "x-default", "https://example.org/briefs/2024/b/"),
    ]


def test_the_index_names_the_files() -> None:
    files = (SitemapEntry(permalink="https://example.org/sitemap-2024.xml", modified="2024-07-21T04:00:00Z"),)
    root = etree.fromstring(render_sitemap_index(SitemapIndexView(sitemaps=files)))
    assert root.tag == f"{SITEMAP}sitemapindex"
    assert root.findtext(f"{SITEMAP}sitemap/{SITEMAP}loc") == "https://example.org/sitemap-2024.xml"


@pytest.mark.tool
@pytest.mark.parametrize(
    ("data", "is_valid"),
    [
        (render_sitemap(SitemapView(entries=(PLAIN, UNDATED))), True),
        (render_sitemap(SitemapView(entries=(PLAIN,))).replace(b"2024-07-21T", b"21 July T"), False),
    ],
)
def test_the_schema_of_sitemaps_is_kept(data: bytes, is_valid: bool, tmp_path: Path) -> None:
    schema = node_file("sitemap/schema/sitemap.xsd")
    if shutil.which("xmllint") is None:
        missing("xmllint")
    (tmp_path / "sitemap.xml").write_bytes(data)
    command = ["xmllint", "--noout", "--nonet", "--schema", str(schema), str(tmp_path / "sitemap.xml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is is_valid, done.stderr


def test_robots_may_read_everything() -> None:
    assert render_robots(RobotsView(sitemap="https://example.org/sitemap.xml")) == (
        b"User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n"
    )


def test_browsers_learn_how_to_search() -> None:
    view = OpenSearchView(
        title="Korea Economic Institute of America",
        description="Briefs & more " * 100,
        language="en",
        template="https://example.org/search/?q={searchTerms}",
        icon="https://example.org/favicon.svg",
    )
    root = etree.fromstring(render_opensearch(view))
    url = root.find(f"{SEARCH}Url")
    assert url is not None
    assert (url.get("type"), url.get("template")) == ("text/html", "https://example.org/search/?q={searchTerms}")
    assert root.findtext(f"{SEARCH}ShortName") == "Korea Economic"
    assert root.findtext(f"{SEARCH}LongName") == "Korea Economic Institute of America"
    assert len(root.findtext(f"{SEARCH}Description") or "") <= 1024
    assert root.findtext(f"{SEARCH}InputEncoding") == "UTF-8"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short", "Short"),
        ("Korea Economic Institute", "Korea Economic"),
        ("Abcdefghijklmnopqrstuvwxyz", "Abcdefghijklmnop"),
        ("한국경제연구소와 그 벗들 그리고 모두", "한국경제연구소와 그 벗들"),
        ("Exactly 16 chars and", "Exactly 16 chars"),
    ],
)
def test_names_are_shortened_to_whole_words(text: str, expected: str) -> None:
    assert shortened(text, 16) == expected
    assert len(expected) <= 16


def test_the_opml_holds_every_feed_grouped_by_what_it_follows() -> None:
    feeds = (counts("site", "Institute"), counts("type", "report"), counts("tag", 'R&D "x"'), counts("tag", "NATO"))
    body = etree.fromstring(render_opml(OpmlView(title="Institute", feeds=feeds))).find("body")
    assert body is not None
    assert [(outline.get("text"), outline.get("type")) for outline in body] == [
        ("Institute", "rss"),
        ("Publication types", None),
        ("Topics", None),
    ]
    assert [outline.get("text") for outline in body.iter("outline") if outline.get("type")] == [
        "Institute",
        "Reports",
        'R&D "x"',
        "NATO",
    ]
    assert body[0].get("xmlUrl") == "https://example.org/site/feed.xml"
    assert body[0].get("htmlUrl") == "https://example.org/site/"


def test_the_opml_speaks_the_language_of_the_site() -> None:
    view = OpmlView(title="연구소", feeds=(counts("tag", "북핵"),), language="ko")
    assert "주제" in render_opml(view).decode()
