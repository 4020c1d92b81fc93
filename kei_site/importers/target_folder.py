"""Files that an import makes -> files below one folder; a file that was edited there since the last import is left.

A file is replaced only if its bytes are those that an import recorded, in its receipt or, if it was interrupted, in its
journal. Writing is atomic: no file is ever half there.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kei_site.core.errors import Refusal
from kei_site.core.hashing import NO_DIGEST, Digest, digest_bytes
from kei_site.importers.journal import JOURNAL, Journal

NEW, UPDATED, UNCHANGED = "new", "updated", "unchanged"
EDITED = "edited here"
CONFLICT = "changed there and here"
DELETED = "deleted here"
OTHER = "another file is there"
LEFT = (EDITED, CONFLICT, DELETED, OTHER)
"""The outcomes of files that an import leaves as they are."""


class TargetFolder:
    """The folder of the site that an archive becomes. Nothing is written outside of it, nor through a link."""

    def __init__(self, root: Path, recorded: Mapping[str, Digest], *, dry_run: bool) -> None:
        """`recorded` has the digests that the last import left, by path; a dry run writes nothing."""
        self.root = root
        self.dry_run = dry_run
        self._journal = Journal(root)
        self._checked(JOURNAL)
        self._interrupted = self._journal.lines()
        written = ((path, digest) for path, digest in self._interrupted if _digest_at(self._checked(path)) == digest)
        self._recorded = {**recorded, **dict(written)}

    def put(self, path: str, data: bytes) -> tuple[str, Digest]:
        """Write a file if the editors have not changed it; return what happened, and the digest to record."""
        return self._put(path, digest_bytes(data), lambda part: part.write_bytes(data))

    def put_copy(self, path: str, source: Path) -> tuple[str, Digest]:
        """Copy a file likewise, whatever its size."""
        return self._put(path, digest_file(source), lambda part: shutil.copyfile(source, part))

    def replace(self, path: str, data: bytes) -> None:
        """Write a file whatever is there."""
        self._write(path, digest_bytes(data), lambda part: part.write_bytes(data))

    def finish(self) -> None:
        """Remove the journal, and what an interrupted import left of a file; the receipt has been written."""
        if self.dry_run:
            return
        for path, _ in self._interrupted:
            with contextlib.suppress(NotADirectoryError):
                _part_of(self._checked(path)).unlink(missing_ok=True)
        self._journal.remove()

    def _put(self, path: str, digest: Digest, write: Callable[[Path], object]) -> tuple[str, Digest]:
        recorded = self._recorded.get(path, NO_DIGEST)
        outcome = _outcome(digest, recorded, _digest_at(self._checked(path)))
        if outcome in (NEW, UPDATED):
            self._write(path, digest, write)
        return outcome, recorded if outcome in LEFT else digest

    def _write(self, path: str, digest: Digest, write: Callable[[Path], object]) -> None:
        place = self._checked(path)
        if self.dry_run:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        self._journal.note(path, digest)
        part = _part_of(place)
        try:
            write(part)
            os.replace(part, place)
        finally:
            part.unlink(missing_ok=True)

    def _checked(self, path: str) -> Path:
        """Return where a file stands. Raises Refusal for one outside the folder, or behind a link."""
        parts = path.split("/")
        if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts):
            raise Refusal(f"{path!r} is no path inside {self.root}")
        place = self.root
        for part in parts:
            place = place / part
            if place.is_symlink():
                raise Refusal(f"{place} is a symbolic link; an import writes through none")
        return place


def digest_file(path: Path) -> Digest:
    """Return `digest_bytes` of the content of a file, without holding it in memory."""
    with path.open("rb") as opened:
        return Digest(hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=16)).hexdigest())


def _part_of(place: Path) -> Path:
    """Return where a file is written before it takes its place."""
    return place.with_name(f".{digest_bytes(place.name.encode())[:16]}.part")


def _digest_at(place: Path) -> Digest:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return digest_file(place)
    return NO_DIGEST


def _outcome(wanted: Digest, recorded: Digest, there: Digest) -> str:
    """Return what happens to a file, by the digests of what it should be, of the last import, and of what is there."""
    if there == wanted:
        return UNCHANGED
    if not recorded:
        return OTHER if there else NEW
    if there == recorded:
        return UPDATED
    if not there:
        return DELETED
    return EDITED if wanted == recorded else CONFLICT
