"""Plain text -> Markdown that this site's parser reads back as the same letters."""

import re

_SPECIAL = re.compile(
    r"[\\`*\[\]{]"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|(?:^|(?<=~))~|~(?=~|$)"
)
_AMPERSAND = re.compile(r"&(?=#[0-9xX]|[A-Za-z][A-Za-z0-9]{0,40}[;=]|$)")
_ADDRESS = re.compile(
    r"(?:(?<![A-Za-z0-9+.-])https?://|(?<![A-Za-z0-9/.@:&=?%-])www\.)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z]{2,}(?::[0-9]{1,5})?"
    r"(?:[/?#][a-z0-9_\-.~:/?#@!$&'()*+,;=%]*)?",
    re.IGNORECASE,
)
"""What the parser reads as a link in running text: nothing in it is a mark."""
_TRAILING = re.compile(r"[?!.,:*_~'\";)&]+$|(?<=&)[a-z0-9]+;$", re.IGNORECASE)
_LINE_START = re.compile(
    r"(?P<sign>[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*\s*$)|#(?=#{0,5}(?:\s|$))|[>|:]|~(?!~))"
    r"|(?P<number>[0-9]{1,9})(?P<dot>[.)])(?=\s|$)"
)
_CLOSING_MARKS = re.compile(r"(?<=[ \t])(#+)$")
_OWN_ID = re.compile(r"\\\{#(?=[a-z][a-z0-9-]*\}$)")
_RUN = re.compile("`+")
_LONG = 16_000
"""Characters of a line; a source file may hold lines of 64 KiB."""


def escape_text(text: str, *, has_links: bool = True) -> str:
    """Return Markdown for words within a line; without `has_links`, an address in them is no link."""
    if not has_links or ("://" not in text and "www." not in text):
        return _AMPERSAND.sub("&amp;", _escaped(text))
    out, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = _TRAILING.sub("", found[0])
        out += [_escaped(text[at : found.start()]), address]
        at = found.start() + len(address)
    return _AMPERSAND.sub("&amp;", "".join((*out, _escaped(text[at:]))))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def escape_line(line: str) -> str:
    """Return a line of inline Markdown whose first letters begin no block."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    at = found.end("number") if found["number"] else 0
    return f"{line[:at]}\\{line[at:]}"


def escape_lines(markdown: str) -> str:
    """Return the inline Markdown of a paragraph, broken where it is too long for one line."""
    return "\n".join(escape_line(line) for part in markdown.split("\n") for line in _shorter(part.strip(" ")))


def escape_heading(markdown: str) -> str:
    """Return inline Markdown whose last letters neither close a heading nor give it an id."""
    return _OWN_ID.sub(r"{\\#", _CLOSING_MARKS.sub(r"\\\1", markdown))


def code_span(text: str) -> str:
    """Return code within a line; blanks at its edges are lost, as they are in HTML."""
    inside = " ".join(text.split())
    if not inside:
        return ""
    ticks = "`" * _free(inside)
    pad = " " if inside[0] == "`" or inside[-1] == "`" else ""
    return f"{ticks}{pad}{inside}{pad}{ticks}"


def fenced(code: str, language: str) -> str:
    """Return a block of code."""
    inside = code.strip("\n")
    ticks = "`" * max(3, _free(inside))
    return f"{ticks}{language}\n{inside}\n{ticks}"


def quoted(text: str) -> str:
    """Return the title of a link or image between quotation marks."""
    plain = " ".join(text.split())
    return '"' + escape_text(plain).replace('"', '\\"') + '"'


def _free(text: str) -> int:
    """Return a number of backticks that stand nowhere in a text side by side."""
    runs = {len(run) for run in _RUN.findall(text)}
    return next(count for count in range(1, len(runs) + 2) if count not in runs) if runs else 1


def _shorter(line: str) -> list[str]:
    lines = []
    while len(line) > _LONG and (at := line.rfind(" ", 0, _LONG)) > 0:
        lines.append(line[:at])
        line = line[at + 1 :].lstrip(" ")
    return [*lines, line]
