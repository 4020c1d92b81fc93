"""Edits of all kinds -> what subscribers see: ids stay, times move only when an editor says so, polls stay cheap."""

import http.client
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

import feedparser
import pytest

from kei_site.model.brief import Brief
from kei_site.plan import briefs
from tests.support.fixture_site import (
    AUTHORS,
    SERIES,
    TAGS,
    FixtureSite,
    change,
    key_of,
    make_fixture_site,
    set_key,
)
from tests.support.web_server import Served, served

BRIEFS = 24
ROUNDS = 12
Entries = dict[str, tuple[str, str]]
"""(title, updated) by permanent id."""
Edit = Callable[[FixtureSite, str, Random], None]


@pytest.fixture
def fixture(law_folder: Path) -> FixtureSite:
    """Return a published site of which every brief is public."""
    made = make_fixture_site(law_folder / "ids", briefs=BRIEFS)
    assert not made.build().failed
    return made


def published(fixture: FixtureSite) -> Entries:
    """Return every entry of the site's Atom feed and its archive."""
    found: Entries = {}
    for path in (fixture.output / "atom.xml", *sorted(fixture.output.glob("feeds/archive/*.xml"))):
        for entry in feedparser.parse(path.read_bytes()).entries:
            said = (entry.title, entry.updated)
            assert found.setdefault(entry.id, said) == said, "two feeds tell one entry in two ways"
    return found


def id_of(path: str) -> str:
    return f"tag:example.org,2024:{path.removeprefix('content/').removesuffix('.md').removesuffix('/index')}"


def titles(fixture: FixtureSite) -> dict[str, str]:
    """Return the title that each permanent id should have."""
    return {key_of(fixture, path, "id") or id_of(path): key_of(fixture, path, "title") for path in fixture.briefs()}


def _title(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "title", f"A title of its own {fixture.fresh()}")


def _slug(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "slug", f"slug-{fixture.fresh()}")


def _tags(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "tags", f"[{', '.join(rng.sample(TAGS, rng.randint(1, 4)))}]")


def _authors(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "authors", f"[{', '.join(rng.sample(sorted(AUTHORS), 2))}]")


def _series(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "series", rng.choice(SERIES))


def _aliases(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "aliases", f"[/old/{fixture.fresh()}/]")


def _body(fixture: FixtureSite, path: str, rng: Random) -> None:
    change(fixture, path, lambda text: f"{text}\nOne more line {fixture.fresh()}.\n")


def _date(fixture: FixtureSite, path: str, rng: Random) -> None:
    year, month, day = rng.randint(2021, 2024), rng.randint(1, 12), rng.randint(1, 28)
    set_key(fixture, path, "date", f"{year}-{month:02}-{day:02}")


def _updated(fixture: FixtureSite, path: str, rng: Random) -> None:
    set_key(fixture, path, "updated", f"2024-12-{rng.randint(2, 28):02}T{fixture.fresh() % 24:02}:00:00Z")


def _corrected(fixture: FixtureSite, path: str, rng: Random) -> None:
    day = f"2024-12-{rng.randint(2, 28):02}T{fixture.fresh() % 24:02}:30:00Z"
    set_key(fixture, path, "corrections", f"[{{date: {day}, kind: correction, note: A name.}}]")


QUIET: tuple[Edit, ...] = (_title, _slug, _tags, _authors, _series, _aliases, _body)
"""Edits that no reader is told of as a change."""
SAID: tuple[Edit, ...] = (_updated, _corrected, _date)
"""Edits that may move when a brief was changed."""


def edit_at_random(fixture: FixtureSite, rng: Random) -> set[str]:
    """Make some edits; returns the ids of the briefs whose times may have moved."""
    moved = set()
    for path in rng.sample(fixture.briefs(), 5):
        for edit in rng.sample(QUIET, 3):
            edit(fixture, path, rng)
    for path in rng.sample(fixture.briefs(), 2):
        rng.choice(SAID)(fixture, path, rng)
        moved.add(id_of(path))
    return moved


def check_rounds(fixture: FixtureSite, seed: int) -> None:
    """Edit and build again and again; after each build compare what subscribers see with what they saw."""
    rng = Random(f"feed ids {seed}")
    before = published(fixture)
    assert len(before) == BRIEFS
    for _ in range(ROUNDS):
        moved = edit_at_random(fixture, rng)
        report = fixture.build()
        assert not report.failed, report.diagnostics
        after = published(fixture)
        assert {name: title for name, (title, _) in after.items()} == titles(fixture)
        assert {name for name in after if after[name][1] != before[name][1]} <= moved
        before = after


