"""A complete build -> what is saved of the targets that show texts of briefs, and from that the same targets again.

So an edited body needs no plan. A brief is saved once; a feed or a search segment has the ids of its briefs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kei_site.build.records import SitePlan
from kei_site.core.clock import Moment
from kei_site.core.codec import encode
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.views.common import Card, SiteView
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.model.views.pages import BriefContent, BriefView, RelatedCard
from kei_site.model.views.pdf import PdfView
from kei_site.model.views.search import SegmentView
from kei_site.output.store import Store, TableChange
from kei_site.plan.briefs import brief_target, make_brief_view
from kei_site.plan.feeds import feed_target, make_entry
from kei_site.plan.pdf import pdf_target
from kei_site.plan.search_index import document_of, segment_target
from kei_site.plan.targets import Target
from kei_site.source.load import Settings, settings_of


@value
class SavedRelated:
    """A related brief, without its card."""

    brief: str
    """Its id."""
    reason: str
    shared: tuple[str, ...]


@value
class SavedBrief:
    """The page of a brief, without the site and the cards of other briefs; entries of feeds are made of it, too."""

    path: str
    """The output path of its page."""
    source: str
    """The path of its source file."""
    content: BriefContent
    neighbours: tuple[str, str]
    """The ids of the older and the newer brief, or empty."""
    related: tuple[SavedRelated, ...]


@value
class SavedEntry:
    """A brief in a feed."""

    brief: str
    """Its id."""
    updated: Moment


@value
class SavedFeed:
    """A feed with texts."""

    recipe: str
    head: FeedView
    entries: tuple[SavedEntry, ...]


@value
class SavedSegment:
    """A segment of the search index."""

    name: str
    language: str
    has_few_files: bool
    briefs: tuple[str, ...]
    """Ids, in the order of its documents."""
    figures: tuple[str, ...]
    """The words of the figures of each of them."""


@value
class SavedPdf:
    """The PDF of a brief."""

    view: PdfView


SavedList = SavedFeed | SavedSegment | SavedPdf


@value
class SavedBuild:
    """The sources of the last complete build, and the targets that show the texts of its briefs."""

    sources: Digest
    """Of the snapshot."""
    contents: Mapping[str, Digest]
    """Of every source file, by path."""
    metadata_digests: Mapping[str, Digest]
    """Of every complete brief, by path."""
    texts: Mapping[str, Digest]
    """The key of each text, by the path of its source file."""
    settings: Settings
    site: SiteView
    sites: Mapping[str, SiteView]
    """By language, of pages in another one."""
    lists: tuple[str, ...]
    """The targets that show the texts of several briefs."""
    targets_by_brief: Mapping[str, tuple[int, ...]]
    """The positions in `lists` of the targets that show a public brief, by its id."""


def saved_brief(target: Target) -> SavedBrief | None:
    """Return the saved form of the page of a brief; None of another target."""
    view = target.view
    if target.recipe != "brief" or not isinstance(view, BriefView):
        return None
    return SavedBrief(
        path=target.path,
        source=target.origin.path,
        content=view.content,
        neighbours=(view.previous.id if view.previous else "", view.next.id if view.next else ""),
        related=tuple(
            [SavedRelated(brief=entry.card.id, reason=entry.reason, shared=entry.shared) for entry in view.related]
        ),
    )


def text_lists(targets: Mapping[str, Target]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the briefs whose texts a target shows, by path, for all targets but the pages of briefs."""
    return {path: target.texts for path, target in targets.items() if target.texts and target.recipe != "brief"}


def saved_list(target: Target) -> SavedList | None:
    """Return the saved form of a target that shows texts; None of a target that takes a whole plan."""
    view = target.view
    if isinstance(view, SegmentView):
        words = tuple([document.figures for document in view.documents])
        return SavedSegment(
            name=view.name,
            language=view.language,
            has_few_files=view.has_few_files,
            briefs=target.texts,
            figures=words,
        )
    if isinstance(view, PdfView):
        return SavedPdf(view=view)
    if not isinstance(view, FeedView):
        return None
    entries = tuple([SavedEntry(brief=entry.card.id, updated=entry.updated) for entry in view.entries])
    return SavedFeed(recipe=target.recipe, head=replace(view, entries=()), entries=entries)


def briefs_in(saved: SavedList) -> tuple[str, ...]:
    """Return the ids of the briefs whose texts a list shows."""
    if isinstance(saved, SavedPdf):
        return (saved.view.card.id,)
    return saved.briefs if isinstance(saved, SavedSegment) else tuple([entry.brief for entry in saved.entries])


