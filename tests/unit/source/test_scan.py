"""The disk as the build sees it: which files there are, and when their stamps can be trusted."""

import contextlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kei_site.core.diagnostics import Diagnostic
from kei_site.core.hashing import Digest, digest_bytes, digest_file
from kei_site.source import scan
from kei_site.source.scan import Snapshot, SourceFile, Walk, take_snapshot, trusted_files, walk

SECOND = 1_000_000_000
LATER = 4_102_444_800 * SECOND
"""A time (ns since 1970) long after these tests."""


def write(root: Path, *paths: str, text: str = "x") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def walked(site: Path, *, theme: dict[str, Path] | None = None, skip: tuple[Path, ...] = ()) -> Walk:
    return walk(site, theme or {}, skip, LATER)


def paths_of(found: Walk) -> list[str]:
    return [file.path for file in found.files]


def codes(found: Walk | Snapshot) -> list[tuple[str, str]]:
    return [(diagnostic.code, diagnostic.place.path) for diagnostic in found.diagnostics]


def snapshot(site: Path, known: dict[str, SourceFile] | None = None) -> Snapshot:
    return take_snapshot(walked(site), known or {})


def test_source_files_are_listed_by_path_and_nothing_else_is(tmp_path: Path) -> None:
    write(tmp_path, "content/b.md", "content/a/c.md", "static/x.txt", "templates/t.html", "other/y.txt", "z.md")
    assert paths_of(walked(tmp_path)) == ["content/a/c.md", "content/b.md", "static/x.txt", "templates/t.html"]


def test_the_theme_lies_below_the_site_file_by_file(tmp_path: Path) -> None:
    write(tmp_path, "theme/base.html", "theme/brief.html", "site/templates/brief.html")
    found = walked(tmp_path / "site", theme={"templates": tmp_path / "theme"})
    assert [(file.path, file.place) for file in found.files] == [
        ("templates/base.html", str(tmp_path / "theme/base.html")),
        ("templates/brief.html", str(tmp_path / "site/templates/brief.html")),
    ]


def test_hidden_and_skipped_folders_are_not_entered(tmp_path: Path) -> None:
    write(tmp_path, "content/.git/a.md", "content/.hidden", "static/public/index.html", "static/a.txt")
    assert paths_of(walked(tmp_path, skip=(tmp_path / "static/public",))) == ["static/a.txt"]


def test_a_well_known_folder_is_published_and_other_hidden_static_files_are_told(tmp_path: Path) -> None:
    write(tmp_path, "static/.well-known/a/b.json", "static/.well-known/matrix", "static/img/.well-known/c.txt")
    write(tmp_path, "static/.htaccess", "static/.domains", "static/.private/a.txt", "content/.well-known/d.txt")
    found = walked(tmp_path)
    assert paths_of(found) == ["static/.well-known/a/b.json", "static/.well-known/matrix"]
    told = ["static/.domains", "static/.htaccess", "static/.private", "static/img/.well-known"]
    assert codes(found) == [("FIL02", path) for path in told]


@pytest.mark.parametrize(
    "name",
    [".DS_Store", ".gitkeep", ".gitignore", ".keep", "._logo.png", ".logo.png.swp", ".#a", ".nojekyll", ".vscode"],
)
def test_hidden_files_of_systems_and_editors_are_left_out_without_a_word(name: str, tmp_path: Path) -> None:
    write(tmp_path, f"static/{name}", "static/.well-known/a.txt", f"static/.well-known/{name}")
    found = walked(tmp_path)
    assert (paths_of(found), found.diagnostics) == (["static/.well-known/a.txt"], ())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.md~", "FIL02"),
        ("a.swp", "FIL02"),
        ("#a.md#", "FIL02"),
        ("~$report.docx", "FIL02"),
        ("what?.md", "FIL01"),
        ("a%41.md", "FIL01"),
        ("a\nb.md", "FIL01"),
        ("a\u202eb.md", "FIL01"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, code: str) -> None:
    write(tmp_path, f"content/{name}")
    found = walked(tmp_path)
    assert codes(found) == [(code, f"content/{name}")]
    assert not found.files


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("Q&A.md", "& (U+0026)"),
        ("100% sure.md", "% (U+0025)"),
        ("two\u00a0words.md", "U+00A0"),
        ("two\u2009thin\u202fwords.md", "U+2009, U+202F"),
        ("넓은\u3000빈칸.md", "U+3000"),
    ],
)
def test_a_text_may_have_characters_in_its_name_that_its_slug_leaves_out(
    tmp_path: Path, name: str, characters: str
) -> None:
    write(tmp_path, f"content/briefs/{name}")
    found = walked(tmp_path)
    assert paths_of(found) == [f"content/briefs/{name}"]
    assert [(each.code, str(each.severity), each.found) for each in found.diagnostics] == [
        ("FIL01", "warning", characters)
    ]


