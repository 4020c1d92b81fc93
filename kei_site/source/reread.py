"""A source file that is read again after the scan -> its bytes, if they are still those of the scan. Source room."""

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
    """Return the diagnostic of a source file whose bytes are not those of the scan any more."""
    return diagnostic("FIL05", Place(path=path), "changed while it was being read", fix="save it and build again")
