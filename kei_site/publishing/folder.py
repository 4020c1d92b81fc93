"""A folder of this machine as a place for a site: each file is put in place by a rename."""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kei_site.core.hashing import digest_output
from kei_site.output.disk import list_files, remove_files, replace_file
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import LOCK, STATE
from kei_site.publishing.remote import AWAY, RemoteFailure
from kei_site.publishing.steps import Steps

_PART = f"{STATE}/part-"


class FolderRemote:
    """A folder; it is made when it is not there."""

    def __init__(self, root: Path) -> None:
        """Take the folder. Raises RemoteFailure if it is a link, a file, or the output folder of a build."""
        if root.is_symlink() or (root.exists() and not root.is_dir()):
            raise RemoteFailure(f"the target {root} is no folder; name one that is, or a new one")
        if (root / STATE).is_file():
            raise RemoteFailure(f"the target {root.name} is the output folder of a build; name another one")
        self._root = root
        self.requests, self.sends_one_by_one = 0, True

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if there is none."""
        with self._counted():
            try:
                return (self._root / path).read_bytes()
            except FileNotFoundError:
                return None

    def write(self, path: str, data: bytes) -> None:
        """Write a file in one step."""
        with self._counted():
            part = self._part(data)
            try:
                os.makedirs((self._root / path).parent, exist_ok=True)
                replace_file(part, self._root / path)
            finally:
                part.unlink(missing_ok=True)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one."""
        with self._counted():
            part = self._part(data)
            try:
                self._restore(path)
                os.link(part, self._root / path)
            except FileExistsError:
                return False
            finally:
                part.unlink()
            return True

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        """Replace a file that still has the bytes `seen`: whoever can rename it away has it.

        If this process is killed here, `create` finds the renamed file, and gives it its name back.
        """
        with self._counted():
            part, away = self._part(data), self._root / f"{path}{AWAY}{secrets.token_hex(8)}"
            try:
                os.rename(self._root / path, away)
                ours = away.read_bytes() == seen
                os.link(part if ours else away, self._root / path)
            except (FileNotFoundError, FileExistsError):
                return False
            finally:
                part.unlink()
            away.unlink(missing_ok=True)
            return ours

    def send(self, paths: Sequence[str], edition: Edition) -> None:
        """Put files in place."""
        for path in paths:
            self.write(path, edition.read(path))

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files, and folders that become empty."""
        with self._counted():
            remove_files(self._root, list(paths))

    def listing(self) -> Mapping[str, str]:
        """Return all files with their digests; what killed publishers left half written is deleted."""
        with self._counted():
            paths = [path for path, _ in list_files(self._root)]
            remove_files(self._root, [path for path in paths if path.startswith((_PART, f"{LOCK}{AWAY}"))])
            shown = [path for path in paths if not path.startswith(f"{STATE}/")]
            return {path: self.mark((self._root / path).read_bytes()) for path in shown}

    def price_of(self, steps: Steps) -> str:
        """Return nothing: no request has a price here."""
        return ""

    def mark(self, data: bytes) -> str:
        """Return the digest of bytes."""
        return digest_output(data)

    def _part(self, data: bytes) -> Path:
        """Write bytes into a file of no name yet, and return it; if the disk is full, nothing of it stays there."""
        part = self._root / f"{_PART}{secrets.token_hex(8)}"
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        return part

    def _restore(self, path: str) -> None:
        """Give a file its name back that a killed process was just taking over; the last one, if there are several."""
        place = self._root / path
        left = sorted(place.parent.glob(f"{place.name}{AWAY}*"), key=lambda file: file.stat().st_mtime_ns)
        if left and not place.exists():
            os.rename(left.pop(), place)
            for file in left:
                file.unlink()

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        self.requests += 1
        try:
            yield
        except OSError as error:
            hint = (
                "; free some space and publish again" if error.errno == 28 else "; publish again when it can be written"
            )
            raise RemoteFailure(f"the target folder {self._root.name}: {error.strerror or error}{hint}") from error
