"""The records of a site -> its plan; related briefs and the closures of templates come from the cache when they can."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kei_site.build.context import BuildContext
from kei_site.build.records import LoadResult, SitePlan
from kei_site.build.theme import theme_folders
from kei_site.core.diagnostics import SeverityPolicy, apply_severities
from kei_site.core.flood import without_flood
from kei_site.core.hashing import NO_DIGEST, Digest, digest_of
from kei_site.core.pdf_fonts import tools_digest
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief, Page
from kei_site.model.library import Library, Records
from kei_site.model.related import Relation, Ties, relate
from kei_site.model.views.search import SegmentView
from kei_site.output.store import Store
from kei_site.plan.figures.words import figure_words
from kei_site.plan.inputs import Inputs, PlanOptions
from kei_site.plan.pdf import is_made
from kei_site.plan.planner import plan_site
from kei_site.plan.prepare import make_inputs
from kei_site.plan.search_index import Besides, plan_segments
from kei_site.render.pages.csp import digest_of_script
from kei_site.render.pages.template_closures import Closures, close_templates
from kei_site.render.search.pagefind import SearchFailed, script_of_pagefind
from kei_site.source.reread import template_texts
from kei_site.source.scan import Snapshot


@value
class _SavedScript:
    """A row of the cache: the digest of Pagefind's script."""

    key: Digest
    found: str


@value
class _SavedRelations:
    """A row of the cache: the related briefs of each brief, by id."""

    key: Digest
    found: dict[str, tuple[Relation, ...]]


@value
class _SavedClosures:
    """A row of the cache: the closures of the templates."""

    key: Digest
    found: Closures


def make_site_plan(loaded: LoadResult, context: BuildContext, left_out: frozenset[str] = frozenset()) -> SitePlan:
    """Return the plan of the site as of the build's instant, without the texts at the paths `left_out`."""
    inputs = _inputs(loaded, context, left_out)
    templates, template_diagnostics = template_texts(loaded.snapshot)
    closures = _closures(templates, _shipped(loaded.snapshot), context)
    plan = plan_site(inputs, closures.digests, context.code)
    found = (*inputs.library.diagnostics, *plan.diagnostics, *template_diagnostics, *closures.diagnostics)
    policy = SeverityPolicy(severities=loaded.config.diagnostics, strict=context.request.strict)
    context.stopwatch.lap("plan")
    return SitePlan(
        snapshot=loaded.snapshot,
        inputs=inputs,
        plan=plan,
        templates=templates,
        policy=policy,
        diagnostics=apply_severities(without_flood((*loaded.diagnostics, *found)), policy),
        texts=_texts(loaded.records),
        metadata_digests=loaded.metadata_digests,
        due=_due(loaded.records),
        parsed=loaded.parsed,
        left_out=tuple(sorted(left_out)),
    )


def _inputs(loaded: LoadResult, context: BuildContext, left_out: frozenset[str]) -> Inputs:
    asked, config = context.request, loaded.config
    options = PlanOptions(instant=context.instant, drafts=asked.drafts, search=asked.search, left_out=left_out)
    inputs = make_inputs(loaded.records, config, loaded.files, options)
    library, site = inputs.library, inputs.site
    segments = _segments(inputs) if site.has_search else ()
    pagefind = _pagefind(context) if segments else ""
    relations = _relations(library, context.store, context.code)
    own = _has_own_templates(loaded.snapshot)
    is_set = any(is_made(brief, inputs) for brief in library.briefs)
    return replace(
        inputs,
        segments=segments,
        pagefind=pagefind,
        relations=relations,
        has_own_templates=own,
        pdf_tools=tools_digest() if is_set else NO_DIGEST,
        pdf_letters=loaded.pdf_letters,
    )


def _segments(inputs: Inputs) -> tuple[SegmentView, ...]:
    besides = Besides(cited=inputs.cited, figures=figure_words(inputs))
    return plan_segments(inputs.library, inputs.site.language, inputs.config.search_index, besides)


def _has_own_templates(snapshot: Snapshot) -> bool:
    return len(_shipped(snapshot)) < sum(path.startswith("templates/") for path in snapshot.places)


def _shipped(snapshot: Snapshot) -> frozenset[str]:
    """Return the names of the templates that the program brings, without those that the site replaces."""
    theme = theme_folders()["templates"]
    return frozenset(
        path.removeprefix("templates/")
        for path, place in snapshot.places.items()
        if path.startswith("templates/") and Path(place).is_relative_to(theme)
    )


def _pagefind(context: BuildContext) -> str:
    """Return the digest of Pagefind's script; it is the same in every index that this program makes."""
    known = context.store.row("results", "pagefind", _SavedScript)
    if known and known.key == context.code:
        return known.found
    try:
        found = digest_of_script(script_of_pagefind(context.staging))
    except SearchFailed:
        return ""  # the segments say so
    context.store.put("results", {"pagefind": _SavedScript(key=context.code, found=found)})
    return found


def _due(records: Records) -> tuple[int, ...]:
    moments = (moment for brief in records.briefs for moment in (brief.front.date, brief.front.embargo) if moment)
    return tuple(sorted({moment.epoch for moment in moments}))


def _texts(records: Records) -> dict[str, Digest]:
    owners: tuple[Brief | Page | Author, ...] = (*records.briefs, *records.pages, *records.authors)
    versions = {version.path: version.text.body for version in records.versions if version.text.body}
    return {owner.path: owner.body for owner in owners if owner.body} | versions


def _relations(library: Library, store: Store, code: Digest) -> dict[str, tuple[Relation, ...]]:
    """Return the related briefs of each brief by id; they depend on tags, series and dates alone."""
    ties = tuple(_ties(brief, library) for brief in library.listed)
    key = digest_of((code, ties))
    known = store.row("results", "relations", _SavedRelations)
    if known and known.key == key:
        return known.found
    found = relate(ties)
    store.put("results", {"relations": _SavedRelations(key=key, found=found)})
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


def _closures(templates: Mapping[str, str], shipped: frozenset[str], context: BuildContext) -> Closures:
    """Return the closures of the templates; the cache saves loading Jinja for a build that renders nothing."""
    key = digest_of((context.code, tuple(templates.items()), tuple(sorted(shipped))))
    known = context.store.row("results", "closures", _SavedClosures)
    if known and known.key == key:
        return known.found
    found = close_templates(templates, shipped)
    context.store.put("results", {"closures": _SavedClosures(key=key, found=found)})
    return found
