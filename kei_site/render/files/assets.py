"""A style sheet or script -> the same with the hashed names of other assets, without comments. Render."""

import re

from kei_site.model.views.common import AssetView

_COMMENT = re.compile(rb"^[ \t]*/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*/[ \t]*$", re.MULTILINE)
"""A comment with nothing before or behind it, except `/*!`, which licences begin with."""
_BLANK = re.compile(rb"(?<!\\)\n\s+")
_MARK = re.compile(
    rb"(?P<kept>\\.|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|url\([^\"')]*\)|:\s+(?=[;}]))"
    rb"|\s*(?P<mark>[{};,])\s*|:\s+",
    re.DOTALL | re.IGNORECASE,
)
"""What stays, or a mark with the blanks beside it: blanks before a colon may say something, behind it none do."""


def render_asset(view: AssetView, data: bytes) -> bytes:
    """Return the asset's bytes; names in `view.names` are replaced where they end a quoted string or a `url()`.

    Folders before a name are dropped, since all assets are published side by side.
    """
    if view.source.endswith(".css"):
        data = _squeezed(data)
    elif view.source.endswith((".js", ".mjs")):
        data = _without_comments(data)
    if not view.names:
        return data
    text = data.decode(errors="surrogateescape")  # other encodings pass through; `kei-site check` tells them
    there = [name for name in view.names if name in text]  # most files name none, and the search takes long
    if not there:
        return data
    names = "|".join(re.escape(name) for name in sorted(there, key=len, reverse=True))
    place = re.compile(rf"(?<=[\"'(])(?:[\w.-]+/)*({names})(?=[\"')?#])")
    return place.sub(lambda found: view.names[found[1]], text).encode(errors="surrogateescape")


def _without_comments(data: bytes) -> bytes:
    """Return a script without its comments, if each of them has its own lines; otherwise as it is.

    Then no other comment, string or pattern holds `/*` or `*/`, and no template, the only text of several lines, is
    open where one begins. Its lines stay empty, so that statements end where they did.
    """
    rest = _COMMENT.sub(b"", data)
    in_template = any(data.count(b"`", 0, found.start()) % 2 for found in _COMMENT.finditer(data))
    return data if in_template or b"/*" in rest or b"*/" in rest else rest.lstrip()


def _squeezed(data: bytes) -> bytes:
    """Return a style sheet without indents, blanks beside its marks, and comments on lines of their own, except `/*!`.

    Strings, addresses, escapes and other comments stay, and so does the blank of an empty custom property. Libraries
    go too far: rcssmin 1.3 removes the blanks of `.a { .b :hover {} }` and of `url("a b.png")`, and lightningcss 0.3
    weighs 12 MB and writes media queries that older browsers do not read.
    """
    text = _BLANK.sub(b"\n", _COMMENT.sub(b"", data)).lstrip()
    return _MARK.sub(lambda found: found["kept"] or found["mark"] or b":", text)
