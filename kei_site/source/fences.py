"""The text of a source file -> front matter and body, cut at its fences, the lines `---`. Source, pure."""

import re

from kei_site.core.characters import place_at, without_forbidden
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.source.decode import CHARACTER_FIX


@value
class Split:
    """A source file, cut at its fences."""

    front: str | None
    """The lines between the fences; None if the fences are missing or wrong."""
    front_line: int = 2
    body: str = ""
    """Empty if its beginning is not certain."""
    body_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LIKE_A_FENCE = re.compile(r"^[ \t]*(-{2,}.*|[–—]+|\.\.\.)[ \t]*$", re.MULTILINE)
_TEMPLATE = "begin with: --- / title: … / date: YYYY-MM-DD / authors: [id] / --- (each on its own line)"


def split(text: str, path: str) -> Split:
    """Return the front matter and the body of a file. Diagnostics: FM01-04, FM06, LIM06, and ENC05 in the body."""
    opening = _OPENING.match(text)
    if opening is None:
        is_body = bool(text.strip()) and not (text.startswith("+++") or _LIKE_A_FENCE.search(text))
        return Split(front=None, body=text if is_body else "", diagnostics=(_without_front(text, path),))
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        return Split(front=None, diagnostics=(_not_closed(text, opening.end(), path),))
    front, body = text[opening.end() : closing.start()], text[closing.end() + 1 :]
    body_line = 3 + front.count("\n")
    second, past = _second_document(front, body, path)
    body, body_line = body[past:], body_line + body.count("\n", 0, past)
    body, odd = (body, ()) if "\x85" not in body else _without_odd_lines(body, path, body_line)
    diagnostics = (*_too_long(front, path), *second, *odd)
    readable = not second and len(front) <= 4 * LIMITS.front_matter.most
    return Split(front=front if readable else None, body=body, body_line=body_line, diagnostics=diagnostics)


def _without_front(text: str, path: str) -> Diagnostic:
    place = Place(path=path)
    first = text.partition("\n")[0]
    if not text.strip():
        return diagnostic("FM01", place, "the file is empty", fix=_TEMPLATE)
    if first.startswith("+++"):
        return diagnostic("FM04", place, "front matter in TOML", found=first[:40], fix="write YAML between `---` lines")
    if _LIKE_A_FENCE.match(first):
        fix = "write three hyphens, alone on the line and without blanks before them"
        return diagnostic("FM03", place, "a fence that is not `---`", found=first[:40], fix=fix)
    if _OPENING.match(text.lstrip()):
        return diagnostic("FM02", place, "no front matter in the first line", fix="delete the lines above `---`")
    return diagnostic("FM02", place, "no front matter", fix=_TEMPLATE)


def _not_closed(text: str, start: int, path: str) -> Diagnostic:
    fix = "put `---` alone on the line after the last key"
    like = _LIKE_A_FENCE.search(text, start)
    if like:
        fix += f"; line {place_at(text, like.start(1), path).line} holds `{like[1][:20]}`"
    return diagnostic("FM03", Place(path=path), "front matter that is not closed", fix=fix)


def _too_long(front: str, path: str) -> tuple[Diagnostic, ...]:
    """Report front matter above the limit (LIM06). Up to four times the limit is read, to report its cause too."""
    size = len(front.encode()) if len(front) * 4 > LIMITS.front_matter.most else 0
    if size <= LIMITS.front_matter.most:
        return ()
    message = f"front matter of {size} bytes; the limit is {LIMITS.front_matter.most}"
    return (diagnostic("LIM06", Place(path=path), message, fix=LIMITS.front_matter.fix),)


_KEY_LINES = re.compile(r"(?:(?:title|date|authors?|tags|summary|slug|draft|type): .*\n)+---[ \t]*(?:\n|\Z)")


def _second_document(front: str, body: str, path: str) -> tuple[tuple[Diagnostic, ...], int]:
    """Report a second block of keys directly after the front matter (FM06); return its end in the body, else 0."""
    found = _KEY_LINES.match(body)
    if not found:
        return (), 0
    place = Place(path=path, line=2 + front.count("\n"))
    fix = "keep one block: delete this line"
    return (diagnostic("FM06", place, "a second block of front matter begins here", fix=fix),), found.end()


def _without_odd_lines(body: str, path: str, first_line: int) -> tuple[str, tuple[Diagnostic, ...]]:
    place = place_at(body, body.index("\x85"), path, first_line=first_line)
    message = "a control character that is a line end to some programs"
    odd = diagnostic("ENC05", place, message, found="U+0085", fix=CHARACTER_FIX)
    return without_forbidden(body), (odd,)
