"""A work -> its note in the style of the Chicago Manual, 18th edition: in full, and shortened. Render, pure."""

from kei_site.core.bibliography import CitedWork, Work
from kei_site.render.citations.marks import (
    american,
    container,
    italic,
    joined,
    page_range,
    quoted,
    titled,
    with_comma_inside,
    year_of,
)
from kei_site.render.citations.names import spoken, surnames
from kei_site.render.citations.shared import (
    DATED,
    PARTS,
    accessed,
    collection,
    creators,
    edition,
    is_serial,
    labelled,
    month_of,
    numbered,
    others,
    role_of,
    site,
)
from kei_site.render.citations.titles import headline
from kei_site.render.escape import escaped

_ROLES = {"ed": ("ed.", "eds."), "trans": ("trans.", "trans.")}


def full(work: Work, locator: str = "", *, is_author_suppressed: bool = False) -> str:
    """Return the note of the first citation as HTML, without its full stop; `locator` is HTML, too."""
    work = headline(work)
    who = "" if is_author_suppressed else _creators(work)
    return with_comma_inside(joined([who, *_rest(work, locator)]), escaped(work.address))


def short(work: Work, cited: CitedWork) -> str:
    """Return the note of a later citation: surnames, title, locator."""
    work = headline(work)
    names = creators(work)
    who = escaped(surnames(names)) if names and not cited.is_author_suppressed else ""
    locator = labelled(cited, "chicago") if cited.locator else ""
    title = _shortened(work, "," if locator else "")
    return joined([who, f"{title} {locator}" if title.endswith((",”", ",</i>")) else joined([title, locator])])


def _shortened(work: Work, mark: str) -> str:
    title = work.title_short or work.title
    if titled(work).startswith("“"):
        return quoted(title, mark)
    return escaped(title) if work.is_cjk else italic(title)


def _creators(work: Work) -> str:
    names, role = creators(work), role_of(work)
    mark = _ROLES[role][len(names) > 1] if role else ""
    return escaped(joined([spoken(names), mark]))


def _rest(work: Work, locator: str) -> list[str]:
    if is_serial(work):
        return [_before(work, _serial(work, locator))]
    if work.type in PARTS and work.container:
        return _part(work, locator)
    if work.type == "thesis":
        facts = joined([escaped(work.genre), escaped(work.publisher), year_of(work.issued)])
        return [f"{titled(work)} ({facts})", locator]
    if titled(work).startswith("“"):
        return [_before(work, joined(_online(work, locator)))]
    return _book(work, locator)


def _before(work: Work, rest: str) -> str:
    """Return the title in quotation marks, which hold the comma, before `rest`."""
    return f"{titled(work, ',')} {rest}" if rest else titled(work)


def _serial(work: Work, locator: str) -> str:
    pages = locator or (escaped(page_range(work.pages, "chicago")) if work.type in _PAGED else "")
    if work.type in DATED or not (work.volume or work.issue):
        return joined([container(work), american(work.issued), pages])
    where = f"{container(work)} {escaped(work.volume)}" if work.volume else container(work)
    issue = f"no. {escaped(work.issue)}" if work.issue else ""
    date = year_of(work.issued) if issue else american(month_of(work))
    when = f" ({date})" if date else ""
    return f"{joined([where, issue])}{when}{f': {pages}' if pages else ''}"


_PAGED = ("article-journal", "paper-conference")


def _part(work: Work, locator: str) -> list[str]:
    volume = f"vol. {escaped(work.volume)}" if work.volume else ""
    book = joined([f"in {container(work)}", edition(work), volume, *others(work, "ed.", "trans."), collection(work)])
    return [_before(work, book + _facts(work)), locator]


def _book(work: Work, locator: str) -> list[str]:
    volume = f"vol. {escaped(work.volume)}" if work.volume else ""
    parts = (titled(work), edition(work), volume, *others(work, "ed.", "trans."), numbered(work, "no."))
    return [joined([*parts, collection(work)]) + _facts(work), locator]


def _facts(work: Work) -> str:
    facts = joined([escaped(work.publisher), year_of(work.issued)])
    return f" ({facts})" if facts else ""


def _online(work: Work, locator: str) -> list[str]:
    date = american(work.issued) if work.type in DATED else year_of(work.issued)
    seen = accessed(work, "accessed")
    if work.type == "article":
        return [numbered(work, "no."), "preprint", escaped(work.publisher), date, seen, locator]
    return [site(work), numbered(work, "no."), escaped(work.publisher), date, seen, locator]
