"""A work -> its reference in MLA style, 9th edition. Render, pure."""

from kei_site.core.bibliography import CitedWork, Name, PartialDate, Work
from kei_site.render.citations.marks import (
    british,
    container,
    ended,
    italic,
    joined,
    page_range,
    quoted,
    titled,
    year_order,
)
from kei_site.render.citations.names import inverted, surnames, whole
from kei_site.render.citations.shared import (
    PARTS,
    collection,
    creators,
    edition,
    labelled,
    month_of,
    numbered,
    others,
    role_of,
)
from kei_site.render.citations.titles import headline
from kei_site.render.escape import escaped

_ROLES = {"ed": ("editor", "editors"), "trans": ("translator", "translators")}


def reference(work: Work, letter: str = "") -> str:
    """Return the entry of the list of works cited; `letter` is of no use here, since titles tell works apart."""
    work = headline(work)
    facts = ended(joined(_facts(work)))
    genre = "" if work.number else numbered(work, "no.")
    parts = [_who(work), _title(work), genre, facts if facts != "." else "", *_afterwards(work)]
    return " ".join(ended(part) for part in parts if part)


def filed_under(work: Work) -> str:
    """Return what the list is sorted by: names, title, year."""
    names = joined([inverted(name) for name in creators(work)])
    return f"{names or work.title}\0{work.title}\0{year_order(work.issued)}"


def named(work: Work) -> str:
    """Return how a citation in the text names a work, as HTML."""
    names = creators(work)
    return escaped(surnames(names)) if names else _named_title(work)


def in_text(work: Work, cited: CitedWork, letter: str, name: str) -> str:
    """Return a citation in the text without its brackets; a `letter` asks for the title of one of several works."""
    is_bare = cited.is_author_suppressed or not creators(work)
    title = _named_title(work) if cited.is_author_suppressed or letter or not creators(work) else ""
    who = joined(["" if is_bare else name, title])
    locator = labelled(cited, "mla") if cited.locator else ""
    locator = locator.replace("chap. ", "ch. ").replace("chaps. ", "chs. ")
    return joined([who, locator], " " if cited.label == "page" else ", ")


def _named_title(work: Work) -> str:
    work = headline(work)
    title = work.title_short or work.title
    if titled(work).startswith("“"):
        return quoted(title)
    return escaped(title) if work.is_cjk else italic(title)


def _who(work: Work) -> str:
    names, role = creators(work), role_of(work)
    return escaped(joined([_listed(names), _ROLES[role][len(names) > 1] if role else ""]))


def _listed(names: tuple[Name, ...]) -> str:
    if not names:
        return ""
    first = inverted(names[0])
    if len(names) > 2:
        return f"{first}, et al."
    return f"{first}, and {whole(names[1])}" if len(names) == 2 else first


def _title(work: Work) -> str:
    if work.type == "thesis":
        return escaped(work.title) if work.is_cjk else italic(work.title)
    return titled(work, "." if titled(work).startswith("“") else "")


def _facts(work: Work) -> list[str]:
    date, pages = british(_date(work)), _pages(work)
    if work.type == "thesis":
        return [date, escaped(work.address)]
    volume = f"vol. {escaped(work.volume)}" if work.volume else ""
    issue = f"no. {escaped(work.issue)}" if work.issue else ""
    people = others(work, "edited by", "translated by")
    facts = [
        edition(work),
        volume,
        issue,
        numbered(work, "no.") if work.number else "",
        _publisher(work),
        date,
        pages,
        escaped(work.address),
    ]
    if work.container:
        return [container(work), *people, *facts]
    return [_with_capital(part) if at == 0 else part for at, part in enumerate(filter(None, (*people, *facts)))]


_OF_A_YEAR = ("book", *PARTS, "paper-conference", "thesis")
_WITHOUT_PUBLISHER = ("article-journal", "article-magazine", "article-newspaper", "paper-conference", "post-weblog")


def _date(work: Work) -> PartialDate:
    """Return as much of the date of a work as MLA names of its type."""
    if work.type in _OF_A_YEAR:
        return PartialDate(year=work.issued.year)
    return month_of(work) if work.type == "article-journal" else work.issued


def _with_capital(words: str) -> str:
    """Return words of this program with a capital: they begin a sentence."""
    ours = words.startswith(("edited by", "translated by", "vol. ", "no. "))
    return words[0].upper() + words[1:] if ours else words


def _publisher(work: Work) -> str:
    return "" if work.type in _WITHOUT_PUBLISHER else escaped(work.publisher)


def _pages(work: Work) -> str:
    if not work.pages:
        return ""
    pages = page_range(work.pages, "mla")
    return f"{'pp.' if '–' in pages or ',' in pages else 'p.'} {escaped(pages)}"


def _afterwards(work: Work) -> list[str]:
    seen = f"Accessed {british(work.accessed)}" if work.accessed.year and not work.issued.year else ""
    thesis = joined([escaped(work.publisher), escaped(work.genre)]) if work.type == "thesis" else ""
    series = collection(work) if work.type not in PARTS else ""
    return [seen, thesis, series]
