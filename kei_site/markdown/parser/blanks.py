"""A body -> the same body, each character in its column, with ordinary blanks where Markdown needs one.

Word processors type no-break and wide blanks. A number with one stays text unless another one is beside it: so
`5. March` does not become a list, but `1. one` before `2. two` does.
"""

import re
from collections.abc import Mapping

from kei_site.core.patterns import pattern_of

_WIDE = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_ANY_WIDE = pattern_of(_WIDE)
_INDENT = r"(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])[ \t])*+"
"""Blanks, and markers of the quotes and lists that a line stands in."""
_FENCE = pattern_of(rf"{_INDENT}(`{{3,}}|~{{3,}})")
_LEAD = pattern_of(rf"\A{_WIDE}{{1,3}}(?=(?:#{{1,6}}|[-+*>]|[0-9]{{1,9}}[.)])(?:[ \t]|{_WIDE}))")
"""Blanks before a marker; more than three of them would make code of it."""
_MARKER = pattern_of(rf"\A({_INDENT}(?:(?:#{{1,6}}|[-+*:~])(?={_WIDE})|[0-9]{{1,9}}[.)](?=\u3000))).")
_NUMBER = pattern_of(rf"(?P<sign>(?:[ \t>]|[-+*][ \t])*(?P<number>[0-9]{{1,8}})[.)])(?:[ \t]|(?P<blank>{_WIDE}))")
_DASHES = pattern_of(rf"[ \t>]*(?=[^|]*\|)(?=[^-]*-)(?:[|:\- \t]|{_WIDE})+")


def plain_blanks(body: str) -> str:
    """Return `body` with an ordinary blank after each marker, and in tables' lines of dashes."""
    if body.isascii() or not _ANY_WIDE.search(body):
        return body
    lines, fence = body.split("\n"), ""
    numbers: dict[int, re.Match[str]] = {}
    for at, line in enumerate(lines):
        marker = _FENCE.match(line)
        if marker and not fence:
            fence = marker[1]
        elif marker and marker[1].startswith(fence):
            fence = ""
        elif not fence:
            led = _LEAD.sub(lambda lead: " " * len(lead[0]), line)
            number = _NUMBER.match(led)
            if number:
                numbers[at] = number
            lines[at] = _ANY_WIDE.sub(" ", led) if _DASHES.fullmatch(led) else _MARKER.sub(r"\1 ", led)
    for at, number in numbers.items():
        if number["blank"] and _is_counted(lines, numbers, at):
            lines[at] = f"{number['sign']} {lines[at][number.end() :]}"
    return "\n".join(lines)


def _is_counted(lines: list[str], numbers: Mapping[int, re.Match[str]], at: int) -> bool:
    """Return whether the number before or after that of the line `at` is near.

    One line between them may be empty or indented.
    """
    for step in (-2, -1, 1, 2):
        other = numbers.get(at + step)
        if other is None or (abs(step) == 2 and lines[at + step // 2][:1].strip()):
            continue
        if int(other["number"]) - int(numbers[at]["number"]) == (1 if step > 0 else -1):
            return True
    return False
