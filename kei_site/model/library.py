"""Records of single files -> the `Library`: what the site holds, in one total order.

All that takes more than one file is decided here: which briefs are public, groups, translations, contradictions.
"""

import itertools
import posixpath
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field

from kei_site.core.bibliography import WorkFile
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import with_hash
from kei_site.core.suggest import Suggester
from kei_site.core.urls import permalink, slug_of_name
from kei_site.core.value import value
from kei_site.model import conflicts
from kei_site.model.brief import Author, Brief, Page, TagRecord
from kei_site.model.cards import CardLinks, author_link, make_card
from kei_site.model.copies import copy_diagnostics, find_copies
from kei_site.model.figures import SharedFigure
from kei_site.model.people import with_pages, without_pages
from kei_site.model.schedule import Unpublished, due_order, events_of, why_unpublished
from kei_site.model.suggestions import nearest_brief, new_author
from kei_site.model.tags import Tags, gather_tags
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
    ordered = sorted(records.briefs, key=lambda brief: (-brief.front.date.epoch, brief.id))
    reasons = (why_unpublished(brief, instant, drafts=drafts, left_out=left_out) for brief in ordered)
    unpublished = tuple(filter(None, reasons))
    hidden = {waiting.brief.id for waiting in unpublished}
    public = tuple(brief for brief in ordered if brief.id not in hidden)
    listed = tuple(brief for brief in public if not brief.front.is_retracted)
    authors, twice = conflicts.distinct_authors(without_pages(records.authors, left_out))
    tags, tag_diagnostics = gather_tags(records.tags, ordered, prefix, hidden)
    series = _series(listed, prefix)
    people = with_pages(authors, listed, (waiting.brief for waiting in unpublished))
    bylines = {name: author_link(author, prefix, has_page=name in people) for name, author in authors.items()}
    series_links = {group.slug: with_hash(Link(name=group.name, url=group.url)) for group in series}
    links = CardLinks(authors=bylines, records=authors, series=series_links, tags=tags)
    by_path = {unicodedata.normalize("NFC", brief.path): brief for brief in ordered}
    by_slug = {brief.slug: brief for brief in (*(waiting.brief for waiting in unpublished), *public)}
    shared = frozenset(slug for slug, count in Counter(brief.slug for brief in ordered).items() if count > 1)
    copies = find_copies(ordered, records.pages, records.authors)
    coming, past = events_of(listed, instant)
    pairs, pair_diagnostics = _translations(ordered, by_path, by_slug, hidden)
    return Library(
        prefix=prefix,
        briefs=public,
        listed=listed,
        cards={brief.id: make_card(brief, links, prefix) for brief in public},
        authors=authors,
        people=people,
        bylines=bylines,
        by_author=_grouped(listed, lambda brief: brief.front.authors),
        tags=tags,
        by_tag=_grouped(listed, tags.slugs_of),
        series=series,
        by_year={year: tuple(group) for year, group in itertools.groupby(listed, lambda brief: brief.front.date.year)},
        pages=tuple(page for page in records.pages if not (page.is_broken or page.path in left_out)),
        broken_pages=tuple(page for page in records.pages if page.is_broken or page.path in left_out),
        left_out=left_out,
        copies=frozenset(copies),
        unpublished=tuple(sorted(unpublished, key=due_order)),
        coming_events=coming,
        past_events=past,
        by_path=by_path,
        by_slug=by_slug,
        shared_slugs=shared,
        translations=pairs,
        diagnostics=(
            *twice.values(),
            *_unknown_authors(ordered, {author.id: author.name for author in records.authors}),
            *tag_diagnostics,
            *pair_diagnostics,
            *_shared_originals(ordered, by_path, by_slug, shared),
            *conflicts.address_diagnostics(brief for brief in ordered if brief.path not in copies),
            *copy_diagnostics(copies),
            *conflicts.nameless_series_diagnostics(ordered),
            *conflicts.long_series_diagnostics(ordered),
            *conflicts.future_diagnostics(waiting.brief for waiting in unpublished if waiting.reason == "date"),
        ),
    )


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


def _grouped(briefs: Iterable[Brief], keys_of: Callable[[Brief], Iterable[str]]) -> dict[str, tuple[Brief, ...]]:
    groups: dict[str, list[Brief]] = defaultdict(list)
    for brief in briefs:
        for key in keys_of(brief):
            groups[key].append(brief)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def find_brief(wanted: str, origin: str, by_path: Mapping[str, Brief], by_slug: Mapping[str, Brief]) -> Brief | None:
    """Return the brief that `wanted` names: a path relative to the file `origin` or to content/briefs, or a slug."""
    name = unicodedata.normalize("NFC", wanted.removeprefix("brief:"))
    here = posixpath.normpath(f"{origin.rpartition('/')[0]}/{name}")
    if here in by_path:
        return by_path[here]
    top = posixpath.normpath(f"content/briefs/{name}")
    candidates = (top, f"{here}/index.md", f"{top}/index.md", f"{here}.md", f"{top}.md")
    return next((by_path[path] for path in candidates if path in by_path), None) or by_slug.get(name)


