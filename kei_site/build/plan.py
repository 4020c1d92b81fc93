"""Readings -> the plan of the site, with costly pure results taken from the memo. Build layer."""

from collections.abc import Mapping
from dataclasses import replace

from kei_site.build.context import BuildContext
from kei_site.build.load import Readings
from kei_site.build.scan import template_texts
from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief, Page
from kei_site.model.library import Library, Records
from kei_site.model.related import Relation, Ties, relate
from kei_site.output.store import Store
from kei_site.plan.inputs import Inputs, PlanOptions
from kei_site.plan.planner import plan_site
from kei_site.plan.prepare import make_inputs
from kei_site.plan.search_index import plan_segments
from kei_site.plan.targets import Plan
from kei_site.render.pages.template_closures import Closures, close_templates
from kei_site.source.scan import Snapshot


@value
class Planned:
    """The plan, and what it was made of."""

    plan: Plan
    snapshot: Snapshot
    inputs: Inputs
    templates: Mapping[str, str]
    """Texts by name."""
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, Digest]
    """The keys of all texts that the sources give, by the paths of their files."""
    outlines: Mapping[str, Digest]
    """Of every brief that was read without a diagnostic, by path."""
    due: tuple[int, ...]
    """Every instant (seconds since 1970) at which a brief becomes public, past ones included, in order."""

    @property
    def library(self) -> Library:
        """The library that the plan was made of."""
        return self.inputs.library


@value
class _Relations:
    """The related briefs, as remembered."""

    key: Digest
    found: dict[str, tuple[Relation, ...]]


@value
class _ClosedTemplates:
    """The closures of the templates, as remembered."""

    key: Digest
    found: Closures


def plan_build(snapshot: Snapshot, config: Config, readings: Readings, context: BuildContext) -> Planned:
    """Return the plan of the site as of the build's instant."""
    asked, store, code = context.request, context.store, context.code
    options = PlanOptions(instant=context.instant, drafts=asked.drafts, search=asked.search)
    inputs = make_inputs(readings.records, config, readings.files, options)
    library, site = inputs.library, inputs.site
    templates, template_diagnostics = template_texts(snapshot)
    segments = plan_segments(library, site.language, config.search_segments) if site.has_search else ()
    inputs = replace(inputs, segments=segments, relations=_relations(library, store, code))
    closures = _closures(templates, store, code)
    plan = plan_site(inputs, closures.digests, code)
    context.stopwatch.lap("plan")
    return Planned(
        plan=plan,
        snapshot=snapshot,
        inputs=inputs,
        templates=templates,
        due=_due(readings.records),
        diagnostics=(*library.diagnostics, *plan.diagnostics, *template_diagnostics, *closures.diagnostics),
        texts=_texts(readings.records),
        outlines=readings.outlines,
    )


def _due(records: Records) -> tuple[int, ...]:
    moments = (moment for brief in records.briefs for moment in (brief.front.date, brief.front.embargo) if moment)
    return tuple(sorted({moment.epoch for moment in moments}))


def _texts(records: Records) -> dict[str, Digest]:
    owners: tuple[Brief | Page | Author, ...] = (*records.briefs, *records.pages, *records.authors)
    return {one.path: one.body for one in owners if one.body}


def _relations(library: Library, store: Store, code: Digest) -> dict[str, tuple[Relation, ...]]:
    """The related briefs; remembered, since they depend on tags, series and dates alone."""
    ties = tuple(_ties(brief, library) for brief in library.briefs)
    key = digest_of((code, ties))
    known = store.row("results", "relations", _Relations)
    if known and known.key == key:
        return known.found
    found = relate(ties)
    store.put("results", {"relations": _Relations(key=key, found=found)})
    return found


def _ties(brief: Brief, library: Library) -> Ties:
    series = library.cards[brief.id].series
    groups = library.tags.slugs_of(brief)
    return Ties(
        id=brief.id,
        epoch=brief.front.date.epoch,
        language=brief.front.language,
        groups=(*groups, f"series:{series.url}") if series else groups,
    )


def _closures(templates: Mapping[str, str], store: Store, code: Digest) -> Closures:
    """The closures of the templates; remembered, so that Jinja is not loaded to plan a build that renders nothing."""
    key = digest_of((code, tuple(templates.items())))
    known = store.row("results", "closures", _ClosedTemplates)
    if known and known.key == key:
        return known.found
    found = close_templates(templates)
    store.put("results", {"closures": _ClosedTemplates(key=key, found=found)})
    return found
