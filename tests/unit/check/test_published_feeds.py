"""Permanent ids that were published for another brief, or are gone."""

import pytest

from kei_site.check.published_feeds import PublishedEntry, changed_ids, entries_of
from kei_site.config import FeedSettings
from kei_site.model.permanent_ids import permanent_id
from kei_site.plan.inputs import Inputs
from tests.support.plan_samples import brief, inputs

ONE = brief("2024/one", "2024-07-21", title="The first")
TWO = brief("2024/two", "2024-05-02", title="The second")
SITE = inputs(ONE, TWO)


def entries(site: Inputs) -> tuple[PublishedEntry, ...]:
    """Return the entries of every brief, as a site publishes them."""
    return tuple(
        PublishedEntry(
            permanent_id=permanent_id(shown, site.config),
            permalink=site.site.url + shown.url,
            title=shown.front.title,
            published=shown.front.date.iso,
        )
        for shown in site.library.briefs
    )


def diagnostics_after(*briefs: object, **settings: object) -> list[tuple[str, str, str]]:
    """Return (place, value found, fix) of each diagnostic when the briefs of SITE have become others."""
    found = changed_ids(entries(SITE), inputs(*briefs, **settings))  # type: ignore[arg-type]
    assert {diagnostic.code for diagnostic in found} <= {"FED01"}
    return [(diagnostic.place.path, diagnostic.found, diagnostic.fix) for diagnostic in found]


def test_nothing_is_wrong_when_nothing_changed() -> None:
    assert changed_ids(entries(SITE), SITE) == []


@pytest.mark.parametrize(
    "edited",
    [
        brief("2024/one", "2024-07-21", title="Another title"),
        brief("2024/one", "2024-07-21", title="The first", slug="another-slug"),
        brief("2023/one", "2023-01-01", title="The first", id="tag:example.org,2024:briefs/2024/one"),
        brief("2024/one", "2024-07-21", title="The first", draft=True),
        brief("2024/one", "2024-07-21", title="Another title", tags=("New",), type="report"),
    ],
    ids=["title", "slug", "moved with its id", "withdrawn for a while", "much else"],
)
def test_edits_that_keep_the_id_are_no_diagnostic(edited: object) -> None:
    assert diagnostics_after(edited, TWO) == []


@pytest.mark.parametrize(
    ("path", "edited"),
    [
        ("2024/moved", brief("2024/moved", "2024-07-21", title="Renamed", slug="one")),
        ("2024/moved", brief("2024/moved", "2024-07-21", title="The first")),
    ],
    ids=["known by its address", "known by its title and day"],
)
def test_a_file_that_was_moved_is_told_its_former_id(path: str, edited: object) -> None:
    former = "tag:example.org,2024:briefs/2024/one"
    assert diagnostics_after(edited, TWO) == [
        (f"content/briefs/{path}.md", former, f"write `id: {former}` into its front matter")
    ]


def test_an_entry_that_is_gone_is_told() -> None:
    ((place, found, _),) = diagnostics_after(TWO)
    assert (place, found) == ("content/site.yaml", "tag:example.org,2024:briefs/2024/one")


def test_a_brief_at_the_address_of_a_withdrawn_one_is_not_its_heir() -> None:
    ((place, _, _),) = diagnostics_after(brief("2024/two", "2024-05-02", title="The second", slug="one"))
    assert place == "content/site.yaml"


def test_an_id_that_means_another_brief_is_told() -> None:
    other = brief("2024/three", "2024-11-11", title="The third", id="tag:example.org,2024:briefs/2024/one")
    first = brief("2024/one", "2024-07-21", title="The first", id="tag:example.org,2024:new")
    found = diagnostics_after(other, first, TWO)
    assert found == [
        (
            "content/briefs/2024/three.md",
            "tag:example.org,2024:briefs/2024/one",
            "give this brief an `id:` of its own",
        )
    ]


def test_swapped_ids_are_told_and_swapped_addresses_are_not() -> None:
    first = brief("2024/one", "2024-07-21", title="The first", id="tag:example.org,2024:briefs/2024/two")
    second = brief("2024/two", "2024-05-02", title="The second", id="tag:example.org,2024:briefs/2024/one")
    assert [place for place, _, _ in diagnostics_after(first, second)] == [
        "content/briefs/2024/two.md",
        "content/briefs/2024/one.md",
    ]
    first = brief("2024/one", "2024-07-21", title="The first", slug="two")
    second = brief("2024/two", "2024-05-02", title="The second", slug="one")
    assert diagnostics_after(first, second) == []


def test_a_move_to_another_host_is_one_diagnostic_and_the_former_authority_fixes_it() -> None:
    ((place, found, fix),) = diagnostics_after(ONE, TWO, url="https://new.example.net")
    assert (place, found) == ("content/site.yaml", "example.org,2024")
    assert fix == 'write `authority: "example.org,2024"` below `feeds:`'
    kept = FeedSettings(authority="example.org,2024")
    assert diagnostics_after(ONE, TWO, url="https://new.example.net", feeds=kept) == []


def test_one_id_that_lost_its_authority_is_no_move_of_the_site() -> None:
    former = inputs(brief("2024/one", "2024-07-21", title="The first", id="tag:old.example,2020:briefs/2024/one"), TWO)
    (found,) = changed_ids(entries(former), SITE)
    assert found.place.path == ONE.path
    assert found.fix == "write `id: tag:old.example,2020:briefs/2024/one` into its front matter"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>"""
ENTRY = """<entry><id>{id}</id><title{type}>{title}</title><published>2024-07-21T00:00:00Z</published>
<link rel="via" href="https://outlet.example/"/><link rel="alternate" href="https://example.org/a/"/></entry>"""


def test_entries_are_read_once_from_all_documents_and_broken_ones_are_passed_over() -> None:
    first = ATOM.format(ENTRY.format(id="tag:a", type="", title="A &amp; B"))
    second = ATOM.format(
        ENTRY.format(id="tag:a", type="", title="A &amp; B")
        + ENTRY.format(id="tag:b", type=' type="html"', title="&amp;lt;b&amp;gt;")
    )
    found = entries_of((first.encode(), b"<feed", second.encode(), b""))
    assert found == (
        PublishedEntry(
            permanent_id="tag:a", permalink="https://example.org/a/", title="A & B", published="2024-07-21T00:00:00Z"
        ),
        PublishedEntry(
            permanent_id="tag:b", permalink="https://example.org/a/", title="<b>", published="2024-07-21T00:00:00Z"
        ),
    )


def test_an_entry_without_its_parts_is_read_all_the_same() -> None:
    (found,) = entries_of((ATOM.format("<entry/>").encode(),))
    assert (found.permanent_id, found.permalink, found.title) == ("", "", "")