def is_shared_name(wanted: str, origin: str, by_path: Mapping[str, Brief], shared: Collection[str]) -> bool:
    """Tell whether `wanted` names a brief by a slug of several, as `find_brief` reads it; `shared` are such slugs."""
    return wanted.removeprefix("brief:") in shared and find_brief(wanted, origin, by_path, {}) is None


def _translations(
    briefs: Iterable[Brief], by_path: Mapping[str, Brief], by_slug: Mapping[str, Brief], hidden: set[str]
) -> tuple[dict[str, tuple[Brief, ...]], list[Diagnostic]]:
    """Return the versions of one text by the id of each; what a hidden brief translates is hidden, too."""
    originals: dict[str, Brief] = {}
    groups: dict[str, dict[str, Brief]] = defaultdict(dict)
    diagnostics, suggester = [], Suggester()
    for brief in filter(lambda brief: brief.front.translation_of, briefs):
        original = find_brief(brief.front.translation_of, brief.path, by_path, by_slug)
        if original is None or original is brief:
            diagnostics.append(_no_original(brief, original, by_path, suggester))
        elif brief.id not in hidden:
            originals[brief.id] = original
    for brief in briefs:
        if brief.id in originals:
            first = _first_version(brief, originals)
            groups[first.id] |= {first.id: first, brief.id: brief}
    versions = _versions(groups, hidden)
    return versions, [*diagnostics, *_two_of_a_language({group[0].id: group for group in versions.values()}.values())]


def _shared_originals(
    briefs: Iterable[Brief], by_path: Mapping[str, Brief], by_slug: Mapping[str, Brief], shared: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic (LNK09) for each translation that names its original by a slug of several briefs."""
    for brief in briefs:
        wanted = brief.front.translation_of
        if wanted and is_shared_name(wanted, brief.path, by_path, shared):
            yield several_owners(brief.place("translation_of"), wanted, by_slug[wanted.removeprefix("brief:")])


def several_owners(place: Place, wanted: str, chosen: Brief) -> Diagnostic:
    """Return the diagnostic (LNK09) of a slug that several briefs have, at `place`, where it leads to `chosen`."""
    message = f"several briefs have this slug; it leads to {chosen.path}"
    return diagnostic("LNK09", place, message, found=wanted, fix="write the path of the brief")


def _two_of_a_language(versions: Iterable[tuple[Brief, ...]]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (REL02) for each version of a text in a language that an earlier version has."""
    for group in versions:
        for at, brief in enumerate(group):
            other = next((other for other in group[:at] if other.front.language == brief.front.language), None)
            if other:
                key = "translation_of" if brief.front.translation_of else "language"
                message = f"{other.path} is a version in the same language"
                fix = "correct `language:`, or keep one of the two"
                yield diagnostic("REL02", brief.place(key), message, found=brief.front.language, fix=fix)


def _first_version(brief: Brief, originals: Mapping[str, Brief]) -> Brief:
    """Return what a translation of a translation goes back to; of briefs that translate each other, the first by id."""
    passed: dict[str, Brief] = {}
    at = brief
    while at.id in originals and at.id not in passed:
        passed[at.id] = at
        at = originals[at.id]
    around = [*passed][[*passed].index(at.id) :] if at.id in passed else [at.id]
    return passed.get(min(around), at)


def _versions(groups: Mapping[str, Mapping[str, Brief]], hidden: set[str]) -> dict[str, tuple[Brief, ...]]:
    result: dict[str, tuple[Brief, ...]] = {}
    for first, group in groups.items():
        ordered = sorted(group.values(), key=lambda brief: (brief.id != first, brief.front.language, brief.id))
        versions = tuple(brief for brief in ordered if brief.id not in hidden)
        if len(versions) > 1:
            result |= {brief.id: versions for brief in versions}
    return result


def _no_original(brief: Brief, original: Brief | None, by_path: Iterable[str], suggester: Suggester) -> Diagnostic:
    wanted, place = brief.front.translation_of, brief.place("translation_of")
    if original:
        return diagnostic("REL01", place, "a brief is no translation of itself", found=wanted, fix="remove it")
    close = nearest_brief(wanted, brief, by_path, suggester)
    hint = f"did you mean {close}?" if close else "write the path of a brief, relative to this file"
    return diagnostic("REL01", place, "no brief has this path", found=wanted, fix=hint)
