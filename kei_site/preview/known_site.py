"""A plan, or front matters alone, and changed texts, templates and assets -> the inputs of early pages."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import field, replace
from typing import TypeVar

from kei_site.build.records import SitePlan
from kei_site.core.diagnostics import Diagnostic, SeverityPolicy
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief, Page
from kei_site.model.library import Library, Records
from kei_site.model.related import Relation
from kei_site.plan.inputs import Inputs
from kei_site.plan.prepare import make_inputs
from kei_site.plan.static_files import ASSETS
from kei_site.preview.watch import Roots
from kei_site.source.file_kinds import Kind, kind_of
from kei_site.source.load import LoadedFile, load, settings_of
from kei_site.source.reread import template_text

_Value = TypeVar("_Value")
_Record = TypeVar("_Record", bound=Brief | Page | Author)


@value
class KnownSite:
    """A site as its sources were last read."""

    inputs: Inputs
    templates: Mapping[str, str]
    """Texts by name."""
    policy: SeverityPolicy
    paths: Set[str]
    """Of all source files."""


def known_site(site: SitePlan) -> KnownSite:
    """Return a site as its last plan knows it."""
    return KnownSite(inputs=site.inputs, templates=site.templates, policy=site.policy, paths=site.snapshot.files.keys())


@value
class Edits:
    """Changed source files as they were read; None stands for a file that is gone."""

    digests: Mapping[str, Digest | None]
    """Of all of them, by path."""
    texts: Mapping[str, LoadedFile]
    """By path; a file that is gone gives nothing."""
    templates: Mapping[str, str | None]
    """By name."""
    images: Mapping[str, ImageFacts | BadImage] = field(default_factory=dict)
    """By path."""
    diagnostics: tuple[Diagnostic, ...]
    is_complete: bool
    """Whether these are all changes: false if a file of another kind changed, too."""


def is_text(path: str) -> bool:
    """Tell whether a source file is read as Markdown."""
    return kind_of(path) in (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR)


def read_edits(site: KnownSite, changed: Iterable[str], roots: Roots) -> Edits:
    """Read the changed source files; hidden files, which editors use in passing, are left out."""
    files = dict(_read(site, changed, roots))
    settings = settings_of(site.inputs.config, site.paths, site.inputs.pdf_letters)
    texts = {
        path: LoadedFile(path=path) if data is None else load(path, data, settings)
        for path, data in files.items()
        if is_text(path)
    }
    templates = {
        path: (None, ()) if data is None else template_text(data, path)
        for path, data in files.items()
        if kind_of(path) is Kind.TEMPLATE
    }
    found = (*(loaded.diagnostics for loaded in texts.values()), *(problems for _, problems in templates.values()))
    return Edits(
        digests={path: None if data is None else digest_bytes(data) for path, data in files.items()},
        texts=texts,
        templates={path.removeprefix("templates/"): text for path, (text, _) in templates.items()},
        diagnostics=tuple(itertools.chain.from_iterable(found)),
        is_complete=all(path in texts or path in templates or path.startswith(ASSETS) for path in files),
    )


def _read(site: KnownSite, changed: Iterable[str], roots: Roots) -> Iterator[tuple[str, bytes | None]]:
    for path in sorted(changed):
        place = roots.place_of(path)
        if place.name.startswith("."):
            continue
        try:
            yield path, place.read_bytes()
        except OSError:
            if path in site.paths:
                yield path, None


def with_edits(site: KnownSite, edits: Edits, instant: int) -> KnownSite:
    """Return the site with edits, as of `instant` (seconds since 1970); related briefs stay those of the last plan."""
    before = site.inputs
    assets = {path: digest for path, digest in edits.digests.items() if path.startswith(ASSETS)}
    static, images = _overlaid(before.files.static, assets), {**before.files.images, **edits.images}
    inputs = make_inputs(
        _records(before.records, edits.texts),
        before.config,
        replace(before.files, static=static, images=images),
        replace(before.options, instant=instant),
    )
    inputs = replace(
        inputs, segments=before.segments, pagefind=before.pagefind, relations=_relations(before, inputs.library)
    )
    return replace(site, inputs=inputs, templates=_overlaid(site.templates, edits.templates))


def _overlaid(before: Mapping[str, _Value], changes: Mapping[str, _Value | None]) -> dict[str, _Value]:
    return {key: value for key, value in {**before, **changes}.items() if value is not None}


def _records(before: Records, texts: Mapping[str, LoadedFile]) -> Records:
    """Return the records with those of changed files in place of the old ones, in the order of their paths."""
    loaded = texts.values()
    return Records(
        briefs=_merged(before.briefs, [file.brief for file in loaded if file.brief], texts),
        pages=_merged(before.pages, [file.page for file in loaded if file.page], texts),
        authors=_merged(before.authors, [file.author for file in loaded if file.author], texts),
        tags=before.tags,
        works=before.works,
        versions=before.versions,
    )


def _merged(before: Iterable[_Record], new: Iterable[_Record], texts: Mapping[str, LoadedFile]) -> tuple[_Record, ...]:
    same = (record for record in before if record.path not in texts)
    return tuple(sorted((*same, *new), key=lambda record: record.path))


def _relations(before: Inputs, library: Library) -> dict[str, tuple[Relation, ...]]:
    public = library.cards
    return {
        brief: tuple(relation for relation in related if relation.id in public)
        for brief, related in before.relations.items()
    }
