"""A body -> the same body, each character in its column, with ordinary blanks where Markdown needs one.

Word processors type no-break and wide blanks. A number with one stays: so `5. March` does not become a list.
"""

import re

_WIDE = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_ANY_WIDE = re.compile(_WIDE)
_INDENT = r"(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])[ \t])*+"
"""Blanks, and markers of the quotes and lists that a line stands in."""
_FENCE = re.compile(rf"{_INDENT}(`{{3,}}|~{{3,}})")
_MARKER = re.compile(rf"\A({_INDENT}(?:(?:#{{1,6}}|[-+*])(?={_WIDE})|[0-9]{{1,9}}[.)](?=\u3000))).")
_DASHES = re.compile(rf"[ \t>]*(?=[^|]*\|)(?=[^-]*-)(?:[|:\- \t]|{_WIDE})+")


def plain_blanks(body: str) -> str:
    """Return `body` with an ordinary blank after each marker, and in tables' lines of dashes."""
    if body.isascii() or not _ANY_WIDE.search(body):
        return body
    lines, fence = body.split("\n"), ""
    for number, line in enumerate(lines):
        marker = _FENCE.match(line)
        if marker and not fence:
            fence = marker[1]
        elif marker and marker[1].startswith(fence):
            fence = ""
        elif not fence:
            lines[number] = _ANY_WIDE.sub(" ", line) if _DASHES.fullmatch(line) else _MARKER.sub(r"\1 ", line)
    return "\n".join(lines)
