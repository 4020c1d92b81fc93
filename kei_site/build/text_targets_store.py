"""A complete build -> what the next one needs if it has nothing but edited bodies to do. Build layer."""

from collections.abc import Collection, Mapping

from kei_site.build.plan import Planned
from kei_site.build.text_targets import holders, kept_brief, kept_list, text_lists
from kei_site.core.codec import encode
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.views.common import SiteView
from kei_site.output.store import Store, TableChange
from kei_site.source.load import Settings, settings_of


@value
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


def saved_changes(planned: Planned, rendered: Collection[str], store: Store) -> tuple[TableChange, ...]:
    """Return what a complete build saves: the shape of the site, and what its `rendered` targets (paths) are made of.

    Of all other targets that is saved already: their keys are what they were.
    """
    cards = planned.library.cards
    targets = planned.plan.targets
    lists = text_lists(targets)
    pages = [page for path in rendered if (page := kept_brief(targets[path]))]
    return (
        TableChange(
            table="pages",
            rows={page.content.card.id: encode(page) for page in pages},
            remove=store.keys("pages") - cards.keys(),
        ),
        TableChange(
            table="lists",
            rows={path: encode(row) for path in rendered if path in lists and (row := kept_list(targets[path]))},
            remove=store.keys("lists") - lists.keys(),
        ),
        shape_change(_shape_of(planned, lists)),
    )


def _shape_of(planned: Planned, lists: Mapping[str, tuple[str, ...]]) -> Shape:
    snapshot = planned.snapshot
    return Shape(
        sources=snapshot.digest(),
        contents={path: file.digest for path, file in snapshot.files.items()},
        outlines=planned.outlines,
        texts=planned.texts,
        settings=settings_of(planned.inputs.config),
        site=planned.inputs.site,
        lists=tuple(lists),
        holders=holders(lists, planned.library.cards),
    )


def shape_change(shape: Shape) -> TableChange:
    """Return the change that saves a shape."""
    return TableChange(table="results", rows={"shape": encode(shape)})


def saved_shape(store: Store) -> Shape | None:
    """Return the shape of the site at the last complete build, if it is known."""
    return store.row("results", "shape", Shape)
