"""The name of a style -> its functions. Render, pure."""

from collections.abc import Callable, Mapping, Sequence

from kei_site.core.bibliography import CitedWork, Work
from kei_site.core.value import value
from kei_site.render.citations import apa, chicago_author_date, chicago_notes, mla
from kei_site.render.citations.apart import set_apart
from kei_site.render.citations.marks import ended
from kei_site.render.escape import escaped
from kei_site.render.i18n.direction import with_elements


@value
class TextStyle:
    """A style that cites in the text, with a list of references at the end."""

    reference: Callable[[Work, str], str]
    """(work, letter) -> its entry in the list, as HTML."""
    filed_under: Callable[[Work], str]
    """Work -> what the list is sorted by."""
    named: Callable[[Work], str]
    """Work -> its name in the text."""
    in_text: Callable[[Work, CitedWork, str, str], str]
    """(work, citation, letter, name) -> the citation without its brackets."""
    is_sorted: bool = False
    """Whether the works of a citation are put in the order of the list."""
    wants_titles: bool = False
    """Whether works of one author are told apart by titles, not by letters behind the year."""


TEXT_STYLES: Mapping[str, TextStyle] = {
    "chicago-author-date": TextStyle(
        reference=chicago_author_date.reference,
        filed_under=chicago_author_date.filed_under,
        named=chicago_author_date.named,
        in_text=chicago_author_date.in_text,
    ),
    "apa": TextStyle(
        reference=apa.reference, filed_under=apa.filed_under, named=apa.named, in_text=apa.in_text, is_sorted=True
    ),
    "mla": TextStyle(
        reference=mla.reference, filed_under=mla.filed_under, named=mla.named, in_text=mla.in_text, wants_titles=True
    ),
}
"""The styles that cite in the text, by name."""
STYLE_NAMES: Mapping[str, str] = {
    "chicago-notes": "Chicago (notes)",
    "chicago-author-date": "Chicago (author-date)",
    "apa": "APA",
    "mla": "MLA",
}
"""What readers call the styles."""


def reference(style: str, work: Work) -> str:
    """Return the reference to one work in a style, as HTML with its full stop; behind it what has become of the work.

    Titles stay as they are: programs and readers find the work by them.
    """
    shown = set_apart(work)
    html = TEXT_STYLES[style].reference(shown, "") if style in TEXT_STYLES else ended(chicago_notes.full(shown))
    return with_elements(html) + (f" [{escaped(work.status)}]" if work.status else "")


def letters(works: Sequence[Work], names: Mapping[str, str], *, with_years: bool) -> dict[str, str]:
    """Return by key what tells works apart that a citation would name alike: `a`, `b` …, in the order of the list.

    `names` are those of the works in the text, by key; `with_years`: a citation gives the year, too.
    """
    groups: dict[tuple[str, int], list[str]] = {}
    for work in works:
        year = work.issued.year if with_years else 0
        groups.setdefault((names[work.key], year), []).append(work.key)
    return {key: _letter(at) for keys in groups.values() if len(keys) > 1 for at, key in enumerate(keys)}


def _letter(number: int) -> str:
    """Return `a` for 0, `z` for 25, `ba` for 26: no brief cites more works of one author and year."""
    first, last = divmod(number, 26)
    return (chr(ord("a") + first) if first else "") + chr(ord("a") + last)
