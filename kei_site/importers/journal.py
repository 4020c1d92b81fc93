"""Files that an import is about to write -> a journal, by which the next import knows what an interrupted one wrote.

The receipt is written last, so without a journal the files of an import that was killed are nobody's: a newer archive
would leave them as files of the editors.
"""

import contextlib
from pathlib import Path

from kei_site.core.hashing import Digest

JOURNAL = ".import-journal"


class Journal:
    """Paths and digests below one folder, each noted before its file is written."""

    def __init__(self, root: Path) -> None:
        """Begin with no line noted; nothing is read or written yet."""
        self._place = root / JOURNAL

    def note(self, path: str, digest: Digest) -> None:
        """Append a line. Raises OSError."""
        with self._place.open("ab") as opened:
            opened.write(f"\n{digest} {path}\n".encode())

    def lines(self) -> list[tuple[str, Digest]]:
        """Return the paths with the digests noted for them, in order; a line that was cut off is no line."""
        with contextlib.suppress(FileNotFoundError):
            complete = self._place.read_bytes().rpartition(b"\n")[0].decode(errors="replace")
            parts = (line.partition(" ") for line in complete.split("\n"))
            return [(path, Digest(digest)) for digest, _, path in parts if path]
        return []

    def remove(self) -> None:
        """Remove the journal, once the receipt has all that it says."""
        self._place.unlink(missing_ok=True)
