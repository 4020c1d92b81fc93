"""The files of a published site <-> the manifest that lies beside them: which files there are, and what was before.

The manifest of a place is the truth about it. Its first line is the digest of the rest, so damage is seen.
"""

import zlib
from collections.abc import Mapping
from dataclasses import field

from kei_site.core.codec import CodecError, decode, encode
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.core.value import value

STATE = ".kei-site"
"""The folder of a place that holds what publishing remembers; no file of the site lies in it."""
MANIFEST = f"{STATE}/manifest"
LOCK = f"{STATE}/lock.json"


@value
class Entry:
    """One file as it is published."""

    digest: Digest
    """As `digest_output` gives it."""
    size: int
    """In bytes."""
    media_type: str
    """The value of `Content-Type`."""
    cache: str = ""
    """The value of `Cache-Control`; empty if the place decides."""
    disposition: str = ""
    """The value of `Content-Disposition`."""


Entries = Mapping[str, Entry]
"""The files of a site by path."""


@value
class Manifest:
    """The files of a place, and what the last publishing changed."""

    files: Entries
    before: Mapping[str, Entry | None] = field(default_factory=dict)
    """Of each path that was changed: the file before, None if there was none."""

    def earlier(self) -> dict[str, Entry]:
        """Return the files before the last publishing."""
        return {path: entry for path, entry in {**self.files, **self.before}.items() if entry is not None}


def changes_between(before: Entries, files: Entries) -> dict[str, Entry | None]:
    """Return the file before of each path that differs, None if there was none."""
    return {path: before.get(path) for path in {**before, **files} if before.get(path) != files.get(path)}


def digest_of(files: Entries) -> Digest:
    """Return the digest of an edition: its paths, bytes and headers."""
    return digest_bytes(encode(dict(sorted(files.items()))))


def written(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest, packed, since it goes out with every publishing; equal for equal manifests."""
    files = dict(sorted(manifest.files.items()))
    data = zlib.compress(encode(Manifest(files=files, before=dict(sorted(manifest.before.items())))))
    return digest_bytes(data).encode() + b"\n" + data


def parsed(data: bytes) -> Manifest | None:
    """Return the manifest in `data`; None if it is damaged."""
    mark, _, body = data.partition(b"\n")
    try:
        return decode(Manifest, zlib.decompress(body)) if mark == digest_bytes(body).encode() else None
    except (CodecError, zlib.error):
        return None
