"""Files go out in an order that breaks no page, and what is equal stays."""

from kei_site.core.hashing import digest_output
from kei_site.publishing.manifest import Entry
from kei_site.publishing.steps import steps_between


def entry(text: str) -> Entry:
    return Entry(digest=digest_output(text.encode()), size=len(text), media_type="")


FILES = {
    "feed.xml": entry("feed"),
    "index.html": entry("home"),
    "briefs/2024/a/index.html": entry("brief"),
    "briefs/2024/a/a.pdf": entry("pdf"),
    "assets/a.1.css": entry("css"),
    "pagefind/pagefind-entry.json": entry("entry"),
    "pagefind/fragment/a.pf_fragment": entry("fragment"),
    "tags/nato/atom.xml": entry("atom"),
}


def test_what_pages_load_goes_first_and_what_names_pages_last() -> None:
    assert steps_between({}, FILES).sent == (
        ("assets/a.1.css", "briefs/2024/a/a.pdf", "pagefind/fragment/a.pf_fragment"),
        ("briefs/2024/a/index.html",),
        ("feed.xml", "index.html", "pagefind/pagefind-entry.json", "tags/nato/atom.xml"),
    )


def test_what_names_pages_is_deleted_first_and_what_they_load_last() -> None:
    steps = steps_between(FILES, {})
    assert steps.sent == ()
    assert steps.deleted == steps_between({}, FILES).sent[::-1]


def test_equal_files_stay() -> None:
    steps = steps_between(FILES, {**FILES, "index.html": entry("other"), "new.txt": entry("new")})
    assert steps.sent == (("new.txt",), ("index.html",))
    assert (steps.counts, steps.size) == ((1, 1, 0), 8)


def test_other_headers_are_a_change() -> None:
    cached = Entry(digest=FILES["feed.xml"].digest, size=4, media_type="", cache="no-cache")
    assert steps_between(FILES, {**FILES, "feed.xml": cached}).sent == (("feed.xml",),)


def test_files_in_doubt_are_sent_again_or_deleted() -> None:
    steps = steps_between(FILES, FILES, ["feed.xml", "stray.html"])
    assert (steps.sent, steps.deleted) == ((("feed.xml",),), (("stray.html",),))
