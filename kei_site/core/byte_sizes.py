"""A number of bytes -> the words for it, with decimal units (https://www.bipm.org/en/measurement-units/si-prefixes)."""

from collections.abc import Callable

_UNITS = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))
_NEARLY = 0.9995
"""From this part of a unit on, a size is said in it: three digits round to one of it."""


def size_text(size: int, written: Callable[[float], str] = "{:.1f}".format) -> str:
    """Return a number of bytes in words, such as `12.3 MB`; `written` writes a number above one in them."""
    for unit, factor in _UNITS:
        if size >= factor * _NEARLY:
            return f"{written(size / factor)} {unit}"
    return f"{size} bytes"
