"""Published feeds and the inputs of a plan -> changes of permanent ids. Check; reads the output folder."""

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
"""The Atom feeds of an output folder that together list all briefs: every brief has a type, and older ones are in the
archive (RFC 5005)."""


def published_id_diagnostics(output: Path, inputs: Inputs) -> list[Diagnostic]:
    """Return a diagnostic (FED01) for each published entry whose permanent id is gone or belongs to another brief.

    `output` may be missing or have no feeds. Raises OSError if a feed cannot be read.
    """
    return changed_ids(entries_of(tuple(_documents(output))), inputs)


def _documents(output: Path) -> Iterator[bytes]:
    for pattern in _FEEDS:
        for path in sorted(output.glob(pattern)):
            yield path.read_bytes()
