"""The text of an item of WordPress, or HTML of any other source -> Markdown, its references, and its words."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import field, replace
from html import escape

from kei_site.core.characters import without_forbidden
from kei_site.core.urls import slugify
from kei_site.core.value import value
from kei_site.importers.forbidden_links import is_forbidden, loss_of
from kei_site.importers.html.blocks import has_marks, without_marks
from kei_site.importers.html.flow import blocks_of, document
from kei_site.importers.html.footnotes import take_notes
from kei_site.importers.html.formulas import take_formulas, with_formulas
from kei_site.importers.html.inline import SOURCES, image_address
from kei_site.importers.html.media_shortcodes import Media, MediaLibrary, media_handlers
from kei_site.importers.html.old_forms import take_old_forms
from kei_site.importers.html.paragraphs import with_paragraphs
from kei_site.importers.html.shortcode_names import PROGRAMMING
from kei_site.importers.html.shortcodes import expand
from kei_site.importers.html.tree import Element, parts_of, tree_of
from kei_site.importers.html.words import words_of
from kei_site.importers.html.writing import Writing
from kei_site.importers.items import ItemReference
from kei_site.markdown.html.heading_ids import is_taken

_ALONE = re.compile(r"(?m)^[ \t]*+(?:<p>[ \t]*+)?(https?://[^\s<>\"\[\]]+)[ \t]*+(?:</p>[ \t]*+)?$")
_IN_PLACE = re.compile(
    r"(?:(?<=[^\s(])|(?<=[^\s(]) )\(\(\s*([^()\n<>]{2,400}(?:\([^()\n]{0,200}\)[^()\n<>]{0,400})?)\s*\)\)"
)
"""A note of a plug-in that marks notes with double brackets, with a blank before them or without."""
_CODE = re.compile(r"<(pre|code|script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BUTTON = re.compile(r"(?<=</a>)(?=<a\b[^<>]*\bclass\s*=\s*[\"'][^\"'<>]*(?:button|btn))", re.IGNORECASE)
"""Buttons stand apart from the link before them, though nothing is written between the two."""
_LONG_DATA = 400
"""Characters of an image in a text: what pages show until they load an image is shorter."""
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""Of an element in the Markdown of this site."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SECTION, _CLOSED_SECTION = "<![CDATA[", re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RAW_CODE = re.compile(r"(<pre\b(?=[^<>]*\s(?:lang|line)\s*=)[^<>]*>)(.*?)(</pre\s*>)", re.DOTALL | re.IGNORECASE)
_RAW_LANGUAGE = re.compile(r"\slang\s*=\s*[\"']?([A-Za-z0-9+#_-]+)", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"<!--\s*nextpage\s*-->")


class NoMedia:
    """The files of a text without an archive: none."""

    def by_id(self, number: str) -> Media | None:
        """Return no file."""
        return None

    def of_item(self) -> Iterable[Media]:
        """Return no files."""
        return ()


@value
class Surroundings:
    """What the archive knows that a text needs."""

    media: MediaLibrary = field(default_factory=NoMedia)
    notes: Mapping[str, str] = field(default_factory=dict)
    """HTML of footnotes by their ids in the text."""
    reusable: Callable[[str], str] = lambda _: ""
    """Takes the id of a block that several texts share; returns its text."""
    has_mathematics: bool = False
    """Whether formulas can stand in the text."""
    fragments: Container[str] = frozenset()
    """Names of places in texts that links of the archive lead to."""


@value
class Converted:
    """A text as Markdown."""

    markdown: str
    references: tuple[ItemReference, ...] = ()
    text: str = ""
    """The words that readers saw, a paragraph a line."""
    notes: int = 0
    leftovers: tuple[tuple[str, int], ...] = ()
    """Shortcodes that stay in the text: name, and the line of the source, from 0."""
    enclosing: tuple[str, ...] = ()
    """Names of shortcodes and blocks that stand around a part of the text."""
    problems: tuple[tuple[str, int | None], ...] = ()
    """What has no place in the text, and the line of the source, from 0, if it is known."""
    has_mathematics: bool = False
    """Whether `$…$` is mathematics."""


def convert_wordpress(source: str, around: Surroundings) -> Converted:
    """Return a text of WordPress, of either editor."""
    clean = _without_sections(_without_open_comment(_RAW_CODE.sub(_escaped_code, without_forbidden(source))))
    expanded = expand(_PAGE_BREAK.sub("\n\n", clean), media_handlers(around.media))
    html = _with_notes_in_place(expanded.html)
    enclosing, losses = expanded.enclosing, ((message, clean.count("\n", 0, at)) for message, at in expanded.losses)
    problems: tuple[tuple[str, int | None], ...] = tuple(losses)
    if has_marks(html):
        text = without_marks(html, around.reusable)
        html, enclosing = text.html, (*enclosing, *text.enclosing)
        problems += tuple((message, None) for message in text.losses)
    else:
        html = with_paragraphs(_ALONE.sub(r'<kei-embed src="\1"></kei-embed>', html))
    found = _converted(html, around)
    leftovers = tuple((name, clean.count("\n", 0, at)) for name, at in expanded.leftovers)
    return replace(found, leftovers=leftovers, enclosing=enclosing, problems=(*problems, *found.problems))


def convert_html(html: str) -> Converted:
    """Return a text in HTML."""
    clean = _without_sections(_without_open_comment(without_forbidden(html)))
    return _converted(clean, Surroundings())


def _converted(html: str, around: Surroundings) -> Converted:
    notes, has_mathematics = around.notes, around.has_mathematics
    html = _BUTTON.sub(" ", html)
    writing, body = Writing(), tree_of(html)
    writing.problems += _lost_images(body)
    writing.problems += _forbidden_links(body)
    take_formulas(writing, body, has_mathematics=has_mathematics)
    take_old_forms(body)
    take_notes(writing, body, notes)
    writing.anchors = _anchors((*_linked_names(body), *_own_names(body, around.fragments)))
    blocks = blocks_of(writing, parts_of(body))
    blocks += _note_blocks(writing)
    whole = "\n".join((html, *(f"<p>{note}</p>" for note in notes.values())))
    return Converted(
        markdown=with_formulas(writing, document(blocks)),
        references=tuple(writing.references),
        text=words_of(whole, frozenset(writing.note_marks), has_mathematics=has_mathematics),
        notes=len(writing.note_numbers),
        problems=tuple((message, None) for message in dict.fromkeys(filter(None, writing.problems))),
        has_mathematics=bool(writing.formulas),
    )


def _lost_images(body: Element) -> Iterator[str]:
    """Yield a message for each image that the text itself holds as `data:`; short ones only wait for the image."""
    for image in body.iter("img"):
        source, alt = image.get("src", "").strip(), " ".join(image.get("alt", "").split())
        if source.startswith("data:image/") and len(source) >= _LONG_DATA and not image_address(image):
            words = f": {alt[:80]}" if alt else ""
            yield f"an image whose data stand in the text was left out; save it as a file and show it there{words}"


def _forbidden_links(body: Element) -> Iterator[str]:
    """Take addresses that no text may hold out of the tree; yield what the receipt says of them."""
    for element in body.iter("a", "img", "kei-cover"):
        is_media = element.tag != "a"
        for name in SOURCES if is_media else ("href",):
            address = element.get(name, "")
            if is_forbidden(address, is_media=is_media):
                del element.attrib[name]
                yield loss_of(address, is_media=is_media)


def _linked_names(body: Element) -> Iterator[str]:
    """Yield the names of places that links of the text itself lead to."""
    names = (link.get("href", "") for link in body.iter("a") if not link.get("data-kei-note"))
    yield from (name[1:] for name in names if name.startswith("#"))


def _own_names(body: Element, fragments: Container[str]) -> Iterator[str]:
    """Yield the names of headings and anchors, since links of other sites lead to them, and all of `fragments`."""
    for element in body.iter():
        is_anchor = element.tag in _HEADINGS or (element.tag == "a" and not element.get("href"))
        for name in filter(None, (element.get("id"), element.get("name"))):
            if is_anchor or name in fragments:
                yield name


def _anchors(names: Iterable[str]) -> dict[str, str]:
    """Return ids that a text here may have, by name; of two names that give one id, the first has it."""
    owners: dict[str, str] = {}
    for name in names:
        slug = name if _ID.fullmatch(name) else slugify(name)
        here = next((wish for wish in (slug, f"section-{slug}") if _ID.fullmatch(wish) and not is_taken(wish)), "")
        if here:
            owners.setdefault(here, name)
    return {name: here for here, name in owners.items()}


def _note_blocks(writing: Writing) -> list[str]:
    """Return the texts of notes; a note may refer to others, which then follow it."""
    written: list[str] = []
    while len(written) < len(writing.note_numbers):
        label = [*writing.note_numbers][len(written)]
        inside = document(blocks_of(writing, parts_of(writing.note_elements[label])))
        lines = inside.split("\n")
        number = writing.note_numbers[label]
        written.append("\n".join((f"[^{number}]: {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:]))))
    return written


def _with_notes_in_place(html: str) -> str:
    if "((" not in html:
        return html
    out, at = [], 0
    for kept in _CODE.finditer(html):
        out += [_IN_PLACE.sub(_note_in_place, html[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join((*out, _IN_PLACE.sub(_note_in_place, html[at:])))


def _note_in_place(found: re.Match[str]) -> str:
    is_note = len(found[1].split()) > (2 if found[0].startswith(" ") else 1)
    return f"<kei-note>{found[1]}</kei-note>" if is_note else found[0]


def _escaped_code(found: re.Match[str]) -> str:
    """Return code of a plug-in that shows `<pre lang="php">` letter by letter as HTML that shows the same."""
    mark, code, end = found.groups()
    language = _RAW_LANGUAGE.search(mark)
    name = language[1].lower() if language else ""
    if name not in PROGRAMMING and not re.search(r"\sline\s*=", mark):
        return found[0]
    is_escaped = re.search(r"\sescaped\s*=\s*[\"']?true", mark, re.IGNORECASE) or "<" not in code
    return f'<pre data-language="{name}">{code if is_escaped else escape(code, quote=False)}{end}'


def _without_open_comment(html: str) -> str:
    """Return HTML in which the beginning of a comment that never ends is text: a parser would drop all behind it."""
    at = html.find("<!--", html.rfind("-->") + 1)
    return f"{html[:at]}{html[at:].replace('<!--', '&lt;!--')}" if at >= 0 else html


def _without_sections(html: str) -> str:
    """Return HTML in which the content of sections of XML is text: browsers read a section as a comment."""
    end = html.rfind("]]>") + 3
    if _SECTION not in html:
        return html
    closed = _CLOSED_SECTION.sub(r"\1", html[:end]) + html[end:] if end > 2 else html
    return closed.replace(_SECTION, "")
