"""The front matters of all texts -> a plan of pages, for a site of which nothing was built yet.

The Markdown of thousands of briefs takes most of a build; here only the texts that a page needs are read.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from urllib.parse import unquote

from kei_site.build.load import files_of, load_config, records_of, tags_of
from kei_site.build.references import load_works, work_paths
from kei_site.build.report import BuildRequest
from kei_site.core.diagnostics import Diagnostic, SeverityPolicy, apply_severities
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief, Page
from kei_site.model.brief_names import find_brief
from kei_site.model.library import Library
from kei_site.model.views.common import AuthorLink, Card
from kei_site.plan.images import source_path
from kei_site.plan.inputs import PlanOptions, SourceFiles
from kei_site.plan.planner import plan_pages
from kei_site.plan.prepare import make_inputs
from kei_site.plan.targets import Target
from kei_site.preview.early_pages import path_at
from kei_site.preview.known_site import Edits, KnownSite, is_text, read_edits
from kei_site.preview.watch import Roots
from kei_site.source.file_kinds import Kind, kind_of
from kei_site.source.images import is_image, read_image
from kei_site.source.load import LoadedFile, load, settings_of
from kei_site.source.reread import template_texts
from kei_site.source.scan import Snapshot, take_snapshot, walk

_FENCE = re.compile(rb"\n---[ \t]*(?:\r?\n|\Z)")


@value
class FrontMatterPlan:
    """The pages of a site as far as front matters tell."""

    site: KnownSite
    """Its records have no texts."""
    pages: Mapping[str, Target]
    """By output path."""
    diagnostics: tuple[Diagnostic, ...]


def plan_front_matters(request: BuildRequest, roots: Roots, instant: int) -> FrontMatterPlan:
    """Plan a site by its front matters, as of `instant`. Raises OSError for a file that is gone by now."""
    snapshot = take_snapshot(walk(request.site, roots.theme, (request.output, request.cache), 0), {})
    config, config_diagnostics = load_config(snapshot)
    settings = settings_of(config, snapshot.files)
    paths = filter(is_text, snapshot.files)
    texts = [replace(load(path, _front(path, snapshot), settings), fragment=None) for path in paths]
    tags, tag_diagnostics = tags_of(snapshot)
    templates, template_diagnostics = template_texts(snapshot)
    options = PlanOptions(instant=instant, drafts=request.drafts, search=request.search)
    records = records_of(texts, tags)
    works = load_works(snapshot, work_paths(snapshot, config, records))
    records = replace(records, works=works.files)
    inputs = make_inputs(records, config, files_of(snapshot, {}, config.attachments), options)
    policy = SeverityPolicy(severities=config.diagnostics, strict=request.strict)
    found = (*config_diagnostics, *tag_diagnostics, *template_diagnostics, *inputs.library.diagnostics)
    of_texts = itertools.chain.from_iterable(loaded.diagnostics for loaded in texts)
    return FrontMatterPlan(
        site=KnownSite(inputs=inputs, templates=templates, policy=policy, paths=snapshot.files.keys()),
        pages=plan_pages(inputs).targets,
        diagnostics=apply_severities((*found, *of_texts), policy),
    )


def _front(path: str, snapshot: Snapshot) -> bytes:
    """Return the bytes of a text's front matter; plain pages are few, and read in full."""
    with open(snapshot.places[path], "rb") as opened:
        data = opened.read()
    end = None if kind_of(path) is Kind.PAGE else _FENCE.search(data)
    return data[: end.end()] if end else data


def texts_for(plan: FrontMatterPlan, address: str, roots: Roots) -> Edits:
    """Read the texts of the page at `address`, and the summaries, headings and pictures of others, as edits."""
    site, library = plan.site, plan.site.inputs.library
    target = plan.pages.get(path_at(address, site.inputs.site.prefix))
    if target is None:
        return read_edits(site, (), roots)
    shown = read_edits(site, set(_texts_on(target, library)), roots)
    others = {*_without_summary(target, library), *_linked(shown.texts.values(), library)} - shown.texts.keys()
    texts = {path: _without_references(found) for path, found in read_edits(site, others, roots).texts.items()}
    return replace(shown, texts={**texts, **shown.texts}, images=dict(_images(shown, site.inputs.files, roots)))


def _without_references(found: LoadedFile) -> LoadedFile:
    """Return a brief without what it refers to, which nobody looks at."""
    return LoadedFile(path=found.path, brief=found.brief and replace(found.brief, links=(), images=(), figures=()))


def _texts_on(target: Target, library: Library) -> Iterator[str]:
    """Yield the paths of the texts on a page: its own, and those of its authors."""
    if is_text(target.origin.path):
        yield target.origin.path
    yield from (library.authors[found.id].path for found in _cards(target.view) if isinstance(found, AuthorLink))


def _without_summary(target: Target, library: Library) -> Iterator[str]:
    shown = {found.id for found in _cards(target.view) if isinstance(found, Card)}
    return (brief.path for brief in library.briefs if brief.id in shown and not brief.front.summary)


def _cards(value: object) -> Iterator[Card | AuthorLink]:
    if isinstance(value, Card | AuthorLink):
        yield value
    if isinstance(value, tuple | list):
        for part in value:
            yield from _cards(part)
    elif isinstance(value, Mapping):
        yield from _cards(tuple(value.values()))
    elif is_dataclass(value):
        yield from _cards(tuple([getattr(value, part.name) for part in fields(value)]))


def _images(shown: Edits, files: SourceFiles, roots: Roots) -> Iterator[tuple[str, ImageFacts | BadImage]]:
    digests = {**files.static, **files.content}
    for record in _records(shown.texts.values()):
        lead = record.front.image if isinstance(record, Brief) else getattr(record, "portrait", None)
        for named in (*(reference.target for reference in record.images), *([lead.src] if lead else [])):
            path = source_path(named, record.path)
            if path and path in digests and is_image(path):
                yield path, read_image(path, roots.place_of(path).read_bytes(), digests[path])


def _records(texts: Iterable[LoadedFile]) -> list[Brief | Page | Author]:
    return [found.record for found in texts if found.record]


def _linked(texts: Iterable[LoadedFile], library: Library) -> Iterator[str]:
    """Yield the paths of the briefs that texts refer to a heading of."""
    by_address = {unquote(brief.url): brief for brief in library.briefs}
    for record in _records(texts):
        for link in record.links:
            target, _, anchor = link.target.partition("#")
            if target and anchor:
                found = by_address.get(target) or find_brief(target, record.path, library.by_path, library.by_slug)
                yield from [found.path] if found else []
