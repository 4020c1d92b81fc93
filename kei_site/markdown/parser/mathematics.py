"""`$…$` and `$$…$$` -> tokens, where a text has mathematics.

As in Pandoc, the first `$` stands before no blank, and the last one behind none and before no digit: `$5 and $10` are
prices.
"""

import re

from markdown_it.rules_inline import StateInline

_BLOCK = re.compile(r"\$\$((?:[^$\\]|\\.)+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?![0-9])", re.DOTALL)


def mathematics(inline: StateInline, silent: bool) -> bool:
    """Read a formula."""
    state = inline.env["state"]
    if not state.has_mathematics:
        return False
    block = _BLOCK.match(inline.src, inline.pos, inline.posMax)
    found = block or _INLINE.match(inline.src, inline.pos, inline.posMax)
    if found is None:
        return False
    if not silent:
        token = inline.push("mathematics", "", 0)
        token.content = found[1].strip()
        token.info = "mathblock" if block else "math"
        blanks = len(found[1]) - len(found[1].lstrip())
        token.meta = {"offset": inline.pos, "start": found.start(1) + blanks}
    inline.pos = found.end()
    return True


def without_mathematics(text: str) -> str:
    """Return a text with blanks in the places of its formulas, every other character in its place."""
    for pattern in (_BLOCK, _INLINE):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text
