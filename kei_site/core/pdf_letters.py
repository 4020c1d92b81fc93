"""Letters that no font for PDFs has -> the diagnostic that tells them (TXT05). Core, pure."""

from collections.abc import Iterable

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic

_MOST = 12
"""The most letters that a message lists."""


def letters_diagnostic(found: Iterable[str], place: Place) -> Diagnostic:
    """Return the diagnostic of the letters `found`, which may be repeated, at a place."""
    kinds = [*dict.fromkeys(found)]
    shown = "".join(kinds[:_MOST])
    points = ", ".join(f"U+{ord(letter):04X}" for letter in kinds[:_MOST])
    more = f" and {len(kinds) - _MOST} more" if len(kinds) > _MOST else ""
    message = f"no font for PDFs has {points}{more}, so the PDF is made without the mark of PDF/UA"
    fix = "write it otherwise, or give `theme.fonts` a font that has it"
    return diagnostic("TXT05", place, message, found=shown, fix=fix)
