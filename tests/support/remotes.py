"""Editions of small sites, and places that count, fail or are killed."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kei_site.core.hashing import digest_output
from kei_site.core.media_types import media_type
from kei_site.publishing.edition import Edition, KeptFiles
from kei_site.publishing.manifest import STATE, Entry
from kei_site.publishing.remote import Remote


class Killed(BaseException):
    """The end of a publisher from one moment to the next."""


def edition_of(folder: Path, files: Mapping[str, str]) -> Edition:
    """Write files into a folder and return them as an edition."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    entries = {
        path: Entry(digest=digest_output(text.encode()), size=len(text.encode()), media_type=media_type(path))
        for path, text in files.items()
    }
    return Edition(files=entries, place_of=lambda path: folder / path)


def kept_in(folder: Path) -> KeptFiles:
    """Return the copies of a folder beside the others of a test."""
    return KeptFiles(folder / "kept")


def files_of(folder: Path) -> dict[str, str]:
    """Return the text of each file of a place, without those of the publisher's own."""
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return {path: (folder / path).read_text(encoding="utf-8") for path in paths if not path.startswith(f"{STATE}/")}


class DyingRemote:
    """A place whose publisher is killed before its Nth change; after that, nothing works any more."""

    def __init__(self, remote: Remote, left: int, dice: random.Random, after_change: Callable[[], None]) -> None:
        """Take the place, the changes that are left, and what to do after each change."""
        self._remote, self._dice = remote, dice
        self._left, self._after_change = left, after_change

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._remote, name)
        return self._counted(found) if name in ("write", "create", "take_over") else found

    def send(self, paths: Sequence[str], edition: Edition) -> None:
        """Send files one by one in any order, each of which is a change."""
        for path in self._dice.sample(paths, len(paths)):
            self._counted(self._remote.send)([path], edition)

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files one by one in any order, each of which is a change."""
        gone = list(paths)
        for path in self._dice.sample(gone, len(gone)):
            self._counted(self._remote.delete)([path])

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*words: Any) -> Any:
            if self._left <= 0:
                raise Killed
            self._left -= 1
            result = call(*words)
            self._after_change()
            return result

        return run
