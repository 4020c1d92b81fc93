"""A work -> its reference in APA style, 7th edition. Render, pure."""

from kei_site.core.bibliography import CitedWork, Name, Work
from kei_site.render.citations.marks import (
    MONTHS,
    american,
    ended,
    italic,
    joined,
    ordinal,
    page_range,
    year_of,
    year_order,
)
from kei_site.render.citations.names import and_list, initialled, surnames
from kei_site.render.citations.shared import DATED, PARTS, counted, creators, is_serial, label_of, role_of
from kei_site.render.citations.titles import capitalized, is_english
from kei_site.render.escape import escaped

_ROLES = {"ed": ("(Ed.)", "(Eds.)"), "trans": ("(Trans.)", "(Trans.)")}
_MOST, _FIRST = 20, 19
_ERAS = ("B.C.E.", "C.E.")
_ROMAN = ("post-weblog", "post")
"""Types whose titles are not set in italics although they are no part of a greater work."""
_WORDS = {"chapter": "Chapter", "section": "Section", "part": "Part", "figure": "Figure", "volume": "Vol."}
"""Names of locators that are not abbreviated."""


def reference(work: Work, letter: str = "") -> str:
    """Return the entry of the list of references; `letter` tells works of one author and year apart."""
    names = _listed(creators(work))
    role = role_of(work)
    who = joined([names, _ROLES[role][len(creators(work)) > 1] if role else ""], " ")
    title = ended(_title(work))
    date = f"({_date(work, letter)})."
    head = f"{ended(who)} {date} {title}" if who else f"{title} {date}"
    return " ".join(filter(None, (head, *_rest(work), _found_at(work))))


def filed_under(work: Work) -> str:
    """Return what the list is sorted by: names, year, title."""
    names = joined([initialled(name) for name in creators(work)])
    return f"{names or work.title}\0{year_order(work.issued)}\0{work.title}"


def named(work: Work) -> str:
    """Return how a citation in the text names a work, as HTML."""
    names = creators(work)
    if names:
        return escaped(surnames(names, sign="&"))
    return f"“{escaped(work.title)}”" if is_serial(work) or work.type in PARTS else italic(work.title, work.language)


def in_text(work: Work, cited: CitedWork, letter: str, name: str) -> str:
    """Return a citation in the text without its brackets; `name` is what `named` gives."""
    year = f"{year_of(work.issued, _ERAS)}{letter}" if work.issued.year else "n.d."
    who = "" if cited.is_author_suppressed else name
    return joined([who, year, _locator(cited) if cited.locator else ""])


def _locator(cited: CitedWork) -> str:
    label = _WORDS.get(cited.label) or label_of(cited)
    return escaped(f"{label} {page_range(cited.locator, 'apa')}")


def _listed(names: tuple[Name, ...]) -> str:
    shown = [initialled(name) for name in names]
    if len(shown) > _MOST:
        return escaped(f"{', '.join(shown[:_FIRST])}, … {shown[-1]}")
    return escaped(and_list(shown, sign="&"))


def _date(work: Work, letter: str) -> str:
    date = work.issued
    if not date.year:
        return "n.d."
    day = american(date, with_year=False) if work.type in DATED and work.type != "article" else ""
    return joined([f"{year_of(date, _ERAS)}{letter}", day])


def _title(work: Work) -> str:
    if is_serial(work) or work.type in _ROMAN or (work.type in PARTS and work.container):
        return escaped(work.title)
    title = italic(work.title, work.language)
    facts = "; ".join(filter(None, (_people(work), *_book_facts(work), _number(work))))
    return f"{title}{f' ({facts})' if facts else ''}{_kind(work)}"


def _people(work: Work) -> str:
    editors = work.editors if work.authors else ()
    translators = work.translators if work.authors or work.editors else ()
    found = [(translators, "Trans.", "Trans."), (editors, "Ed.", "Eds.")]
    return "; ".join(
        f"{_spoken(names)}, {plural if len(names) > 1 else singular}" for names, singular, plural in found if names
    )


def _spoken(names: tuple[Name, ...]) -> str:
    return escaped(and_list([initialled(name, is_first=False) for name in names], comma=False, sign="&"))


def _book_facts(work: Work) -> list[str]:
    if work.type == "dataset":
        return []
    return [joined([escaped(ordinal(work.edition)), f"Vol. {escaped(work.volume)}" if work.volume else ""])]


def _number(work: Work) -> str:
    if work.type == "thesis":
        return ""
    if work.number:
        return escaped(counted(work, "No."))
    is_report = work.type == "report"
    return escaped(" ".join(filter(None, (work.collection, work.collection_number)))) if is_report else ""


def _kind(work: Work) -> str:
    if work.type == "dataset":
        return " [Dataset]"
    if work.type == "thesis":
        return f" [{escaped(joined([work.genre, work.publisher if work.url else '']))}]"
    return f" [{escaped(work.genre)}]" if work.genre and not work.number else ""


def _rest(work: Work) -> list[str]:
    if is_serial(work):
        return [ended(_serial(work))]
    if work.type in PARTS and work.container:
        return [ended(_part(work)), _sentence(work.publisher)]
    if work.type in ("webpage", "document"):
        return [_sentence(work.publisher), _sentence(work.container)]
    if work.type in _ROMAN:
        return [f"{italic(work.container, work.language)}." if work.container else ""]
    if work.type == "thesis" and work.url:
        return []
    return [_sentence(work.container or work.publisher)]


def _sentence(text: str) -> str:
    return ended(escaped(text)) if text else ""


def _serial(work: Work) -> str:
    volume = italic(work.volume) if work.volume else ""
    issue = f"({escaped(work.issue)})" if work.issue else ""
    name = capitalized(work.container) if is_english(work) else work.container
    return joined([italic(name, work.language), volume + issue, escaped(page_range(work.pages, "apa"))])


def _part(work: Work) -> str:
    editors = work.editors
    by = f"{_spoken(editors)} ({'Eds.' if len(editors) > 1 else 'Ed.'}), " if editors else ""
    label = "pp." if len(work.pages) > len(work.pages.split("-")[0]) else "p."
    pages = f"{label} {escaped(page_range(work.pages, 'apa'))}" if work.pages else ""
    facts = joined([*_book_facts(work), pages])
    return f"In {by}{italic(work.container, work.language)}{f' ({facts})' if facts else ''}"


def _found_at(work: Work) -> str:
    seen = work.accessed
    if work.url and not work.doi and seen.year and not work.issued.year:
        day = f"{MONTHS[seen.month - 1]} {seen.day}, {seen.year}" if seen.month and seen.day else american(seen)
        return f"Retrieved {day}, from {escaped(work.url)}"
    return escaped(work.address)
