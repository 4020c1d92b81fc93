"""The machine refuses, or forgets: the folder stays whole, the words are clear, and afterwards all is well."""

import contextlib
import errno
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from kei_site.cli import main
from tests.support.crash_points import acting_at, in_child
from tests.support.fixture_site import FixtureSite, change, make_fixture_site, png, set_key
from tests.support.program_versions import program
from tests.support.scratch import NOW, brief
from tests.support.verdict import Seen, look, verdict_of

NOBODY = 65_534


def edit(fixture: FixtureSite) -> None:
    """Change every page, add a brief and an image, replace a style sheet, and delete a file."""
    number = fixture.fresh()
    change(fixture, "templates/base.html", lambda text: f"{text}<p>{number}</p>\n")
    fixture.site.write(f"content/briefs/2024/added-{number}.md", brief(f"Added {number}"))
    fixture.site.write("static/img/mark.png", png(30, 30, number))
    fixture.site.write("static/assets/site.css", f"body {{ margin: {number}px }}\n")
    fixture.site.write(f"static/new-{number}/{number}.txt", "new\n")
    # What the last edit added goes: a site that grows would have ever more changes to refuse.
    for gone in (f"static/new-{number - 1}/{number - 1}.txt", f"content/briefs/2024/added-{number - 1}.md"):
        (fixture.site.site / gone).unlink(missing_ok=True)


def files(tree: dict[str, Seen]) -> dict[str, bytes]:
    """Return the published files."""
    return {
        path: file.data for path, file in tree.items() if not path.endswith("/") and not path.startswith(".kei-site")
    }


def command(fixture: FixtureSite, capture: Path) -> int:
    """Build as the command does, in a process of its own and as the owner of the site; what it says is in `capture`."""
    words = [
        "build",
        "--site",
        str(fixture.site.site),
        "--output",
        str(fixture.output),
        "--cache",
        str(fixture.site.cache),
    ]

    def work() -> None:
        os.environ["SOURCE_DATE_EPOCH"] = str(NOW)
        become(fixture.site.site.stat().st_uid)
        with capture.open("w") as told, contextlib.redirect_stdout(told), contextlib.redirect_stderr(told), program(0):
            code = main([*words, "--no-search", "--jobs", "1"])
        os._exit(code)

    return in_child(work)


def become(user: int) -> None:
    """Be a user without special rights, if that is not who we are."""
    if user != os.geteuid():
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)


def give_away(root: Path) -> None:
    """Give everything to somebody whom the rights of files concern: they do not concern root."""
    for path in (root, *root.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def assert_refused(fixture: FixtureSite, capture: Path, before: dict[str, Seen], *words: str) -> None:
    """Assert that the command refuses with these words, in one line, and changes nothing that is published."""
    assert command(fixture, capture) == 2, capture.read_text()
    said = capture.read_text()
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert all(word in said for word in words), said
    assert files(look(fixture.output)) == files(before)


def assert_sound(fixture: FixtureSite) -> None:
    """Assert that a build is what a clean one is, now that the machine allows it."""
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)


@pytest.fixture
def capture(law_folder: Path) -> Path:
    """Return where a command's words go."""
    path = law_folder / "said"
    path.touch()
    path.chmod(0o666)
    return path


