"""A changed file -> the pages that a browser shows, before the site is built. Preview room.

A whole plan of thousands of briefs takes seconds; an editor looks at one page. So the records of the last good plan
are taken, what changed is put in its place, and the same functions that plan and render the site make that one page.
A glimpse is shown until the build that follows has its own word, so it may be wrong for a moment, and only where
something other than texts, templates and assets changed.
"""

import contextlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from kei_site.build import Survey
from kei_site.diagnostics import Diagnostic, apply_severities, has_errors
from kei_site.digest import Digest, digest_bytes
from kei_site.model.brief import Author, Brief, Fragment, Page
from kei_site.model.library import Library, Records
from kei_site.model.related import Relation
from kei_site.output.store import Store
from kei_site.plan.files import ASSETS, asset_targets
from kei_site.plan.inputs import Inputs
from kei_site.plan.plan import plan_pages
from kei_site.plan.prepare import make_inputs
from kei_site.plan.targets import Target
from kei_site.preview.watch import Roots
from kei_site.render.recipes import PAGES, RECIPES
from kei_site.render.tools import Tools
from kei_site.source.kinds import Kind, kind_of
from kei_site.source.load import load
from kei_site.source.loaded import Loaded, settings_of

_Value = TypeVar("_Value")
_Record = TypeVar("_Record", bound=Brief | Page | Author)
_TEXTS = (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What can be said before the build."""

    pages: Mapping[str, bytes]
    """Address -> the page, and every asset that is new with it."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong, as far as it can be told; with errors there are no pages."""
    sources: Mapping[str, Digest | None] = field(default_factory=dict)
    """The changed sources as they were read, by path; None for one that is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """What is different from the last plan."""

    texts: Mapping[str, Loaded]
    """By path; a file that is gone gives nothing."""
    templates: Mapping[str, str]
    static: Mapping[str, Digest]
    diagnostics: tuple[Diagnostic, ...]
    is_all: bool
    """Whether nothing else changed."""
    sources: Mapping[str, Digest | None]


class Looker:
    """Makes glimpses; keeps the templates ready between them."""

    def __init__(self, roots: Roots, store: Path) -> None:
        """Look at the files of `roots`; `store` is the store folder of the preview's builds."""
        self._roots = roots
        self._store = store
        self._renderer: tuple[Mapping[str, str], Callable[[str, object], bytes]] | None = None
        self._fragments: dict[Digest, Fragment] = {}

    def look(self, kept: Survey, changed: Iterable[str], wanted: Iterable[str], instant: int) -> Sight:
        """Return the pages at the addresses `wanted` as they will be, `changed` being all that changed since `kept`."""
        found = _changes(kept, changed, self._roots)
        # Texts that no store has yet.
        self._fragments = {one.fragment_key: one.fragment for one in found.texts.values() if one.fragment}
        inputs = _inputs(kept.planned.inputs, found, instant)
        planned = plan_pages(inputs)
        diagnostics = apply_severities(
            (*found.diagnostics, *inputs.library.diagnostics, *planned.diagnostics), kept.policy
        )
        if has_errors(diagnostics):
            return Sight(pages={}, diagnostics=diagnostics if found.is_all else (), sources=found.sources)
        prefix = inputs.site.prefix
        addresses = {path_at(address, prefix): address for address in wanted if address.startswith(f"{prefix}/")}
        shown = {address: planned.targets[path] for path, address in addresses.items() if path in planned.targets}
        new = {
            f"{prefix}/{one.path}": one
            for one in asset_targets(inputs.assets)
            if one.path not in kept.planned.plan.targets
        }
        return Sight(pages=self._render(shown | new if shown else {}, found.templates), sources=found.sources)

    def first(self, kept: Survey, wanted: Iterable[str], there: Container[str]) -> Mapping[str, bytes]:
        """Return the pages of a plan at the addresses `wanted`, and the assets that `there` has no address of."""
        plan, prefix = kept.planned.plan, kept.planned.inputs.site.prefix
        paths = {address: path_at(address, prefix) for address in wanted if address.startswith(f"{prefix}/")}
        shown = {at: plan.targets[path] for at, path in paths.items() if path in plan.targets}
        pages = {address: one for address, one in shown.items() if one.recipe in PAGES}
        assets = {f"{prefix}/{path}": one for path, one in plan.targets.items() if one.recipe == "asset"}
        new = {address: one for address, one in assets.items() if address not in there}
        return self._render(pages | new if pages else {}, kept.planned.templates)

    def _render(self, targets: Mapping[str, Target], templates: Mapping[str, str]) -> dict[str, bytes]:
        tools = Tools(
            page=lambda template, view: self._pages_of(templates)(template, view),
            fragment=self._fragment,
            source=self._source,
            workspace=self._store,
        )
        made = {address: RECIPES[one.recipe](one.view, one.template, tools) for address, one in targets.items()}
        return {address: data for address, data in made.items() if isinstance(data, bytes)}

    def _pages_of(self, templates: Mapping[str, str]) -> Callable[[str, object], bytes]:
        from kei_site.render.pages import make_page_renderer

        if self._renderer is None or self._renderer[0] != templates:
            self._renderer = (templates, make_page_renderer(templates, self._fragment))
        return self._renderer[1]

    def _fragment(self, key: Digest) -> Fragment:
        if key in self._fragments:
            return self._fragments[key]
        with contextlib.closing(Store(self._store)) as store:
            found = store.fragment(key)
        if found is None:
            raise LookupError(f"no text {key}")
        return found

    def _source(self, path: str, digest: Digest) -> bytes:
        return self._roots.place_of(path).read_bytes()


def path_at(address: str, prefix: str) -> str:
    """Return the output path of the page at an address below `prefix`."""
    path = address.removeprefix(f"{prefix}/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _changes(kept: Survey, changed: Iterable[str], roots: Roots) -> _Changed:
    settings = settings_of(kept.config)
    texts: dict[str, Loaded] = {}
    templates = dict(kept.planned.templates)
    static = dict(kept.planned.inputs.files.static)
    sources: dict[str, Digest | None] = {}
    is_all = True
    for path, data in _read(kept, changed, roots):
        kind = kind_of(path)
        sources[path] = None if data is None else digest_bytes(data)
        if kind in _TEXTS:
            texts[path] = load(path, data, settings) if data is not None else Loaded(path=path)
        elif kind is Kind.TEMPLATE:
            _put(templates, path.removeprefix("templates/"), None if data is None else data.decode("utf-8", "replace"))
        elif path.startswith(ASSETS):
            _put(static, path, sources[path])
        else:
            is_all = False
    diagnostics = tuple(diagnostic for one in texts.values() for diagnostic in one.diagnostics)
    return _Changed(
        texts=texts, templates=templates, static=static, diagnostics=diagnostics, is_all=is_all, sources=sources
    )


def _put(mapping: dict[str, _Value], key: str, value: _Value | None) -> None:
    if value is None:
        mapping.pop(key, None)
    else:
        mapping[key] = value


def _read(kept: Survey, changed: Iterable[str], roots: Roots) -> Iterator[tuple[str, bytes | None]]:
    """Yield each changed source file and its bytes (None: it is gone); editors' files of passing use are left out."""
    for path in sorted(changed):
        place = roots.place_of(path)
        if place.name.startswith("."):
            continue
        try:
            yield path, place.read_bytes()
        except OSError:
            if path in kept.snapshot.files:
                yield path, None


def _inputs(before: Inputs, found: _Changed, instant: int) -> Inputs:
    files = replace(before.files, static=found.static)
    options = replace(before.options, instant=instant)
    inputs = make_inputs(_records(before.records, found), before.config, files, options)
    return replace(inputs, segments=before.segments, relations=_relations(before, inputs.library))


def _records(before: Records, found: _Changed) -> Records:
    """Return the records with those of the changed files in place of the old ones, in the order of their paths."""
    fresh = found.texts.values()
    return Records(
        briefs=_with(before.briefs, [one.brief for one in fresh if one.brief], found),
        pages=_with(before.pages, [one.page for one in fresh if one.page], found),
        authors=_with(before.authors, [one.author for one in fresh if one.author], found),
        tags=before.tags,
    )


def _with(before: Iterable[_Record], fresh: Iterable[_Record], found: _Changed) -> tuple[_Record, ...]:
    kept = (one for one in before if one.path not in found.texts)
    return tuple(sorted((*kept, *fresh), key=lambda one: one.path))


def _relations(before: Inputs, library: Library) -> dict[str, tuple[Relation, ...]]:
    """The related briefs of the last plan, as far as they are still public."""
    public = library.cards
    return {one: tuple(other for other in others if other.id in public) for one, others in before.relations.items()}
