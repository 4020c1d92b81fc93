"""A source file of a snapshot -> its bytes, if they have not changed since. Source; reads the disk."""

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import Digest, digest_bytes


def read_again(place: str, digest: Digest) -> bytes | None:
    """Return the bytes of the file at `place`, or None when they have another digest or cannot be read."""
    try:
        with open(place, "rb") as opened:
            data = opened.read()
    except OSError:
        return None
    return data if digest_bytes(data) == digest else None


def changed_diagnostic(path: str) -> Diagnostic:
    """Return the diagnostic (FIL05) of a source file that changed after the scan."""
    return diagnostic("FIL05", Place(path=path), "changed while it was being read", fix="save it and build again")
