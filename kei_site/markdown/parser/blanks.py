"""A body -> the same body with ordinary blanks where Markdown needs one.

Word processors and Korean and Japanese keyboards type no-break and wide blanks. After the marker of a heading or a
list item, and in the line of dashes of a table, only an ordinary blank counts for Markdown. A number with a no-break
blank stays: so typographers keep `5. March` from becoming a list. Every character keeps its column, and code stays.
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
