"""The text of a source file -> diagnostics of its invisible characters, which harm no page. Check, pure."""

import unicodedata
from itertools import islice

from kei_site.core.characters import HIDDEN, name_of, place_at
from kei_site.core.diagnostics import Diagnostic, diagnostic

_MOST_PLACES = 10


def unseen(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a decoded text: other forms than NFC (ENC08), hidden characters in the body."""
    if text.isascii():
        return ()
    return (*_decomposed(text, path), *_hidden(text, path))


def _decomposed(text: str, path: str) -> list[Diagnostic]:
    if unicodedata.is_normalized("NFC", text):
        return []
    start = 0
    for line in text.split("\n"):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            pairs = zip(line, composed + "\n", strict=False)
            at = next((number for number, (char, other) in enumerate(pairs) if char != other), len(composed))
            place = place_at(text, start + at, path)
            message = "characters in another Unicode form than NFC"
            fix = "save it as NFC, or let `kei-site check --fix` do it"
            return [diagnostic("ENC08", place, message, found=line[at : at + 3], fix=fix)]
        start += len(line) + 1
    return []


def _hidden(text: str, path: str) -> list[Diagnostic]:
    front = text.find("\n---", 3)
    message = "invisible or direction-changing characters"
    fix = "delete them; for another direction use `lang` and `dir`"
    return [
        diagnostic("TXT01", place_at(text, found.start(), path), message, found=f"<{name_of(found[0])}>", fix=fix)
        for found in islice(HIDDEN.finditer(text, max(front, 0)), _MOST_PLACES)
    ]
