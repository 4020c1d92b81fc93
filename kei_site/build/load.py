"""A snapshot -> the settings and records of the site; texts that the cache has are not parsed again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kei_site.build.context import BuildContext
from kei_site.build.figures import load_figures
from kei_site.build.images import images_of
from kei_site.build.pdf_letters import pdf_letters
from kei_site.build.progress import progress
from kei_site.build.recordings import recordings_of
from kei_site.build.records import LoadResult
from kei_site.build.references import load_known_works, work_paths
from kei_site.build.words import load_words
from kei_site.build.workers import batched
from kei_site.config import Config, Organization, read_config
from kei_site.core.codec import encode
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.file_types import HEAD, Refused, refused_content, refused_name
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.value import value
from kei_site.model.brief import TagRecord
from kei_site.model.library import Records
from kei_site.model.versions import frozen_versions
from kei_site.output.store import Store
from kei_site.plan.inputs import SourceFiles
from kei_site.source.file_kinds import CONFIG, TAGS, Kind, kind_of, name_diagnostic
from kei_site.source.load import LoadedFile, Settings, settings_of
from kei_site.source.reread import changed_diagnostic, head_of, read_again, source_text
from kei_site.source.scan import Snapshot

_BATCH = 48
"""Texts that a worker parses before it returns them."""
_RECORDED = (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR, Kind.VERSION)
_STAND_IN = Config(title="", url="https://example.org", organization=Organization(name=""))
"""The settings that all other files are checked under while site.yaml cannot be used."""


@value
class LoadTask:
    """One text to be read and parsed."""

    path: str
    place: str
    """Its path on the disk."""
    digest: Digest
    settings: Settings


@value
class _SavedText:
    """A row of the cache: what a text gave."""

    digest: Digest
    """Of the source file."""
    tools: Digest
    """Of the program and the settings that parsed the text."""
    file: LoadedFile


def load_sources(snapshot: Snapshot, context: BuildContext) -> LoadResult:
    """Return all source files as values; HTML and records go into the cache.

    Raises OSError when the machine refuses to write.
    """
    config, config_diagnostics = load_config(snapshot)
    letters, letters_diagnostics = pdf_letters(config, snapshot, context)
    texts, parsed = _load_texts(snapshot, settings_of(config, snapshot.files, letters), context)
    tags, tag_diagnostics = tags_of(snapshot)
    spoken = load_words(snapshot)
    records = records_of(texts, tags)
    works = load_known_works(snapshot, work_paths(snapshot, config, records), context.store, context.code)
    images = images_of(snapshot, context.store, context.code)
    found = load_figures(snapshot, records)
    durations = recordings_of(snapshot, context.store, context.code)
    files = files_of(snapshot, images, config.attachments)
    context.stopwatch.lap("read")
    return LoadResult(
        snapshot=snapshot,
        config=config,
        records=replace(records, works=works.files, figures=found.figures),
        files=replace(files, datasets=found.datasets, durations=durations, words=spoken.words),
        diagnostics=(
            *config_diagnostics,
            *letters_diagnostics,
            *_name_diagnostics(snapshot),
            *tag_diagnostics,
            *spoken.diagnostics,
            *works.diagnostics,
            *found.diagnostics,
            *(told for file in texts for told in file.diagnostics),
        ),
        metadata_digests={file.path: file.metadata_digest for file in texts if file.metadata_digest},
        parsed=parsed,
        pdf_letters=letters,
    )


def load_config(snapshot: Snapshot) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Return the settings of the site and their diagnostics; stand-ins when the settings cannot be used."""
    if any(found.place.path == CONFIG and found.code == "LIM02" for found in snapshot.diagnostics):
        return _STAND_IN, ()
    if CONFIG not in snapshot.files:
        missing = diagnostic("CFG01", Place(path=CONFIG), "there is no configuration", fix="run `kei-site init` here")
        return _STAND_IN, (missing,)
    text, diagnostics = source_text(snapshot, CONFIG)
    if any(found.code == "FIL05" for found in diagnostics):
        return _STAND_IN, diagnostics
    config, problems = read_config(text, CONFIG)
    return config or _STAND_IN, (*diagnostics, *problems)


def _load_texts(snapshot: Snapshot, settings: Settings, context: BuildContext) -> tuple[list[LoadedFile], int]:
    """Return every text without its HTML, and the number of those that were parsed; the others come from the cache."""
    store, tools = context.store, digest_of((context.code, settings))
    saved = store.rows("records", _SavedText)
    texts = [file for file in snapshot.files.values() if kind_of(file.path) in _RECORDED]
    known = _with_fragments({file.path: _known_text(saved.get(file.path), file.digest, tools) for file in texts}, store)
    tasks = load_tasks([file.path for file in texts if known[file.path] is None], snapshot, settings)
    parsed = _parse(tasks, context)
    store.put("records", _rows(parsed, snapshot, tools), remove=store.keys("records") - {file.path for file in texts})
    loaded = [found for file in texts if (found := parsed.get(file.path) or known[file.path])]
    return [*loaded, *_stand_ins(snapshot, settings)], len(tasks)


def load_tasks(paths: Iterable[str], snapshot: Snapshot, settings: Settings) -> list[LoadTask]:
    """Return the tasks of reading some texts."""
    return [
        LoadTask(path=path, place=snapshot.places[path], digest=snapshot.files[path].digest, settings=settings)
        for path in paths
    ]


def _stand_ins(snapshot: Snapshot, settings: Settings) -> list[LoadedFile]:
    """Return records for the texts that the scan could not read, not for those that it ignores (FIL02)."""
    reported = {found.place.path for found in snapshot.diagnostics if found.code != "FIL02"} - snapshot.files.keys()
    paths = sorted(path for path in reported if kind_of(path) in _RECORDED)
    if not paths:
        return []
    from kei_site.source.load import stand_in

    return [stand_in(path, settings) for path in paths]


