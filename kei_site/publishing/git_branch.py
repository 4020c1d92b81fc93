"""An edition -> one commit on a branch of a git repository, as GitHub Pages and GitLab Pages serve it.

Git's own tree is the manifest. A repository of the cache holds an index and the objects that are new; no working folder
is touched. The list `.kei-site` of the output folder goes along: files that are not on it, such as a `CNAME` that the
host wrote, stay. Keys are those of git: an SSH agent, or a credential helper.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from kei_site.core.errors import Refusal
from kei_site.core.hashing import digest_output
from kei_site.core.publish_settings import PublishTarget
from kei_site.core.value import value
from kei_site.output.ownership import NAME, as_list, owned_in
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import Entry
from kei_site.publishing.publisher import Outcome
from kei_site.publishing.remote import RemoteFailure
from kei_site.publishing.steps import steps_between

_TIMEOUT = 1800
_SAFE = ("-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "protocol.ext.allow=never")
_NO_SETTINGS: Mapping[str, str] = {}
_REMOTE = "place"
"""The name of the remote repository in the one of the cache."""
_NO_KEY = ("could not read Username", "Authentication failed", "Permission denied (")
"""What git says when it has no key, or a wrong one."""
_LOCKS = ("index.lock", "shallow.lock", "config.lock", "HEAD.lock")
"""What a git that was killed leaves, and what stops the next one."""
_NAMES = {"GIT_AUTHOR_NAME": "kei-site", "GIT_COMMITTER_NAME": "kei-site"}
_MAILS = {"GIT_AUTHOR_EMAIL": "kei-site@localhost", "GIT_COMMITTER_EMAIL": "kei-site@localhost"}


@value
class _Tip:
    """The last commit of the branch."""

    commit: str
    blobs: Mapping[str, str]
    """The ids of the files in its tree, by path."""


_NO_TIP = _Tip(commit="", blobs={})


@value
class GitPlace:
    """A branch of a repository."""

    target: PublishTarget
    site: Path
    folder: Path
    """Where the objects are kept between two publishings; safe to delete."""

    def preview(self, edition: Edition) -> Outcome:
        """Compare the tree of the branch with an edition."""
        tip = self._fetch(self.target.branch)
        return self._outcome(tip, edition)

    def publish(self, edition: Edition, *, verify: bool) -> Outcome:
        """Commit an edition and push it; whoever pushed since the branch was read wins, and this one is refused.

        Git compares the whole tree each time, so `verify` adds nothing.
        """
        tip = self._fetch(self.target.branch)
        outcome, blobs = self._outcome(tip, edition), self._blobs(tip, edition)
        if dict(tip.blobs) != blobs:
            self._write(blobs, tip, edition)
            parents = ["-p", tip.commit] if tip.commit and self.target.history else []
            tree = self._git("write-tree", "--missing-ok").strip()
            new, changed, gone = outcome.steps.counts
            words = f"Publish the site: {new} new, {changed} changed, {gone} gone\n"
            commit = self._git("commit-tree", tree, *parents, text=words).strip()
            self._push(commit, tip)
        return outcome

    def roll_back(self, *, dry_run: bool) -> Outcome:
        """Publish the tree of the commit before: the parent, or without history the one that was remembered."""
        tip = self._fetch(self.target.branch)
        before = self._before(tip)
        edition = Edition(files=_as_entries(before.blobs), place_of=_nowhere)
        steps = steps_between(_as_entries(tip.blobs), edition.files)
        if not dry_run:
            parents = ["-p", tip.commit] if self.target.history else []
            commit = self._git(
                "commit-tree", f"{before.commit}^{{tree}}", *parents, text="Go back to the edition before\n"
            )
            self._push(commit.strip(), tip)
        return Outcome(steps=steps, requests=3)

    def _before(self, tip: _Tip) -> _Tip:
        if not tip.commit:
            raise RemoteFailure("nothing was published there yet")
        if not self.target.history:
            before = self._fetch(self._memory())
        else:
            self._git("fetch", "--quiet", "--depth=2", _REMOTE, f"refs/heads/{self.target.branch}")
            lines = self._git("rev-list", "--max-count=2", tip.commit).split()
            before = self._tip(lines[1]) if len(lines) == 2 else _NO_TIP
        if not before.commit:
            raise RemoteFailure("there is no earlier edition to go back to")
        return before

    def _memory(self) -> str:
        """Return the reference that remembers the commit before, of a branch without history."""
        return f"refs/kei-site/{self.target.branch}"

    def _outcome(self, tip: _Tip, edition: Edition) -> Outcome:
        """Return the steps; sizes are those of the files that change."""
        blobs = self._blobs(tip, edition)
        there = {path: entry for path, entry in edition.files.items() if tip.blobs.get(path) == blobs[path]}
        others = {
            path: Entry(digest=digest_output(b""), size=0, media_type="") for path in tip.blobs if path not in there
        }
        gone = {path: entry for path, entry in others.items() if path in edition.files or path not in blobs}
        return Outcome(steps=steps_between({**there, **gone}, edition.files), requests=2)

    def _blobs(self, tip: _Tip, edition: Edition) -> dict[str, str]:
        """Return the ids of all files that the new tree holds, by path."""
        owned = owned_in(self._git("cat-file", "blob", tip.blobs[NAME])) if NAME in tip.blobs else frozenset()
        foreign = {path: blob for path, blob in tip.blobs.items() if path not in owned and path != NAME}
        ids = {path: _blob_id(edition.read(path)) for path in edition.files}
        ids[NAME] = _blob_id(_list_of(edition))
        self._check_foreign(foreign, ids, is_new=NAME not in tip.blobs)
        return {**foreign, **ids}

    def _check_foreign(self, foreign: Mapping[str, str], ids: Mapping[str, str], *, is_new: bool) -> None:
        clash = next((path for path, blob in foreign.items() if ids.get(path, blob) != blob), "")
        many = is_new and any("/" in path for path in foreign)
        if clash or many:
            found = clash or next(path for path in foreign if "/" in path)
            raise RemoteFailure(
                f"the branch {self.target.branch} holds {found}, which kei-site did not publish; name another `branch`"
            )

    def _write(self, blobs: Mapping[str, str], tip: _Tip, edition: Edition) -> None:
        """Write the objects that the branch has not, and the index."""
        there = set(tip.blobs.values())
        fresh = [path for path in edition.files if blobs[path] not in there]
        self._git("hash-object", "-w", "--no-filters", "--stdin-paths", text=_lines(_quoted(edition, fresh)))
        if blobs[NAME] not in there:
            self._git("hash-object", "-w", "--stdin", text=_list_of(edition).decode())
        self._git("read-tree", "--empty")
        self._git(
            "update-index",
            "-z",
            "--index-info",
            text="".join(f"100644 {blob}\t{path}\0" for path, blob in blobs.items()),
        )

    def _push(self, commit: str, tip: _Tip) -> None:
        branch = f"refs/heads/{self.target.branch}"
        pushed = [f"{commit}:{branch}"]
        if not self.target.history and tip.commit:
            pushed.append(f"+{tip.commit}:{self._memory()}")
        self._git("push", "--quiet", "--atomic", f"--force-with-lease={branch}:{tip.commit}", _REMOTE, *pushed)

    def _fetch(self, branch: str) -> _Tip:
        """Return the last commit of a branch, without the files of its tree; an empty one if there is no branch."""
        self._make_repository()
        name = branch if branch.startswith("refs/") else f"refs/heads/{branch}"
        found = self._git("ls-remote", _REMOTE, name).split()
        if not found:
            return _NO_TIP
        self._git("fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", _REMOTE, name)
        return self._tip(found[0])

    def _tip(self, commit: str) -> _Tip:
        rows = self._git("ls-tree", "-r", "-z", commit).split("\0")
        parts = [row.partition("\t") for row in rows if row]
        return _Tip(commit=commit, blobs={path: head.split()[2] for head, _, path in parts})

    def _make_repository(self) -> None:
        if not (self.folder / "HEAD").is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            _output(["git", "init", "--quiet", "--bare", str(self.folder)])
        for name in _LOCKS:
            (self.folder / name).unlink(missing_ok=True)
        for key, words in (("promisor", "true"), ("partialclonefilter", "blob:none")):
            self._git("config", f"remote.{_REMOTE}.{key}", words)

    def _address(self) -> str:
        """Return the address of the repository, which may hold a key."""
        remote = self.target.remote
        if any(sign in remote for sign in ("/", ":", "\\")):
            folder = Path(self.site, remote)
            return str(folder.resolve()) if folder.is_dir() else remote
        try:
            return _output(["git", "-C", str(self.site), "remote", "get-url", remote]).strip()
        except RemoteFailure:
            raise RemoteFailure(
                f"the folder of the site has no git remote {remote}; make one, or give `remote` an address"
            ) from None

    def _git(self, *words: str, text: str = "") -> str:
        return _output(["git", *_SAFE, "--git-dir", str(self.folder), *words], text, self._settings())

    def _settings(self) -> dict[str, str]:
        """Return variables that tell git the address, besides what they tell already: no file may hold a key."""
        count = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
        key, words = f"GIT_CONFIG_KEY_{count}", f"GIT_CONFIG_VALUE_{count}"
        return {"GIT_CONFIG_COUNT": str(count + 1), key: f"remote.{_REMOTE}.url", words: self._address()}


def _output(command: list[str], text: str = "", settings: Mapping[str, str] = _NO_SETTINGS) -> str:
    """Return what a call of git prints. Raises RemoteFailure with its last words."""
    environment = {**_NAMES, **_MAILS, **os.environ, **settings, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    data = text.encode("utf-8", "surrogateescape")
    try:
        ended = subprocess.run(command, input=data, capture_output=True, env=environment, timeout=_TIMEOUT, check=False)
    except FileNotFoundError:
        raise Refusal("git is not installed on this machine") from None
    except subprocess.TimeoutExpired:
        raise RemoteFailure("the repository did not answer in time; publish again") from None
    if ended.returncode:
        raise RemoteFailure(_reason(ended.stderr.decode(errors="replace")))
    return ended.stdout.decode("utf-8", "surrogateescape")


def _reason(words: str) -> str:
    if "stale info" in words or "fetch first" in words or "cannot lock ref" in words:
        return "another publisher has just pushed to the branch; publish again"
    told = [
        line for line in words.splitlines() if line.startswith(("fatal:", "error:", "remote:"))
    ] or words.splitlines()
    hint = "; give git a key for it, by SSH or a credential helper" if any(sign in words for sign in _NO_KEY) else ""
    return f"git refused: {_without_keys(told[0]) if told else 'no reason given'}"[:300] + hint


def _without_keys(line: str) -> str:
    """Return a line without names and passwords in addresses."""
    return " ".join(
        word.partition("://")[0] + "://" + word.rpartition("@")[2] if "://" in word and "@" in word else word
        for word in line.split(" ")
    )


def _blob_id(data: bytes) -> str:
    """Return the id that git gives to a file (SHA-1, https://git-scm.com/book/en/v2/Git-Internals-Git-Objects)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _list_of(edition: Edition) -> bytes:
    """Return the list of the files: that of the output folder, which also names the site, if there is one."""
    place = edition.place_of(NAME)
    return place.read_bytes() if place.is_file() else as_list(edition.files)


def _quoted(edition: Edition, paths: Iterable[str]) -> list[str]:
    return [str(edition.place_of(path)) for path in paths]


def _lines(paths: Iterable[str]) -> str:
    return "".join(f"{path}\n" for path in paths)


def _as_entries(blobs: Mapping[str, str]) -> dict[str, Entry]:
    found = {path: digest_output(blob.encode()) for path, blob in blobs.items() if path != NAME}
    return {path: Entry(digest=digest, size=0, media_type="") for path, digest in found.items()}


def _nowhere(path: str) -> Path:
    raise Refusal(f"{path} is in the repository, and not on this machine")
