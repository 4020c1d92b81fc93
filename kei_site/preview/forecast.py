"""The front matters of all texts -> what a glimpse starts from when nothing was ever built. Preview room.

The Markdown of thousands of briefs takes most of a build, and a page shows little of it: its own text, and summaries
where editors wrote none. So front matters are read alone, which decides what is public and what every list holds, and
of the texts only those that a page needs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, fields, is_dataclass, replace
from urllib.parse import unquote

from kei_site.build import Survey
from kei_site.diagnostics import Diagnostic, SeverityPolicy, apply_severities
from kei_site.model.brief import Author, BadImage, Brief, ImageFacts, Page, Reference
from kei_site.model.library import Library, find_brief
from kei_site.model.views import AuthorLink, Card
from kei_site.plan.images import source_path
from kei_site.plan.inputs import PlanOptions
from kei_site.plan.plan import plan_pages
from kei_site.plan.prepare import make_inputs
from kei_site.plan.targets import Plan, Target
from kei_site.planning import Planned
from kei_site.preview.glimpse import path_at
from kei_site.preview.watch import Roots
from kei_site.reading import files_of, records_of, tags_of
from kei_site.report import BuildRequest
from kei_site.source.images import is_image, read_image
from kei_site.source.kinds import Kind, kind_of
from kei_site.source.load import load
from kei_site.source.loaded import Loaded, Settings, settings_of
from kei_site.source.scan import Snapshot, take_snapshot, walk
from kei_site.sources import read_configuration

_FENCE = re.compile(rb"\n---[ \t]*(?:\r?\n|\Z)")
_EMPTY = Plan(targets={}, keys={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What front matters say of the site."""

    site: Survey
    """With records that have no texts, and a plan that is empty."""
    targets: Mapping[str, Target]
    """Every page by its output path, as far as front matters tell."""
    settings: Settings


def foresee(request: BuildRequest, roots: Roots, instant: int) -> Forecast:
    """Return what the front matters of the site say, as of `instant`. Raises OSError for a file that is gone by now."""
    snapshot = take_snapshot(walk(request.site, roots.theme, (request.output, request.memo), 0), {})
    config, diagnostics = read_configuration(snapshot)
    settings = settings_of(config)
    loaded = [_front_of(path, snapshot, settings) for path in snapshot.files if _is_text(path)]
    tags, tag_diagnostics = tags_of(snapshot)
    options = PlanOptions(instant=instant, drafts=request.drafts, search=request.search)
    inputs = make_inputs(records_of(loaded, tags), config, files_of(snapshot, {}), options)
    policy = SeverityPolicy(severities=config.diagnostics, strict=request.strict)
    told = apply_severities(
        (
            *diagnostics,
            *tag_diagnostics,
            *inputs.library.diagnostics,
            *(one for each in loaded for one in each.diagnostics),
        ),
        policy,
    )
    survey = Survey(
        snapshot=snapshot,
        config=config,
        planned=Planned(
            plan=_EMPTY,
            inputs=inputs,
            templates=_templates(snapshot, roots),
            diagnostics=(),
            texts={},
            outlines={},
            due=(),
        ),
        policy=policy,
        diagnostics=told,
        read=0,
    )
    return Forecast(site=survey, targets=plan_pages(inputs).targets, settings=settings)


def _is_text(path: str) -> bool:
    return kind_of(path) in (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR)


def _front_of(path: str, snapshot: Snapshot, settings: Settings) -> Loaded:
    """Return what a text says without its body; plain pages are few, and read in full."""
    with open(snapshot.places[path], "rb") as opened:
        data = opened.read()
    end = None if kind_of(path) is Kind.PAGE else _FENCE.search(data)
    found = load(path, data[: end.end()] if end else data, settings)
    return replace(found, fragment=None)


def _templates(snapshot: Snapshot, roots: Roots) -> dict[str, str]:
    paths = [path for path in snapshot.files if kind_of(path) is Kind.TEMPLATE]
    return {
        path.removeprefix("templates/"): roots.place_of(path).read_bytes().decode("utf-8", "replace") for path in paths
    }


