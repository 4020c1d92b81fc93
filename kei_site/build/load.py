"""A snapshot -> records, with what was read before taken from the memo. Build layer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from kei_site.build.context import BuildContext
from kei_site.build.progress import progress
from kei_site.build.scan import source_bytes, source_text
from kei_site.build.workers import batched
from kei_site.config import Config
from kei_site.core.codec import encode
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.value import value
from kei_site.model.brief import BadImage, ImageFacts, TagRecord
from kei_site.model.library import Records
from kei_site.output.store import Store
from kei_site.plan.inputs import SourceFiles
from kei_site.source.file_kinds import TAGS, Kind, kind_of, name_diagnostic
from kei_site.source.images import is_image
from kei_site.source.load import LoadedFile, Settings, settings_of
from kei_site.source.reread import changed_diagnostic, read_again
from kei_site.source.scan import Snapshot

_BATCH = 48
_RECORDED = (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR)


@value
class Readings:
    """Everything that the source files say."""

    records: Records
    files: SourceFiles
    diagnostics: tuple[Diagnostic, ...]
    outlines: Mapping[str, Digest] = field(default_factory=dict)
    """Of every brief that was read without a diagnostic, by path."""
    parsed: int = 0
    """Texts that were parsed now, as opposed to remembered."""


@value
class Order:
    """One file to be read."""

    path: str
    place: str
    digest: Digest
    settings: Settings


@value
class _Reading:
    """What a text says, as remembered."""

    digest: Digest
    reading: Digest
    """Of the program and the settings that the text was read with."""
    found: LoadedFile


@value
class _Look:
    """What a picture is, as remembered."""

    digest: Digest
    code: Digest
    good: ImageFacts | None = None
    bad: BadImage | None = None


def read_sources(snapshot: Snapshot, config: Config, context: BuildContext) -> Readings:
    """Return what all source files say; texts are kept in the store under their keys, records in the memo.

    Raises OSError when the machine refuses to write.
    """
    settings = settings_of(config)
    store = context.store
    reading = digest_of((context.code, settings))
    memo = store.rows("records", _Reading)
    texts = [one for one in snapshot.files.values() if kind_of(one.path) in _RECORDED]
    known = _with_fragments({one.path: _remembered(memo.get(one.path), one.digest, reading) for one in texts}, store)
    orders = [
        Order(path=one.path, place=snapshot.places[one.path], digest=one.digest, settings=settings)
        for one in texts
        if known[one.path] is None
    ]
    fresh = _load_all(orders, context)
    images = _images(snapshot, store, context.code)
    loaded = [found for one in texts if (found := fresh.get(one.path) or known[one.path])]
    loaded += _stand_ins(snapshot, settings)
    tags, tag_diagnostics = tags_of(snapshot)
    store.put("records", _rows(fresh, snapshot, reading), remove=store.keys("records") - {one.path for one in texts})
    context.stopwatch.lap("read")
    return Readings(
        records=records_of(loaded, tags),
        files=files_of(snapshot, images),
        diagnostics=(
            *_name_diagnostics(snapshot),
            *tag_diagnostics,
            *(one for found in loaded for one in found.diagnostics),
        ),
        outlines={one.path: one.metadata_digest for one in loaded if one.metadata_digest and not one.diagnostics},
        parsed=len(orders),
    )


def _stand_ins(snapshot: Snapshot, settings: Settings) -> list[LoadedFile]:
    """Return the records of texts that are on the disk and could not be read, which is told already."""
    paths = sorted({one.place.path for one in snapshot.diagnostics if kind_of(one.place.path) in _RECORDED})
    if not paths:
        return []
    from kei_site.source.load import stand_in

    return [stand_in(path, settings) for path in paths]


def _load_all(orders: Sequence[Order], context: BuildContext) -> dict[str, LoadedFile]:
    fresh: dict[str, LoadedFile] = {}
    with progress("reading", len(orders), wanted=context.request.show_progress) as advance:
        for batch in context.workers.each(load_batch, batched(orders, _BATCH)):
            context.store.put_fragments({one.fragment_key: one.fragment for one in batch if one.fragment})
            fresh |= {one.path: _without_text(one) for one in batch}
            advance(len(batch))
    return fresh


def load_batch(orders: Sequence[Order]) -> list[LoadedFile]:
    """Read and parse some files, in whatever process this is."""
    return [_load_one(order) for order in orders]


def _load_one(order: Order) -> LoadedFile:
    from kei_site.source.load import load, stand_in

    data = read_again(order.place, order.digest)
    if data is None:
        return stand_in(order.path, order.settings, (changed_diagnostic(order.path),))
    return load(order.path, data, order.settings)


def _without_text(found: LoadedFile) -> LoadedFile:
    return replace(found, fragment=None)


def record_rows(loaded: Sequence[LoadedFile], snapshot: Snapshot, settings: Settings, code: Digest) -> dict[str, bytes]:
    """Return what is remembered of some texts, by path, as `read_sources` remembers it of all."""
    rows = _rows({file.path: _without_text(file) for file in loaded}, snapshot, digest_of((code, settings)))
    return {path: encode(row) for path, row in rows.items()}


def _rows(fresh: Mapping[str, LoadedFile], snapshot: Snapshot, reading: Digest) -> dict[str, object]:
    sure = {
        path: one
        for path, one in fresh.items()
        if not any(diagnostic.code == "FIL05" for diagnostic in one.diagnostics)
    }
    return {
        path: _Reading(digest=snapshot.files[path].digest, reading=reading, found=one) for path, one in sure.items()
    }


def _remembered(row: _Reading | None, digest: Digest, reading: Digest) -> LoadedFile | None:
    return row.found if row and row.digest == digest and row.reading == reading else None


def _with_fragments(known: Mapping[str, LoadedFile | None], store: Store) -> dict[str, LoadedFile | None]:
    """Forget records whose texts are lost."""
    there = store.fragment_keys()
    return {
        path: one if one and (not one.fragment_key or one.fragment_key in there) else None
        for path, one in known.items()
    }


def records_of(loaded: Iterable[LoadedFile], tags: tuple[TagRecord, ...]) -> Records:
    """Return the records of what was loaded, in its order."""
    found = tuple(loaded)
    return Records(
        briefs=tuple(one.brief for one in found if one.brief),
        pages=tuple(one.page for one in found if one.page),
        authors=tuple(one.author for one in found if one.author),
        tags=tags,
    )


def tags_of(snapshot: Snapshot) -> tuple[tuple[TagRecord, ...], tuple[Diagnostic, ...]]:
    """Return what `tags.yaml` says, and what is wrong with it."""
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
    empty = diagnostic(
        "SRC01", Place(path="content/briefs"), "there are no briefs", fix="write one with `kei-site new`"
    )
    return [*snapshot.diagnostics, *names, empty]


def files_of(snapshot: Snapshot, images: Mapping[str, ImageFacts | BadImage]) -> SourceFiles:
    """Return the files of a snapshot that are published as they are, or resized."""
    by_kind: dict[Kind, dict[str, Digest]] = {Kind.STATIC: {}, Kind.MATERIAL: {}}
    sizes: dict[str, int] = {}
    for path, one in snapshot.files.items():
        kind = kind_of(path)
        if kind is Kind.STATIC or (kind is Kind.MATERIAL and not path.endswith((".md", ".yaml"))):
            by_kind[kind][path] = one.digest
            sizes[path] = one.stamp[0]
    return SourceFiles(static=by_kind[Kind.STATIC], content=by_kind[Kind.MATERIAL], images=images, sizes=sizes)


def _images(snapshot: Snapshot, store: Store, code: Digest) -> dict[str, ImageFacts | BadImage]:
    memo = store.rows("images", _Look)
    images: dict[str, ImageFacts | BadImage] = {}
    rows: dict[str, object] = {}
    for path, one in snapshot.files.items():
        if not is_image(path) or path.startswith("templates/"):
            continue
        found = _remembered_image(memo.get(path), one.digest, code)
        if found is None:
            found, is_sure = _look_at(path, snapshot)
            rows |= {path: _look(found, one.digest, code)} if is_sure else {}
        images[path] = found
    store.put("images", rows, remove=store.keys("images") - images.keys())
    return images


def _look(found: ImageFacts | BadImage, digest: Digest, code: Digest) -> _Look:
    if isinstance(found, BadImage):
        return _Look(digest=digest, code=code, bad=found)
    return _Look(digest=digest, code=code, good=found)


def _look_at(path: str, snapshot: Snapshot) -> tuple[ImageFacts | BadImage, bool]:
    """Return what a picture is, and whether that may be remembered: not when it changed since the snapshot."""
    from kei_site.source.images import read_image

    data, changed = source_bytes(snapshot, path)
    for one in changed:
        return BadImage(code=one.code, message=one.message, fix=one.fix), False
    return read_image(path, data, snapshot.files[path].digest), True


def _remembered_image(row: _Look | None, digest: Digest, code: Digest) -> ImageFacts | BadImage | None:
    return row.good or row.bad if row and row.digest == digest and row.code == code else None
