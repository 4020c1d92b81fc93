"""Records of single files -> the `Library`: what the site holds, in one total order.

All that takes more than one file is decided here: which briefs are public, groups, translations, contradictions.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from kei_site.core.bibliography import WorkFile
from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.hashing import with_hash
from kei_site.core.suggest import Suggester
from kei_site.core.urls import permalink, slug_of_name
from kei_site.core.value import value
from kei_site.model import conflicts
from kei_site.model.brief import Author, Brief, Page, TagRecord
from kei_site.model.brief_names import names_of
from kei_site.model.cards import CardLinks, make_card
from kei_site.model.copies import copy_diagnostics, find_copies
from kei_site.model.figures import SharedFigure
from kei_site.model.people import Contributors, contributors_of
from kei_site.model.schedule import SortedBriefs, Unpublished, due_order, events_of, sort_briefs
from kei_site.model.suggestions import new_author
from kei_site.model.tags import Tags, gather_tags
from kei_site.model.translations import translations_of
from kei_site.model.versions import FrozenVersion
from kei_site.model.views.common import AuthorLink, Card, Link


@value
class Records:
    """All that was read, before anything is looked up elsewhere."""

    briefs: tuple[Brief, ...]
    pages: tuple[Page, ...] = ()
    authors: tuple[Author, ...] = ()
    tags: tuple[TagRecord, ...] = ()
    works: tuple[WorkFile, ...] = ()
    figures: tuple[SharedFigure, ...] = ()
    versions: tuple[FrozenVersion, ...] = ()


@value
class Series:
    """A series and its briefs, newest first."""

    name: str
    slug: str
    url: str
    briefs: tuple[Brief, ...]


@value
class Library:
    """The public briefs and every order and grouping of them that the site shows."""

    prefix: str
    briefs: tuple[Brief, ...]
    """Newest first: by date, then by id."""
    listed: tuple[Brief, ...]
    """Those that lists show: without the retracted ones, which keep their pages."""
    cards: Mapping[str, Card]
    """By brief id."""
    authors: Mapping[str, Author]
    """By id; only those with a public brief or a record of their own."""
    people: frozenset[str]
    """Ids of the authors that have a page."""
    bylines: Mapping[str, AuthorLink]
    """What bylines show of each author, by id."""
    by_author: Mapping[str, tuple[Brief, ...]]
    tags: Tags
    by_tag: Mapping[str, tuple[Brief, ...]]
    """By tag slug."""
    series: tuple[Series, ...]
    by_year: Mapping[int, tuple[Brief, ...]]
    """Newest year first."""
    pages: tuple[Page, ...]
    broken_pages: tuple[Page, ...]
    copies: frozenset[str]
    """Paths of the texts that are copies of others."""
    left_out: frozenset[str]
    """Paths of the texts that a build leaves out, because they have errors; empty if it stops at errors."""
    unpublished: tuple[Unpublished, ...]
    """In the order in which they become public."""
    coming_events: tuple[Brief, ...]
    """Public briefs on events that are not over, the next one first."""
    past_events: tuple[Brief, ...]
    """Public briefs on events that are over, the last one first."""
    by_path: Mapping[str, Brief]
    """Every brief, public or not, also as far as a broken one could be read, by its NFC path below the site."""
    by_slug: Mapping[str, Brief]
    shared_slugs: frozenset[str]
    """Slugs of several briefs, of different years."""
    translations: Mapping[str, tuple[Brief, ...]]
    """By brief id: every public version of the same brief, itself included, original first."""
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def next_due(self) -> int | None:
        """The next instant (seconds since 1970) at which a brief becomes public, or an event is over."""
        ends = [brief.front.event.over for brief in self.coming_events if brief.front.event]
        dates = [waiting.until.epoch for waiting in self.unpublished if waiting.until]
        return min((*ends, *dates), default=None)

    def is_broken(self, text: Brief | Page) -> bool:
        """Tell whether a brief or a page is not published because of its errors."""
        return text.is_broken or text.path in self.left_out

    def is_public(self, brief: Brief) -> bool:
        """Return whether readers may see `brief`."""
        return brief.id in self.cards


def assemble(
    records: Records, *, instant: int, drafts: bool, prefix: str, left_out: frozenset[str] = frozenset()
) -> Library:
    """Return the library as of `instant` (seconds since 1970), without texts with errors, at the paths `left_out`."""
    briefs = sort_briefs(records.briefs, instant, drafts=drafts, left_out=left_out)
    known, twice = contributors_of(records.authors, briefs, prefix, left_out)
    names = names_of(briefs)
    tags, tag_diagnostics = gather_tags(records.tags, briefs.ordered, prefix, briefs.hidden)
    versions, version_diagnostics = translations_of(briefs.ordered, names, briefs.hidden)
    series = _series(briefs.listed, prefix)
    links = _card_links(known, series, tags)
    copies = find_copies(briefs.ordered, records.pages, records.authors)
    coming, past = events_of(briefs.listed, instant)
    broken = {page.path for page in records.pages if page.is_broken or page.path in left_out}
    return Library(
        prefix=prefix,
        briefs=briefs.public,
        listed=briefs.listed,
        cards={brief.id: make_card(brief, links, prefix) for brief in briefs.public},
        authors=known.authors,
        people=known.people,
        bylines=known.bylines,
        by_author=_grouped(briefs.listed, lambda brief: brief.front.authors),
        tags=tags,
        by_tag=_grouped(briefs.listed, tags.slugs_of),
        series=series,
        by_year=_by_year(briefs.listed),
        pages=tuple(page for page in records.pages if page.path not in broken),
        broken_pages=tuple(page for page in records.pages if page.path in broken),
        left_out=left_out,
        copies=frozenset(copies),
        unpublished=tuple(sorted(briefs.unpublished, key=due_order)),
        coming_events=coming,
        past_events=past,
        by_path=names.by_path,
        by_slug=names.by_slug,
        shared_slugs=names.shared,
        translations=versions,
        diagnostics=(
            *twice,
            *_unknown_authors(briefs.ordered, {author.id: author.name for author in records.authors}),
            *tag_diagnostics,
            *version_diagnostics,
            *_contradictions(briefs, copies),
        ),
    )


def _card_links(known: Contributors, series: Iterable[Series], tags: Tags) -> CardLinks:
    links = {group.slug: with_hash(Link(name=group.name, url=group.url)) for group in series}
    return CardLinks(authors=known.bylines, records=known.authors, series=links, tags=tags)


def _contradictions(briefs: SortedBriefs, copies: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of briefs that get into each other's way; `copies` are originals by path."""
    yield from conflicts.address_diagnostics(brief for brief in briefs.ordered if brief.path not in copies)
    yield from copy_diagnostics(copies)
    yield from conflicts.nameless_series_diagnostics(briefs.ordered)
    yield from conflicts.long_series_diagnostics(briefs.ordered)
    dated = (waiting.brief for waiting in briefs.unpublished if waiting.reason == "date")
    yield from conflicts.future_diagnostics(dated)


