"""Targets that show texts of briefs -> what is kept of them, and the same targets with other texts. Plan room, pure.

An edited body changes the views of a few files, and in these nothing but the text. What they are made of is kept, so
that they can be made again without a plan of all others: each brief once, however many feeds it stands in; a feed or a
segment of the search index as the names of its briefs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kei_site.clock import Moment
from kei_site.digest import sealed
from kei_site.model.brief import Brief, FrontMatter
from kei_site.model.views import Card, FeedView, RelatedCard, SegmentView, SiteView
from kei_site.plan.briefs import BriefParts, brief_target
from kei_site.plan.feeds import FORMATS, EntryParts, feed_target
from kei_site.plan.search import document_of, segment_target
from kei_site.plan.targets import Deferred, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRelated:
    """A related brief, without its card."""

    brief: str
    """Its id."""
    reason: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrief:
    """What the page of a brief is made of, besides the site and the cards of others; feeds need no more of it."""

    path: str
    """The output path of its page."""
    source: str
    """The path of its source file."""
    front: FrontMatter
    card: Card
    parts: BriefParts
    """Without cards."""
    neighbours: tuple[str, str]
    """The ids of the older and the newer brief, or empty."""
    related: tuple[KeptRelated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """A brief in a feed."""

    brief: str
    """Its id."""
    updated: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFeed:
    """A feed with texts."""

    recipe: str
    head: FeedView
    entries: tuple[KeptEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSegment:
    """A segment of the search index."""

    name: str
    language: str
    briefs: tuple[str, ...]
    """Ids, in the order of its documents."""


KeptList = KeptFeed | KeptSegment


def kept_brief(target: Target) -> KeptBrief | None:
    """Return what is kept of a target if it is the page of a brief."""
    if target.recipe != "brief" or not isinstance(target.source, Deferred):
        return None
    _, front, card, parts = target.source.parts
    assert isinstance(front, FrontMatter)
    assert isinstance(card, Card)
    assert isinstance(parts, BriefParts)
    older, newer = parts.neighbours
    return KeptBrief(
        path=target.path,
        source=target.origin.path,
        front=front,
        card=card,
        parts=replace(parts, neighbours=(None, None), related=()),
        neighbours=(older.id if older else "", newer.id if newer else ""),
        related=tuple([KeptRelated(brief=one.card.id, reason=one.reason, shared=one.shared) for one in parts.related]),
    )


def kept_list(target: Target, ids: Mapping[str, str]) -> KeptList | None:
    """Return what is kept of a target if it shows the texts of several briefs; `ids` of briefs by address."""
    if isinstance(target.source, SegmentView):
        view = target.source
        briefs = tuple([ids[one.url] for one in view.documents])
        return KeptSegment(name=view.name, language=view.language, briefs=briefs)
    if target.recipe not in FORMATS or not isinstance(target.source, Deferred):
        return None
    head, entries = target.source.parts
    assert isinstance(head, FeedView)
    assert isinstance(entries, tuple)
    if not all(one.text for one in entries):
        return None
    kept = tuple([KeptEntry(brief=one.card.id, updated=one.updated) for one in entries])
    return KeptFeed(recipe=target.recipe, head=head, entries=kept)


def briefs_in(kept: KeptList) -> tuple[str, ...]:
    """Return the ids of the briefs whose texts a list shows."""
    return kept.briefs if isinstance(kept, KeptSegment) else tuple([one.brief for one in kept.entries])


def with_text(kept: KeptBrief, brief: Brief) -> KeptBrief:
    """Return a brief with the text of another record of it, which has the same outline."""
    text = replace(kept.parts.text, fragment=brief.body)
    return replace(kept, parts=replace(kept.parts, text=text, word_count=brief.word_count))


def briefs_on(kept: KeptBrief) -> tuple[str, ...]:
    """Return the ids of the briefs whose cards a brief's page shows."""
    return (*filter(None, kept.neighbours), *(one.brief for one in kept.related))


def page_of(kept: KeptBrief, cards: Mapping[str, Card], site: SiteView) -> Target:
    """Return the target of a brief's page, given the cards that it shows by id."""
    older, newer = kept.neighbours
    related = [RelatedCard(card=cards[one.brief], reason=one.reason, shared=one.shared) for one in kept.related]
    parts = replace(kept.parts, neighbours=(cards.get(older), cards.get(newer)), related=tuple(related))
    return brief_target(kept.path, kept.source, (site, kept.front, kept.card, parts))


def list_of(path: str, kept: KeptList, briefs: Mapping[str, KeptBrief], site: SiteView) -> Target:
    """Return the target of a list that shows `briefs`, given by id."""
    if isinstance(kept, KeptSegment):
        documents = tuple([document_of(briefs[one].card, briefs[one].parts.text.fragment) for one in kept.briefs])
        return segment_target(SegmentView(name=kept.name, documents=documents, language=kept.language))
    entries = tuple([_entry(briefs[one.brief], one.updated, site) for one in kept.entries])
    return feed_target(path, kept.recipe, kept.head, entries)


def _entry(kept: KeptBrief, updated: Moment, site: SiteView) -> EntryParts:
    return sealed(
        EntryParts(
            permanent_id=kept.parts.permanent_id,
            permalink=site.url + kept.card.url.removeprefix(site.prefix),
            front=kept.front,
            card=kept.card,
            updated=updated,
            image=kept.parts.image,
            text=kept.parts.text,
            enclosure=kept.parts.enclosure,
        )
    )


def holders(lists: Mapping[str, KeptList], public: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return for each brief that is public the lists that show its text, by their places among `lists`."""
    found: dict[str, list[int]] = {one: [] for one in public}
    for at, kept in enumerate(lists.values()):
        for one in briefs_in(kept):
            found[one].append(at)
    return {one: tuple(places) for one, places in found.items()}
