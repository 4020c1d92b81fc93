"""Targets that show texts of briefs -> what is kept of them, and the same targets with other texts. Plan room, pure.

An edited body changes the views of a few files, and in these nothing but the text. What they are made of is kept, so
that they can be made again without a plan of all others: each brief once, however many feeds it stands in; a feed or a
segment of the search index as the names of its briefs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kei_site.core.clock import Moment
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.views.common import Card, SiteView
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.model.views.pages import BriefContent, BriefView, RelatedCard
from kei_site.model.views.search import SegmentView
from kei_site.plan.briefs import brief_target, make_brief_view
from kei_site.plan.feeds import feed_target, make_entry
from kei_site.plan.search_index import document_of, segment_target
from kei_site.plan.targets import Target


@value
class KeptRelated:
    """A related brief, without its card."""

    brief: str
    """Its id."""
    reason: str
    shared: tuple[str, ...]


@value
class KeptBrief:
    """What the page of a brief is made of, besides the site and the cards of others; feeds need no more of it."""

    path: str
    """The output path of its page."""
    source: str
    """The path of its source file."""
    content: BriefContent
    neighbours: tuple[str, str]
    """The ids of the older and the newer brief, or empty."""
    related: tuple[KeptRelated, ...]


@value
class KeptEntry:
    """A brief in a feed."""

    brief: str
    """Its id."""
    updated: Moment


@value
class KeptFeed:
    """A feed with texts."""

    recipe: str
    head: FeedView
    entries: tuple[KeptEntry, ...]


@value
class KeptSegment:
    """A segment of the search index."""

    name: str
    language: str
    briefs: tuple[str, ...]
    """Ids, in the order of its documents."""


KeptList = KeptFeed | KeptSegment


def kept_brief(target: Target) -> KeptBrief | None:
    """Return what is kept of a target if it is the page of a brief."""
    view = target.view
    if target.recipe != "brief" or not isinstance(view, BriefView):
        return None
    return KeptBrief(
        path=target.path,
        source=target.origin.path,
        content=view.content,
        neighbours=(view.previous.id if view.previous else "", view.next.id if view.next else ""),
        related=tuple([KeptRelated(brief=one.card.id, reason=one.reason, shared=one.shared) for one in view.related]),
    )


def text_lists(targets: Mapping[str, Target]) -> dict[str, tuple[str, ...]]:
    """Return every target but the pages of briefs that shows texts of briefs, by path, with the ids of these."""
    return {path: target.texts for path, target in targets.items() if target.texts and target.recipe != "brief"}


def kept_list(target: Target) -> KeptList | None:
    """Return what is kept of a target that shows texts; None of one that only a whole plan can make again."""
    view = target.view
    if isinstance(view, SegmentView):
        return KeptSegment(name=view.name, language=view.language, briefs=target.texts)
    if not isinstance(view, FeedView):
        return None
    entries = tuple([KeptEntry(brief=entry.card.id, updated=entry.updated) for entry in view.entries])
    return KeptFeed(recipe=target.recipe, head=replace(view, entries=()), entries=entries)


def briefs_in(kept: KeptList) -> tuple[str, ...]:
    """Return the ids of the briefs whose texts a list shows."""
    return kept.briefs if isinstance(kept, KeptSegment) else tuple([one.brief for one in kept.entries])


def with_text(kept: KeptBrief, brief: Brief) -> KeptBrief:
    """Return a brief with the text of another record of it, which has the same outline."""
    text = replace(kept.content.text, fragment=brief.body)
    return replace(kept, content=replace(kept.content, text=text, word_count=brief.word_count))


def briefs_on(kept: KeptBrief) -> tuple[str, ...]:
    """Return the ids of the briefs whose cards a brief's page shows."""
    return (*filter(None, kept.neighbours), *(one.brief for one in kept.related))


def page_of(kept: KeptBrief, cards: Mapping[str, Card], site: SiteView) -> Target:
    """Return the target of a brief's page, given the cards that it shows by id."""
    older, newer = kept.neighbours
    related = [RelatedCard(card=cards[one.brief], reason=one.reason, shared=one.shared) for one in kept.related]
    view = make_brief_view(site, kept.content, (cards.get(older), cards.get(newer)), tuple(related))
    return brief_target(kept.path, kept.source, view)


def list_of(path: str, kept: KeptList, briefs: Mapping[str, KeptBrief], site: SiteView) -> Target:
    """Return the target of a list that shows `briefs`, given by id."""
    if isinstance(kept, KeptSegment):
        shown = [briefs[brief].content for brief in kept.briefs]
        documents = tuple([document_of(content.card, content.text.fragment) for content in shown])
        return segment_target(SegmentView(name=kept.name, documents=documents, language=kept.language))
    entries = tuple([_entry(briefs[one.brief], one.updated, site) for one in kept.entries])
    return feed_target(path, kept.recipe, kept.head, entries)


def _entry(kept: KeptBrief, updated: Moment, site: SiteView) -> EntryView:
    content = kept.content
    return make_entry(content, site.url + content.card.url.removeprefix(site.prefix), updated, content.text)


def holders(lists: Mapping[str, tuple[str, ...]], public: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return for each public brief, by id, the `lists` (see `text_lists`) that show its text, by their places."""
    found: dict[str, list[int]] = {brief: [] for brief in public}
    for at, briefs in enumerate(lists.values()):
        for brief in briefs:
            found[brief].append(at)
    return {brief: tuple(places) for brief, places in found.items()}
