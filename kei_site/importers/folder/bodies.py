"""The body of a text of another generator -> Markdown of this site with tokens, and the words that its readers saw."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kei_site.core.value import value
from kei_site.importers.folder.attributes import (
    turn_admonitions,
    turn_headings,
    turn_kramdown,
    turn_links,
    turn_pandoc,
    turn_quoted_boxes,
    with_markdown_inside,
)
from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.destinations import turn_destinations
from kei_site.importers.folder.formulas import turn_formulas, turn_scripts
from kei_site.importers.folder.front_matter import FrontText
from kei_site.importers.folder.index import Index
from kei_site.importers.folder.layout import HTML_ENDINGS
from kei_site.importers.folder.liquid import turn_liquid
from kei_site.importers.folder.markup import Markup, plain_address
from kei_site.importers.folder.quarto import named_references, turn_raw, turn_references
from kei_site.importers.folder.raw_parts import turn_raw_parts
from kei_site.importers.folder.seen_text import seen_text
from kei_site.importers.folder.shortcodes import turn_shortcodes
from kei_site.importers.items import ItemReference, Leftover

_TITLE = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\{[^}\n]*\})?\n|\s*(\S.*)\n=+[ \t]*\n")
_MORE = re.compile(
    r"^[ \t]*<!--\s*(?:more|excerpt|PELICAN_(?:BEGIN|END)_SUMMARY)\s*-->[ \t]*\n?|<!--\s*more\s*-->",
    re.MULTILINE | re.IGNORECASE,
)
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
_BASE = re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|base_path)\s*\}\}")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CELL = re.compile(r"^([ \t]*`{3,})\{(\w+)[^}\n]*\}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(
    r"^([ \t]*(?:`{3,}|~{3,}))[ \t]*(?:\{[ ]*\.(?=[^}\n]*\}[ \t]*$)|(?=[\w+#-]+/[\d,-]+[ \t]*$))([\w+#-]+)[^\n]*$",
    re.MULTILINE,
)
"""A fence with attributes as Pandoc has them, the first class is the language; or with lines to mark (`js/1,3-4`)."""
_NAMED_CODE = re.compile(
    r"(?:(?<=\n\n)|\A)(?: {4}|\t)(?::::|#!)[ \t]?([A-Za-z][\w+#-]*)(?:[ \t]+hl_lines=[^\n]*)?[ \t]*\n"
    r"((?:(?:(?: {4}|\t)[^\n]*|[ \t]*)(?:\n|\Z))+?)(?=[^ \t\n]|\Z)"
)
"""Indented code whose first line is the language, as CodeHilite of Python-Markdown reads it."""
_OPTIONS = re.compile(r"^[ \t]*#\|.*\n", re.MULTILINE)


@value
class Body:
    """A body, turned."""

    title: str
    """That of the front matter, else the heading that the text begins with."""
    markdown: str
    references: tuple[ItemReference, ...]
    text: str
    """The words that readers saw, without a heading that is the title."""
    notes: int
    leftovers: tuple[Leftover, ...]
    problems: tuple[str, ...] = ()
    has_formulas: bool = False
    """Whether `$…$` in it is surely mathematics."""


def read_body(front: FrontText, path: str, title: str, known: tuple[str, Index]) -> Body:
    """Return the body of the text at `path`; `known` are the generator and the index of its texts."""
    tool, index = known
    if path.lower().endswith(HTML_ENDINGS):
        return _html_body(front, path, title, index)
    has_named_code = tool in ("pelican", "mkdocs")
    body, line = sub_outside(_NAMED_CODE, _fenced_code, front.body) if has_named_code else front.body, front.body_line
    if not title:
        title, body, line = _title_in(body, line)

    def find_item(name: str, is_reference: bool) -> str:
        return index.find(path, name, is_reference)

    own = _values("page", front.keys)
    bare = {name.removeprefix("page."): found for name, found in own.items()} if tool == "eleventy" else {}
    values = {**index.values, **own, **bare, "page.title": title, "title": title}
    markup = Markup(path, line, find_item, values)
    markdown = _FENCE.sub(r"\1\2", body)
    for turn in _TURNS[tool]:
        markdown = turn(markdown, markup, title)
    markdown = turn_raw_parts(turn_quoted_boxes(turn_headings(markdown)), markup)
    cells = len(_CELL.findall(body)) if tool == "quarto" else 0
    markdown = turn_destinations(sub_outside(_MORE, lambda found: "", markdown), markup)
    return Body(
        title=title,
        markdown=markdown,
        references=tuple(markup.references),
        text=seen_text(_plain(body, tool), markup.shown),
        notes=len(_NOTE.findall(body)),
        leftovers=tuple(markup.leftovers),
        has_formulas=markup.has_formulas,
        problems=(
            *markup.problems,
            *([f"{cells} cells of code: what they printed is not in the source"] * bool(cells)),
        ),
    )


def _values(name: str, keys: Mapping[str, Any]) -> dict[str, str]:
    """Return the words that keys have, by what tags call them; no addresses of mail, and nothing that tags reckon."""
    return {
        f"{name}.{key}": found
        for key, found in keys.items()
        if isinstance(found, str) and "@" not in found and key not in ("content", "date", "excerpt", "url")
    }


def _plain(body: str, tool: str) -> str:
    """Return a body as a plain parser of Markdown can read it."""
    if tool == "quarto":
        return named_references(turn_scripts(turn_raw(_without_options(body))))
    return with_markdown_inside(body)


def _fenced_code(found: re.Match[str]) -> str:
    """Return a fence with the same code, in as many lines where a blank one follows."""
    lines = [line.removeprefix("\t") if line.startswith("\t") else line[4:] for line in found[2].splitlines()]
    code = "\n".join(lines).rstrip()
    behind = max(len(lines) - code.count("\n") - 2, 0)
    return f"```{found[1].lower()}\n{code}\n```\n" + "\n" * behind


def _html_body(front: FrontText, path: str, title: str, index: Index) -> Body:
    """Return a body in HTML; tags of templates in it stay as words."""
    from kei_site.importers.html.convert import convert_html

    source = _BASE.sub("", front.body)
    found = convert_html(source)
    references = tuple(
        replace(reference, address=index.find(path, address, False) or address)
        for reference in found.references
        for address in (plain_address(reference.address),)
    )
    leftovers = tuple(
        Leftover(
            name=" ".join(tag[0].split())[:80],
            place=f"{path}:{front.body_line + source.count(chr(10), 0, tag.start())}",
        )
        for tag in _TEMPLATE.finditer(source)
    )
    return Body(
        title=title,
        markdown=found.markdown,
        references=references,
        text=found.text,
        notes=found.notes,
        leftovers=leftovers,
        problems=tuple(message for message, _ in found.problems),
    )


def _title_in(body: str, line: int) -> tuple[str, str, int]:
    """Return the title that a text begins with, the rest, and the line where that begins."""
    found = _TITLE.match(body)
    if found is None:
        return "", body, line
    title = re.sub(r"(?<!\\)[*_`]|\\(?=[^\w\s])", "", found[1] or found[2])
    return title, body[found.end() :], line + body.count("\n", 0, found.end())


_Turn = Callable[[str, Markup, str], str]


def _shortcodes(text: str, markup: Markup, title: str) -> str:
    return turn_shortcodes(text, markup)


def _liquid(text: str, markup: Markup, title: str) -> str:
    return turn_liquid(text, markup)


def _kramdown(text: str, markup: Markup, title: str) -> str:
    return turn_kramdown(text, markup)


def _links(text: str, markup: Markup, title: str) -> str:
    return turn_links(text, markup)


def _pandoc(text: str, markup: Markup, title: str) -> str:
    return turn_pandoc(text, markup)


def _admonitions(text: str, markup: Markup, title: str) -> str:
    return turn_admonitions(text, markup)


def _formulas(text: str, markup: Markup, title: str) -> str:
    return turn_formulas(text, markup, is_kramdown=False)


def _kramdown_formulas(text: str, markup: Markup, title: str) -> str:
    return turn_formulas(text, markup, is_kramdown=True)


def _scripts(text: str, markup: Markup, title: str) -> str:
    return turn_scripts(text)


def _cells(text: str, markup: Markup, title: str) -> str:
    return _CELL.sub(r"\1\2", turn_raw(_without_options(text)))


def _references(text: str, markup: Markup, title: str) -> str:
    return turn_references(text, markup)


def _without_options(text: str) -> str:
    """Return a text whose cells of code have no lines of options (`#| echo: false`)."""
    return _OPTIONS.sub("", text) if "#|" in text else text


_TURNS: dict[str, tuple[_Turn, ...]] = {
    "hugo": (_formulas, _shortcodes, _kramdown, _links),
    "jekyll": (_kramdown_formulas, _liquid, _kramdown, _links),
    "quarto": (_cells, _scripts, _shortcodes, _pandoc, _references),
    "eleventy": (_formulas, _liquid, _admonitions, _links),
    "pelican": (_formulas, _liquid, _admonitions, _kramdown, _links),
    "mkdocs": (_formulas, _admonitions, _kramdown, _links),
    "markdown": (_formulas, _shortcodes, _liquid, _admonitions, _kramdown, _links),
}
