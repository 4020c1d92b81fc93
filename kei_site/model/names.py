"""A name that nothing has -> the nearest name that something has. Model, pure."""

import difflib
from collections.abc import Iterable


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the known name most like `wanted`, or an empty string when none is alike."""
    close = difflib.get_close_matches(wanted, sorted(known), n=1, cutoff=0.6)
    return close[0] if close else ""
