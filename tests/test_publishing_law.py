"""The law of a place: after any builds, publishings, kills, rollbacks and changes by others it holds the edition.

At no moment does a page of it lack a file that the page loads, and what others put there stays.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.publishing import lock
from kei_site.publishing.edition import Edition, KeptFiles
from kei_site.publishing.publisher import earlier, publish
from tests.support.places import PLACES, OpenPlace, Tree
from tests.support.remotes import DyingRemote, Killed, edition_of, kept_in


def random_site(dice: random.Random) -> dict[str, str]:
    """Return pages that load assets whose names follow from their content, and lists that name the pages."""
    versions = {name: dice.randrange(4) for name in "abcde"}
    assets = {f"assets/{name}.{number}.css": f"{name}{number}" for name, number in versions.items()}
    pages = {
        f"briefs/2024/{page}/index.html": f"{dice.choice(sorted(assets))} {dice.choice(sorted(assets))}"
        for page in dice.sample("uvwxyz", dice.randrange(1, 6))
    }
    home = " ".join(dice.sample(sorted(assets), 2))
    return {**assets, **pages, "index.html": home, "feed.xml": " ".join(pages)}


def check_whole(files: Mapping[str, str]) -> None:
    """Fail if a page or a list refers to a file that is not there."""
    for path, text in files.items():
        named = re.findall(r"(?:assets|briefs)/\S+", text) if path.endswith((".html", ".xml")) else []
        assert [other for other in named if other not in files] == [], path


@dataclass
class World:
    """A place, what it should hold, and what others put there."""

    place: OpenPlace
    folder: Path
    dice: random.Random
    number: int = 0
    kills: int = 0
    others: dict[str, str] = field(default_factory=dict)
    whole: list[Tree] = field(default_factory=list)
    """The files of the editions that were published completely, or may have been."""

    @property
    def kept(self) -> KeptFiles:
        """The copies for rollbacks."""
        return kept_in(self.folder)

    def build(self) -> tuple[Tree, Edition]:
        """Return another site, and its edition."""
        self.number += 1
        site = random_site(self.dice)
        return site, edition_of(self.folder / str(self.number), site)

    def check(self, site: Tree) -> None:
        """Fail unless the place holds a site, and besides it what others put there."""
        assert self.place.files() == {**self.others, **site}
        self.whole.append(site)

    def killed(self, left: int) -> bool:
        """Publish a new site and kill the publisher before a change; return whether it lived."""
        site, edition = self.build()
        remote = DyingRemote(self.place.remote(), left, self.dice, lambda: check_whole(self.place.files()))
        try:
            publish(remote, edition, self.kept)
        except Killed:
            self.kills += 1
            self.whole.append(site)
            return False
        self.check(site)
        return True

    def repair(self) -> None:
        """Publish a new site after a kill, or the one before; the place holds it."""
        if self.dice.random() < 0.3:
            try:
                edition = earlier(self.place.remote(), self.kept)
            except Refusal:
                return  # nothing was published completely yet, or nothing before it
            site: Tree = {path: edition.read(path).decode() for path in edition.files}
            assert site in self.whole
        else:
            site, edition = self.build()
        publish(self.place.remote(), edition, self.kept)
        self.check(site)

    def disturb(self) -> None:
        """Change, delete and add files as somebody else might; the place holds the site after it was looked at."""
        site, edition = self.build()
        publish(self.place.remote(), edition, self.kept)
        for path in self.dice.sample(sorted(site), 3):
            self.place.change(path, self.dice.choice([None, "broken", ""]))
        name = f"by-others/{self.number}.txt"
        self.place.change(name, name)
        self.others[name] = name
        publish(self.place.remote(), edition, self.kept, verify=True)
        self.check(site)


@pytest.fixture(autouse=True)
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a lock run out at once, since the killed publishers of a test are of its own process."""
    monkeypatch.setattr(lock, "LEASE", -10)


@pytest.fixture(params=sorted(PLACES))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenPlace]:
    """Return a place of each kind that holds a site file by file."""
    open_place: Callable[[Path], Iterator[OpenPlace]] = PLACES[request.param]
    yield from open_place(tmp_path / "place")


@pytest.mark.sized
def test_a_publisher_that_is_killed_before_any_change_leaves_whole_pages_and_the_next_one_repairs(
    place: OpenPlace, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    dice = random.Random(place.name)
    world = World(place, tmp_path, dice)
    left = 0
    while world.kills < pytestconfig.getoption("publishing_kills") // place.slowness:
        # Each publisher is killed one change later than the one before it, until one lives.
        left = 0 if world.killed(left) else left + 1
        if dice.random() < 0.6:
            world.repair()
        if dice.random() < 0.05:
            world.disturb()
    site, edition = world.build()
    publish(place.remote(), edition, world.kept, verify=True)
    world.check(site)


def test_a_check_of_pages_sees_those_that_lack_files() -> None:
    with pytest.raises(AssertionError):
        check_whole({"index.html": "assets/a.css"})
    with pytest.raises(AssertionError):
        check_whole({"feed.xml": "briefs/2024/a/index.html"})


def test_an_order_that_breaks_pages_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kei_site.publishing.steps.kind_of", lambda path: 2 if path.startswith("assets/") else 1)
    (place,) = PLACES["folder"](tmp_path / "place")
    world = World(place, tmp_path, random.Random(1))
    with pytest.raises(AssertionError):
        [world.killed(left) for left in range(20)]
