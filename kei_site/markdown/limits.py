"""The limits of one text, and the clock that stops a text that takes too long.

Hostile text can be small and ask for minutes of work. Every limit names itself in its diagnostic; no word is lost.
"""

import time

MAX_NESTING = 20
"""Lists, quotes, notes and directives inside each other; deeper is an error (MD02)."""
REFUSED_NESTING = 30
"""At this depth a marker is read as text, so that no word can vanish in the depth."""
MAX_LINKS = 5_000
MAX_IMAGES = 300
"""Images of one text: each becomes up to five files."""
MAX_CELLS = 20_000
"""Cells of one table, those included that short rows are filled up with."""
MAX_OUTPUT = 8 * 1024 * 1024
"""Characters of HTML that one text may become."""
MAX_GROWTH = 50
"""The HTML may be this many times longer than its source."""
MAX_PARTS = 400_000
"""Beginnings and ends of blocks in one text, or of marks in one paragraph: each takes some 300 bytes."""
SMALL_OUTPUT = 64 * 1024
"""HTML shorter than this never counts as grown."""
CPU_SECONDS = 5.0
TICKS_PER_CHECK = 128
"""Rules tried between two readings of the clock, which cost more than most rules."""


class TooSlowError(Exception):
    """The CPU time of a text is used up; caught by `read_markdown`."""


class TooManyPartsError(Exception):
    """A text or a paragraph has more than MAX_PARTS; caught by `read_markdown`."""


class TooManyCellsError(Exception):
    """The cells of a raw table span more than MAX_CELLS places of its grid; caught by `read_markdown`."""


def cpu_seconds() -> float:
    """Return the CPU time of this thread, so that neither a busy machine nor another worker counts against a text."""
    return time.thread_time()


def is_too_large(html: int, source: int) -> bool:
    """Return whether HTML of `html` characters is more than a source of `source` characters may become."""
    return html > MAX_OUTPUT or (html > SMALL_OUTPUT and html > MAX_GROWTH * source)
