"""Attributes and boxes of Kramdown, Pandoc and Python-Markdown -> our Markdown; what only looks is left out.

No word is lost: classes and sizes are no words. The ids of headings are kept, since links lead to them.
"""

import re
from html import escape
from textwrap import dedent

from kei_site.core.urls import slugify
from kei_site.importers.folder.code import fences, sub_outside
from kei_site.importers.folder.markup import Markup, box, details
from kei_site.markdown.html.heading_ids import is_taken

_TOC = re.compile(r"^[ \t]*(?:[-*+]|\d+\.) .*\n[ \t]*\{:\s*toc\b[^}\n]*\}[ \t]*$|^[ \t]*\[TOC\][ \t]*$", re.MULTILINE)
_HEADING_ID = re.compile(r"^(#{1,6} .*?)\n\{:(?=[^}\n]*#([\w-]+))[^}\n]*\}[ \t]*$", re.MULTILINE)
_SETEXT_ID = re.compile(r"^(\S[^\n{}]*)\{:?([^{}\n#]*#[^{}\n]*)\}[ \t]*\n(=+|-+)[ \t]*$", re.MULTILINE)
_PARAGRAPH_ID = re.compile(
    r"(\A|\n[ \t]*\n)(?![*+-][ \t]|\d+[.)][ \t])((?:[\w\[(\"'*][^\n]*\n){1,200}?)"
    r"\{:(?=[^}\n]*#([\w-]+))[^}\n]*\}[ \t]*$",
    re.MULTILINE,
)
_RAW_NAME = re.compile(
    r"(<(?:h[1-6]|a|span|div|p|section)\b[^<>]*?\s(?:id|name)\s*=\s*[\"'])([^\"'<>]+)(?=[\"'])", re.I
)
_TABLE_LABEL = re.compile(r"^(?:[Tt]able)?:[ \t]+(\S[^\n{}]*)\{#(tbl-[\w-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE)
"""The caption of a table of Pandoc with its label: `: Words {#tbl-name}`."""
_BLOCK_LIST = re.compile(r"^[ \t>]*\{:(?!:)[^{}\n]*\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_SPAN_LIST = re.compile(r"(?<=[\])*_`\"'])\{:(?!:)[^{}\n]*\}")
_NO_MARKDOWN = re.compile(
    r"\{::comment\}.*?\{:/(?:comment)?\}|\{::nomarkdown[^}]*\}|\{:/(?:nomarkdown)?\}|\{::options[^}]*/\}", re.DOTALL
)
_HEADING = re.compile(r"^(#{1,6} .*?)[ \t]*\{:?([^{}\n]*)\}[ \t]*#*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s*(?:(?:[.#][\w:.-]+|-|[\w-]+=(?:\"[^\"]*\"|[^\s\"]+))(?:\s+|$))*\s*")
_IMAGE = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]+(?:\s+\"[^\"]*\")?)\)\{([^{}]*)\}")
_SPAN = re.compile(r"(?<!\!)\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\{((?:[.#]|[\w-]+=)[^{}\n]*)\}")
_LINK = re.compile(
    r"(?<!!)(\[(?:[^\[\]]|\[[^\[\]]*\]){0,1000}\]\([^()\n]*\))\{(?:[ ]*[.#][\w-][^{}\n]*|[ ]*[\w-]+=[^{}\n]*)\}"
)
_DIV = re.compile(r"^([ \t]*)(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")
_LAYOUT = re.compile(
    r"^(:{3,})[ \t]*\{[^{}\n]*\blayout(?:-ncol|-nrow)?=[^{}\n]*\}[ \t]*:*[ \t]*\n((?:.*\n){0,200}?)\1[ \t]*$",
    re.MULTILINE,
)
"""A division of Quarto whose content stands side by side: `::: {layout-ncol=2}`. It has at most 200 lines: from each of
many beginnings without an end, the whole rest would be read."""
_ROW = re.compile(r"^[ \t]*\[?!\[.*$", re.MULTILINE)
"""A line that begins with an image."""
_KNOWN_DIRECTIVES = ("aside", "pullquote", "figure", "video", "embed", "chart", "table", "gallery")
_CALL_OUT = re.compile(r"(?:\.|^)(?:callout-(?:note|tip|warning|important|caution)|aside|column-margin|notes?)\b")
_HEADED_CALL_OUT = re.compile(
    r"^([ \t]*:{3,}[ \t]*\{(?![^}\n]*title=)[^}\n]*\.callout-[^}\n]*)\}[ \t]*(\n(?:[ \t]*\n)*)"
    r"[ \t]*#{1,6}[ \t]+([^\n\"{}]+)(?:\{[^{}\n]*\})?[ \t]*$",
    re.MULTILINE,
)
"""A call-out of Quarto whose title is the heading that it begins with."""
_NAMED_BOX = re.compile(
    r"^(:{3,})[ \t]*(?:note|tip|info|important|caution|warning|danger)(?:\[([^\]\n]*)\]|[ \t]+([^\n{]*))?$",
    re.MULTILINE,
)
"""`:::tip A title`, also `:::tip[A title]`."""
_ADMONITION = re.compile(
    r"^(?P<sign>!!!|\?{3}\+?|===[!+]?)[ \t]+(?P<kind>[\w-]+(?:[ \t]+[\w-]+){0,2})?[ \t]*"
    r"(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\n"
    r"(?P<inner>(?:(?:[ ]{4}|\t).*\n?|[ \t]*\n)+)",
    re.MULTILINE,
)


_QUOTED_BOX = re.compile(r"^([ \t]*(?:>[ \t]?)+)\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\][+-]?[ \t]*([^\n]*)$", re.MULTILINE)
_BOX_KINDS = {
    **dict.fromkeys("tip hint success check done example".split(), "TIP"),
    **dict.fromkeys("important abstract summary tldr".split(), "IMPORTANT"),
    **dict.fromkeys("warning attention question help faq".split(), "WARNING"),
    **dict.fromkeys("caution danger error failure fail missing bug".split(), "CAUTION"),
}
"""Kinds of call-outs of others by ours; all others are notes."""


def turn_quoted_boxes(text: str) -> str:
    """Return a text whose call-outs in quotes (`> [!info]- A title`) are those of GitHub, titles in strong words."""

    def write(found: re.Match[str]) -> str:
        head, title = f"{found[1]}[!{_BOX_KINDS.get(found[2].lower(), 'NOTE')}]", found[3].strip()
        return f"{head}\n{found[1]}**{title}**\n{found[1].rstrip()}" if title else head

    return sub_outside(_QUOTED_BOX, write, text) if "[!" in text else text


def turn_kramdown(text: str, markup: Markup) -> str:
    """Return a text without attribute lists of Kramdown (`{: .class}`), and with the ids of its headings."""
    text = _with_abbreviations(sub_outside(_TOC, lambda found: "", text))
    text = with_markdown_inside(text)
    if "{:" not in text:
        return text
    text = sub_outside(_NO_MARKDOWN, lambda found: "", text)
    text = sub_outside(_HEADING_ID, lambda found: f"{found[1]} {{#{found[2]}}}", text)
    text = sub_outside(_PARAGRAPH_ID, _named_paragraph, text)
    text = sub_outside(_BLOCK_LIST, lambda found: "", text)
    return sub_outside(_SPAN_LIST, lambda found: "", text)


_MARKDOWN_INSIDE = re.compile(
    r"<(?P<tag>div|section|article|aside|details|figure|blockquote)\b(?P<before>[^<>]*?)\s+markdown=[\"']?(?:1|block|span)[\"']?"
    r"(?P<after>[^<>]*)>(?P<inner>(?:(?!<(?P=tag)\b).)*?)</(?P=tag)>",
    re.DOTALL,
)


def with_markdown_inside(text: str) -> str:
    """Return a text whose elements that say so (`<div markdown="1">`) have Markdown in them."""
    return sub_outside(_MARKDOWN_INSIDE, _apart, text) if "markdown=" in text else text


def _apart(found: re.Match[str]) -> str:
    """Return an element whose content is Markdown, apart from its tags, as CommonMark reads it."""
    inner = dedent(found["inner"].strip("\n")).strip()
    return f"<{found['tag']}{found['before']}{found['after']}>\n\n{inner}\n\n</{found['tag']}>"


_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]*([^\n]*)(?:\n|\Z)", re.MULTILINE)


def _with_abbreviations(text: str) -> str:
    """Return a text whose abbreviations say what they mean where they stand first (`*[EU]: European Union`)."""
    if "*[" not in text:
        return text
    meanings: dict[str, str] = {}

    def taken(found: re.Match[str]) -> str:
        meanings.setdefault(found[1], found[2].strip())
        return ""

    text = sub_outside(_ABBREVIATION, taken, text)
    for name, meaning in meanings.items():
        first = re.compile(rf"(?<![\w\[(/\"'=<-]){re.escape(name)}(?![\w\])/\"'>-])")
        done: list[str] = []

        def explained(found: re.Match[str], meaning: str = meaning, done: list[str] = done) -> str:
            done.append(found[0])
            return found[0] if len(done) > 1 or not meaning else f'<abbr title="{escape(meaning)}">{found[0]}</abbr>'

        text = sub_outside(first, explained, text)
    return text


def _named_paragraph(found: re.Match[str]) -> str:
    name, words = _own_name(found[3]), found[2].rstrip("\n")
    return f'{found[1]}<span id="{name}"></span>{words}' if name else f"{found[1]}{words}"


def turn_admonitions(text: str, markup: Markup) -> str:
    """Return a text whose boxes of Python-Markdown and Docusaurus are boxes here; tabs stand below one another."""
    text = sub_outside(_NAMED_BOX, lambda found: f"{found[1]} aside {found[2] or found[3] or ''}".rstrip(), text)

    def write(found: re.Match[str]) -> str:
        sign, title = found["sign"], found["title"] or ""
        if not found["kind"] and not (sign.startswith("===") and title):
            return found[0]
        inner = re.sub(r"^(?: {4}|\t)", "", found["inner"], flags=re.MULTILINE).strip("\n")
        inner = turn_admonitions(inner, markup)
        if sign.startswith("?"):
            return details(inner, title or found["kind"].split()[0].capitalize()) + "\n\n"
        return (f"**{title}**\n\n{inner}" if sign.startswith("=") else box(inner, title)) + "\n\n"

    return sub_outside(_ADMONITION, write, text)


def turn_pandoc(text: str, markup: Markup) -> str:
    """Return a text without attributes and divisions of Pandoc; call-outs are boxes, captions are captions."""
    text = sub_outside(_HEADED_CALL_OUT, lambda found: f'{found[1]} title="{found[3].strip()}"}}{found[2]}', text)
    text = _without_divisions(sub_outside(_LAYOUT, _gallery, text))
    if "{" not in text:
        return text
    text = sub_outside(_TABLE_LABEL, _table_caption, text)
    text = sub_outside(_IMAGE, lambda found: _image(found, markup), text)
    text = sub_outside(_SPAN, lambda found: found[1], text)
    return turn_links(text, markup)


def turn_links(text: str, markup: Markup) -> str:
    """Return a text whose links have no classes and other attributes behind them (`[words](address){.button}`)."""
    return sub_outside(_LINK, lambda found: found[1], text) if "){" in text else text


def turn_headings(text: str) -> str:
    """Return a text whose headings and raw elements have ids that this site takes; those of headings stand once."""
    if "<" in text:
        text = sub_outside(_RAW_NAME, lambda found: f"{found[1]}{_own_name(found[2]) or found[2]}", text)
    if "{" not in text:
        return text
    taken: set[str] = set()
    text = sub_outside(_SETEXT_ID, lambda found: f"{_heading(found, taken)}\n{found[3]}", text)
    return sub_outside(_HEADING, lambda found: _heading(found, taken), text)


def _heading(found: re.Match[str], taken: set[str]) -> str:
    name = re.search(r"#([\w:.-]+)", found[2])
    if not _ATTRIBUTES.fullmatch(found[2]):
        return found[0].partition("\n")[0]
    own = _own_name(name[1]) if name else ""
    words = found[1].rstrip()
    if not own or own in taken:
        return words
    taken.add(own)
    return f"{words} {{#{own}}}"


def _own_name(name: str) -> str:
    """Return the id that this site takes for a name of another; empty if there is none."""
    own = slugify(name)
    own = f"section-{own}" if is_taken(own) else own
    return own if re.match("[a-z]", own) else ""


def _table_caption(found: re.Match[str]) -> str:
    """Return the caption of a table as a paragraph, which keeps the name that links lead to."""
    name = _own_name(found[2])
    words = found[1].rstrip()
    return f'<span id="{name}"></span>{words}' if name else words


def _image(found: re.Match[str], markup: Markup) -> str:
    """Return an image with its caption: in Pandoc the words in brackets are shown, `fig-alt` describes."""
    alt = re.search(r"(?:fig-)?alt=\"([^\"]*)\"", found[3])
    address = found[2].partition(" ")[0]
    if alt is None:
        return f"![{found[1]}]({found[2]})"
    return markup.figure(address, alt[1], found[1], is_block=True) if found[1] else f"![{alt[1]}]({found[2]})"


def _gallery(found: re.Match[str]) -> str:
    """Return a division as a gallery if two images or more stand in it; with fewer, texts stood in columns."""
    colons, inner = found.groups()
    if sum(row.count("![") for row in _ROW.findall(inner)) < 2:
        return found[0]
    colons = max(colons, "::::", key=len)
    return f"{colons} gallery\n{inner.strip()}\n{colons}"


def _without_divisions(text: str) -> str:
    """Return a text in which `::: {.callout-note}` opens a box, and other fenced divisions are only their content."""
    if ":::" not in text:
        return text
    blocks = fences(text)
    lines, offset = [], 0
    open_divisions: list[bool] = []
    for line in text.split("\n"):
        is_code = any(start <= offset < end for start, end in blocks)
        offset += len(line) + 1
        found = None if is_code else _DIV.fullmatch(line)
        lines += [line] if found is None else _division(found, line, open_divisions)
    return "\n".join(lines)


def _division(found: re.Match[str], line: str, open_divisions: list[bool]) -> list[str]:
    """Return the lines for a fence of colons; `open_divisions` tells of each open one whether it is written."""
    indent, colons, written = found.groups()
    if not written:
        is_written = open_divisions.pop() if open_divisions else True
        return [line] if is_written else []
    if written.split()[0] in _KNOWN_DIRECTIVES:
        open_divisions.append(True)
        return [line]
    is_box = bool(_CALL_OUT.search(written))
    open_divisions.append(is_box)
    title = re.search(r"(?:title|header)=\"([^\"]*)\"", written)
    return [f"{indent}{colons} aside {title[1] if title else ''}".rstrip()] if is_box else []
