"""A Markdown body of another generator -> the words that its readers saw, made by a plain parser of Markdown.

It is compared with what this site shows, so it shares no code with the program's own reader of Markdown.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from kei_site.core.characters import without_forbidden
from kei_site.importers.folder.code import code_spans, sub_outside
from kei_site.importers.folder.markup import attributes_of
from kei_site.importers.words import text_of_fragment

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_COMMENT = re.compile(
    r"\{\{/\*.*?\*/\}\}|\{%-?\s*comment.*?endcomment\s*-?%\}|\{#.*?#\}|\{\{<\s*comment\s*>\}\}.*?/\s*comment\s*>\}\}",
    re.DOTALL,
)
_TAG = re.compile(r"\{\{[<%](?>\"(?:\\.|[^\"\\])*\"|.){0,2000}?[>%]\}\}|\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}", re.DOTALL)
_GAP = "\ue002"
"""Parts the words of a tag from those around it; it is no word, wherever it comes to stand. It also stands for the
addresses that tags gave: in code readers saw them, in other places they did not."""
_DESTINATION = re.compile(r"(?<=\]\()\s*\{[{%].*?[%}]\}", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<==)[ ]*(?:\"\s*\{[{%].*?[%}]\}[^\"\n]*\"|'\s*\{[{%].*?[%}]\}[^'\n]*')", re.DOTALL)
_LOOSE = re.compile(r"(?<=\]\()[^()\n<>\"]*[ ][^()\n<>\"]*(?=\))")
"""A destination with blanks: readers of Hugo saw a link."""
_TITLE = re.compile(r"(\]\([^\s()<>]*)[ \t]+(?:\"[^\n]{0,300}?\"|“[^”\n]{0,300}”)[ \t]*(?=\))")
"""A title with quotation marks in it: readers of Hugo saw a link."""
_WORDS = frozenset("alt caption title text label summary kicker quote cite attr credit heading attribution".split())
_MARKS = re.compile(
    r"\{::comment\}(?:.|\n)*?\{:/(?:comment)?\}|^(?:[*+-]|\d+\.) [^\n]*\n\{:toc[^{}\n]*\}|^\*\[[^\]\n]+\]:[^\n]*$|"
    r"(?<=^> )\[![\w-]+(?:\|[^\]\n]*)?\][+-]?|"
    r"^[ \t>]*\{:[^{}\n]*\}[ \t]*$|(?<=[\])*_`\"'])\{:[^{}\n]*\}|\{::[^}]*\}|\{:/\w*\}"
    r"|(?<=[)\]])\{[ ]*[.#\w][^{}\n]*\}|^[ \t]*:{3,}[ \t]*(?:\{[^}\n]*\})?[ \t]*:*[ \t]*$|^[ \t]*\[TOC\][ \t]*$"
    r"|(?<=[ \t])\{:?[ ]*[.#][^{}\n]*\}[ \t]*$|(?<=^- )\[[xX ]\](?= )|(?<=^\* )\[[xX ]\](?= )",
    re.MULTILINE,
)
_EAST_ASIAN = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])\*\*|\*\*(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
)
"""Marks of strong words beside letters that plain parsers of Markdown do not take for letters."""
_BOX = re.compile(r"^[ \t]*:{3,}[ \t]*(?:\{[^}\n]*?(?:title|header)=\"([^\"\n]*)\"[^}\n]*\}|\w+)[^\n]*$", re.MULTILINE)
_ADMONITION = re.compile(
    r"^[ \t]*(?:!!!|\?{3}\+?|===[!+]?)[ \t]+(?:[\w-]+[ \t]*){0,3}(?:\"([^\"\n]*)\")?[ \t]*$", re.MULTILINE
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")


def seen_text(body: str, shown: Mapping[str, str]) -> str:
    """Return the words of a body; `shown` are the words of tags by tag, other tags show their texts alone."""
    text = _EAST_ASIAN.sub("", _COMMENT.sub("", without_forbidden(body)))
    if "endraw" in text:
        spans = code_spans(text)
        text = _RAW.sub(lambda tag: "" if any(start <= tag.start() < end for start, end in spans) else tag[0], text)
    text = _LOOSE.sub("#", _DESTINATION.sub(_GAP, text))
    text = sub_outside(_TITLE, lambda found: found[1], text)
    text = sub_outside(_TAG, lambda found: _tag(found[0], shown), _ATTRIBUTE.sub(f'"{_GAP}"', text))
    text = _BOX.sub(lambda found: found[1] or "", text)
    text = _ADMONITION.sub(lambda found: found[1] or "", text)
    return text_of_fragment(_parser().render(_MARKS.sub("", text))).replace(_GAP, "\n")


def _tag(tag: str, shown: Mapping[str, str]) -> str:
    if tag in shown:
        return escape(shown[tag], quote=False)
    if tag.startswith("{{") and not tag.startswith(("{{<", "{{%")):
        return ""
    words = [text for key, text in attributes_of(tag.strip("{}<>% /"))[1].items() if key in _WORDS]
    return _GAP + _GAP.join(words) + _GAP


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    class AsWritten(MarkdownIt):
        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 -- the name of the library
            """Return an address between `<` and `>` as written, not decoded: so it is shown here."""
            return link

        def validateLink(self, url: str) -> bool:  # noqa: N802 -- the name of the library
            """Read a link of any scheme as one: readers saw its words."""
            return True

    parser = AsWritten("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin)
