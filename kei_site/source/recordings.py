"""A recording on the disk -> how long it lasts. Source."""

import io
import posixpath
from typing import BinaryIO

_ENDINGS = frozenset((".mp3", ".m4a", ".oga", ".ogg", ".opus", ".flac", ".wav"))
_MOST_READS = 1_000_000
"""Pieces read of one recording. The headers of the pages of an Ogg file of 200 MB are some 150,000."""
_LONGEST_READ = 16 * 1024 * 1024
"""Bytes of one piece: heads of files are shorter, and sound is passed over."""


class _Bounded(io.BytesIO):
    """An open file of which only so much can be read: noise of 200 MB would cost a minute, or as much memory."""

    def __init__(self, file: BinaryIO) -> None:
        """Read from `file`."""
        super().__init__()
        self._file = file
        self._reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next `size` bytes. Raises ValueError when that is too much."""
        self._reads += 1
        if self._reads > _MOST_READS or size is None or not 0 <= size <= _LONGEST_READ:
            raise ValueError("too much of the file is read")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place and return its distance from the beginning."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the distance of the place from the beginning."""
        return self._file.tell()


def is_recording(path: str) -> bool:
    """Return whether a path ends like that of a recording whose length can be read."""
    return posixpath.splitext(path)[1].lower() in _ENDINGS


def duration_of(file: BinaryIO, path: str) -> int:
    """Return how long the recording in an open file lasts, in whole seconds; 0 if it cannot be read."""
    from tinytag import TinyTag, TinyTagException

    try:
        found = TinyTag.get(path, file_obj=_Bounded(file), tags=False)
    except (TinyTagException, ValueError, ArithmeticError, LookupError):
        return 0
    return round(found.duration or 0)
