"""Tokens of quotes that begin with `[!NOTE]` and the like (GitHub's call-outs) -> tokens of asides with a title."""

import re
from collections.abc import Mapping

from markdown_it.token import Token

from kei_site.markdown.positions import first_line

_SIGN = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|\Z)", re.IGNORECASE)
_TITLES: Mapping[str, tuple[str, str]] = {
    "NOTE": ("Note", "참고"),
    "TIP": ("Tip", "도움말"),
    "IMPORTANT": ("Important", "중요"),
    "WARNING": ("Warning", "주의"),
    "CAUTION": ("Caution", "경고"),
}
"""In English and in Korean."""


def with_call_outs(tokens: list[Token], language: str) -> list[Token]:
    """Return the blocks of a text in `language` (BCP 47) with asides in place of call-outs."""
    result: list[Token] = []
    levels: list[int] = []
    """Of the call-outs that are open, outermost first."""
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        sign = _sign_after(tokens, at)
        if sign:
            _make_aside(token, _TITLES[sign[1].upper()][language.partition("-")[0].lower() == "ko"])
            levels.append(token.level)
            skip = _take_sign(tokens[at + 2], sign)
        elif levels and token.type == "blockquote_close" and token.level == levels[-1]:
            token.type = "directive_close"
            levels.pop()
        result.append(token)
    return result


def _sign_after(tokens: list[Token], at: int) -> re.Match[str] | None:
    if tokens[at].type != "blockquote_open" or tokens[at + 1].type != "paragraph_open":
        return None
    return _SIGN.match(tokens[at + 2].content)


def _make_aside(token: Token, title: str) -> None:
    token.type, token.info = "directive_open", "aside"
    token.meta = {"argument": title, "line": first_line(token), "column": 0}


def _take_sign(inline: Token, sign: re.Match[str]) -> int:
    """Take the sign from the first paragraph of a quote; return how many tokens to skip: all of an empty one."""
    inline.content = inline.content[sign.end() :]
    if inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
    return 0 if inline.content else 3
