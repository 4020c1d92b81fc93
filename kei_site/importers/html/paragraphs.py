"""Classic WordPress text -> HTML with paragraphs: a blank line parts paragraphs, a line end is a line break.

The rules are those that WordPress documents for `wpautop`: nothing happens within tags, `pre`, scripts and styles;
blocks are no part of a paragraph; text alone in a block stays without a paragraph.
"""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<kept><(?P<name>pre|script|style|textarea|svg|kei-code)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>.*?(?:</(?P=name)\s*>|\Z))"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<tag></?(?P<element>[A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>)",
    re.DOTALL | re.IGNORECASE,
)
_BLOCKS = frozenset(
    "address area article aside blockquote caption col colgroup dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr kei-box kei-embed kei-gallery legend li main map menu nav ol p pre "
    "script section style summary table tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset(("area", "col", "hr", "kei-embed"))
_CLOSED_BY_NEXT = {"p": "p", "li": "li", "dd": "dd", "dt": "dt", "td": "td", "th": "th", "tr": "tr"}
_OWN_TEXT = frozenset("p h1 h2 h3 h4 h5 h6 caption figcaption summary legend dt".split())
"""Blocks whose text is never put into paragraphs of its own."""
_PAGE = frozenset(("", "blockquote", "body"))
"""Blocks whose text is always put into paragraphs."""
_BLANKS = re.compile(r"[ \t\r\f]+")
_LINES = re.compile(r" ?\n(?: ?\n)+ ?")
_PARTS = re.compile(r"\n\n|(?:\s*<br\s*/?>\s*){2,}", re.IGNORECASE)
_LINE_END = re.compile(r"(<br\s*/?>)?[ \t]*\n", re.IGNORECASE)
_EDGE_BREAKS = re.compile(r"^(?:\s|<br\s*/?>)+|(?:\s|<br\s*/?>)+$", re.IGNORECASE)


@dataclass(slots=True)
class _Writer:
    out: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    """Tags and comments of the run: line ends within them are none."""
    open: list[str] = field(default_factory=list)

    def hold(self, text: str) -> None:
        self.run.append(f"\x00{len(self.held)}\x00")
        self.held.append(text)

    def close_run(self) -> None:
        """Write the text since the last block."""
        text = _LINES.sub("\n\n", _BLANKS.sub(" ", "".join(self.run)))
        around = self.open[-1] if self.open else ""
        parts = [part for part in map(_trimmed, _PARTS.split(text)) if _has_content(part, self.held)]
        if around in _OWN_TEXT:
            written = "</p>\n<p>".join(parts) if around == "p" else "<br />\n".join(parts)
        elif len(parts) > 1 or around in _PAGE:
            written = "\n".join(f"<p>{part}</p>" for part in parts)
        else:
            written = "".join(parts)
        self.out.append(_HELD.sub(lambda found: self.held[int(found[1])], written))
        self.run, self.held = [], []

    def block_tag(self, tag: str, name: str) -> None:
        self.close_run()
        is_end = tag.startswith("</")
        if is_end and name in self.open:
            while self.open.pop() != name:
                pass
        elif not is_end and name not in _VOID and not tag.endswith("/>"):
            if self.open and self.open[-1] == _CLOSED_BY_NEXT.get(name):
                self.open.pop()
            self.open.append(name)
        self.out.append(f"{tag}\n")


_TAG_END = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>"
_PLAYER = re.compile(
    rf"(?:(?<!\s)\s++)?+(</?(?:embed|param|source|track)\b{_TAG_END})\s*|(<(?:audio|object|video)\b{_TAG_END})\s*"
    r"|(?:(?<!\s)\s++)?+(</(?:audio|object|video)\s*>)",
    re.IGNORECASE,
)
"""Tags of a player, and the blanks within it, which part nothing."""
_HELD = re.compile("\x00([0-9]+)\x00")
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)


def with_paragraphs(text: str) -> str:
    """Return the HTML of a classic text."""
    writer, at = _Writer(), 0
    text = _PLAYER.sub(r"\1\2\3", text.replace("\x00", ""))
    for found in _TOKEN.finditer(text):
        writer.run.append(text[at : found.start()])
        at = found.end()
        element = (found["element"] or "").lower()
        if found["kept"]:
            _write_kept(writer, found[0], found["name"].lower())
        elif element in _BLOCKS:
            writer.block_tag(found[0], element)
        elif element == "br":
            writer.run.append("<br />")
        else:
            writer.hold(found[0])
    writer.run.append(text[at:])
    writer.close_run()
    return "".join(writer.out).strip()


def _write_kept(writer: _Writer, text: str, name: str) -> None:
    if name == "pre":
        writer.close_run()
        writer.out.append(f"{text}\n")
    else:
        writer.hold(text)


def _trimmed(part: str) -> str:
    return _LINE_END.sub("<br />\n", _EDGE_BREAKS.sub("", part))


def _has_content(part: str, held: list[str]) -> bool:
    """Return whether a part has text or an element; comments alone need no paragraph."""
    words = _HELD.sub(lambda found: "" if held[int(found[1])].startswith("<!--") else "x", part)
    return bool(_BREAK.sub("", words).strip())