def with_text(saved: SavedBrief, brief: Brief) -> SavedBrief:
    """Return the saved brief with the text of `brief`, a record with the same metadata digest."""
    text = replace(saved.content.text, fragment=brief.body)
    return replace(saved, content=replace(saved.content, text=text, word_count=brief.word_count))


def briefs_on(saved: SavedBrief) -> tuple[str, ...]:
    """Return the ids of the briefs whose cards a brief's page shows."""
    return (*filter(None, saved.neighbours), *(entry.brief for entry in saved.related))


def page_of(saved: SavedBrief, cards: Mapping[str, Card], site: SiteView) -> Target:
    """Return the page of a brief; `cards` holds the cards on it by id."""
    older, newer = saved.neighbours
    related = [
        RelatedCard(card=cards[entry.brief], reason=entry.reason, shared=entry.shared) for entry in saved.related
    ]
    view = make_brief_view(site, saved.content, (cards.get(older), cards.get(newer)), tuple(related))
    return brief_target(saved.path, saved.source, view)


def list_of(path: str, saved: SavedList, briefs: Mapping[str, SavedBrief], site: SiteView) -> Target:
    """Return the target of a list; `briefs` holds the briefs in it by id."""
    if isinstance(saved, SavedPdf):
        text = briefs[saved.view.card.id].content.text
        return pdf_target(path, replace(saved.view, text=text))
    if isinstance(saved, SavedSegment):
        shown = zip((briefs[brief].content for brief in saved.briefs), saved.figures, strict=True)
        documents = tuple(
            [document_of(content.card, content.text.fragment, content.text.cited, words) for content, words in shown]
        )
        view = SegmentView(
            name=saved.name, documents=documents, language=saved.language, has_few_files=saved.has_few_files
        )
        return segment_target(view)
    entries = tuple([_entry(briefs[entry.brief], entry.updated, site) for entry in saved.entries])
    return feed_target(path, saved.recipe, saved.head, entries)


def _entry(saved: SavedBrief, updated: Moment, site: SiteView) -> EntryView:
    content = saved.content
    return make_entry(content, site.url + content.card.url.removeprefix(site.prefix), updated, content.text)


def targets_by_brief(lists: Mapping[str, tuple[str, ...]], public: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the positions of the `lists` (see `text_lists`) that show the text of a public brief, by its id."""
    found: dict[str, list[int]] = {brief: [] for brief in public}
    for position, briefs in enumerate(lists.values()):
        for brief in briefs:
            found[brief].append(position)
    return {brief: tuple(positions) for brief, positions in found.items()}


def saved_changes(site: SitePlan, rendered: Collection[str], store: Store) -> tuple[TableChange, ...]:
    """Return what a complete build saves of its sources and of its `rendered` targets (paths).

    All other targets have the keys of an earlier build, which saved them.
    """
    cards = site.library.cards
    targets = site.plan.targets
    lists = text_lists(targets)
    pages = [page for path in rendered if (page := saved_brief(targets[path]))]
    return (
        TableChange(
            table="pages",
            rows={page.content.card.id: encode(page) for page in pages},
            remove=store.keys("pages") - cards.keys(),
        ),
        TableChange(
            table="lists",
            rows={path: encode(row) for path in rendered if path in lists and (row := saved_list(targets[path]))},
            remove=store.keys("lists") - lists.keys(),
        ),
        saved_build_change(_saved_build(site, lists)),
    )


def _saved_build(site: SitePlan, lists: Mapping[str, tuple[str, ...]]) -> SavedBuild:
    snapshot = site.snapshot
    return SavedBuild(
        sources=snapshot.digest(),
        contents={path: file.digest for path, file in snapshot.files.items()},
        metadata_digests=site.metadata_digests,
        texts=site.texts,
        settings=settings_of(site.inputs.config, snapshot.files, site.inputs.pdf_letters),
        site=site.inputs.site,
        sites=site.inputs.sites,
        lists=tuple(lists),
        targets_by_brief=targets_by_brief(lists, site.library.cards),
    )


def saved_build_change(saved: SavedBuild) -> TableChange:
    """Return the change that saves a build."""
    return TableChange(table="results", rows={"build": encode(saved)})


def read_saved_build(store: Store) -> SavedBuild | None:
    """Return the last complete build, None if there is none."""
    return store.row("results", "build", SavedBuild)