@pytest.fixture
def fixture(law_folder: Path) -> FixtureSite:
    """Return a small site that is published."""
    fixture = make_fixture_site(law_folder / "work", briefs=10)
    fixture.build()
    return fixture


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount an empty file system of its own; skip where that is not allowed."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, free: int) -> Path:
    """Leave so many bytes free on a disk; return the file that takes the rest."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free)))
    return ballast


@pytest.mark.parametrize("cache_there", [True, False], ids=["cache on the same disk", "cache elsewhere"])
def test_a_full_disk_leaves_the_folder_as_it_was(law_folder: Path, capture: Path, cache_there: bool) -> None:
    with small_disk(law_folder / "disk", "12m") as disk:
        fixture = make_fixture_site(law_folder / "work", briefs=10)
        fixture.output = disk / "public"
        if cache_there:
            (fixture.site.site / ".kei-site").symlink_to(disk / "cache")
            (disk / "cache").mkdir()
        for free in (0, 4_096, 20_000, 60_000, 150_000, 400_000):
            fixture.build()
            edit(fixture)
            before = look(fixture.output)
            ballast = fill(disk, free)
            if command(fixture, capture) == 0:  # there was just enough
                continue
            ballast.unlink()
            ballast = fill(disk, free)
            assert_refused(fixture, capture, before, "No space left" if not cache_there else "", "free some space")
            ballast.unlink()
            assert_sound(fixture)


def test_no_room_for_more_files_leaves_the_folder_as_it_was(law_folder: Path, capture: Path) -> None:
    with small_disk(law_folder / "disk", "12m,nr_inodes=400") as disk:
        fixture = make_fixture_site(law_folder / "work", briefs=10)
        fixture.output = disk / "public"
        fixture.build()
        edit(fixture)
        before = look(fixture.output)
        for number in range(400):
            with contextlib.suppress(OSError):
                (disk / f"ballast-{number}").touch()
        assert_refused(fixture, capture, before, "No space left", "free some space")
        for ballast in disk.glob("ballast-*"):
            ballast.unlink()
        assert_sound(fixture)


def test_a_disk_that_may_only_be_read_is_named(law_folder: Path, capture: Path) -> None:
    with small_disk(law_folder / "disk", "12m") as disk:
        fixture = make_fixture_site(law_folder / "work", briefs=10)
        fixture.output = disk / "public"
        fixture.build()
        edit(fixture)
        before = look(fixture.output)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert_refused(fixture, capture, before, "Read-only file system", str(fixture.output))
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert_sound(fixture)


REFUSALS = {"disk full": errno.ENOSPC, "input or output error": errno.EIO}


@pytest.mark.sized
@pytest.mark.parametrize("fault", REFUSALS)
def test_a_refusal_at_any_change_of_the_disk_leaves_whole_files(
    fixture: FixtureSite, pytestconfig: pytest.Config, fault: str
) -> None:
    number, step = 1, max(1, 1_500 // pytestconfig.getoption("--kills"))

    def refuse() -> None:
        raise OSError(REFUSALS[fault], os.strerror(REFUSALS[fault]), "somewhere")

    while True:
        edit(fixture)
        before = look(fixture.output)
        refused = refused_at(number, refuse, fixture)
        now = files(look(fixture.output))
        assert_sound(fixture)
        wanted = files(look(fixture.clean))
        assert now.keys() <= files(before).keys() | wanted.keys()
        assert all(
            data in (before[path].data if path in before else None, wanted.get(path)) for path, data in now.items()
        )
        if not refused:
            break
        number += step
    assert number > 60


def refused_at(number: int, refuse: Callable[[], None], fixture: FixtureSite) -> bool:
    """Build with a disk that refuses its n-th change; tell whether it came to that."""
    with acting_at(number, refuse) as counter, contextlib.suppress(OSError):
        fixture.build()
    return counter.seen >= number


def clean_tree(fixture: FixtureSite) -> dict[str, Seen]:
    """Return what a clean build writes."""
    fixture.build_clean()
    return look(fixture.clean)


@pytest.mark.parametrize("closed", ["public", ".kei-site", "public/briefs/2021/b01", "public/assets"])
def test_a_folder_without_rights_is_named(fixture: FixtureSite, law_folder: Path, capture: Path, closed: str) -> None:
    folder = fixture.site.site / closed
    edit(fixture)
    before = look(fixture.output)
    give_away(law_folder)
    places = [place for place in (folder, *folder.iterdir()) if closed == ".kei-site" and place.is_dir()] or [folder]
    for place in places:
        place.chmod(0o555)
    assert_refused(fixture, capture, before, closed)
    for place in places:
        place.chmod(0o755)
    assert command(fixture, capture) == 0, capture.read_text()
    assert_sound(fixture)


def test_a_parent_folder_without_rights_is_named(fixture: FixtureSite, law_folder: Path, capture: Path) -> None:
    fixture.output = fixture.site.root / "closed" / "public"
    fixture.output.parent.mkdir()
    give_away(law_folder)
    fixture.output.parent.chmod(0o555)
    assert_refused(fixture, capture, {}, "closed/public")
    fixture.output.parent.chmod(0o755)
    assert command(fixture, capture) == 0, capture.read_text()
    assert_sound(fixture)


def test_a_text_without_rights_is_a_diagnostic_and_the_others_are_checked(
    fixture: FixtureSite, law_folder: Path, capture: Path
) -> None:
    set_key(fixture, "content/briefs/2021/b02.md", "date", "2024-02-30")
    closed = fixture.site.site / "content/briefs/2021/b01.md"
    give_away(law_folder)
    before = look(fixture.output)
    closed.chmod(0o000)
    assert command(fixture, capture) == 1
    assert "content/briefs/2021/b01.md:1:1: error FIL04" in capture.read_text()
    assert re.search(r"content/briefs/2021/b02\.md:\d+:7: error DAT01", capture.read_text())
    assert look(fixture.output) == before
    closed.chmod(0o644)
    set_key(fixture, "content/briefs/2021/b02.md", "date", "2024-02-28")
    assert command(fixture, capture) == 0, capture.read_text()
    assert_sound(fixture)


def test_a_site_that_may_only_be_read_is_built_elsewhere(fixture: FixtureSite, law_folder: Path, capture: Path) -> None:
    fixture.output = law_folder / "elsewhere" / "public"
    fixture.output.parent.mkdir()
    sources = fixture.site.site
    shutil.rmtree(fixture.site.cache)
    shutil.rmtree(sources / "public")
    (sources / ".kei-site").symlink_to(law_folder / "elsewhere" / "cache")
    (law_folder / "elsewhere" / "cache").mkdir()
    give_away(law_folder)
    for path in (sources, *sources.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    assert command(fixture, capture) == 0, capture.read_text()
    assert (fixture.output / "index.html").exists()


def cache_files(fixture: FixtureSite) -> list[Path]:
    """Return the files of the cache."""
    return sorted(path for path in fixture.site.cache.rglob("*") if path.is_file() and path.name != "lock")


@pytest.mark.parametrize("name", ["memory.sqlite", "fragments.sqlite", "last.json"])
def test_a_cache_cut_anywhere_is_made_again(fixture: FixtureSite, name: str) -> None:
    trees = both_trees(fixture)
    path = next(path for path in cache_files(fixture) if path.name == name)
    for cut in range(17):
        state = toggle(fixture, cut)
        os.truncate(path, path.stat().st_size * cut // 17)
        fixture.build()
        assert files(look(fixture.output)) == trees[state], f"{name} cut at {cut} of 17 parts"


@pytest.mark.sized
@pytest.mark.parametrize("batch", range(4))
def test_no_flipped_bit_of_the_cache_makes_a_wrong_page(
    fixture: FixtureSite, pytestconfig: pytest.Config, batch: int
) -> None:
    trees = both_trees(fixture)
    rng = Random(f"flips {batch}")
    for number in range(-(-pytestconfig.getoption("--flips") // 4)):
        state = toggle(fixture, number)
        path = rng.choice(cache_files(fixture))
        data = bytearray(path.read_bytes())
        bit = rng.randrange(len(data) * 8)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        report = fixture.build()
        assert files(look(fixture.output)) == trees[state], f"bit {bit} of {path.name}"
        assert not report.failed


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_bit_of_the_list_of_files_needs_no_hand(fixture: FixtureSite, seed: int) -> None:
    path = fixture.output / ".kei-site"
    rng = Random(seed)
    data = bytearray(path.read_bytes())
    data[rng.randrange(data.index(b"\n"), len(data))] ^= 1 << rng.randrange(7)
    path.write_bytes(data)
    edit(fixture)
    assert_sound(fixture)


STATES = ("The first title", "A second title")


def toggle(fixture: FixtureSite, number: int) -> str:
    """Bring the site into one of two states in turn: pages, texts and templates differ."""
    state = STATES[number % 2]
    set_key(fixture, "content/briefs/2021/b01.md", "title", state)
    change(fixture, "content/briefs/2021/b02.md", lambda text: text.partition("\n\n")[0] + f"\n\n{state}.\n")
    change(fixture, "templates/base.html", lambda text: text.partition("<!--")[0] + f"<!-- {state} -->\n")
    return state


def both_trees(fixture: FixtureSite) -> dict[str, dict[str, bytes]]:
    """Return what clean builds of the two states write; the site is left in the second, and built."""
    trees = {}
    for number in (0, 1):
        state = toggle(fixture, number)
        trees[state] = files(clean_tree(fixture))
    fixture.build()
    return trees
