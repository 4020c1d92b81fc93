"""A work -> its reference in the style of the Chicago Manual, 18th edition, author-date. Render, pure."""

from kei_site.core.bibliography import CitedWork, Name, Work
from kei_site.render.citations.marks import (
    MONTHS,
    american,
    container,
    joined,
    page_range,
    sentences,
    titled,
    year_of,
    year_order,
)
from kei_site.render.citations.names import and_list, inverted, surnames, whole
from kei_site.render.citations.shared import (
    DATED,
    PARTS,
    accessed,
    collection,
    creators,
    edition,
    is_serial,
    labelled,
    numbered,
    others,
    role_of,
    site,
)
from kei_site.render.citations.titles import headline
from kei_site.render.escape import escaped

_ROLES = {"ed": ("ed.", "eds."), "trans": ("trans.", "trans.")}
_SITES = ("webpage", "article-newspaper", "article-magazine")
"""Types that are filed under what they appear in when they name nobody."""
_MOST = 6


def reference(work: Work, letter: str = "") -> str:
    """Return the entry of the list of references; `letter` tells works of one author and year apart."""
    work = headline(work)
    who, year = _who(work), f"{year_of(work.issued)}{letter}" if work.issued.year else "n.d."
    if not who:
        return sentences([titled(work, "."), year, *_rest(work), escaped(work.address)])
    return sentences([who, year, titled(work, "."), *_rest(work), escaped(work.address)])


def filed_under(work: Work) -> str:
    """Return what the list is sorted by: names, with particles last, then the year, then the title."""
    names = joined([inverted(name, demoted=True) for name in creators(work)]) or _site_author(work)
    return f"{names or work.title}\0{year_order(work.issued, 9999)}\0{work.title}"


def named(work: Work) -> str:
    """Return how a citation in the text names a work, as HTML."""
    names = creators(work)
    if names:
        return escaped(surnames(names))
    return escaped(_site_author(work)) or titled(headline(work))


def in_text(work: Work, cited: CitedWork, letter: str, name: str) -> str:
    """Return a citation in the text without its brackets; `name` is what `named` gives."""
    year = f"{year_of(work.issued)}{letter}" if work.issued.year else "n.d."
    who = "" if cited.is_author_suppressed else name
    when = f"{who}{' ' if work.issued.year else ', '}{year}" if who else year
    return joined([when, labelled(cited, "chicago") if cited.locator else ""])


def _site_author(work: Work) -> str:
    return work.container if work.type in _SITES else ""


def _who(work: Work) -> str:
    names = creators(work)
    if not names:
        return escaped(_site_author(work))
    role = role_of(work)
    return escaped(joined([_listed(names), _ROLES[role][len(names) > 1] if role else ""]))


def _listed(names: tuple[Name, ...]) -> str:
    shown = [inverted(name, demoted=True) if at == 0 else whole(name) for at, name in enumerate(names)]
    return ", ".join([*shown[:3], "et al."]) if len(names) > _MOST else and_list(shown)


def _rest(work: Work) -> list[str]:
    if is_serial(work):
        return [_serial(work)]
    if work.type in PARTS and work.container:
        volume = f"vol. {escaped(work.volume)}" if work.volume else ""
        book = [f"In {container(work)}", edition(work), volume, *others(work, "edited by", "translated by")]
        return [joined(book), collection(work), escaped(work.publisher)]
    if work.type == "thesis":
        return [joined([escaped(work.genre), escaped(work.publisher)])]
    if titled(work).startswith("“"):
        return _online(work)
    volume = f"Vol. {escaped(work.volume)}" if work.volume else ""
    people = others(work, "Edited by", "Translated by")
    return [edition(work), *people, volume, numbered(work, "No."), collection(work), escaped(work.publisher)]


def _serial(work: Work) -> str:
    pages = escaped(page_range(work.pages, "chicago")) if work.type in ("article-journal", "paper-conference") else ""
    where = container(work) if creators(work) or not _site_author(work) else ""
    if work.type in DATED or not (work.volume or work.issue):
        return joined([where, american(work.issued, with_year=False), pages])
    if not work.volume:
        return f"{where}, no. {escaped(work.issue)}{f': {pages}' if pages else ''}"
    month = MONTHS[work.issued.month - 1] if work.issued.month else ""
    number = escaped(work.issue) or month
    return f"{where} {escaped(work.volume)}{f' ({number})' if number else ''}{f': {pages}' if pages else ''}"


def _online(work: Work) -> list[str]:
    date = american(work.issued, with_year=False) if work.type in DATED else ""
    where = site(work) if creators(work) or not _site_author(work) else ""
    if work.type == "article":
        return [numbered(work, "No."), joined(["Preprint", escaped(work.publisher), date]), accessed(work, "Accessed")]
    publisher, number = escaped(work.publisher), numbered(work, "No.")
    place = [joined([where, date]), number, publisher] if number else [joined([where, publisher, date])]
    return [*place, accessed(work, "Accessed")]
