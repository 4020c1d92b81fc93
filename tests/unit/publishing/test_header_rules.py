"""Files get the headers that hosts would read out of `_headers`."""

import pytest

from kei_site.publishing.header_rules import HeaderFinder, read_rules

RULES = """\
# a note
/*
  X-Frame-Options: DENY

/assets/*
  Cache-Control: public, max-age=31536000, immutable
/feed.xml
  Content-Type: application/rss+xml; charset=utf-8
  Cache-Control: public, max-age=600
/briefs/:year/*.csv
  Content-Disposition: attachment
/briefs/
  Cache-Control: no-cache
"""


@pytest.mark.parametrize(
    ("path", "name", "words"),
    [
        ("assets/a.css", "cache-control", "public, max-age=31536000, immutable"),
        ("feed.xml", "content-type", "application/rss+xml; charset=utf-8"),
        ("feed.xml", "cache-control", "public, max-age=600"),
        ("briefs/2024/a/data.csv", "content-disposition", "attachment"),
        ("briefs/index.html", "cache-control", "no-cache"),
        ("index.html", "content-type", "text/html; charset=utf-8"),
        ("index.html", "x-frame-options", "DENY"),
        ("assets-of-others/a.css", "cache-control", None),
        ("tags/feed.xml", "content-type", "application/xml; charset=utf-8"),
    ],
)
def test_a_file_has_the_headers_of_its_blocks(path: str, name: str, words: str | None) -> None:
    assert HeaderFinder(read_rules(RULES)).headers_of(path).get(name) == words


def test_patterns_begin_with_the_path_of_the_site() -> None:
    finder = HeaderFinder(read_rules("/kei/feed.xml\n  Cache-Control: no-store\n"), "/kei")
    assert finder.headers_of("feed.xml")["cache-control"] == "no-store"
