"""Formulas between two dollars, and raised and lowered letters of Pandoc -> what this site writes for them.

Kramdown reads `$$…$$` as a formula everywhere, in a line, too. Other programs leave it to a script of the page: there
it is one if signs of TeX stand in it, and is named otherwise.
"""

import re

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import Markup

_DOUBLE = re.compile(r"(?<![\\$])\$\$(?!\$)((?:[^$\\\n]|\\.|\n(?![ \t]*\n)){1,2000}?)\$\$(?![\d$])")
_FOR_SCRIPTS = re.compile(
    r"(?<!\\)\\\\\((?P<line>(?!\s)[^\n]{1,500}?)\\\\\)|(?<!\\)\\\\\[(?P<block>(?:[^\n]|\n(?![ \t]*\n)){1,2000}?)\\\\\]"
)
"""A formula in the marks of MathJax, whose backslashes Markdown would eat if they were not doubled."""
_TEX = re.compile(r"[\\^_={}]")
_SCRIPT = re.compile(
    r"\$\$.+?\$\$|\$(?=\S)[^$\n]+?(?<=\S)\$|\]\([^()\n]*\)|<[^<>\n]*>|https?://\S+|\{[^{}\n]*\}"
    r"|(?<![~\\])~(?P<sub>[^\s~^$<>\[\]]{1,40})~(?!~)|(?<![\^\\])\^(?P<sup>[^\s~^$<>\[\]]{1,40})\^(?!\^)",
    re.DOTALL,
)


def turn_formulas(text: str, markup: Markup, *, is_kramdown: bool) -> str:
    """Return a text whose formulas this site reads; one in a line has a single dollar on both sides."""

    text = sub_outside(_FOR_SCRIPTS, lambda found: _for_scripts(found, markup), text) if "\\\\" in text else text

    def turned(found: re.Match[str]) -> str:
        if not is_kramdown and not _TEX.search(found[1]):
            markup.note(text, found.start(), found[0])
            return found[0]
        markup.has_formulas = True
        return found[0] if _is_alone(found) else f"${' '.join(found[1].split())}$"

    return sub_outside(_DOUBLE, turned, text) if "$$" in text else text


def _for_scripts(found: re.Match[str], markup: Markup) -> str:
    markup.has_formulas = True
    return f"${found['line'].strip()}$" if found["line"] else f"$${found['block']}$$"


def _is_alone(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :]
    return not before.rpartition("\n")[2].strip() and not after.partition("\n")[0].strip()


def turn_scripts(text: str) -> str:
    """Return a text of Pandoc in which `H~2~O` and `x^2^` are HTML; formulas, addresses and attributes stay."""
    return sub_outside(_SCRIPT, _script, text) if "~" in text or "^" in text else text


def _script(found: re.Match[str]) -> str:
    name = found.lastgroup
    return f"<{name}>{found[name]}</{name}>" if name else found[0]
