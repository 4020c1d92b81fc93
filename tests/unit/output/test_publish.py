"""Finished files are put in place in an order that readers can live with, and nothing else is touched."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.core.hashing import NO_DIGEST, digest_output
from kei_site.core.stamps import stamp_of
from kei_site.output import publish as publishing
from kei_site.output.disk import is_folder, stamps_below
from kei_site.output.ownership import NAME, PARTS, read_owned
from kei_site.output.publish import Finished, Published, find_damaged, publish
from kei_site.plan.outdated import PublishedFile, Trace
from kei_site.plan.targets import Key

Stage = Callable[..., list[Finished]]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Return a function that finishes files: path -> text."""

    def staged(**texts: str) -> list[Finished]:
        room = tmp_path / "staging"
        shutil.rmtree(room, ignore_errors=True)
        for path, text in texts.items():
            place = room / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        return [
            Finished(path=path, digest=digest_output(text.encode()), staged=str(room)) for path, text in texts.items()
        ]

    return staged


def put(output: Path, finished: Iterable[Finished], *kept: str) -> Published:
    made = list(finished)
    return publish(output, made, frozenset({*kept, *(file.path for file in made)}))


def files(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): path.read_text()
        for path in output.rglob("*")
        if path.is_file() and path.name != NAME
    }


def test_files_arrive_and_are_listed(output: Path, stage: Stage) -> None:
    done = put(output, stage(**{"index.html": "home", "assets/a.css": "css"}))
    assert files(output) == {"index.html": "home", "assets/a.css": "css"}
    assert read_owned(output) == {"index.html", "assets/a.css"}
    assert done.files["index.html"] == stamp_of((output / "index.html").stat())
    assert not (output / PARTS).exists()


def test_assets_come_before_the_pages_that_name_them(output: Path, stage: Stage) -> None:
    done = put(output, stage(**{"a.html": "", "pagefind/x": "", "index.html": "", "assets/z.css": ""}))
    assert done.written == ("assets/z.css", "pagefind/x", "a.html", "index.html")