def test_what_is_wrong_with_a_name_is_shown(tmp_path: Path) -> None:
    write(tmp_path, "content/why?.md", "content/a\u200bb.png", "content/nul.txt")
    assert sorted(each.found for each in walked(tmp_path).diagnostics) == ["? (U+003F)", "U+200B", "nul.txt"]


def test_files_of_operating_systems_are_ignored_in_silence(tmp_path: Path) -> None:
    write(tmp_path, "content/briefs/Icon\r", "static/Thumbs.db", "static/desktop.ini", "content/Q&A.png")
    found = walked(tmp_path)
    assert (paths_of(found), codes(found)) == (["content/Q&A.png"], [])


def test_a_name_that_is_no_text_is_named_as_far_as_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/content/\xff.md"))).write_text("x")
    assert codes(walked(tmp_path)) == [("FIL01", "content/?.md")]


def test_links_and_pipes_are_named_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", "elsewhere/b.md")
    (tmp_path / "content/link.md").symlink_to(tmp_path / "content/a.md")
    (tmp_path / "content/folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "content/pipe.md")
    found = walked(tmp_path)
    assert paths_of(found) == ["content/a.md"]
    assert sorted(codes(found)) == [
        ("FIL03", "content/folder"),
        ("FIL03", "content/link.md"),
        ("FIL04", "content/pipe.md"),
    ]


def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "content/closed/a.md", "content/open/b.md")
    scandir = os.scandir

    def closed(folder: str) -> object:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", closed)
    found = walked(tmp_path)
    assert paths_of(found) == ["content/open/b.md"]
    assert codes(found) == [("FIL04", "content/closed")]


def test_a_file_that_vanishes_during_the_walk_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "content/a.md", "content/b.md")
    usable = scan._is_usable

    def vanish(entry: os.DirEntry[str], folder: str, diagnostics: list[Diagnostic]) -> bool:
        (tmp_path / "content/b.md").unlink(missing_ok=True)
        return usable(entry, folder, diagnostics)

    monkeypatch.setattr(scan, "_is_usable", vanish)
    assert paths_of(walked(tmp_path)) == ["content/a.md"]


def test_the_order_of_the_disk_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "content/a.md~", "content/b.md", "content/c/d.md", "content/e?.md")
    before = walked(tmp_path)
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: contextlib.nullcontext(list(scandir(folder))[::-1]))
    assert walked(tmp_path) == before


