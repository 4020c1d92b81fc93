"""After any publishings, killed or not, a place holds the edition; at no moment does a page lack what it loads."""

import random
import re
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.publishing import lock
from kei_site.publishing.folder import FolderRemote
from kei_site.publishing.manifest import MANIFEST
from kei_site.publishing.publisher import earlier, preview, publish
from kei_site.publishing.remote import RemoteFailure
from tests.support.remotes import DyingRemote, Killed, edition_of, files_of, kept_in

FIRST = {"index.html": "home", "briefs/2024/a/index.html": "a", "assets/a.css": "css", "feed.xml": "feed"}


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


def check_whole(root: Path) -> None:
    """Fail if a page or a list refers to an asset that is not there."""
    files = files_of(root)
    for path, text in files.items():
        if path.endswith(".html"):
            assert [asset for asset in re.findall(r"assets/\S+", text) if asset not in files] == [], path


def test_only_what_changed_is_sent(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    assert publish(remote, edition_of(tmp_path / "1", FIRST), kept).steps.counts == (4, 0, 0)
    second = {**FIRST, "index.html": "other", "new.txt": "new"}
    del second["feed.xml"]
    assert publish(remote, edition_of(tmp_path / "2", second), kept).steps.counts == (1, 1, 1)
    assert files_of(tmp_path / "www") == second
    assert publish(remote, edition_of(tmp_path / "2", second), kept).steps.counts == (0, 0, 0)


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path / "www")
    assert preview(remote, edition_of(tmp_path / "1", FIRST)).steps.counts == (4, 0, 0)
    assert not (tmp_path / "www").exists()


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a lock run out at once, since the killed publishers of a test are of its own process."""
    monkeypatch.setattr(lock, "LEASE", -10)


@pytest.mark.usefixtures("short_lease")
@pytest.mark.parametrize("seed", range(8))
def test_after_kills_anywhere_the_place_holds_the_edition_and_no_page_ever_lacks_a_file(
    tmp_path: Path, seed: int
) -> None:
    dice, root, kept = random.Random(seed), tmp_path / "www", kept_in(tmp_path)
    for number in range(12):
        site = random_site(dice)
        edition = edition_of(tmp_path / str(number), site)
        try:
            publish(DyingRemote(root, dice.randrange(25), lambda: check_whole(root)), edition, kept)
        except Killed:
            if dice.random() < 0.4:
                continue
            publish(FolderRemote(root), edition, kept)
        assert files_of(root) == site
        check_whole(root)


@pytest.mark.usefixtures("short_lease")
def test_a_test_that_kills_would_see_pages_that_lack_files(tmp_path: Path) -> None:
    edition_of(tmp_path, {"index.html": "assets/a.css"})
    with pytest.raises(AssertionError):
        check_whole(tmp_path)


def test_a_rollback_gives_the_bytes_before_and_the_next_publishing_the_new_ones(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    second = {**FIRST, "index.html": "other", "new.txt": "new"}
    del second["feed.xml"]
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    publish(remote, edition_of(tmp_path / "2", second), kept)
    publish(remote, earlier(remote, kept), kept)
    assert files_of(tmp_path / "www") == FIRST
    publish(remote, earlier(remote, kept), kept)
    assert files_of(tmp_path / "www") == second


def test_without_an_earlier_edition_or_its_copies_a_rollback_is_refused(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    with pytest.raises(Refusal, match="nothing was published"):
        earlier(remote, kept)
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    with pytest.raises(Refusal, match="no earlier edition"):
        earlier(remote, kept)
    publish(remote, edition_of(tmp_path / "2", {**FIRST, "index.html": "other"}), kept)
    with pytest.raises(Refusal, match=r"index\.html; build the sources of that time"):
        earlier(remote, kept_in(tmp_path / "elsewhere"))


def test_files_that_others_put_there_stay(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    edition_of(tmp_path / "www", {"CNAME": "kei.example.org", "feed.xml": "feed"})
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    publish(remote, edition_of(tmp_path / "2", {"index.html": "home"}), kept, verify=True)
    assert files_of(tmp_path / "www") == {"CNAME": "kei.example.org", "index.html": "home"}


def test_a_file_of_others_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    edition_of(tmp_path / "www", {"index.html": "of others"})
    with pytest.raises(RemoteFailure, match=r"index\.html is there, and kei-site did not publish it"):
        publish(FolderRemote(tmp_path / "www"), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    assert files_of(tmp_path / "www") == {"index.html": "of others"}
    assert not (tmp_path / "www/.kei-site/lock.json").exists()


def test_what_others_changed_is_repaired_when_the_files_are_looked_at(tmp_path: Path) -> None:
    remote, kept, edition = FolderRemote(tmp_path / "www"), kept_in(tmp_path), edition_of(tmp_path / "1", FIRST)
    publish(remote, edition, kept)
    (tmp_path / "www/index.html").write_text("broken")
    (tmp_path / "www/feed.xml").unlink()
    assert publish(remote, edition, kept).steps.counts == (0, 0, 0)
    assert sum(publish(remote, edition, kept, verify=True).steps.counts) == 2
    assert files_of(tmp_path / "www") == FIRST


def test_a_damaged_manifest_is_made_again(tmp_path: Path) -> None:
    remote, kept, edition = FolderRemote(tmp_path / "www"), kept_in(tmp_path), edition_of(tmp_path / "1", FIRST)
    publish(remote, edition, kept)
    (tmp_path / "www" / MANIFEST).write_bytes(b"damaged")
    publish(remote, edition, kept)
    assert files_of(tmp_path / "www") == FIRST
    assert publish(remote, edition, kept).steps.counts == (0, 0, 0)


def test_a_file_that_changes_meanwhile_stops_the_publishing(tmp_path: Path) -> None:
    edition = edition_of(tmp_path / "1", FIRST)
    (tmp_path / "1/index.html").write_text("edited")
    with pytest.raises(Refusal, match=r"index\.html changed while it was being published"):
        publish(FolderRemote(tmp_path / "www"), edition, kept_in(tmp_path))