def needed(forecast: Forecast, addresses: Iterable[str], roots: Roots) -> tuple[Survey, frozenset[str]]:
    """Return the paths of all texts on the pages at `addresses`, and the survey with what else these show of others.

    Those are summaries that no editor wrote, the headings that links lead to, and pictures.
    """
    planned = forecast.site.planned
    paths = (path_at(address, planned.inputs.site.prefix) for address in addresses)
    targets = [forecast.targets[path] for path in paths if path in forecast.targets]
    shown = frozenset(path for one in targets for path in _texts_on(one, planned.library))
    texts = [record for path in shown if (record := _record(path, forecast, roots))]
    others = {path for one in targets for path in _without_summary(one, planned.library)}
    others |= {path for one in texts for path in _linked(one, planned.library)}
    images = {path: found for one in texts for path, found in _pictures(one, forecast, roots)}
    files = replace(planned.inputs.files, images=images)
    before = planned.inputs.records
    records = replace(before, briefs=_completed(before.briefs, others - shown, forecast, roots))
    completed = replace(planned, inputs=replace(planned.inputs, records=records, files=files))
    return replace(forecast.site, planned=completed), shown


def _record(path: str, forecast: Forecast, roots: Roots) -> Brief | Page | Author | None:
    found = load(path, roots.place_of(path).read_bytes(), forecast.settings)
    return found.brief or found.page or found.author


def _completed(briefs: Iterable[Brief], wanted: Set[str], forecast: Forecast, roots: Roots) -> tuple[Brief, ...]:
    """Return briefs, the `wanted` ones with what their texts say of themselves; nobody looks at what these refer to."""
    full = {path: one for path in wanted if isinstance(one := _record(path, forecast, roots), Brief)}
    return tuple(replace(full[one.path], links=(), images=()) if one.path in full else one for one in briefs)


def _texts_on(target: Target, library: Library) -> Iterator[str]:
    """Yield the paths of the texts on a page: its own, and those of its authors."""
    if _is_text(target.origin.path):
        yield target.origin.path
    yield from (library.authors[one.id].path for one in _cards(target.view) if isinstance(one, AuthorLink))


def _without_summary(target: Target, library: Library) -> Iterator[str]:
    shown = {one.id for one in _cards(target.view) if isinstance(one, Card)}
    return (one.path for one in library.briefs if one.id in shown and not one.front.summary)


def _cards(value: object) -> Iterator[Card | AuthorLink]:
    """Yield every card and every byline in a view."""
    if isinstance(value, Card | AuthorLink):
        yield value
    if isinstance(value, tuple | list):
        for one in value:
            yield from _cards(one)
    elif isinstance(value, Mapping):
        yield from _cards(tuple(value.values()))
    elif is_dataclass(value):
        yield from _cards(tuple([getattr(value, one.name) for one in fields(value)]))


def _pictures(
    record: Brief | Page | Author, forecast: Forecast, roots: Roots
) -> Iterator[tuple[str, ImageFacts | BadImage]]:
    image = record.front.image if isinstance(record, Brief) else record.image if isinstance(record, Author) else None
    files = forecast.site.snapshot.files
    for target in (*(one.target for one in record.images), *([image.src] if image else [])):
        path = source_path(target, record.path)
        if path and path in files and is_image(path):
            yield path, read_image(path, roots.place_of(path).read_bytes(), files[path].digest)


def _linked(record: Brief | Page | Author, library: Library) -> Iterator[str]:
    """Yield the paths of the briefs that a text refers to a heading of."""
    by_address = {unquote(one.url): one for one in library.briefs}
    for one in record.links:
        found = _brief_of(one, record.path, library, by_address)
        if found:
            yield found.path


def _brief_of(one: Reference, origin: str, library: Library, by_address: Mapping[str, Brief]) -> Brief | None:
    target, _, anchor = one.target.partition("#")
    if not (target and anchor):
        return None
    return by_address.get(target) or find_brief(target, origin, library.by_path, library.by_slug)


def errors(forecast: Forecast) -> tuple[Diagnostic, ...]:
    """Return what will keep the site from being published, as far as front matters tell."""
    return tuple(one for one in forecast.site.diagnostics if one.severity == "error")
