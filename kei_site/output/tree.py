"""The published folder -> one digest, by which two machines can compare what they have built. Reads the disk."""

import contextlib
from pathlib import Path

from kei_site.core.hashing import Digest, digest_file, digest_of
from kei_site.output.ownership import read_owned


def tree_digest(output: Path) -> Digest:
    """Return the digest over the paths and the bytes of all published files; files of others are left out."""
    found: list[tuple[str, Digest]] = []
    for path in sorted(read_owned(output)):
        # A file that somebody deleted makes another digest by its absence.
        with contextlib.suppress(OSError), (output / path).open("rb") as opened:
            found.append((path, digest_file(opened)))
    return digest_of(tuple(found))
