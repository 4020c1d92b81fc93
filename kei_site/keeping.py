"""A complete build -> what the next one needs if it has nothing but edited bodies to do. Build layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kei_site.codec import encode
from kei_site.digest import Digest
from kei_site.model.views.common import SiteView
from kei_site.output.store import Store
from kei_site.plan.kept import holders, kept_brief, kept_list
from kei_site.plan.targets import Target
from kei_site.planning import Planned
from kei_site.source.load import Settings, settings_of
from kei_site.source.scan import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sources of the last complete build, and where it shows the texts of briefs."""

    sources: Digest
    """Of the snapshot."""
    contents: Mapping[str, Digest]
    """Of every source file, by path."""
    outlines: Mapping[str, Digest]
    """Of every brief that was read without a diagnostic, by path."""
    texts: Mapping[str, Digest]
    """The keys of all texts, by the paths of their source files."""
    settings: Settings
    site: SiteView
    lists: tuple[str, ...]
    """The targets that show the texts of several briefs."""
    holders: Mapping[str, tuple[int, ...]]
    """For each public brief, by id, those of `lists` that show it, by their places in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is remembered once a build is published, as the codec writes it.

    It is written before pages are made, beside the search index, and not at the end, where one process works alone.
    """

    pages: Mapping[str, bytes]
    """What pages of briefs are made of, by the ids of the briefs: those that are made again."""
    lists: Mapping[str, bytes]
    """What feeds and segments are made of, by path: those that are made again."""
    shape: bytes
    """The `Shape` of the site."""
    public: frozenset[str]
    """The ids of all public briefs."""
    listed: frozenset[str]
    """The paths of all targets that show the texts of several briefs."""


def what_to_keep(planned: Planned, snapshot: Snapshot, remade: Sequence[Target]) -> Kept:
    """Return the shape of the site, and what the targets are made of that are to be made again.

    Of all others that is remembered already: their keys are what they were.
    """
    cards = planned.library.cards
    ids = {card.url: one for one, card in cards.items()}
    lists = {path: one for path, target in planned.plan.targets.items() if (one := kept_list(target, ids))}
    shape = Shape(
        sources=snapshot.digest(),
        contents={path: one.digest for path, one in snapshot.files.items()},
        outlines=planned.outlines,
        texts=planned.texts,
        settings=settings_of(planned.inputs.config),
        site=planned.inputs.site,
        lists=tuple(lists),
        holders=holders(lists, cards),
    )
    return Kept(
        pages={page.content.card.id: encode(page) for target in remade if (page := kept_brief(target))},
        lists={target.path: encode(lists[target.path]) for target in remade if target.path in lists},
        shape=encode(shape),
        public=frozenset(cards),
        listed=frozenset(lists),
    )


def keep(kept: Kept, store: Store) -> None:
    """Remember what is kept, and forget what there is not any more."""
    store.put_encoded("pages", kept.pages, remove=store.keys("pages") - kept.public)
    store.put_encoded("lists", kept.lists, remove=store.keys("lists") - kept.listed)
    store.put_encoded("results", {"shape": kept.shape})


def kept_shape(store: Store) -> Shape | None:
    """Return the shape of the site at the last complete build, if it is known."""
    return store.row("results", "shape", Shape)


def keep_shape(shape: Shape, store: Store) -> None:
    """Remember a shape."""
    store.put("results", {"shape": shape})
