"""The argument of a directive -> its HTML, and the positions in it."""

from markdown_it.token import Token

from kei_site.markdown.html.inline import write_text
from kei_site.markdown.positions import Position
from kei_site.markdown.state import ParseState

Around = tuple[str, str]
"""The HTML before and after the content of a directive."""


def argument_html(state: ParseState, token: Token) -> str:
    """Return the argument as a line of text with its markup."""
    argument = token.meta["argument"]
    start = len(state.out)
    if argument:
        write_text(state, argument, token.meta["line"], token.meta["column"])
    html = "".join(state.out[start:])
    del state.out[start:]
    return html


def argument_position(state: ParseState, token: Token, offset: int = 0) -> Position:
    """Return the position of a character of the argument of a directive."""
    return state.first_line + token.meta["line"], token.meta["column"] + offset + 1
