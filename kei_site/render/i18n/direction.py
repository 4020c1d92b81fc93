"""A name or a title among words of the other direction -> the same, kept apart from its neighbours. Render, pure.

By the bidirectional algorithm of Unicode, a number or a mark behind an Arabic name in an English line would move before
the name. HTML has `bdi` for this; where HTML is made of plain text later, Unicode's isolates stand for it meanwhile.
"""

from markupsafe import Markup, escape

from kei_site.core.patterns import pattern_of
from kei_site.render.i18n.locale import is_rtl

_RTL = pattern_of("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that are written from right to left, with marks and digits of their scripts."""
_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"
"""The characters RLI and PDI."""


def kept_apart(text: str | Markup, language: str) -> str | Markup:
    """Return a text, of any language, for a line in `language`: in a `bdi` element if it runs the other way."""
    if text.isascii() and not is_rtl(language):
        return text
    runs_left = _runs_left(text.striptags() if isinstance(text, Markup) else text)
    if runs_left is None or runs_left == is_rtl(language):
        return text
    return Markup('<bdi dir="{}">{}</bdi>').format("rtl" if runs_left else "ltr", escape(text))


def turned(language: str, around: str) -> Markup:
    """Return the attributes of an element in `language` within one in `around`: ` lang="ar" dir="rtl"`, or nothing."""
    if language == around:
        return Markup("")
    if is_rtl(language) == is_rtl(around):
        return Markup(' lang="{}"').format(language)
    return Markup(' lang="{}" dir="{}"').format(language, "rtl" if is_rtl(language) else "ltr")


def isolated(text: str) -> str:
    """Return plain text for a line from left to right, between isolates if it runs from right to left."""
    return f"{_RIGHT_TO_LEFT}{text}{_END}" if not text.isascii() and _runs_left(text) else text


def without_isolates(text: str) -> str:
    """Return a text without the isolates that `isolated` set."""
    return text.replace(_RIGHT_TO_LEFT, "").replace(_END, "")


def with_elements(html: str) -> str:
    """Return HTML with an element in place of each pair of isolates that `isolated` set."""
    if _RIGHT_TO_LEFT not in html:
        return html
    return html.replace(_RIGHT_TO_LEFT, '<bdi dir="rtl">').replace(_END, "</bdi>")


def _runs_left(text: str) -> bool | None:
    """Return whether most letters of a text are written from right to left; None for a text without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return None
    return 2 * sum(1 for letter in letters if _RTL.match(letter)) > len(letters)
