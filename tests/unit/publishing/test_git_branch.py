"""A branch gets the edition as one commit; two publishers, files of others and rollbacks come out right."""

import contextlib
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kei_site.core.publish_settings import PublishTarget
from kei_site.output.ownership import NAME
from kei_site.publishing import git_branch
from kei_site.publishing.git_branch import GitPlace
from kei_site.publishing.remote import RemoteFailure
from tests.support.remotes import Killed, edition_of

pytestmark = pytest.mark.programs

FIRST = {"index.html": "home\r\n", "한글/a b.html": "page", "assets/a.css": "css"}
SECOND = {"index.html": "other", "한글/a b.html": "page", "new.txt": "new"}


def git(repository: Path, *words: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-c", "user.name=t", "-c", "user.email=t@localhost", "-C"]
    return subprocess.run([*command, str(repository), *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def place(tmp_path: Path) -> GitPlace:
    """Return a place whose repository is empty."""
    git(tmp_path, "init", "--quiet", "--bare", "remote")
    git(tmp_path / "remote", "config", "uploadpack.allowFilter", "true")
    target = PublishTarget(target="git", remote=str(tmp_path / "remote"))
    return GitPlace(target=target, site=tmp_path, folder=tmp_path / "memory")


def tree(place: GitPlace) -> dict[str, str]:
    """Return the text of each file of the branch."""
    remote = Path(place.target.remote)
    paths = git(remote, "ls-tree", "-r", "-z", "--name-only", place.target.branch).split("\0")
    read = ["git", "-C", str(remote), "cat-file", "blob"]
    return {
        path: subprocess.check_output([*read, f"gh-pages:{path}"]).decode() for path in paths if path not in ("", NAME)
    }


@pytest.mark.parametrize("history", [True, False])
def test_the_branch_holds_the_edition_with_or_without_history(place: GitPlace, tmp_path: Path, history: bool) -> None:
    place = replace(place, target=replace(place.target, history=history))
    assert place.preview(edition_of(tmp_path / "1", FIRST)).steps.counts == (3, 0, 0)
    place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    assert tree(place) == FIRST
    second = edition_of(tmp_path / "2", SECOND)
    assert place.publish(second, verify=False).steps.counts == (1, 1, 1)
    assert place.publish(second, verify=False).steps.counts == (0, 0, 0)
    assert tree(place) == SECOND
    commits = git(Path(place.target.remote), "rev-list", "gh-pages").split()
    assert len(commits) == (2 if history else 1)


@pytest.mark.parametrize("history", [True, False])
def test_a_rollback_gives_the_bytes_before_also_on_another_machine(
    place: GitPlace, tmp_path: Path, history: bool
) -> None:
    place = replace(place, target=replace(place.target, history=history))
    with pytest.raises(RemoteFailure, match="nothing was published"):
        place.roll_back(dry_run=False)
    place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    with pytest.raises(RemoteFailure, match="no earlier edition"):
        place.roll_back(dry_run=False)
    place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
    elsewhere = replace(place, folder=tmp_path / "elsewhere")
    assert elsewhere.roll_back(dry_run=True).steps.counts == (1, 1, 1)
    assert tree(place) == SECOND
    elsewhere.roll_back(dry_run=False)
    assert tree(place) == FIRST


def test_a_machine_without_memory_sends_only_what_changed(place: GitPlace, tmp_path: Path) -> None:
    place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    elsewhere = replace(place, folder=tmp_path / "elsewhere")
    elsewhere.publish(edition_of(tmp_path / "2", SECOND), verify=False)
    assert tree(place) == SECOND
    here = git(tmp_path / "elsewhere", "cat-file", "--batch-check=%(objectname)", "--batch-all-objects").split()
    unchanged = git(Path(place.target.remote), "rev-parse", "gh-pages:한글/a b.html").strip()
    assert unchanged not in here


def test_files_of_others_stay_and_what_they_changed_of_ours_is_repaired(place: GitPlace, tmp_path: Path) -> None:
    place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", place.target.remote, "clone")
    (tmp_path / "clone/CNAME").write_text("kei.example.org")
    (tmp_path / "clone/한글/a b.html").write_text("changed by others")
    git(tmp_path / "clone", "add", "--all")
    git(tmp_path / "clone", "commit", "--quiet", "--message", "By the host")
    git(tmp_path / "clone", "push", "--quiet")
    place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
    assert tree(place) == {**SECOND, "CNAME": "kei.example.org"}


def test_the_list_of_the_output_folder_goes_along(place: GitPlace, tmp_path: Path) -> None:
    edition = edition_of(tmp_path / "1", FIRST)
    (tmp_path / "1" / NAME).write_text("# Site: https://example.org\nindex.html\n")
    place.publish(edition, verify=False)
    assert git(Path(place.target.remote), "show", f"gh-pages:{NAME}").startswith("# Site: https://example.org")


def test_a_branch_with_sources_is_not_touched(place: GitPlace, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", place.target.remote, "clone")
    edition_of(tmp_path / "clone", {"content/site.yaml": "title: T"})
    git(tmp_path / "clone", "add", ".")
    git(tmp_path / "clone", "commit", "--quiet", "--message", "Sources")
    git(tmp_path / "clone", "push", "--quiet", "origin", "HEAD:gh-pages")
    with pytest.raises(RemoteFailure, match=r"content/site\.yaml, which kei-site did not publish"):
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)


def test_of_two_publishers_the_second_is_refused(
    place: GitPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    other = replace(place, folder=tmp_path / "elsewhere")
    write = GitPlace._write

    def write_after_another(self: GitPlace, *words: object) -> None:
        monkeypatch.setattr(GitPlace, "_write", write)
        other.publish(edition_of(tmp_path / "2", SECOND), verify=False)
        write(self, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(GitPlace, "_write", write_after_another)
    with pytest.raises(RemoteFailure, match="another publisher has just pushed"):
        place.publish(edition_of(tmp_path / "3", {"index.html": "third"}), verify=False)
    assert tree(place) == SECOND


def test_a_publisher_that_is_killed_before_any_call_of_git_leaves_one_edition_or_the_other(
    place: GitPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions = {name: edition_of(tmp_path / name, files) for name, files in (("1", FIRST), ("2", SECOND))}
    place.publish(editions["1"], verify=False)
    run, left, calls = git_branch._output, 0, 0

    def dying(*words: Any) -> str:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        return run(*words)

    before, lived = "1", False
    while not lived:
        calls += 1
        left, after = calls, "2" if before == "1" else "1"
        with monkeypatch.context() as patched, contextlib.suppress(Killed):
            patched.setattr(git_branch, "_output", dying)
            place.publish(editions[after], verify=False)
            lived = True
        assert tree(place) == (FIRST if (after if lived else before) == "1" else SECOND)
        if calls % 2:
            place.publish(editions[after], verify=False)
            before = after
    assert calls > 10


@pytest.mark.parametrize("name", ["index.lock", "shallow.lock", "config.lock"])
def test_a_lock_that_a_killed_git_left_stops_nothing(place: GitPlace, tmp_path: Path, name: str) -> None:
    place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    (place.folder / name).touch()
    place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
    assert tree(place) == SECOND
    (place.folder / name).touch()
    place.roll_back(dry_run=False)
    assert tree(place) == FIRST


def test_a_remote_that_is_not_there_is_said_without_its_password(place: GitPlace, tmp_path: Path) -> None:
    place = replace(place, target=replace(place.target, remote="http://me:key@127.0.0.1:9/a.git"))
    with pytest.raises(RemoteFailure) as raised:
        place.preview(edition_of(tmp_path / "1", FIRST))
    assert "git refused" in str(raised.value)
    assert "key" not in str(raised.value)
    written = [path for path in place.folder.rglob("*") if path.is_file()]
    assert [path for path in written if b"me:key" in path.read_bytes()] == []
    assert place.folder / "config" in written


@pytest.mark.parametrize(
    "words",
    [
        "fatal: could not read Username for 'https://me:secret@example.org': terminal prompts disabled",
        "fatal: Authentication failed for 'https://secret@example.org/a.git/'",
        "remote: Invalid\nfatal: Authentication failed for 'https://me:secret@example.org/a.git/'",
        "git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.",
    ],
)
def test_a_missing_key_is_asked_for_and_none_is_shown(
    place: GitPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    (tmp_path / "git").write_text(f"#!/bin/sh\ncat >&2 << 'END'\n{words}\nEND\nexit 128\n")
    (tmp_path / "git").chmod(0o755)
    edition = edition_of(tmp_path / "1", FIRST)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(RemoteFailure, match="give git a key for it") as raised:
        place.preview(edition)
    assert "secret@" not in str(raised.value)


def test_the_name_of_a_remote_is_that_of_the_sources(place: GitPlace, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "site")
    git(tmp_path / "site", "remote", "add", "origin", place.target.remote)
    named = replace(place, target=replace(place.target, remote="origin"), site=tmp_path / "site")
    with pytest.raises(RemoteFailure, match="has no git remote upstream; make one, or give `remote` an address"):
        replace(named, target=replace(named.target, remote="upstream")).preview(edition_of(tmp_path / "1", FIRST))
    named.publish(edition_of(tmp_path / "1", FIRST), verify=False)
    assert tree(place) == FIRST
