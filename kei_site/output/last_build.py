"""The last complete build of an output folder: what it was made of and what it left. Output room.

Kept apart from the databases, so that a build with nothing to do needs nothing else. A file that is not just what was
written is as good as none.
"""

import hashlib
from pathlib import Path

from kei_site.core.codec import decode, encode
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.core.value import value
from kei_site.output.disk import write_durably

_NAME = "last.json"


@value
class LastBuild:
    """What the last complete build was made of and what it left."""

    request: Digest
    """Code, options and output folder."""
    stamps: Digest
    """Paths and stamps of all source files."""
    sources: Digest
    """Paths and contents of all source files."""
    due: tuple[int, ...]
    """The instants at which held briefs become public."""
    due_passed: int
    """How many of them had passed."""
    outputs: Digest
    """Paths and stamps of all published files."""
    published: int
    racy: tuple[str, ...]
    """Source files whose stamps are not to be trusted yet."""
    diagnostics: tuple[Diagnostic, ...]


def read_last_build(folder: Path) -> LastBuild | None:
    """Return what the last complete build left in the store folder, if that is known for sure."""
    try:
        mark, _, data = (folder / _NAME).read_bytes().partition(b"\n")
        return decode(LastBuild, data) if mark == digest_bytes(data).encode() else None
    except (OSError, ValueError):
        return None


def write_last_build(folder: Path, last: LastBuild | None) -> None:
    """Remember (or with None forget) the last complete build in the store folder."""
    if last is None:
        (folder / _NAME).unlink(missing_ok=True)
        return
    data = encode(last)
    write_durably(folder / _NAME, digest_bytes(data).encode() + b"\n" + data)


def store_folder(memo: Path, output: Path) -> Path:
    """Return the folder below `memo` that belongs to one output folder."""
    name = hashlib.blake2b(str(output).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return memo / name
