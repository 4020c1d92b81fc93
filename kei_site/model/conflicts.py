"""Records that contradict each other -> diagnostics, each at the record whose path sorts last."""

from collections.abc import Iterable, Iterator

from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.urls import folded, is_cut, slugify
from kei_site.model.brief import Author, Brief
from kei_site.model.lives import people_of
from kei_site.model.permanent_ids import permanent_id


def distinct_authors(records: Iterable[Author]) -> tuple[dict[str, Author], dict[str, Diagnostic]]:
    """Return the first record of each author, and a diagnostic (AUT03) for each further record, both by id.

    Ids that differ only in case or Unicode form belong to one author, because addresses are made of them.
    """
    first: dict[str, Author] = {}
    diagnostics: dict[str, Diagnostic] = {}
    for author in sorted(people_of(records), key=lambda author: author.path):
        other = first.setdefault(folded(author.id), author)
        if other is not author:
            message, fix = f"a second record of the author in {other.path}", "delete or rename one of the two files"
            diagnostics[author.id] = diagnostic("AUT03", author.place(), message, found=author.id, fix=fix)
    return {author.id: author for author in first.values()}, diagnostics


def address_diagnostics(briefs: Iterable[Brief]) -> list[Diagnostic]:
    """Return a diagnostic for each brief whose address is taken (SLG05), or taken but for case or form (SLG06)."""
    found = []
    seen: dict[str, Brief] = {}
    for brief in sorted((brief for brief in briefs if brief.has_address), key=lambda brief: brief.path):
        other = seen.setdefault(folded(f"{brief.front.date.year}/{brief.slug}"), brief)
        if other is not brief:
            found.append(_taken(brief, other))
    return found


def _taken(brief: Brief, other: Brief) -> Diagnostic:
    place = other.place("slug")
    code = "SLG05" if brief.url == other.url else "SLG06"
    words = "has the same address as" if code == "SLG05" else "has an address that some systems treat as that of"
    message, fix = f"{words} {place.path}:{place.line}", "give one of the two another `slug:`"
    return diagnostic(code, brief.place("slug"), message, found=brief.slug, fix=fix)


_HIDDEN = ("will be hidden until this date", "none needed if that is intended; otherwise correct the date")
_HIDDEN_EVENT = (
    "this event will be hidden until its date, so nobody reads of it before",
    "make `date` the day on which it is announced, and write `event: {start: …}`",
)


def future_diagnostics(waiting: Iterable[Brief]) -> list[Diagnostic]:
    """Return a diagnostic (DAT06) for each brief that waits for its own date."""
    return [
        diagnostic("DAT06", brief.place("date"), message, found=brief.front.date.iso, fix=fix)
        for brief in waiting
        for message, fix in [_HIDDEN_EVENT if brief.front.type == "event" else _HIDDEN]
    ]


TOO_LONG = "too long for an address, which ends earlier"
"""What is wrong with the name of a tag or series."""


def nameless_series_diagnostics(briefs: Iterable[Brief]) -> list[Diagnostic]:
    """Return a diagnostic (SLG04) for each brief in a series whose name gives no address."""
    message, fix = "no slug can be made from this name", "give the series a name with letters or digits"
    return [
        diagnostic("SLG04", brief.place("series"), message, found=brief.front.series, fix=fix)
        for brief in briefs
        if brief.front.series and not slugify(brief.front.series)
    ]


def long_series_diagnostics(briefs: Iterable[Brief]) -> list[Diagnostic]:
    """Return a diagnostic (SLG03) for the first brief in each series whose name is too long for an address."""
    first = {brief.front.series: brief for brief in sorted(briefs, key=lambda brief: brief.path, reverse=True)}
    return [
        diagnostic("SLG03", brief.place("series"), TOO_LONG, found=name, fix="shorten the name")
        for name, brief in sorted(first.items())
        if is_cut(name)
    ]


def shared_dois(briefs: Iterable[Brief]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (DOI01) for every brief, public or not, whose DOI another one has. DOIs ignore case."""
    first: dict[str, Brief] = {}
    for brief in sorted((brief for brief in briefs if brief.front.doi), key=lambda brief: brief.path):
        other = first.setdefault(brief.front.doi.upper(), brief)
        if other is not brief:
            message, fix = f"{other.path} has this DOI already", "give one of the two its own, or none"
            yield diagnostic("DOI01", brief.place("doi"), message, found=brief.front.doi, fix=fix)


def shared_ids(briefs: Iterable[Brief], config: Config) -> list[Diagnostic]:
    """Return a diagnostic (FED02) for every brief, public or not, whose permanent id another one has already."""
    diagnostics = []
    first: dict[str, Brief] = {}
    for brief in sorted(briefs, key=lambda brief: brief.path):
        found = permanent_id(brief, config)
        other = first.setdefault(found, brief)
        if other is not brief:
            message, fix = f"{other.path} has this permanent id already", "give one of the two an `id:` of its own"
            diagnostics.append(diagnostic("FED02", brief.place("id"), message, found=found, fix=fix))
    return diagnostics
