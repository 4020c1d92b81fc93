"""A snapshot and its briefs -> the files of references that the site uses; known files are not read again."""

from collections.abc import Iterable

from kei_site.config import Config
from kei_site.core.bibliography import WorkFile
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.library import Records
from kei_site.model.references import named_file
from kei_site.output.store import Store
from kei_site.source.file_kinds import is_work_file
from kei_site.source.reread import source_text
from kei_site.source.scan import Snapshot

_PREFIX = "works:"
"""Begins the keys of rows of the cache."""


@value
class LoadedWorks:
    """The files of references of a site."""

    files: tuple[WorkFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@value
class _SavedWorks:
    """A row of the cache: what a file of references gave."""

    digest: Digest
    """Of the source file."""
    code: Digest
    file: WorkFile
    diagnostics: tuple[Diagnostic, ...]


def work_paths(snapshot: Snapshot, config: Config, records: Records) -> list[str]:
    """Return the paths of all files of references: by their place, named by the site or named by a brief."""
    found = {path for path in snapshot.files if is_work_file(path)}
    found |= {path for name in config.references.files if (path := f"content/{name}") in snapshot.files}
    for brief in (*records.briefs, *(version.text for version in records.versions)):
        found |= {path for name in brief.front.references if (path := named_file(name, brief.path, snapshot.files))}
    return sorted(found)


def load_works(snapshot: Snapshot, paths: Iterable[str]) -> LoadedWorks:
    """Return the works in the files at `paths`, without a cache."""
    read = [_read(snapshot, path) for path in paths]
    return LoadedWorks(
        files=tuple(file for file, _ in read), diagnostics=tuple(told for _, found in read for told in found)
    )


def load_known_works(snapshot: Snapshot, paths: list[str], store: Store, code: Digest) -> LoadedWorks:
    """Return the works in the files at `paths`; a file that the cache has is not read again."""
    rows = {path: store.row("results", _PREFIX + path, _SavedWorks) for path in paths}
    known = {path: row for path, row in rows.items() if row and (row.digest, row.code) == _key(snapshot, path, code)}
    new = {path: _saved(snapshot, path, code) for path in paths if path not in known}
    kept = {_PREFIX + path for path in paths}
    old = {key for key in store.keys("results") if key.startswith(_PREFIX)} - kept
    if new or old:
        whole = {_PREFIX + path: row for path, row in new.items() if not _has_changed(row)}
        store.put("results", whole, remove=old)
    found = [known.get(path) or new[path] for path in paths]
    return LoadedWorks(
        files=tuple(row.file for row in found), diagnostics=tuple(told for row in found for told in row.diagnostics)
    )


def _key(snapshot: Snapshot, path: str, code: Digest) -> tuple[Digest, Digest]:
    return snapshot.files[path].digest, code


def _saved(snapshot: Snapshot, path: str, code: Digest) -> _SavedWorks:
    file, diagnostics = _read(snapshot, path)
    return _SavedWorks(digest=snapshot.files[path].digest, code=code, file=file, diagnostics=diagnostics)


def _has_changed(row: _SavedWorks) -> bool:
    return any(found.code == "FIL05" for found in row.diagnostics)


def _read(snapshot: Snapshot, path: str) -> tuple[WorkFile, tuple[Diagnostic, ...]]:
    from kei_site.source.references.files import read_works

    text, told = source_text(snapshot, path)
    file, diagnostics = read_works(text, path)
    return file, (*told, *diagnostics)
