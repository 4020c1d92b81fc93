"""A published folder and what is planned -> the permanent ids that would change for subscribers. Build layer."""

from collections.abc import Iterator
from pathlib import Path

from kei_site.core.diagnostics import Diagnostic
from kei_site.model.routes import FEED_ARCHIVE, FEED_FORMATS, feed_folders
from kei_site.plan.feed_ids import changed_ids, entries_of
from kei_site.plan.inputs import Inputs

_FEEDS = (
    *(f"{folder[1:]}{FEED_FORMATS['atom'].file}" for folder in feed_folders() if folder == "/" or "/feeds/" in folder),
    f"{FEED_ARCHIVE}*.xml",
)
"""Atom feeds of a published folder. Every brief has a type, so together they hold the newest of all, and with the
archive (RFC 5005) every one."""


def published_id_diagnostics(output: Path, inputs: Inputs) -> list[Diagnostic]:
    """Return a diagnostic (FED01) for each entry published in `output` whose permanent id is gone or another brief's.

    A folder that is not there, or holds no feeds, has no diagnostics. Raises OSError when a feed cannot be read.
    """
    return changed_ids(entries_of(tuple(_documents(output))), inputs)


def _documents(output: Path) -> Iterator[bytes]:
    for pattern in _FEEDS:
        for path in sorted(output.glob(pattern)):
            yield path.read_bytes()
