"""The allowlist of elements and attributes of raw HTML, and what to write instead of the rest, whose text is kept."""

from collections.abc import Mapping

IMAGE_CLASSES = ("wide", "narrow", "left", "right")
"""Classes that an editor may give an image; the style sheet has rules for them."""
CLASSES = frozenset((*IMAGE_CLASSES, "aside", "lead", "note", "nowrap", "pullquote"))
"""Classes that raw HTML may have; the style sheet has rules for them."""

VOID = frozenset(("br", "col", "hr", "img", "wbr"))
"""Elements without content."""

PHRASING = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q ruby rp rt s samp small span".split()
    + "strong sub sup time u var wbr".split()
)
"""Elements of phrasing content (HTML Standard, 3.2.5.2.5)."""

GLOBAL = frozenset(("class", "dir", "id", "lang"))
"""Attributes of every element."""

_BLOCKS = (
    "blockquote caption col colgroup dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre summary "
    "table tbody td tfoot th thead tr ul"
).split()

ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(PHRASING, frozenset()),
    **dict.fromkeys(_BLOCKS, frozenset()),
    "a": frozenset(("href", "name", "title")),
    "abbr": frozenset(("title",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "data": frozenset(("value",)),
    "details": frozenset(("open",)),
    "dfn": frozenset(("title",)),
    "img": frozenset(("alt", "height", "src", "title", "width")),
    "li": frozenset(("value",)),
    "ol": frozenset(("reversed", "start", "type")),
    "td": frozenset(("align", "colspan", "rowspan")),
    "th": frozenset(("abbr", "align", "colspan", "rowspan", "scope")),
    "time": frozenset(("datetime",)),
}
"""Elements that pass, with the attributes that pass besides the global ones."""

RENAMED: Mapping[str, str] = {
    "acronym": "abbr",
    "big": "span",
    "center": "div",
    "dir": "ul",
    "font": "span",
    "h1": "h2",
    "listing": "pre",
    "nobr": "span",
    "strike": "s",
    "tt": "code",
    "xmp": "pre",
}
"""Obsolete elements, and a heading of the page title's level, with the element that is published instead."""

HARMLESS = frozenset(RENAMED) | frozenset("article blink footer header hgroup main marquee nav section".split())
"""Elements that say how words look or are grouped: without them the words mean the same, so they are a warning."""

CODE = frozenset(("script", "style"))
"""Elements whose content is no text and is dropped with them."""

NEVER_CLOSED = VOID | {"area", "base", "embed", "frame", "input", "link", "meta", "param", "source", "track"}
"""Elements without an end tag, whether they are allowed or not."""

OPTIONAL_END = frozenset("colgroup dd dt li p rp rt tbody td tfoot th thead tr".split())
"""Elements whose end tag may be left out (HTML Standard, 13.1.2.4)."""

FIXES: Mapping[str, str] = {
    "acronym": "write <abbr>",
    **dict.fromkeys("article big center font footer header main".split(), "leave the tag out"),
    "aside": "write ::: aside … :::",
    "audio": "link to the recording, or give `audio:` in the front matter",
    **dict.fromkeys("button frame source".split(), "write a link"),
    "dir": "write a list with -",
    **dict.fromkeys("embed iframe".split(), "write ::: video or ::: embed with the address, or a link"),
    **dict.fromkeys("form input".split(), "link to the form"),
    "h1": "write ## and the heading",
    **dict.fromkeys("listing xmp".split(), "write a code fence"),
    "math": "write the formula as text",
    "nav": "write a list of links",
    "nobr": 'write <span class="nowrap">',
    "object": "write a link, or an image",
    **dict.fromkeys("picture svg".split(), "write ![what it shows](file.png)"),
    "script": "remove it: pages hold no scripts",
    "section": "write a heading with ##",
    "strike": "write ~~ around the words",
    "style": "remove it: the theme sets the style",
    "tt": "write ` around the words",
    "video": "write ::: video",
}
"""What to write instead, by element."""
