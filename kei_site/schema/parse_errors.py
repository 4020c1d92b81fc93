"""An error of libyaml, often found far from its cause, -> the editor's mistake and its fix. Schema, pure.

Lines and columns count from 0, as in the parser.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

from yaml import CBaseLoader, MarkedYAMLError, YAMLError, parse

from kei_site.core.characters import shown
from kei_site.core.value import value

Spot: TypeAlias = tuple[int, int]
"""Line and column, counted from 0."""


@value
class _Error:
    """An error of the parser and its surroundings."""

    problem: str
    at: Spot
    """Where the parser had to stop."""
    since: Spot
    """Where the construct began that it was reading."""
    inside: Spot
    """Where the innermost list or mapping began."""
    last: Spot
    """Where the last complete value began."""
    lines: tuple[str, ...]

    def before(self) -> str:
        """The text of the line up to the error, without trailing spaces."""
        return self.lines[self.at[0]][: self.at[1]].rstrip()

    def char(self, spot: Spot) -> str:
        """The character at a spot; empty at the end of a line."""
        return self.lines[spot[0]][spot[1] : spot[1] + 1]


class Mistake(NamedTuple):
    """A diagnostic whose place is still a spot in the text."""

    code: str
    spot: Spot
    message: str
    fix: str
    found: str = ""


def explain(error: MarkedYAMLError, text: str, *, inside: Spot, last: Spot) -> Mistake:
    """Return the mistake behind an error that the parser raised on `text`.

    `inside` is where the innermost open list or mapping began, `last` where the last complete value began.
    """
    lines = tuple(text.split("\n"))
    at = _spot(error.problem_mark, lines)
    since = _spot(error.context_mark, lines) if error.context_mark else at
    problem = f"{error.context or ''}: {error.problem or ''}"
    seen = _Error(problem=problem, at=at, since=since, inside=inside, last=last, lines=lines)
    return next(look(seen) for words, look in _EXPLANATIONS if words in problem)


def _spot(mark: Any, lines: tuple[str, ...]) -> Spot:
    """Return a mark of the parser as a spot inside the text; a mark behind the end becomes the end."""
    if mark.line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    return mark.line, min(mark.column, len(lines[mark.line]))


_INDENT = re.compile(r"([ \t]*(?:-[ \t]+)*)(.*)", re.DOTALL)
_NO_BLANK = re.compile(r"\s*(?:- +)?[\w-]+(:)(?=[^\s/])")
_KEY_AND_VALUE = re.compile(r"\s*(?:- +)?([\w-]+): +(.*)")


def _second_colon(seen: _Error) -> Mistake:
    line = seen.lines[seen.at[0]]
    if re.search(r":\s", line[: seen.at[1]]):
        return Mistake("FM11", seen.at, "a second colon", _in_quotes(line))
    above = seen.lines[seen.at[0] - 1] if seen.at[0] else ""
    glued = _NO_BLANK.match(above)
    if glued:
        return _no_blank((seen.at[0] - 1, glued.start(1)))
    if above and ":" not in above and not above[0].isspace():
        return _no_key((seen.at[0] - 1, 0), above)
    message = "a colon in a value that began on a line above"
    fix = "put the value in quotes, or indent this line like the key above"
    return Mistake("FM11", seen.at, message, fix)


def _in_quotes(line: str) -> str:
    parts = _KEY_AND_VALUE.match(line)
    if not parts or '"' in parts[2] or "\\" in parts[2]:
        return "put the value in quotes"
    return f'put the value in quotes: {parts[1]}: "{parts[2].rstrip()}"'


def _no_blank(spot: Spot) -> Mistake:
    return Mistake("FM16", spot, "no space after the colon", "write `key: value`")


def _no_key(spot: Spot, line: str) -> Mistake:
    fix = "write `key: value`, or indent the line if it belongs to the value above"
    found = line.strip()[:80]
    return Mistake("FM16", spot, "a line that is not `key: value`", fix, found=found)


def _line_without_key(seen: _Error) -> Mistake:
    line = seen.lines[seen.since[0]]
    glued = _NO_BLANK.match(line)
    return _no_blank((seen.since[0], glued.start(1))) if glued else _no_key(seen.since, line)


def _open_quote_at(spot: Spot) -> Mistake:
    return Mistake("FM12", spot, "a quote that is not closed", "close the quote")


def _escape(seen: _Error) -> Mistake:
    spot = (seen.at[0], max(0, seen.at[1] - (0 if "unknown escape" in seen.problem else 2)))
    written = seen.lines[spot[0]][spot[1] :]
    half = re.match(r"\\(?:u|U0000)(d[89a-f][0-9a-f]{2})", written, re.IGNORECASE)
    if half:
        return Mistake("ENC06", spot, "half of a character (a surrogate)", "write the character itself", found=half[0])
    message, fix = "an escape that YAML does not know", "use single quotes, in which a backslash is only a backslash"
    return Mistake("FM13", spot, message, fix, found=written[:2])


def _reserved_at(seen: _Error, spot: Spot) -> Mistake:
    if seen.char(spot) == "\t":
        return _tab_at(seen, spot)
    message, fix = "a value that begins with a reserved character", _in_quotes(seen.lines[spot[0]])
    return Mistake("FM14", spot, message, fix, found=seen.char(spot))


def _tab_at(seen: _Error, spot: Spot) -> Mistake:
    fix = without_tabs(seen.lines)[1] or "use as many spaces as its neighbours begin with"
    return Mistake("FM10", spot, "a tab used to indent", fix)


def without_tabs(lines: Iterable[str]) -> tuple[str, str]:
    """Return the text with the first replacement of all indenting tabs with which it can be parsed, and that fix.

    Both are empty if there is none.
    """
    written = tuple(lines)
    for blanks, fix in (("  ", "use two spaces"), ("", "delete the tab"), (" ", "use a space")):
        text = "\n".join(_untabbed(line, blanks) for line in written)
        try:
            list(parse(text, Loader=CBaseLoader))
        except YAMLError:
            continue
        return text, fix
    return "", ""


def _untabbed(line: str, blanks: str) -> str:
    start, rest = _INDENT.fullmatch(line).groups()  # type: ignore[union-attr]
    return start.replace("\t", blanks) + rest


def _tag(seen: _Error) -> Mistake:
    return Mistake("YML02", seen.since, "tags are not allowed", "remove it; a text with `!` in front needs quotes")


def _no_node(seen: _Error) -> Mistake:
    return _reserved_at(seen, seen.at) if seen.char(seen.at) in (",", "]", "}") else _open_bracket(seen)


def _open_bracket(seen: _Error) -> Mistake:
    spot = seen.inside
    if seen.char(seen.at) == ":" and seen.at[0] == spot[0]:
        return _second_colon(seen)
    message, fix = "a bracket that is not closed", "close the bracket, or put the value in quotes"
    return Mistake("FM16", spot, message, fix, found=seen.char(spot))


def _more_text(seen: _Error) -> Mistake:
    """Explain text after the end of a value: mostly a quote or a bracket that belongs to the text."""
    opener, end = seen.char(seen.last), seen.before()[-1:]
    if opener in ("'", '"') and end == opener and seen.last[0] < seen.at[0]:
        return _open_quote_at(seen.last)
    if opener in ("'", '"') and end == opener:
        message = "text after the closing quote"
        fix = "put the whole value in quotes, of the other kind than those inside it"
        return Mistake("FM16", seen.at, message, fix)
    if opener and opener in "[{" and end and end in "]}":
        return _reserved_at(seen, seen.last)
    message, fix = "a key was expected here", "indent the line like the key above, or put the value above in quotes"
    return Mistake("FM16", seen.at, message, fix)


def _more_document(seen: _Error) -> Mistake:
    if any(line.startswith("...") for line in seen.lines[: seen.at[0]]):
        return Mistake("FM06", seen.at, "text after `...`", "keep one block")
    fix = "write one `key: value` per line"
    return Mistake("FM05", (0, 0), "not `key: value` pairs", fix)


def _unknown(seen: _Error) -> Mistake:
    message = f"YAML that cannot be parsed ({shown(seen.problem.removeprefix(': '))})"
    fix = "indent the line like its neighbours"
    return Mistake("FM16", seen.at, message, fix)


_EXPLANATIONS: tuple[tuple[str, Callable[[_Error], Mistake]], ...] = (
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _line_without_key),
    ("a quoted scalar: found unexpected", lambda seen: _open_quote_at(seen.since)),
    ("a quoted scalar:", _escape),
    ("found a tab character", lambda seen: _tab_at(seen, seen.at)),
    ("cannot start any token", lambda seen: _reserved_at(seen, seen.at)),
    ("while scanning a directive", lambda seen: _reserved_at(seen, seen.since)),
    ("while scanning an a", lambda seen: _reserved_at(seen, seen.since)),
    ("did not find expected comment or line break", lambda seen: _reserved_at(seen, seen.since)),
    ("are not allowed in this context", lambda seen: _reserved_at(seen, seen.at)),
    ("a tag:", _tag),
    ("undefined tag handle", _tag),
    ("did not find expected node content", _no_node),
    ("while parsing a flow", _open_bracket),
    ("did not find expected key", _more_text),
    ("did not find expected <document start>", _more_document),
    ("", _unknown),
)
"""Words of a message of the parser -> the explanation. The first match is used."""
