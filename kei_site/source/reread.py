"""A source file of a snapshot -> its bytes, if they have not changed since. Source; reads the disk."""

import os

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.core.stamps import stamp_of
from kei_site.source.file_kinds import Kind, kind_of
from kei_site.source.scan import Snapshot


def read_again(place: str, digest: Digest) -> bytes | None:
    """Return the bytes of the file at `place`, or None when they have another digest or cannot be read."""
    try:
        with open(place, "rb") as opened:
            data = opened.read()
    except OSError:
        return None
    return data if digest_bytes(data) == digest else None


def head_of(snapshot: Snapshot, path: str, length: int) -> bytes | None:
    """Return the first `length` bytes of a source file, or None when it has changed or cannot be read."""
    try:
        with open(snapshot.places[path], "rb") as opened:
            is_same = stamp_of(os.fstat(opened.fileno())) == snapshot.files[path].stamp
            return opened.read(length) if is_same else None
    except OSError:
        return None


def changed_diagnostic(path: str) -> Diagnostic:
    """Return the diagnostic (FIL05) of a source file that changed after the scan."""
    return diagnostic("FIL05", Place(path=path), "changed while it was being read", fix="save it and build again")


def source_bytes(snapshot: Snapshot, path: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the bytes of a source file, or no bytes and the diagnostic that they have changed."""
    data = read_again(snapshot.places[path], snapshot.files[path].digest)
    return (b"", (changed_diagnostic(path),)) if data is None else (data, ())


def source_text(snapshot: Snapshot, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a source file, and the diagnostics of its bytes."""
    from kei_site.source.decode import decode

    data, changed = source_bytes(snapshot, path)
    decoded = decode(data, path)
    return decoded.text, changed or decoded.diagnostics


def template_texts(snapshot: Snapshot) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the texts of all templates by name, and the diagnostics of their bytes."""
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for path in snapshot.files:
        if kind_of(path) is Kind.TEMPLATE:
            data, changed = source_bytes(snapshot, path)
            text, problems = template_text(data, path)
            diagnostics += (*changed, *problems)
            if text is not None:
                texts[path.removeprefix("templates/")] = text
    return texts, diagnostics


def template_text(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a template, None if it is not UTF-8, and its diagnostics."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return None, (diagnostic("ENC02", Place(path=path), "not UTF-8", fix="save the template as UTF-8"),)
