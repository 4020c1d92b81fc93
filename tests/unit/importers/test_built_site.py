"""A built site as a web host serves it."""

from pathlib import Path

import pytest

from kei_site.importers.built_site import BuiltSite

MOVED = '<!doctype html><meta http-equiv="refresh" content="0; url={}">'


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    pages = {
        "index.html": '<link rel="canonical" href="https://new.example.org/base/">',
        "briefs/a/index.html": "<main>A</main>",
        "한/index.html": "<main>B</main>",
        "c.html": "<main>C</main>",
        "feed.xml": "<rss/>",
        "old/index.html": MOVED.format("/base/briefs/a/"),
        "p/12/index.html": MOVED.format("/base/briefs/a/"),
        "loop/index.html": MOVED.format("/base/loop2/"),
        "loop2/index.html": MOVED.format("/base/loop/"),
        "away/index.html": MOVED.format("/base/gone/"),
        "_redirects": "/ p=:id /p/:id/ 301\n/category/* /:splat 301\n/x/:name/y /briefs/:name/ 301 # words\n/bad\n",
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return BuiltSite(tmp_path)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/briefs/a/", "briefs/a/index.html"),
        ("/briefs/a", "briefs/a/index.html"),
        ("/base/briefs/a/", "briefs/a/index.html"),
        ("/%ED%95%9C/", "한/index.html"),
        ("/c", "c.html"),
        ("/feed.xml", "feed.xml"),
        ("/old/", "briefs/a/index.html"),
        ("/?p=12", "briefs/a/index.html"),
        ("/category/briefs/a", "briefs/a/index.html"),
        ("/x/a/y", "briefs/a/index.html"),
        ("/briefs/a/?utm=1", "briefs/a/index.html"),
    ],
)
def test_what_answers_an_address(site: BuiltSite, address: str, page: str) -> None:
    found = site.page_at(address)
    assert found is not None
    assert found.relative_to(site.folder).as_posix() == page


@pytest.mark.parametrize("address", ["/gone/", "/loop/", "/away/", "/?p=13", "/../secret", "/x/b/y", "/category/gone"])
def test_what_nothing_answers(site: BuiltSite, address: str) -> None:
    assert site.page_at(address) is None