def _parse(tasks: Sequence[LoadTask], context: BuildContext) -> dict[str, LoadedFile]:
    """Return parsed texts by path, without their HTML, which goes into the cache."""
    parsed: dict[str, LoadedFile] = {}
    with progress("reading", len(tasks), wanted=context.request.show_progress) as advance:
        for batch in context.workers.each(load_batch, batched(tasks, _BATCH)):
            context.store.put_fragments({file.fragment_key: file.fragment for file in batch if file.fragment})
            parsed |= {file.path: _without_html(file) for file in batch}
            advance(len(batch))
    return parsed


def load_batch(tasks: Sequence[LoadTask]) -> list[LoadedFile]:
    """Read and parse some texts; runs in a worker or in the process of the build."""
    return [_load_file(task) for task in tasks]


def _load_file(task: LoadTask) -> LoadedFile:
    from kei_site.source.load import load, stand_in

    data = read_again(task.place, task.digest)
    if data is None:
        return stand_in(task.path, task.settings, (changed_diagnostic(task.path),))
    return load(task.path, data, task.settings)


def _without_html(file: LoadedFile) -> LoadedFile:
    return replace(file, fragment=None)


def text_rows(files: Sequence[LoadedFile], snapshot: Snapshot, settings: Settings, code: Digest) -> dict[str, bytes]:
    """Return the rows of the cache for some parsed texts, by path, as the codec gives them."""
    rows = _rows({file.path: _without_html(file) for file in files}, snapshot, digest_of((code, settings)))
    return {path: encode(row) for path, row in rows.items()}


def _rows(parsed: Mapping[str, LoadedFile], snapshot: Snapshot, tools: Digest) -> dict[str, object]:
    """Return the rows of parsed texts; a text that changed while it was read has none."""
    return {
        path: _SavedText(digest=snapshot.files[path].digest, tools=tools, file=file)
        for path, file in parsed.items()
        if not any(found.code == "FIL05" for found in file.diagnostics)
    }


def saved_text(path: str, digest: Digest, settings: Settings, context: BuildContext) -> LoadedFile | None:
    """Return what the last build read from a source file with a digest, without its HTML; None if it is not known."""
    row = context.store.row("records", path, _SavedText)
    return _known_text(row, digest, digest_of((context.code, settings)))


def _known_text(row: _SavedText | None, digest: Digest, tools: Digest) -> LoadedFile | None:
    return row.file if row and row.digest == digest and row.tools == tools else None


def _with_fragments(known: Mapping[str, LoadedFile | None], store: Store) -> dict[str, LoadedFile | None]:
    """Return the texts without those whose HTML is not in the cache."""
    there = store.fragment_keys()
    return {
        path: file if file and (not file.fragment_key or file.fragment_key in there) else None
        for path, file in known.items()
    }


def records_of(files: Iterable[LoadedFile], tags: tuple[TagRecord, ...]) -> Records:
    """Return the records of loaded files, in their order."""
    found = tuple(files)
    briefs = tuple(file.brief for file in found if file.brief)
    return Records(
        briefs=briefs,
        pages=tuple(file.page for file in found if file.page),
        authors=tuple(file.author for file in found if file.author),
        tags=tags,
        versions=frozen_versions([file.version for file in found if file.version], briefs),
    )


def tags_of(snapshot: Snapshot) -> tuple[tuple[TagRecord, ...], tuple[Diagnostic, ...]]:
    """Return the records and the diagnostics of `tags.yaml`."""
    if TAGS not in snapshot.files:
        return (), ()
    from kei_site.source.records import read_tags

    text, diagnostics = source_text(snapshot, TAGS)
    read = read_tags(text, TAGS)
    return read.tags, (*diagnostics, *read.diagnostics)


def _name_diagnostics(snapshot: Snapshot) -> list[Diagnostic]:
    names = [found for path in snapshot.files if (found := name_diagnostic(path))]
    if any(kind_of(path) is Kind.BRIEF for path in snapshot.files):
        return [*snapshot.diagnostics, *names]
    place, fix = Place(path="content/briefs"), "write one with `kei-site new`"
    return [*snapshot.diagnostics, *names, diagnostic("SRC01", place, "there are no briefs", fix=fix)]


def files_of(
    snapshot: Snapshot, images: Mapping[str, ImageFacts | BadImage], attachments: Sequence[str]
) -> SourceFiles:
    """Return the files that are published without parsing, some of them resized.

    `attachments` are the endings that the site allows besides those that are known.
    """
    by_kind: dict[Kind, dict[str, Digest]] = {Kind.STATIC: {}, Kind.MATERIAL: {}}
    sizes: dict[str, int] = {}
    for path, file in snapshot.files.items():
        kind = kind_of(path)
        if kind is Kind.STATIC or (kind is Kind.MATERIAL and not path.endswith((".md", ".yaml"))):
            by_kind[kind][path] = file.digest
            sizes[path] = file.stamp[0]
    content = by_kind[Kind.MATERIAL]
    refused = {path: found for path in content if (found := _refused(path, snapshot, attachments))}
    return SourceFiles(static=by_kind[Kind.STATIC], content=content, images=images, sizes=sizes, refused=refused)


def _refused(path: str, snapshot: Snapshot, attachments: Sequence[str]) -> Refused | None:
    """Return why a file is not published as it is; its first bytes are read only if its name is good."""
    refused = refused_name(path, attachments)
    if refused:
        return refused
    head = head_of(snapshot, path, HEAD)
    if head is None:
        return Refused(message="changed while it was being read", fix="save it and build again")
    return refused_content(path, head)
