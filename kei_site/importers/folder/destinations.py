"""The destinations of links and images in Markdown and in its HTML -> tokens."""

import re
from html import unescape

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import Markup

_INLINE = re.compile(
    r"(?P<head>!?\[(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*\])*\]\([ \t]*\n?[ \t]*)"
    r"(?P<address><[^<>\n]*>|(?:\\.|[^\s()<>\\]|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))+)"
    r"(?P<tail>(?:\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\"[^\n]{0,300}?\"(?=[ \t]*\))|“[^”\n]{0,300}”))?\s*\))"
)
_LOOSE = re.compile(
    r"(?P<head>!?\[(?:\\.|[^\[\]\\\n]|\[[^\[\]\n]*\])*\]\()(?P<address>[^()\n<>\"]*[ ][^()\n<>\"]*)(?P<tail>\))"
)
"""A destination with blanks, which Hugo and people write, and Markdown does not read."""
_DEFINITION = re.compile(
    r"^(?P<head> {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*\n?[ \t]*)(?P<address><[^<>\n]*>|\S+)(?P<tail>)", re.MULTILINE
)
_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)(?=[\s/])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
_ATTRIBUTE = re.compile(
    r"(?P<head>\s(?:href|src|poster)\s*=\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))", re.I
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MEDIA = frozenset("img audio video source embed".split())
_OURS = "kei-import:"
_ANCHOR = re.compile(r"kei-import:(\d+)(#[\w%.-]+)")
"""A tag that names a text, with a heading behind it."""


def turn_destinations(text: str, markup: Markup) -> str:
    """Return a text in which every address that leads somewhere is a token."""
    text = _ANCHOR.sub(lambda found: markup.with_anchor(int(found[1]), found[2]), text)
    text = _linked_images(text, markup)
    text = sub_outside(_DEFINITION, lambda found: _markdown(found, markup), text)
    return sub_outside(_TAG, lambda found: _attributes(found, markup), text)


def _linked_images(text: str, markup: Markup) -> str:
    """Replace twice: the words of a link may hold an image, whose destination is then found in the second round."""
    inner = re.compile(_INLINE.pattern.replace(r"(?P<head>!?\[", r"(?P<head>!\[", 1))
    text = sub_outside(inner, lambda found: _markdown(found, markup), text)
    text = sub_outside(_INLINE, lambda found: _markdown(found, markup), text)
    return sub_outside(_LOOSE, lambda found: _markdown(found, markup), text)


def _markdown(found: re.Match[str], markup: Markup) -> str:
    written = found["address"]
    bare = written[1:-1] if written.startswith("<") and written.endswith(">") else written
    address = unescape(_ESCAPE.sub(r"\1", bare)).strip()
    if not address or _OURS in address:
        return found[0]
    return f"{found['head']}{markup.token(address, is_media=found['head'].startswith('!'))}{found['tail']}"


def _attributes(found: re.Match[str], markup: Markup) -> str:
    is_media = found["name"].lower() in _MEDIA

    def write(attribute: re.Match[str]) -> str:
        written = next(part for part in attribute.group("double", "single", "bare") if part is not None)
        address = unescape(written).strip()
        if not address or _OURS in address:
            return attribute[0]
        return f'{attribute["head"]}"{markup.token(address, is_media=is_media)}"'

    return _ATTRIBUTE.sub(write, found[0])
