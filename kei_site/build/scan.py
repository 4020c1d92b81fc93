"""The walk of a build -> its snapshot, and the texts of the files in it. Build layer.

Whatever is read again after the snapshot was taken must still have the bytes that the snapshot knows.
"""

import time
from collections.abc import Iterable
from dataclasses import replace

from kei_site.build.context import BuildContext
from kei_site.config import Config, Organization, read_config
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.output.last_build import LastBuild, write_last_build
from kei_site.output.store import Store
from kei_site.source.file_kinds import CONFIG, Kind, kind_of
from kei_site.source.reread import changed_diagnostic, read_again
from kei_site.source.scan import Snapshot, SourceFile, take_snapshot, trusted_files

_STAND_IN = Config(title="", url="https://example.org", organization=Organization(name=""))
"""What the other files are checked under while site.yaml cannot be used."""


def if_only_touched(last: LastBuild, snapshot: Snapshot, context: BuildContext) -> LastBuild | None:
    """Return the last build if the sources are what they were then, and remember the stamps that they have now."""
    if snapshot.digest() != last.sources:
        return None
    trusted = trusted_files(snapshot, time.time_ns())
    remember_files(trusted.values(), context.store)
    now = replace(last, stamps=context.walk.stamps(), racy=tuple(sorted(snapshot.racy - trusted.keys())))
    if now != last:
        write_last_build(context.folder, now)
    return now


def remember_files(files: Iterable[SourceFile], store: Store) -> None:
    """Remember the digests of files whose stamps can be trusted."""
    store.put("files", {one.path: one for one in files})


def known_files(store: Store) -> dict[str, SourceFile]:
    """Return the files of the last snapshot whose stamps can be trusted."""
    return store.rows("files", SourceFile)


def snapshot_of(context: BuildContext) -> Snapshot:
    """Take the snapshot of a build, and remember the stamps that can be trusted."""
    store = context.store
    known = known_files(store)
    snapshot = take_snapshot(context.walk, known)
    sure = {path: one for path, one in snapshot.files.items() if path not in snapshot.racy}
    rows = {path: one for path, one in sure.items() if known.get(path) != one}
    store.put("files", rows, remove=store.keys("files") - sure.keys())
    context.stopwatch.lap("digest")
    return snapshot


def read_configuration(snapshot: Snapshot) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Return the site's configuration, or a stand-in and the errors that keep it from being used."""
    if CONFIG not in snapshot.files:
        missing = diagnostic("CFG01", Place(path=CONFIG), "there is no configuration", fix="run `kei-site init` here")
        return _STAND_IN, (missing,)
    text, diagnostics = source_text(snapshot, CONFIG)
    if any(one.code == "FIL05" for one in diagnostics):
        return _STAND_IN, diagnostics
    config, problems = read_config(text, CONFIG)
    return config or _STAND_IN, (*diagnostics, *problems)


def source_text(snapshot: Snapshot, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a source file and what is wrong with its bytes."""
    from kei_site.source.decode import decode

    data, changed = source_bytes(snapshot, path)
    decoded = decode(data, path)
    return decoded.text, changed or decoded.diagnostics


def source_bytes(snapshot: Snapshot, path: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the bytes of a source file as the snapshot knows it, or none and the diagnostic that it changed since."""
    data = read_again(snapshot.places[path], snapshot.files[path].digest)
    return (b"", (changed_diagnostic(path),)) if data is None else (data, ())


def template_texts(snapshot: Snapshot) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the texts of all templates by name, and what is wrong with their bytes."""
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for path in snapshot.files:
        if kind_of(path) is Kind.TEMPLATE:
            data, changed = source_bytes(snapshot, path)
            diagnostics += changed
            text, problems = template_text(data, path)
            diagnostics += problems
            if text is not None:
                texts[path.removeprefix("templates/")] = text
    return texts, diagnostics


def template_text(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a template, None if it is not UTF-8, and its diagnostics."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return None, (diagnostic("ENC02", Place(path=path), "not UTF-8", fix="save the template as UTF-8"),)
