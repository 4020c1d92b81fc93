"""Authors and briefs -> what the site knows of each author, and which have a page. Model, pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kei_site.core.diagnostics import Diagnostic
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief
from kei_site.model.cards import author_link
from kei_site.model.conflicts import distinct_authors
from kei_site.model.schedule import SortedBriefs
from kei_site.model.views.common import AuthorLink


@value
class Contributors:
    """The authors of a site, by id."""

    authors: Mapping[str, Author]
    people: frozenset[str]
    """Ids of those that have a page."""
    bylines: Mapping[str, AuthorLink]
    """What bylines show of each."""


def contributors_of(
    records: Iterable[Author], briefs: SortedBriefs, prefix: str, left_out: frozenset[str]
) -> tuple[Contributors, list[Diagnostic]]:
    """Return the authors, and a diagnostic (AUT03) for each further record of one.

    `prefix` stands before all addresses; the records at the paths `left_out` have errors and get no page.
    """
    authors, twice = distinct_authors(without_pages(records, left_out))
    people = with_pages(authors, briefs.listed, (waiting.brief for waiting in briefs.unpublished))
    bylines = {name: author_link(author, prefix, has_page=name in people) for name, author in authors.items()}
    return Contributors(authors=authors, people=people, bylines=bylines), [*twice.values()]


def with_pages(authors: Mapping[str, Author], public: Iterable[Brief], hidden: Iterable[Brief]) -> frozenset[str]:
    """Return the ids of the authors that have a page; `hidden` are the briefs that are not public.

    A record says so by `page`, or by a `group`: the institute shows its people, whatever they have written. Else a page
    has who stands in a public brief, or in none at all: who stands in hidden ones alone would give them away.
    """
    others = tuple(hidden)
    seen, held = _named(public), _named(others)
    may_be_anyone = any(brief.is_broken and not brief.front.authors for brief in others)
    return frozenset(
        author.id
        for author in authors.values()
        if author.page is not False
        and (author.page or author.group or author.id in seen or not (may_be_anyone or author.id in held))
    )


def without_pages(authors: Iterable[Author], left_out: frozenset[str]) -> Iterator[Author]:
    """Yield records; of those at the paths `left_out`, what a byline shows, and no page."""
    for author in authors:
        if author.path in left_out:
            bare = Author(id=author.id, path=author.path, name=author.name, kind=author.kind, page=False)
            yield replace(bare, family=author.family, given=author.given, names=author.names, language=author.language)
        else:
            yield author


def _named(briefs: Iterable[Brief]) -> set[str]:
    return {name for brief in briefs for name in _names(brief)}


def _names(brief: Brief) -> Iterator[str]:
    yield from brief.front.authors
    yield from brief.front.event.speakers if brief.front.event else ()
