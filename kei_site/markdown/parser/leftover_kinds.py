"""The kinds of other programs' syntax that are published as text: how each looks, its name, what to write instead."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kei_site.core.patterns import pattern_of
from kei_site.markdown.parser.bare_addresses import PARTICLES


class Kind(NamedTuple):
    """One kind of leftover."""

    sign: str
    """A character that stands in such a leftover, for a first search."""
    pattern: re.Pattern[str]
    name: str
    fix: str


def _kind(sign: str, pattern: str, name: str, fix: str) -> Kind:
    return Kind(sign, pattern_of(pattern), name, fix)


_AS_MARKDOWN = "write it as Markdown, or remove it"
_CALL_OUT = "write > [!NOTE] alone in the first line of a quote"
_BOX = "write - [ ] or - [x] before the words"
_FORMULA = "write `math: true` in the front matter, or the formula in words"
_ATTRIBUTE = r"""(?:[.#][^\W\d][\w:-]*|[A-Za-z][\w-]*=(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w%./-]+))"""
_SHORTCODES = "gallery|caption|embed|playlist|audio|video|youtube|vimeo|gist|contact-form"
_TAGS = "url|img|email|quote|color|size|font|align|list|code"
_ADMONITIONS = (
    "note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|important|hint|caution|attention"
)
_COMMANDS = (
    "newpage|pagebreak|clearpage|newline|linebreak|noindent|tableofcontents|maketitle|hline|hfill|vfill|centering"
    "|bigskip|medskip|smallskip|par"
)

KINDS = (
    _kind("{", r"\{\{.{0,2000}?\}\}", "a shortcode", _AS_MARKDOWN),
    _kind("%", r"\{%.{0,2000}?%\}", "a template tag", _AS_MARKDOWN),
    _kind("%", r"<%.{0,2000}?%>", "a template tag", _AS_MARKDOWN),
    _kind(
        "{",
        rf"\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,12}}[ \t]*\}}"
        r"|\{:[^{}\n]{1,200}\}|\{#[^{}\n]{1,100}\}(?=$|\n)|\{-\}[ \t#]*(?:$|\n)",
        "a list of attributes",
        "remove it: only images take attributes, and headings an id of a-z, 0-9 and -",
    ),
    _kind("$", r"\$\$[^$]{1,2000}?\$\$", "a formula", _FORMULA),
    _kind(
        "$",
        r"\$(?<![\w\\$]\$)(?![\s$])(?:[A-Za-z]|[^$\n]{0,200}?[\\^_*=+<>{}|][^$\n]{0,200}?)(?<![\s\\])\$(?![\w$])",
        "a formula",
        _FORMULA,
    ),
    _kind(
        "\\",
        r"\\[(\[](?<!\\\[(?=\^[\w-]))(?![\w-]+ (?:[\w:-]+=[\"']|https?:))(?![a-z][\w-]{2,} [\w:-]+=\w)"
        r"(?:(?!\\[)\]]).){0,999}?(?:[=^]|\\[A-Za-z]{2})(?:(?!\\[)\]]).){0,999}?\\[)\]]",
        "a formula",
        _FORMULA,
    ),
    _kind("\\", rf"\\(?:(?:{_COMMANDS})(?![A-Za-z])|[A-Za-z]{{2,30}}\{{)", "a command of TeX", _AS_MARKDOWN),
    _kind("=", r"==(?<![=\w]==)[^=\s](?:[^=\n]{0,500}[^=\s])?==(?![=\w])", "highlighted text", "write ** around it"),
    _kind("%", r"%%(?<![\w%]%%)[^%\n]{1,500}%%(?![\w%])", "a comment", "remove it, or write <!-- and --> around it"),
    _kind("\uff0a", r"\uff0a\uff0a[^\s\uff0a][^\uff0a\n]{0,500}\uff0a\uff0a", "bold text", "write ** around it"),
    _kind("'", r"'''[^'\n]{1,500}'''", "bold text", "write ** around it"),
    _kind("^", r"\^(?<=[\w)]\^)[^\s^\[\]]{1,20}\^", "a superscript", "write <sup> and </sup> around it"),
    _kind("~", r"~(?<=[A-Za-z)]~)[0-9A-Za-z+-]{1,6}~(?!~)", "a subscript", "write <sub> and </sub> around it"),
    _kind(
        "~",
        r"~(?<![^\s(\[\"'“‘「『\uff08]~)(?=[^\s~][^~\n]{0,200}(?<=[^\s~])~)(?=[^~\n]*[^\W\d_])[^~\n]+"
        rf"~(?:(?![~\w])|(?=(?:{PARTICLES})(?!\w)))",
        "struck text",
        "write ~~ around it",
    ),
    _kind(
        ":",
        r":(?<![\w:/.]:)[a-z][a-z0-9_+-]{1,40}:(?![\w/:])",
        "a name between colons",
        "write the sign or words themselves",
    ),
)
"""Leftovers that stand anywhere in a text."""

BRACKETED = pattern_of(
    rf"\[(?:[/\[@-]|[^\[\]\n]{{1,100}}?[\s;]-?@|TOC\]|toc\]|gallery|playlist|(?:{_TAGS})=|(?:{_SHORTCODES})[ \t]"
    r"|[a-z][\w-]{0,40}[ \t]+[\w-]{1,40}=)"
)
"""What the kinds in square brackets begin with: one search in place of theirs."""
KINDS_IN_BRACKETS = (
    _kind(
        "[",
        rf"\[(?<!\[\[)(?:/[A-Za-z][\w-]{{0,40}}|TOC|toc|gallery|playlist|(?:{_TAGS})=[^\[\]\n]{{1,200}}"
        rf"|(?:{_SHORTCODES})[ \t][^\[\]\n]{{0,200}}?(?:=|://)[^\[\]\n]{{0,300}}"
        r"|[a-z][\w-]{0,40}[ \t]+[\w-]{1,40}=[\"'“”][^\[\]\n]{0,500})\](?![(\[:])",
        "a tag in square brackets",
        _AS_MARKDOWN,
    ),
    _kind(
        "[",
        r"\[\[(?<!\[\[\[)[^\[\]\n]{1,200}\]\](?![\](\[])",
        "a wiki link",
        "write [words](file.md) or ![what it shows](file.png)",
    ),
    _kind("@", r"\[(?:[^\[\]\n]{0,100}?[\s;])?-?@\w[^\[\]\n]{0,200}\](?!\()", "a citation key", "write a footnote"),
)

BEGINNINGS: Mapping[str, Kind] = {
    "==": _kind("", r"={2,6} [^=\n]{1,200} ={2,6}[ \t]*(?:$|\n)", "a heading", "write ## before it"),
    "+-": _kind("", r"\+(?:[-=]{2,}\+)+[ \t]*(?:$|\n)", "a grid table", "write a table with pipes: | a | b |"),
    "+=": _kind("", r"\+(?:[-=]{2,}\+)+[ \t]*(?:$|\n)", "a grid table", "write a table with pipes: | a | b |"),
    "[!": _kind("", r"\[![^\W\d_][\w -]{0,30}\][+-]?(?!\()", "a call-out", _CALL_OUT),
    "*[": _kind("", r"\*\[[^\[\]\n]{1,80}\]:", "an abbreviation", "write the long form in the text"),
    "[]": _kind("", r"\[\](?![(\[:])", "a box to tick", _BOX),
    **dict.fromkeys(
        ("[v", "[V", "[o", "[O", "[✓", "[✔", "[ㅇ"), _kind("", r"\[[\w✓✔]\](?=[ \t])", "a box to tick", _BOX)
    ),
    "!!": _kind("", rf"!!![ \t]*(?:{_ADMONITIONS})\b", "a call-out", _CALL_OUT),
    "??": _kind("", rf"\?\?\?\+?[ \t]*(?:{_ADMONITIONS})\b", "a call-out", _CALL_OUT),
    "..": _kind("", r"\.\. [a-z][\w-]{1,40}::", "a directive", _AS_MARKDOWN),
}
"""Leftovers that begin a block, by its first two characters."""
