"""Parts of HTML in Markdown that this site does not publish -> Markdown: image maps, players, frames, formulas."""

import re

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import Markup, in_block, stands_alone
from kei_site.importers.html.convert import convert_html
from kei_site.importers.items import replace_tokens

_WRAPPED = re.compile(
    r"<(?P<tag>center|div|figure|p|span)\b[^<>]{0,500}>\s*(?P<frame><iframe\b[^<>]{0,2000}>\s*</iframe\s*>)\s*</(?P=tag)\s*>",
    re.IGNORECASE,
)
"""A frame in an element that only gives it its size and its side; frames stand in several of them."""
_MOST_WRAPPERS = 3
_DIRECTIVE = re.compile(r":::+ (?:video|embed) (\S+) ([^\n]+)\n:::+")
_PART = re.compile(
    r"<(?P<tag>audio|iframe|map|math|object|video|figure(?=[^<>]*>\s*<(?:audio|iframe|video)\b))\b[^<>]{0,2000}>"
    r".{0,20000}?</(?P=tag)\s*>",
    re.DOTALL | re.IGNORECASE,
)


def turn_raw_parts(text: str, markup: Markup) -> str:
    """Return a text whose raw parts are Markdown; one that says nothing in Markdown stays as it is."""

    def turned(found: re.Match[str]) -> str:
        read = convert_html(found[0])
        if not read.markdown:
            return found[0]
        markup.problems += (message for message, _ in read.problems)
        references = read.references
        written = replace_tokens(
            read.markdown,
            lambda number: markup.token(references[number].address, is_media=references[number].is_media),
        )
        if not stands_alone(found.string, *found.span()):
            written = _DIRECTIVE.sub(r"[\2](\1)", written)
        is_block = "\n" in written or written.startswith("- ")
        return in_block(found.string, found.start(), found.end(), f"\n{written}\n" if is_block else written)

    for _ in range(_MOST_WRAPPERS):
        text = sub_outside(_WRAPPED, lambda found: found["frame"], text)
    return sub_outside(_PART, turned, text)
