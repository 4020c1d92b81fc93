"""Parts of HTML in Markdown that this site does not publish -> Markdown: links of image maps, players, formulas."""

import re

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import Markup, in_block
from kei_site.importers.html.convert import convert_html
from kei_site.importers.items import replace_tokens

_PART = re.compile(r"<(?P<tag>audio|map|math|object|video)\b[^<>]{0,2000}>.{0,20000}?</(?P=tag)\s*>", re.DOTALL | re.I)


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
        is_block = "\n" in written or written.startswith("- ")
        return in_block(found.string, found.start(), found.end(), f"\n{written}\n" if is_block else written)

    return sub_outside(_PART, turned, text)
