"""`::: chart` and `::: table FILE` -> a place in the text for the figure that is made from data, and its keys unread.

`<figure class="data-figure" id="…"><img src="kei-figure:N"></figure>` stands for the figure N of the text.
"""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.html.arguments import argument_position
from kei_site.markdown.html.heading_ids import new_id, raw_id
from kei_site.markdown.state import ParseState
from kei_site.model.figures import SHARED, FigureBlock

_ITEM = pattern_of(r'"(?P<quoted>[^"]*)"|(?P<item>\S+)')
_NAMES = {"chart": "fig", "table": "table"}
"""What the id of a figure begins with that has none of its own."""
_CAPTIONED = pattern_of(
    r'<figure class="data-figure"[^>]*><img src="kei-figure:(?P<number>[0-9]+)">'
    r'|<figure(?P<table> class="data-table[^>]*)?(?![^>]*embed-(?:audio|video))[^>]*>(?:(?!</figure>).)*?<figcaption>',
    re.DOTALL,
)
"""Players have no number."""


def write_figure(state: ParseState, token: Token) -> None:
    """Write the place of a figure, and keep what the directive says of it."""
    target, own, is_wide = _arguments(state, token)
    name = own or new_id(state, f"{_NAMES[token.info]} {_stem(target)}".strip())
    line, column = argument_position(state, token)
    block = FigureBlock(
        kind=token.info,
        target=target,
        body=token.content,
        id=name,
        line=line,
        column=column,
        body_line=line + 1,
        is_wide=is_wide,
    )
    state.out.append(f'<figure class="data-figure" id="{name}"><img src="kei-figure:{len(state.figures)}"></figure>\n')
    state.figures.append(block)
    state.plain.append("\n")


def numbered(blocks: Sequence[FigureBlock], html: str) -> tuple[FigureBlock, ...]:
    """Return the figures of a text with their numbers: charts count with images that have a caption, tables apart."""
    if not blocks:
        return ()
    counts, found = {"chart": 0, "table": 0}, list(blocks)
    for figure in _CAPTIONED.finditer(html):
        at = int(figure["number"]) if figure["number"] else -1
        kind = blocks[at].kind if at >= 0 else "table" if figure["table"] else "chart"
        counts[kind] += 1
        if at >= 0:
            found[at] = replace(found[at], number=counts[kind])
    return tuple(found)


def _stem(target: str) -> str:
    return posixpath.splitext(posixpath.basename(target.removeprefix(SHARED)))[0]


def _arguments(state: ParseState, token: Token) -> tuple[str, str, bool]:
    """Return (the data file, the id that the editor gives, whether the figure is wide)."""
    target, own, is_wide = "", "", False
    for item in _ITEM.finditer(token.meta["argument"]):
        written = item["quoted"] or item["item"] or ""
        if written == ".wide":
            is_wide = True
        elif written.startswith("#") and not own and raw_id(state, written[1:]):
            own = written[1:]
        elif not target and written[:1] not in ("", ".", "#"):
            target = written
        elif not target and written.startswith(("../", "./")):
            target = written.removeprefix("./")
        else:
            fix = f"write ::: {token.info} data.csv, and after it .wide or #id, with small letters and hyphens"
            position = argument_position(state, token, item.start())
            state.report("SHC02", position, "cannot be used here", found=written, fix=fix)
    return target, own, is_wide
