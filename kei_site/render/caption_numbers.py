"""The HTML of a text -> the same with the numbers of its figures and tables. Render, pure."""

import re
from html import escape

from kei_site.render.i18n.locale import Locale

_CAPTION = re.compile(r"<figure(?P<classes>[^>]*)>|(?P<start><figcaption>(?:<p>)?)")
_PLAYER = re.compile("embed-(?:audio|video)")


def with_caption_numbers(html: str, locale: Locale, ui_lang: str = "") -> str:
    """Return a text whose captions begin with the number of the figure or table; players have none.

    Figures made from data count, but have written their number themselves. `ui_lang` is the attribute that tells the
    language of the number's word, with a blank before it, or empty.
    """
    counts = {"figure": 0, "table": 0}
    kind, is_done = "", False

    def numbered(match: re.Match[str]) -> str:
        nonlocal kind, is_done
        tag, classes, start = match[0], match["classes"], match["start"]
        if not start:
            kind = "" if _PLAYER.search(classes) else "table" if "data-table" in classes else "figure"
            is_done = "data-figure" in classes
        elif kind:
            counts[kind] += 1
            words = escape(locale.text(f"{kind}.number", number=counts[kind]))
            return tag if is_done else f'{start}<span class="number"{ui_lang}>{words}.</span> '
        return tag

    return _CAPTION.sub(numbered, html)
