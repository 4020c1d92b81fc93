"""A folder of this machine as a place for a site: each file is put in place by a rename."""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kei_site.core.hashing import digest_output
from kei_site.output.disk import list_files, remove_files
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import STATE
from kei_site.publishing.remote import RemoteFailure

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
        self.requests = 0

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
            os.makedirs((self._root / path).parent, exist_ok=True)
            os.replace(part, self._root / path)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one."""
        with self._counted():
            part = self._part(data)
            try:
                os.link(part, self._root / path)
            except FileExistsError:
                return False
            finally:
                part.unlink()
            return True

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        """Replace a file that still has the bytes `seen`: whoever can rename it away has it."""
        with self._counted():
            away = self._root / f"{_PART}{secrets.token_hex(8)}"
            try:
                os.rename(self._root / path, away)
            except FileNotFoundError:
                return False
            ours = away.read_bytes() == seen
            with contextlib.suppress(FileExistsError):
                os.link(self._part(data, away) if ours else away, self._root / path)
            away.unlink()
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
        """Return all files with their digests."""
        with self._counted():
            paths = [path for path, _ in list_files(self._root) if not path.startswith(f"{STATE}/")]
            return {path: self.mark((self._root / path).read_bytes()) for path in paths}

    def mark(self, data: bytes) -> str:
        """Return the digest of bytes."""
        return digest_output(data)

    def _part(self, data: bytes, part: Path | None = None) -> Path:
        """Write bytes into a file of no name yet, and return it."""
        part = part or self._root / f"{_PART}{secrets.token_hex(8)}"
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        return part

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