def test_every_change_changes_the_digest_of_the_stamps(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md")
    seen = {walked(tmp_path).stamps()}
    changes: tuple[Callable[[], object], ...] = (
        lambda: write(tmp_path, "content/a.md", text="longer"),
        lambda: os.utime(tmp_path / "content/a.md", ns=(0, 0)),
        lambda: os.replace(tmp_path / "content/a.md", tmp_path / "content/b.md"),
        lambda: write(tmp_path, "content/c.md~"),
        lambda: (tmp_path / "content/d.md").symlink_to(tmp_path),
    )
    for change in changes:
        change()
        found = walked(tmp_path).stamps()
        assert found not in seen
        seen.add(found)


def test_what_cannot_be_read_is_part_of_the_digest_of_the_contents(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md")
    before = snapshot(tmp_path).digest()
    (tmp_path / "content/link.md").symlink_to(tmp_path / "content/a.md")
    assert snapshot(tmp_path).digest() != before


def test_a_file_is_digested_and_a_known_one_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", text="words")
    first = snapshot(tmp_path)
    assert first.files["content/a.md"].digest == digest_bytes(b"words")
    stamp = first.files["content/a.md"].stamp
    known = {"content/a.md": SourceFile(path="content/a.md", stamp=stamp, digest=Digest("known"))}
    assert snapshot(tmp_path, known).files["content/a.md"].digest == "known"


def test_a_known_file_with_another_stamp_is_read(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", text="one")
    known = dict(snapshot(tmp_path).files)
    write(tmp_path, "content/a.md", text="two")
    os.utime(tmp_path / "content/a.md", ns=known["content/a.md"].stamp[1:3])
    assert snapshot(tmp_path, known).files["content/a.md"].digest == digest_bytes(b"two")


def test_a_file_that_went_is_absent_and_one_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "content/a.md", "content/b.md", "content/c.md")
    found = walked(tmp_path)
    (tmp_path / "content/a.md").unlink()

    def closed(opened: io.BufferedReader) -> str:
        if Path(opened.name).name == "b.md":
            raise PermissionError(13, "Permission denied")
        return digest_file(opened)

    write(tmp_path, "content/b.md", text="secret")
    monkeypatch.setattr(scan, "digest_file", closed)
    taken = take_snapshot(found, {})
    assert list(taken.files) == ["content/c.md"]
    assert codes(taken) == [("FIL04", "content/b.md")]


def test_a_file_written_after_the_walk_is_young_even_if_the_walk_saw_it_old(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", text="one")
    started = (tmp_path / "content/a.md").stat().st_ctime_ns + 10 * SECOND
    found = walk(tmp_path, {}, (), started)
    os.utime(tmp_path / "content/a.md", ns=(started + SECOND, started + SECOND))
    assert take_snapshot(found, {}).racy == {"content/a.md"}
    assert take_snapshot(walk(tmp_path, {}, (), LATER), {}).racy == frozenset()


def fresh_snapshot(site: Path) -> Snapshot:
    return take_snapshot(walk(site, {}, (), 0), {})


def test_young_files_can_be_trusted_once_they_are_old_and_still_the_same(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", "content/b.md", "content/c.md")
    taken = fresh_snapshot(tmp_path)
    assert taken.racy == {"content/a.md", "content/b.md", "content/c.md"}
    write(tmp_path, "content/b.md", text="y")
    (tmp_path / "content/c.md").unlink()
    assert trusted_files(taken, LATER) == {"content/a.md": taken.files["content/a.md"]}
    assert trusted_files(taken, taken.files["content/a.md"].stamp[1]) == {}


def test_other_bytes_under_the_same_stamp_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "content/a.md")
    taken = fresh_snapshot(tmp_path)
    write(tmp_path, "content/a.md", text="y")
    monkeypatch.setattr(scan, "stamp_of", lambda found: taken.files["content/a.md"].stamp)
    assert trusted_files(taken, LATER) == {}


def test_files_below_a_folder_come_in_order(tmp_path: Path) -> None:
    write(tmp_path, "content/b/1.md", "content/b/0.md", "content/bc.md")
    assert [file.path for file in snapshot(tmp_path).below("content/b/")] == ["content/b/0.md", "content/b/1.md"]


@pytest.mark.parametrize("path", ["content/figures/a.yaml", "content/references.bib", "templates/base.html"])
def test_a_folder_where_a_file_is_read_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / path).mkdir(parents=True)
    (told,) = walk(tmp_path, {}, (), 0).diagnostics
    assert (told.code, told.place.path) == ("FIL04", path)


def test_a_folder_of_static_files_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "static/old.html").mkdir(parents=True)
    assert walk(tmp_path, {}, (), 0).diagnostics == ()
