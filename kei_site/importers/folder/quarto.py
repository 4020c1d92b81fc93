"""What Quarto alone understands (raw parts, places of formulas, other formats, cross-references) -> Markdown."""

import re

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import Markup

_RAW = re.compile(r"^(`{3,})[ \t]*\{=(\w+)\}[ \t]*\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_RAW_IN_LINE = re.compile(r"(?<!`)(`+)(?!`)([^`\n]+)\1\{=(\w+)\}")
_CODE_CLASS = re.compile(r"(?<=[^`]`)\{\.[\w-]+[^{}\n]*\}")
_PLACE_OF_FORMULA = re.compile(r"(?<=\$\$)[ \t]*\{#eq-[^{}\n]*\}")
_OTHER_FORMAT = re.compile(
    r"^(:{3,})[ \t]*\{[^{}\n]*(?:\.content-visible[^{}\n]*when-format=(?![\"']?html)|\.content-hidden[^{}\n]*"
    r"(?:when-format=[\"']?html|unless-format=(?![\"']?html)))[^{}\n]*\}[ \t]*\n(.*?)^\1[ \t]*$\n?",
    re.DOTALL | re.MULTILINE,
)
"""A division for other formats than the pages of a site."""
_PAUSE = re.compile(r"^[ \t]*\. \. \.[ \t]*$", re.MULTILINE)
_NAMES = {
    "fig": "Figure",
    "tbl": "Table",
    "sec": "Section",
    "eq": "Equation",
    "thm": "Theorem",
    "lst": "Listing",
    "lem": "Lemma",
    "def": "Definition",
    "exm": "Example",
}
_REFERENCE = re.compile(rf"\[-?@((?:{'|'.join(_NAMES)})-[\w-]*\w)\]|(?<![\w@\\])@((?:{'|'.join(_NAMES)})-[\w-]*\w)")


def turn_raw(text: str) -> str:
    """Return a text whose parts in HTML are HTML, without parts for other formats, and without pauses of slides."""
    text = _RAW.sub(lambda found: found[3] if found[2].startswith("html") else "", text)
    text = _RAW_IN_LINE.sub(lambda found: found[2] if found[3].startswith("html") else "", text)
    text = _PLACE_OF_FORMULA.sub("", _CODE_CLASS.sub("", text))
    return sub_outside(_PAUSE, lambda found: "", sub_outside(_OTHER_FORMAT, lambda found: "", text))


def named_references(text: str) -> str:
    """Return a text whose cross-references are the names of what they lead to, without numbers."""
    return sub_outside(_REFERENCE, lambda found: _name(found), text) if "@" in text else text


def turn_references(text: str, markup: Markup) -> str:
    """Return a text whose cross-references are names: links where their places are kept, else listed."""

    def named(found: re.Match[str]) -> str:
        place = found[1] or found[2]
        if re.search(rf"\{{#{re.escape(place)}[\s}}]|id=\"{re.escape(place)}\"", text):
            return f"[{_name(found)}](#{place})"
        markup.note(text, found.start(), found[0])
        return _name(found)

    return sub_outside(_REFERENCE, named, text) if "@" in text else text


def _name(found: re.Match[str]) -> str:
    return _NAMES[(found[1] or found[2]).partition("-")[0]]
