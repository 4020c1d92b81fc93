"""An editor reads what went out, and where to look at it."""

from kei_site.core.hashing import digest_output
from kei_site.publishing.manifest import Entry
from kei_site.publishing.publisher import Outcome
from kei_site.publishing.report import address_of, addresses_to_look_at, table
from kei_site.publishing.steps import steps_between


def entry(text: str) -> Entry:
    return Entry(digest=digest_output(text.encode()), size=len(text), media_type="")


BEFORE = {"index.html": entry("old"), "briefs/2023/b/index.html": entry("old"), "a.css": entry("old")}
AFTER = {"index.html": entry("new"), "briefs/2023/b/index.html": entry("new"), "briefs/2024/ä/index.html": entry("new")}
STEPS = steps_between(BEFORE, AFTER)


def test_the_table_counts_files_pages_bytes_and_requests() -> None:
    assert list(table(Outcome(steps=STEPS, requests=7))) == [
        "             files   pages",
        "new              1       1",
        "changed          2       2",
        "gone             1       0",
        "9 bytes to send, 7 requests",
    ]


def test_new_briefs_are_to_be_looked_at_before_changed_ones() -> None:
    assert addresses_to_look_at(STEPS, "https://example.org/kei") == [
        "https://example.org/kei/briefs/2024/%C3%A4/",
        "https://example.org/kei/briefs/2023/b/",
    ]


def test_addresses_of_pages_are_those_of_their_folders() -> None:
    paths = ("index.html", "404.html", "a/feed.xml")
    assert [address_of(path, "https://e.org") for path in paths] == [
        "https://e.org/",
        "https://e.org/404.html",
        "https://e.org/a/feed.xml",
    ]