@pytest.mark.parametrize("seed", range(2))
def test_no_edit_changes_an_id_and_times_move_only_when_said(fixture: FixtureSite, seed: int) -> None:
    check_rounds(fixture, seed)


def test_ids_made_of_slugs_would_be_found(fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def worse(brief: Brief, config: object) -> str:
        return f"tag:example.org,2024:briefs/{brief.slug}"

    monkeypatch.setattr(briefs, "permanent_id", worse)
    with pytest.raises(AssertionError):
        check_rounds(fixture, 0)


def test_what_the_editor_says_moves_the_time_of_that_brief_alone(fixture: FixtureSite) -> None:
    rng = Random("said")
    for edit in (_updated, _corrected):
        before, path = published(fixture), rng.choice(fixture.briefs())
        edit(fixture, path, rng)
        fixture.build()
        after = published(fixture)
        assert [name for name in after if after[name] != before[name]] == [id_of(path)]
        assert after[id_of(path)][1] > before[id_of(path)][1]


def test_a_moved_file_keeps_the_id_that_it_is_given(fixture: FixtureSite) -> None:
    before, path = published(fixture), "content/briefs/2021/b03.md"
    fixture.site.rename(path, "content/briefs/2022/elsewhere.md")
    fixture.build()
    assert id_of(path) not in published(fixture)
    set_key(fixture, "content/briefs/2022/elsewhere.md", "id", id_of(path))
    fixture.build()
    after = published(fixture)
    assert after.keys() == before.keys()
    assert after[id_of(path)][0] == before[id_of(path)][0]


def test_a_brief_that_becomes_a_folder_keeps_its_id(fixture: FixtureSite) -> None:
    before = published(fixture)
    fixture.site.rename("content/briefs/2021/b03.md", "content/briefs/2021/b03/index.md")
    fixture.build()
    assert published(fixture).keys() == before.keys()


def feed_paths(fixture: FixtureSite) -> list[str]:
    names = ("feed.xml", "atom.xml", "feed.json")
    found = [path for name in names for path in fixture.output.rglob(name)]
    return sorted(
        path.relative_to(fixture.output).as_posix() for path in (*found, *fixture.output.glob("feeds/archive/*"))
    )


def test_feeds_after_edits_are_those_of_a_clean_build(fixture: FixtureSite) -> None:
    rng = Random("clean")
    for _ in range(3):
        edit_at_random(fixture, rng)
        assert not fixture.build().failed
    assert not fixture.build_clean().failed
    clean = {path: (fixture.clean / path).read_bytes() for path in feed_paths(fixture)}
    assert {path: (fixture.output / path).read_bytes() for path in feed_paths(fixture)} == clean
    assert len(clean) > 30


def poll(host: Served, path: str, tag: str = "") -> tuple[int, str, int]:
    """Ask for a feed as readers do; returns (status, entity tag, bytes)."""
    connection = http.client.HTTPConnection(urlsplit(host.url).netloc, timeout=10)
    try:
        connection.request("GET", "/" + quote(path), headers={"If-None-Match": tag} if tag else {})
        answer = connection.getresponse()
        return answer.status, answer.headers["ETag"], len(answer.read())
    finally:
        connection.close()


EDITS: dict[str, Callable[[FixtureSite], object]] = {
    "nothing": lambda fixture: None,
    "the body of an old brief": lambda fixture: _body(fixture, "content/briefs/2021/b01.md", Random(1)),
    "a new title": lambda fixture: _title(fixture, "content/briefs/2021/b05.md", Random(1)),
    "a new brief": lambda fixture: fixture.site.write(
        "content/briefs/2024/new.md", "---\ntitle: New\ndate: 2024-12-24\nauthors: [desk]\ntags: [Law]\n---\n\nNew.\n"
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_poll_costs_nothing_unless_that_feed_changed(fixture: FixtureSite, name: str) -> None:
    with served(fixture.output) as host:
        tags = {path: poll(host, path)[1] for path in feed_paths(fixture)}
        EDITS[name](fixture)
        written = set(fixture.build().written)
        answers = {path: poll(host, path, tag) for path, tag in tags.items()}
    assert {path for path, (status, _, _) in answers.items() if status == 200} == written & tags.keys()
    assert {size for status, _, size in answers.values() if status == 304} == {0}
    changed = len(written & tags.keys())
    assert (changed > 0) == (name != "nothing")
    assert changed < len(tags) / 2
