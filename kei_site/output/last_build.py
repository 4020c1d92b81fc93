"""The last complete build of an output folder -> `last.json`, apart from the databases, and back."""

import hashlib
import os
from pathlib import Path

from kei_site.core.codec import decode, encode
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.core.value import value
from kei_site.output.disk import write_durably

_NAME = "last.json"


@value
class LastBuild:
    """The inputs and the outputs of the last complete build."""

    request: Digest
    """Code, options and output folder."""
    stamps: Digest
    """Paths and stamps of all source files."""
    sources: Digest
    """Paths and contents of all source files."""
    due: tuple[int, ...]
    """The instants at which held briefs become public."""
    due_passed: int
    """The number of them that had passed."""
    outputs: Digest
    """Paths and stamps of all published files."""
    published: int
    racy: tuple[str, ...]
    """Source files whose stamps are not to be trusted yet."""
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[str, ...] = ()
    """Paths of the texts with errors that were left out."""
    whole_seconds: float = 0.0
    """How long the last build that rendered every file took; 0 if that is not known."""

    @property
    def next_due(self) -> int | None:
        """The next instant at which a brief becomes public."""
        return self.due[self.due_passed] if self.due_passed < len(self.due) else None


def read_last_build(folder: Path) -> LastBuild | None:
    """Return the last complete build of a store folder; None if there is none, or its file is damaged."""
    try:
        mark, _, data = (folder / _NAME).read_bytes().partition(b"\n")
        return decode(LastBuild, data) if mark == digest_bytes(data).encode() else None
    except (OSError, ValueError):
        return None


def write_last_build(folder: Path, last: LastBuild | None) -> None:
    """Write the last complete build into the store folder, or delete it (None)."""
    if last is None:
        (folder / _NAME).unlink(missing_ok=True)
        return
    data = encode(last)
    write_durably(folder / _NAME, digest_bytes(data).encode() + b"\n" + data)


def store_folder(cache: Path, output: Path) -> Path:
    """Return the folder below `cache` that belongs to one output folder.

    Its name follows from the way from the cache to the output: both may move together, as a pipeline's do.
    """
    try:
        way = os.path.relpath(output, cache)
    except ValueError:  # they lie on two drives
        way = str(output)
    name = hashlib.blake2b(way.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache / name