def test_files_that_are_not_planned_any_more_go_after_the_new_ones_came(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(output, stage(**{"old.html": "old", "deep/er/old.html": "old"}))
    calls: list[str] = []
    replace, unlink = os.replace, os.unlink
    monkeypatch.setattr(os, "replace", lambda old, other: (calls.append("come"), replace(old, other)))
    monkeypatch.setattr(os, "unlink", lambda path, **named: (calls.append("go"), unlink(path, **named)))
    done = put(output, stage(**{"new.html": "new"}))
    assert done.pruned == ("deep/er/old.html", "old.html")
    assert [call for call in calls if call == "go"] == ["go", "go"]
    assert calls.index("go") > max(at for at, call in enumerate(calls[:-1]) if call == "come")
    assert files(output) == {"new.html": "new"}
    assert not (output / "deep").exists()


def test_the_list_is_widened_before_anything_is_written(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(output, stage(**{"old.html": "old"}))
    seen: list[frozenset[str]] = []
    replace = os.replace

    def watched(old: str, other: str) -> None:
        seen.append(read_owned(output))
        replace(old, other)

    made = stage(**{"new.html": "new"})
    monkeypatch.setattr(os, "replace", watched)
    put(output, made)
    assert seen[1] == {"old.html", "new.html"}
    assert read_owned(output) == {"new.html"}


def test_nothing_to_do_touches_nothing(output: Path, stage: Stage) -> None:
    put(output, stage(**{"index.html": "home"}))
    before = {path: path.stat() for path in (output, *output.rglob("*"))}
    done = publish(output, [], frozenset({"index.html"}))
    assert done == Published(written=(), pruned=(), files={})
    assert {path: path.stat() for path in (output, *output.rglob("*"))} == before


def test_left_over_parts_of_a_build_that_was_killed_go(output: Path, stage: Stage) -> None:
    put(output, stage(**{"index.html": "home"}))
    (output / PARTS).mkdir()
    (output / PARTS / "7").write_text("half")
    publish(output, [], frozenset({"index.html"}))
    assert files(output) == {"index.html": "home"}
    assert not (output / PARTS).exists()


def test_a_file_of_somebody_else_is_neither_replaced_nor_deleted(output: Path, stage: Stage) -> None:
    put(output, stage(**{"index.html": "home"}))
    (output / "letter.txt").write_text("mine")
    with pytest.raises(Refusal, match=r"letter\.txt"):
        put(output, stage(**{"letter.txt": "ours", "other.html": "new"}), "index.html")
    put(output, stage(**{"other.html": "new"}))
    assert files(output) == {"letter.txt": "mine", "other.html": "new"}


def test_a_file_that_somebody_put_there_with_the_same_bytes_is_taken_for_the_finished_one(
    output: Path, stage: Stage
) -> None:
    output.mkdir()
    (output / "CNAME").write_text("institute.kr")
    (output / ".nojekyll").write_text("")
    put(output, stage(**{"CNAME": "institute.kr", ".nojekyll": "", "index.html": "home"}))
    assert read_owned(output) == {"CNAME", ".nojekyll", "index.html"}
    put(output, stage(**{"index.html": "home"}))
    assert files(output) == {"index.html": "home"}


def test_a_file_that_somebody_put_there_with_other_bytes_is_refused(output: Path, stage: Stage) -> None:
    output.mkdir()
    (output / "CNAME").write_text("other.kr")
    with pytest.raises(Refusal, match="CNAME"):
        put(output, stage(CNAME="institute.kr"))
    assert files(output) == {"CNAME": "other.kr"}


def test_a_file_becomes_a_folder_and_the_reverse(output: Path, stage: Stage) -> None:
    put(output, stage(**{"a": "file", "b/c/one.txt": "one", "b/two.txt": "two"}))
    done = put(output, stage(**{"a/index.html": "inside", "b": "file"}))
    assert files(output) == {"a/index.html": "inside", "b": "file"}
    assert done.pruned == ("a", "b/c/one.txt", "b/two.txt")


def test_an_empty_folder_put_in_the_place_of_a_file_gives_way(output: Path, stage: Stage) -> None:
    (output / "index.html/deep").mkdir(parents=True)
    put(output, stage(**{"index.html": "home"}))
    assert files(output) == {"index.html": "home"}


def test_a_file_known_to_be_ours_is_deleted_even_if_the_list_was_lost(output: Path, stage: Stage) -> None:
    put(output, stage(**{"a.html": "a", "b.html": "b"}))
    (output / NAME).write_text("")
    done = publish(output, [], frozenset({"a.html"}), frozenset({"a.html", "b.html"}))
    assert done.pruned == ("b.html",)
    assert files(output) == {"a.html": "a"}


def test_files_come_whole_from_another_file_system(output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage(**{"a/far.html": "far", "b.html": "too"})
    move_away(made[0].staged, monkeypatch)
    put(output, made)
    assert files(output) == {"a/far.html": "far", "b.html": "too"}
    assert not (output / PARTS).exists()
    assert (Path(made[0].staged) / made[0].path).exists()


def test_a_new_folder_is_moved_as_a_whole_and_others_file_by_file(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(output, stage(**{"old/a.html": "a", "home.html": "home"}))
    moved: list[str] = []
    move = os.replace
    monkeypatch.setattr(os, "replace", lambda old, other: (moved.append(os.fspath(other)), move(old, other)))
    new = {"old/b.html": "b", "old/deep/c.html": "c", "new/x/d.html": "d", "new/y/e.html": "e", "home.html": "again"}
    put(output, stage(**new), "old/a.html")
    assert files(output) == {**new, "old/a.html": "a"}
    places = [os.path.relpath(place, output) for place in moved]
    assert [place for place in places if place != NAME] == ["home.html", "new", "old/b.html", "old/deep"]


def test_a_link_in_the_place_of_a_new_folder_is_not_written_through(output: Path, stage: Stage, tmp_path: Path) -> None:
    put(output, stage(a="file"))
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (output / "a").unlink()
    (output / "a").symlink_to(elsewhere)
    done = put(output, stage(**{"a/index.html": "inside"}))
    assert done.pruned == ("a",)
    assert not (output / "a").is_symlink()
    assert files(output) == {"a/index.html": "inside"}
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("broken", ["mkdir", "copyfile"])
def test_a_refusal_before_the_first_change_leaves_everything_as_it_was(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    put(output, stage(**{"index.html": "old"}))
    made = stage(**{"index.html": "new", "x/y/z.html": "new"})
    before = {path: path.read_bytes() if path.is_file() else b"" for path in output.rglob("*")}
    refuse_at(broken, monkeypatch, made[0].staged)
    with pytest.raises(OSError, match="No space"):
        put(output, made)
    monkeypatch.undo()
    assert {path: path.read_bytes() if path.is_file() else b"" for path in output.rglob("*")} == before


def refuse_at(broken: str, monkeypatch: pytest.MonkeyPatch, staged: str) -> None:
    """Let the deepest folder, or the second file, find no space when they are copied from another file system."""
    full = OSError(28, "No space left on device")
    move_away(staged, monkeypatch)
    module, ending = (os, "x/y") if broken == "mkdir" else (shutil, "z.html")
    make = getattr(module, broken)

    def refusing(*named: object) -> object:
        return raise_(full) if any(str(path).endswith(ending) for path in named) else make(*named)

    monkeypatch.setattr(module, broken, refusing)


def move_away(staged: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the staging folder lie on another file system."""
    mount(monkeypatch, Path(staged))


def raise_(error: Exception) -> None:
    raise error


def test_a_folder_without_rights_is_refused_before_the_first_change(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(output, stage(**{"index.html": "old", "a/index.html": "old"}))
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("/a"))
    with pytest.raises(PermissionError, match="no right to write"):
        put(output, stage(**{"index.html": "new", "a/index.html": "new"}))
    assert files(output) == {"index.html": "old", "a/index.html": "old"}


def test_later_changes_leave_another_stamp(output: Path, stage: Stage) -> None:
    done = put(output, stage(**{"index.html": "one"}))
    (output / "index.html").write_text("two")
    assert done.files["index.html"] != stamp_of((output / "index.html").stat())


def traced(output: Path, path: str) -> dict[str, Trace]:
    found = output / path
    file = PublishedFile(path=path, digest=digest_output(found.read_bytes()), stamp=stamp_of(found.stat()))
    return {path: Trace(key=Key(view=NO_DIGEST, template=NO_DIGEST, code=NO_DIGEST), files=(file,))}


def test_files_as_they_were_left_are_not_lost(output: Path, stage: Stage) -> None:
    put(output, stage(**{"a.html": "a"}))
    assert find_damaged(output, stamps_below(output), traced(output, "a.html")) == ({}, {})


def test_missing_and_altered_files_are_told_apart_from_touched_ones(output: Path, stage: Stage) -> None:
    put(output, stage(**{"a.html": "a", "b.html": "b", "c.html": "c", "d.html": "d"}))
    traces = {path: file for name in "abcd" for path, file in traced(output, f"{name}.html").items()}
    (output / "a.html").unlink()
    (output / "b.html").write_text("x")
    os.utime(output / "c.html", ns=(0, 0))
    lost, touched = find_damaged(output, stamps_below(output), traces)
    assert lost == {"a.html": "missing", "b.html": "altered"}
    assert touched.keys() == {"c.html"}
    assert touched["c.html"].stamp == stamp_of((output / "c.html").stat())


def test_a_link_to_the_same_bytes_is_an_alteration(output: Path, stage: Stage, tmp_path: Path) -> None:
    put(output, stage(**{"a.html": "a"}))
    traces = traced(output, "a.html")
    (output / "a.html").rename(tmp_path / "a.html")
    (output / "a.html").symlink_to(tmp_path / "a.html")
    assert find_damaged(output, stamps_below(output), traces) == ({"a.html": "altered"}, {})


def test_a_folder_is_looked_for_once_for_all_files(output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    put(output, stage(**{"a/b/1.html": "x"}))
    looked: list[str] = []
    monkeypatch.setattr(publishing, "is_folder", lambda place: looked.append(os.fspath(place)) or is_folder(place))
    put(output, stage(**{f"a/{folder}/{name}.html": "x" for folder in "bc" for name in "123"}), "a/b/1.html")
    assert len(files(output)) == 6
    assert looked.count(f"{output}/a") == 1
    assert looked.count(f"{output}/a/c") == 2  # to find that it is not there, and to put it there
    assert f"{output}/a/c/1.html" not in looked


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a group to spare")
def test_files_and_new_folders_get_the_group_of_a_setgid_folder(output: Path, stage: Stage) -> None:
    output.mkdir()
    os.chown(output, -1, 12_345)
    output.chmod(0o2755)
    put(output, stage(**{"index.html": "home", "deep/er/page.html": "page"}))
    put(output, stage(**{"index.html": "home again", "deep/er/new.html": "new"}), "deep/er/page.html")
    found = {path.relative_to(output).as_posix(): path.stat() for path in output.rglob("*") if path.name != NAME}
    assert {path for path, state in found.items() if state.st_gid != 12_345} == set()
    assert {path for path, state in found.items() if state.st_mode & 0o2000} == {"deep", "deep/er"}


def mount(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let a folder be a mount of its own of the same disk: nothing can be renamed across its border."""

    def checked(rename: Callable[[str, str], None]) -> Callable[[str, str], None]:
        def renamed(source: str, target: str) -> None:
            inside = [Path(path).is_relative_to(folder) for path in (source, target)]
            if inside[0] != inside[1]:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            rename(source, target)

        return renamed

    monkeypatch.setattr(os, "rename", checked(os.rename))
    monkeypatch.setattr(os, "replace", checked(os.replace))


@pytest.mark.parametrize("mounted", ["public", "public/assets", "staging", "public/deep"])
def test_a_folder_may_be_another_mount_of_the_same_disk(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch, mounted: str
) -> None:
    (output / "assets").mkdir(parents=True)
    (output / "deep").mkdir()
    mount(monkeypatch, output.parent / mounted)
    old = {"index.html": "home", "assets/a.css": "css", "assets/new/b.css": "b", "deep/er/page.html": "page"}
    put(output, stage(**old))
    assert files(output) == old
    new = {"index.html": "again", "assets/a.css": "css 2", "assets/new/b.css": "b 2", "deep/er/page.html": "page 2"}
    put(output, stage(**new))
    assert files(output) == new
    assert read_owned(output) == new.keys()


def test_a_crash_beside_a_mount_leaves_no_foreign_file(
    output: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    (output / "assets").mkdir(parents=True)
    mount(monkeypatch, output / "assets")
    put(output, stage(**{"assets/a.css": "css"}))
    texts = {"assets/a.css": "css 2", "assets/fonts/b.css": "b"}
    renamed: list[str] = []

    def crash(source: str, target: str) -> None:
        renamed.append(source)
        if Path(source).name == PARTS:
            raise MemoryError
        replace(source, target)

    replace = os.replace
    made = stage(**texts)
    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(MemoryError):
        put(output, made)
    monkeypatch.setattr(os, "replace", replace)
    assert renamed
    assert files(output) == {"assets/a.css": "css", f"assets/{PARTS}": "css 2"}
    put(output, stage(**texts))
    assert files(output) == texts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a/b": "a file"}, {"a/b/c.html": "in a folder"}),
        ({"a/b/c.html": "in a folder"}, {"a/b": "a file"}),
        ({"a/b/c/d.html": "deep"}, {"a/b": "a file"}),
    ],
)
def test_the_only_file_of_a_folder_may_become_a_folder_and_back(
    output: Path, stage: Stage, before: dict[str, str], after: dict[str, str]
) -> None:
    put(output, stage(**before))
    put(output, stage(**after))
    assert files(output) == after


def test_a_new_folder_goes_into_an_empty_one(output: Path, stage: Stage) -> None:
    (output / "deep").mkdir(parents=True)
    put(output, stage(**{"deep/er/page.html": "page"}))
    assert files(output) == {"deep/er/page.html": "page"}