def _unknown_authors(briefs: Iterable[Brief], known: Mapping[str, str]) -> list[Diagnostic]:
    """Return a diagnostic (AUT01) for each author without a record; `known` are names by id."""
    suggester, by_name = Suggester(), {name.casefold(): author for author, name in known.items()}
    diagnostics = []
    unknown = ((brief, at, who) for brief in briefs for at, who in enumerate(brief.front.authors) if who not in known)
    for brief, at, wanted in unknown:
        close = by_name.get(wanted.casefold()) or suggester.nearest(wanted, "authors", lambda: known)
        fix = f"did you mean {close}? Else {new_author(wanted)}" if close else new_author(wanted)
        place, message = brief.place(f"authors.{at}"), "no author record has this id"
        diagnostics.append(diagnostic("AUT01", place, message, found=wanted, fix=fix))
    return diagnostics


def _series(public: Iterable[Brief], prefix: str) -> tuple[Series, ...]:
    groups = _grouped(public, lambda brief: filter(None, [slug_of_name(brief.front.series)]))
    return tuple(
        Series(name=briefs[-1].front.series, slug=slug, url=prefix + permalink("series", slug), briefs=briefs)
        for slug, briefs in groups.items()
    )


def _by_year(briefs: Iterable[Brief]) -> dict[int, tuple[Brief, ...]]:
    """Return briefs, which stand newest first, by year."""
    return {year: tuple(group) for year, group in itertools.groupby(briefs, lambda brief: brief.front.date.year)}


def _grouped(briefs: Iterable[Brief], keys_of: Callable[[Brief], Iterable[str]]) -> dict[str, tuple[Brief, ...]]:
    groups: dict[str, list[Brief]] = defaultdict(list)
    for brief in briefs:
        for key in keys_of(brief):
            groups[key].append(brief)
    return {key: tuple(groups[key]) for key in sorted(groups)}
