"""The destinations of links and images in Markdown and in its HTML -> tokens."""

import re
from html import unescape

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import Markup, literal
from kei_site.importers.forbidden_links import is_forbidden, loss_of

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
_DEFINITION_LINE = re.compile(rf"{_DEFINITION.pattern}[^\n]*\n?", re.MULTILINE)
_BY_LABEL = re.compile(r"!?\[(?P<words>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?(?![\[(:])")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)(?=[\s/])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
_ATTRIBUTE = re.compile(
    r"(?P<head>\s(?:href|src|poster)\s*=\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))", re.I
)
_ALT = re.compile(r"[ \t\n]alt\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.I)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MEDIA = frozenset("img audio video source embed".split())
_OURS = "kei-import:"
_ANCHOR = re.compile(r"kei-import:(\d+)(#[\w%.-]+)")
"""A tag that names a text, with a heading behind it."""


def turn_destinations(text: str, markup: Markup) -> str:
    """Return a text in which every address that leads somewhere is a token."""
    text = _ANCHOR.sub(lambda found: markup.with_anchor(int(found[1]), found[2]), text)
    text = _linked_images(text, markup)
    text = sub_outside(_AUTOLINK, lambda found: _autolink(found, markup), _without_definitions(text, markup))
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
    if is_forbidden(address, is_media=found["head"].startswith("!")):
        return _words(found["head"], address, markup)
    return f"{found['head']}{markup.token(address, is_media=found['head'].startswith('!'))}{found['tail']}"


def _words(head: str, address: str, markup: Markup) -> str:
    """Return the words of a link, or of an image, whose address no text may hold; say so in the receipt."""
    _note(address, markup, is_media=head.startswith("!"))
    return head[head.index("[") + 1 : head.rindex("](")]


def _note(address: str, markup: Markup, *, is_media: bool = False) -> None:
    markup.problems += filter(None, (loss_of(address, is_media=is_media),))


def _without_definitions(text: str, markup: Markup) -> str:
    """Return a text without definitions of forbidden addresses; links by their labels become their words."""
    labels: set[str] = set()

    def taken(found: re.Match[str]) -> str:
        address = unescape(_ESCAPE.sub(r"\1", found["address"].strip("<>"))).strip()
        if _OURS in address or not is_forbidden(address):
            return found[0]
        _note(address, markup)
        labels.add(found["head"].strip().rpartition("]:")[0][1:].casefold())
        return ""

    def words(found: re.Match[str]) -> str:
        is_taken = (found["label"] or found["words"]).casefold() in labels
        return found["words"] if is_taken else found[0]

    text = sub_outside(_DEFINITION_LINE, taken, text)
    return sub_outside(_BY_LABEL, words, text) if labels else text


def _autolink(found: re.Match[str], markup: Markup) -> str:
    if not is_forbidden(found[1]):
        return found[0]
    _note(found[1], markup)
    return literal(found[1])


def _attributes(found: re.Match[str], markup: Markup) -> str:
    is_media = found["name"].lower() in _MEDIA

    def write(attribute: re.Match[str]) -> str:
        written = next(part for part in attribute.group("double", "single", "bare") if part is not None)
        address = unescape(written).strip()
        if not address or _OURS in address:
            return attribute[0]
        if is_forbidden(address, is_media=is_media):
            _note(address, markup, is_media=is_media)
            return ""
        return f'{attribute["head"]}"{markup.token(address, is_media=is_media)}"'

    written = _ATTRIBUTE.sub(write, found[0])
    is_lost = found["name"].lower() == "img" and _ATTRIBUTE.search(found[0]) and not _ATTRIBUTE.search(written)
    return _alt_of(written) if is_lost else written


def _alt_of(tag: str) -> str:
    found = _ALT.search(tag)
    return found["double"] or found["single"] or "" if found else ""
