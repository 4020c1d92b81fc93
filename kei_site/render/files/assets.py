"""Style sheets and scripts -> the same with the names of other assets replaced by their hashed names, and style sheets
without their comments. Render room."""

import re

from kei_site.model.views.files import AssetView

_COMMENT = re.compile(rb"^[ \t]*/\*(?!!).*?\*/[ \t]*$", re.MULTILINE | re.DOTALL)
_BLANK = re.compile(rb"(?<!\\)\n\s+")


def render_asset(view: AssetView, data: bytes) -> bytes:
    """Return the asset's bytes; names in `view.names` are replaced where they end a quoted string or a `url()`.

    Folders before a name are dropped, since all assets are published side by side.
    """
    if view.source.endswith(".css"):
        data = _squeezed(data)
    if not view.names:
        return data
    names = "|".join(re.escape(name) for name in sorted(view.names, key=len, reverse=True))
    place = re.compile(rf"(?<=[\"'(])(?:[\w.-]+/)*({names})(?=[\"')?#])")
    return place.sub(lambda found: view.names[found[1]], data.decode()).encode()


def _squeezed(data: bytes) -> bytes:
    """A style sheet without comments on lines of their own (those that begin with `/*!` stay) and without indents.

    No more than that, and not by a library: what is left costs 0.4 KB compressed. rcssmin 1.3 would take it, but also
    the blank of `.a { .b :hover {} }` and those in `url("a b.png")`; lightningcss 0.3 weighs 12 MB, says `width: -3px`
    for `calc(1px - 4px)` and writes media queries that older browsers do not read.
    """
    return _BLANK.sub(b"\n", _COMMENT.sub(b"", data)).lstrip()
