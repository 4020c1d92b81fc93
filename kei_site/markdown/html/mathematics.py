r"""Mathematics as in TeX (`\frac{a}{b}`) -> MathML, which browsers set and screen readers read.

latex2mathml makes a tree; only elements and attributes that say how a formula is set are written from it, escaped.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from kei_site.core.limits import LIMITS
from kei_site.markdown.state import ParseState

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ELEMENTS = frozenset(
    "mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup "
    "msup mtable mtd mtext mtr munder munderover none".split()
)
_ATTRIBUTES = frozenset(
    "accent columnalign depth displaystyle fence form height linethickness lspace mathvariant maxsize minsize rspace "
    "scriptlevel separator stretchy width".split()
)
_VALUE = re.compile(r"[A-Za-z0-9.+% -]{1,40}")
_NAMES = {"math": "language-math", "mathblock": "language-mathblock"}
_PLACE = re.compile(r'(?<!<pre tabindex="0">)<code class="language-math(?P<block>block)?">(?P<tex>[^<]*)</code>')
_PARTS = re.compile("(?<=[a-z])(?=[A-Z])")
"""Where the words in the name of an error meet: `MissingEnd`."""
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_WITHOUT_EFFECT = frozenset(
    "href color textcolor colorbox fcolorbox class style boxed fbox cancel bcancel xcancel sout rule hline hdashline "
    "raise lower Tiny tiny scriptsize footnotesize small large Large LARGE huge Huge".split()
)
"""Commands whose colors, addresses, frames, strokes and sizes no page and no PDF shows."""


_ENVIRONMENT = re.compile(r"(\\(?:begin|end)\{)(aligned|dcases|gathered)\}")
_KNOWN_AS = {"aligned": "align*", "dcases": "cases", "gathered": "matrix"}
"""Environments that the library does not know, and those that it sets alike."""


class _Unreadable(Exception):
    """The formula cannot be read; the message says why."""


def write_mathematics(state: ParseState, token: Token) -> None:
    """Write the place of a formula as code, which `with_mathematics` replaces.

    Reports a formula that cannot be read (MTH01), and commands in it that have no effect (MTH02).
    """
    tex = token.content
    try:
        _mathml(tex, is_block=token.info == "mathblock")
    except _Unreadable as error:
        fix = "correct it; until then it stands as it is written"
        state.report("MTH01", state.at(token.meta["offset"]), f"mathematics: {error}", found=tex, fix=fix)
        state.out.append(f"<code>{escape(tex, quote=False)}</code>")
    else:
        _report_without_effect(state, token)
        state.out.append(f'<code class="{_NAMES[token.info]}">{escape(tex, quote=False)}</code>')
    state.plain.append(tex)


def _report_without_effect(state: ParseState, token: Token) -> None:
    for command in _COMMAND.finditer(token.content):
        if command[0][1:] in _WITHOUT_EFFECT:
            position, fix = state.at(token.meta["start"] + command.start()), "leave it out, or say it in words"
            state.report("MTH02", position, "a command that changes nothing here", found=command[0], fix=fix)


def with_mathematics(html: str, tick: Callable[[], None]) -> str:
    """Return sanitized HTML with MathML in the places of its formulas; code blocks stay code.

    `tick` is called for each formula; it raises what ends a text that takes too long.
    """

    def mathml(place: re.Match[str]) -> str:
        tick()
        return _mathml(unescape(place["tex"]), is_block=bool(place["block"]))

    return _PLACE.sub(mathml, html)


def _mathml(tex: str, *, is_block: bool) -> str:
    from latex2mathml.converter import convert_to_element

    if len(tex) > LIMITS.formula.most:
        raise _Unreadable(f"{len(tex):,} characters; the limit is {LIMITS.formula.most:,}")
    _check_braces(tex)
    try:
        root = convert_to_element(_with_known_environments(tex))
    except Exception as error:  # the library raises errors of many kinds
        words = _PARTS.sub(" ", type(error).__name__.removesuffix("Error")).lower()
        raise _Unreadable(words or "not readable") from error
    inside = "".join(_written(child) for child in root)
    display = ' display="block"' if is_block else ""
    return f'<math{display} alttext="{escape(tex)}">{inside}</math>'


def _with_known_environments(tex: str) -> str:
    return _ENVIRONMENT.sub(lambda found: f"{found[1]}{_KNOWN_AS[found[2]]}}}", tex)


def _check_braces(tex: str) -> None:
    depth = 0
    for brace in _BRACES.findall(tex):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            raise _Unreadable("a } without its {")
    if depth:
        raise _Unreadable("a { without its }")


def _written(element: "Element") -> str:
    """Return an element as MathML; one that is not allowed becomes a row of what it holds."""
    name = element.tag if element.tag in _ELEMENTS else "mrow"
    text = unescape(element.text or "")
    if text.startswith("\\") and len(text) > 1:
        raise _Unreadable(f"an unknown command {text}")
    if text == "&":
        raise _Unreadable("an & outside of a table")
    given = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES and _VALUE.fullmatch(value)}
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in sorted(given.items()))
    inside = "".join(_written(child) for child in element)
    return f"<{name}{attributes}>{escape(text, quote=False)}{inside}</{name}>"
