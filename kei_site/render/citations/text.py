"""The HTML of a text with citations -> the same with references: in its notes, or in the text and at its end. Render.

The list of references links back to each citation. Words of citations that name no known work stay as written.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from kei_site.core.bibliography import Cited, CitedWork, Work
from kei_site.render.citations import chicago_notes
from kei_site.render.citations.apart import set_apart
from kei_site.render.citations.marks import has_end
from kei_site.render.citations.shared import labelled
from kei_site.render.citations.styles import TEXT_STYLES, letters
from kei_site.render.escape import escaped
from kei_site.render.i18n.direction import with_elements, without_isolates

_CITATION = re.compile(r'<a href="kei-cite:([0-9]+)">(.*?)</a>(\.?)', re.DOTALL)
_LOCATOR = "<locator>"
"""The place of a locator in a note: no escaped value holds it."""
_HTTP = re.compile(r"https?://(?:[.,;]*(?:&#?\w+;|[^\s<&.,;]))+")
"""An address in HTML: entities are whole, and punctuation belongs to it only if more follows."""
_ENCODED = (("&lt;", "%3C"), ("&gt;", "%3E"))
"""Signs of old DOIs that stand in no address."""


def with_references(html: str, cited: Cited) -> str:
    """Return a text with its references."""
    if "kei-cite:" not in html:
        return html
    write = _in_text if cited.style in TEXT_STYLES else _in_notes
    return with_elements(write(html, cited))


def _in_notes(html: str, cited: Cited) -> str:
    works = {work.key: set_apart(work) for work in cited.works}
    seen: set[str] = set()

    def note(item: CitedWork) -> str:
        work = works[item.key]
        written = linked(chicago_notes.short(work, item)) if item.key in seen else _first_note(work, item)
        seen.add(item.key)
        return _framed(item, written)

    return _replaced(html, cited, lambda number, items: "; ".join(map(note, items)))


def _first_note(work: Work, item: CitedWork) -> str:
    note = _note(work, _LOCATOR if item.locator else "", item.is_author_suppressed)
    return note.replace(_LOCATOR, labelled(item, "chicago")) if item.locator else note


@functools.lru_cache(maxsize=1 << 12)
def _note(work: Work, locator: str, is_author_suppressed: bool) -> str:
    return linked(chicago_notes.full(work, locator, is_author_suppressed=is_author_suppressed))


@functools.lru_cache(maxsize=1 << 12)
def _reference(style: str, work: Work, letter: str) -> str:
    return linked(TEXT_STYLES[style].reference(set_apart(work), letter))


@functools.lru_cache(maxsize=1 << 12)
def _filed(style: str, work: Work) -> tuple[tuple[bool, str], str]:
    """Return what the list is sorted by, and the name of a work in the text."""
    return _folded(TEXT_STYLES[style].filed_under(work)), TEXT_STYLES[style].named(set_apart(work))


def _in_text(html: str, cited: Cited) -> str:
    style = TEXT_STYLES[cited.style]
    listed = sorted(cited.works, key=lambda work: _filed(cited.style, work)[0])
    names = {work.key: _filed(cited.style, work)[1] for work in listed}
    letter = letters(listed, names, with_years=not style.wants_titles)
    place = {work.key: at for at, work in enumerate(listed, 1)}
    works = {work.key: set_apart(work) for work in listed}
    back: dict[str, list[str]] = defaultdict(list)

    def link(number: int, at: int, item: CitedWork) -> str:
        name = f"kei-cite-{number + 1}" + (f"-{at + 1}" if at else "")
        back[item.key].append(name)
        words = style.in_text(works[item.key], item, letter.get(item.key, ""), names[item.key])
        anchor = f'<a href="#kei-ref-{place[item.key]}" id="{name}" class="biblioref" role="doc-biblioref">{words}</a>'
        return _framed(item, anchor)

    def brackets(number: int, items: tuple[CitedWork, ...]) -> str:
        ordered = sorted(items, key=lambda item: place[item.key]) if style.is_sorted else items
        return f"({'; '.join([link(number, at, item) for at, item in enumerate(ordered)])})"

    written = _replaced(html, cited, brackets)
    if not back:
        return written
    entries = [_entry(place[w.key], _reference(cited.style, w, letter.get(w.key, "")), back[w.key]) for w in listed]
    return f"{written}{_list(entries)}"


def _replaced(html: str, cited: Cited, write: Callable[[int, tuple[CitedWork, ...]], str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        number = int(found[1])
        items = cited.citations[number]
        if not items:
            return found[2] + found[3]
        text = write(number, items)
        if html.endswith("<p>", 0, found.start()):
            text = text[:1].upper() + text[1:]  # of a note that holds nothing else
        return text if found[3] and has_end(text) else text + found[3]

    return _CITATION.sub(replaced, html)


def _framed(item: CitedWork, html: str) -> str:
    return f"{escaped(item.prefix)}{html}{escaped(item.suffix)}" if item.prefix or item.suffix else html


def linked(html: str) -> str:
    """Return a reference with its address as a link."""
    return _HTTP.sub(_link, html)


def _link(found: re.Match[str]) -> str:
    address: str = found[0]
    for sign, code in _ENCODED:
        address = address.replace(sign, code)
    if address.startswith("https://doi.org/"):
        address = re.sub(r"(?<!&)#", "%23", address)
    return f'<a href="{address}">{found[0]}</a>'


def _folded(key: str) -> tuple[bool, str]:
    """Return a key by which works in other letters come behind those in Latin ones."""
    key = without_isolates(key)
    return not key[:1].isascii() and not key[:1].isupper() and not key[:1].islower(), key.casefold()


def _entry(number: int, html: str, back: Sequence[str]) -> str:
    links = " ".join(
        f'<a href="#{name}" class="backref" role="doc-backlink">↩\ufe0e{f"&nbsp;{at}" if len(back) > 1 else ""}</a>'
        for at, name in enumerate(back, 1)
    )
    return f'<li id="kei-ref-{number}">{html} {links}</li>'


LIST_START = '<section class="references" role="doc-bibliography">\n'
"""Begins the list of references; its heading stands behind it."""


def with_heading(html: str, heading: str) -> str:
    """Return a text with the HTML `heading` over its list of references, if it has one."""
    before, start, after = html.partition(LIST_START)
    return f"{before}{start}{heading}\n{after}" if start else html


def _list(entries: Sequence[str]) -> str:
    items = "\n".join(entries)
    return f"{LIST_START}<ul>\n{items}\n</ul>\n</section>\n"
