"""A recording on the disk -> how long it lasts. Source."""

import posixpath
from typing import BinaryIO

_ENDINGS = frozenset((".mp3", ".m4a", ".oga", ".ogg", ".opus", ".flac", ".wav"))


def is_recording(path: str) -> bool:
    """Return whether a path ends like that of a recording whose length can be read."""
    return posixpath.splitext(path)[1].lower() in _ENDINGS


def duration_of(file: BinaryIO, path: str) -> int:
    """Return how long the recording in an open file lasts, in whole seconds; 0 if it cannot be read."""
    from tinytag import TinyTag, TinyTagException

    try:
        found = TinyTag.get(path, file_obj=file, tags=False)
    except (TinyTagException, ValueError, ArithmeticError, LookupError):
        return 0
    return round(found.duration or 0)
