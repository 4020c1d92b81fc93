"""A request -> a build under way: the lock, the walk, the snapshot, the configuration. Build layer."""

import contextlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kei_site.clock import build_instant
from kei_site.config import Config, Organization, read_config
from kei_site.diagnostics import Diagnostic, Place, fault
from kei_site.digest import Digest, digest_bytes, digest_of
from kei_site.idle import is_untouched
from kei_site.output.lock import build_lock
from kei_site.output.ownership import check_output
from kei_site.output.store import LastBuild, Store, read_last_build, store_folder
from kei_site.report import BuildRequest, Stopwatch
from kei_site.salt import code_salt
from kei_site.source.kinds import CONFIG
from kei_site.source.scan import FOLDERS, Snapshot, SourceFile, Walk, settled, take_snapshot, walk
from kei_site.theme import theme_folders
from kei_site.workers import Crew, default_jobs

_STAND_IN = Config(title="", url="https://example.org", organization=Organization(name=""))
"""What the other files are checked under while site.yaml cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build under way: what was asked, where it is remembered, what the disk looked like."""

    request: BuildRequest
    folder: Path
    """The store's."""
    instant: int
    code: Digest
    found: Walk
    watch: Stopwatch
    sign: Callable[[], None]
    """Writes into the lock which process builds; called once there is something to do, since an idle build writes
    nothing.
    """

    def key(self) -> Digest:
        """Return the digest of everything but the sources and the clock that the output depends on."""
        asked = self.request
        options = (asked.drafts, asked.search, asked.strict)
        return digest_of((self.code, str(asked.site), str(asked.output), options))

    def crew(self) -> Crew:
        """Return the processes that may work."""
        jobs = self.request.jobs or default_jobs()
        return Crew(jobs=jobs, start=self.request.start) if self.request.start else Crew(jobs=jobs)


@contextlib.contextmanager
def begin(request: BuildRequest) -> Iterator[Run]:
    """Yield the build of a request, alone on its output folder.

    Raises Refusal when the output folder cannot be used or another build is running.
    """
    watch = Stopwatch()
    check_output(request.output, request.site, [request.site / name for name in FOLDERS])
    folder = store_folder(request.memo, request.output)
    folder.mkdir(parents=True, exist_ok=True)
    with build_lock(folder) as sign:
        if request.clean:
            forget(folder)
        instant = build_instant() if request.instant is None else request.instant
        found = _walk(request)
        watch.lap("scan")
        try:
            yield Run(
                request=request, folder=folder, instant=instant, code=code_salt(), found=found, watch=watch, sign=sign
            )
        finally:
            shutil.rmtree(folder / "staging", ignore_errors=True)


def _walk(request: BuildRequest) -> Walk:
    return walk(request.site, theme_folders(), (request.output, request.memo), time.time_ns())


def forget(folder: Path) -> None:
    """Delete what earlier builds remember in a store folder."""
    for name in ("last.json", "memory.sqlite", "fragments.sqlite"):
        for suffix in ("", "-journal"):
            (folder / f"{name}{suffix}").unlink(missing_ok=True)


def last_build_if_current(run: Run) -> LastBuild | None:
    """Return the last complete build, if a build now would change nothing."""
    last = read_last_build(run.folder)
    if last is None or not is_untouched(last, run.key(), run.instant, run.request.output):
        return None
    if last.stamps == run.found.stamps() and not last.fresh:
        return last
    with contextlib.closing(Store(run.folder)) as store:
        snapshot = snapshot_of(run, store)
        return _restamped(last, snapshot, run, store) if snapshot.digest() == last.sources else None


def _restamped(last: LastBuild, snapshot: Snapshot, run: Run, store: Store) -> LastBuild:
    """Remember the stamps of files that were touched and not changed, so that they are not read again next time."""
    trusted = settled(snapshot, time.time_ns())
    remember_files(trusted.values(), store)
    now = replace(last, stamps=run.found.stamps(), fresh=tuple(sorted(snapshot.fresh - trusted.keys())))
    if now != last:
        store.put_last_build(now)
    return now


def remember_files(files: Iterable[SourceFile], store: Store) -> None:
    """Remember the digests of files whose stamps can be trusted."""
    store.put("files", {one.path: _file_row(one) for one in files})


def _file_row(one: SourceFile) -> list[object]:
    return [*one.stamp, one.digest]


def known_files(store: Store) -> dict[str, SourceFile]:
    """Return the files of the last snapshot whose stamps can be trusted."""
    return {path: one for path, row in store.rows("files").items() if (one := _known(path, row))}


def _known(path: str, row: object) -> SourceFile | None:
    match row:
        case [int(size), int(changed), int(moved), int(inode), str(digest)]:
            return SourceFile(path=path, stamp=(size, changed, moved, inode), digest=Digest(digest))
    return None


def snapshot_of(run: Run, store: Store) -> Snapshot:
    """Take the snapshot of a build, and remember the stamps that can be trusted."""
    known = known_files(store)
    snapshot = take_snapshot(run.found, known)
    sure = {path: one for path, one in snapshot.files.items() if path not in snapshot.fresh}
    rows = {path: _file_row(one) for path, one in sure.items() if known.get(path) != one}
    store.put("files", rows, remove=known.keys() - sure.keys())
    run.watch.lap("digest")
    return snapshot


def read_configuration(snapshot: Snapshot) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Return the site's configuration, or a stand-in and the errors that keep it from being used."""
    if CONFIG not in snapshot.files:
        missing = fault("CFG01", Place(path=CONFIG), "there is no configuration", mend="run `kei-site init` here")
        return _STAND_IN, (missing,)
    text, faults = source_text(snapshot, CONFIG)
    if any(one.code == "FIL05" for one in faults):
        return _STAND_IN, faults
    config, problems = read_config(text, CONFIG)
    return config or _STAND_IN, (*faults, *problems)


def source_text(snapshot: Snapshot, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a source file and what is wrong with its bytes."""
    from kei_site.source.decode import decode

    data, changed = source_bytes(snapshot, path)
    decoded = decode(data, path)
    return decoded.text, changed or decoded.faults


def source_bytes(snapshot: Snapshot, path: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the bytes of a source file as the snapshot knows it, or none and the fault that it changed since."""
    data = None
    with contextlib.suppress(OSError), open(snapshot.places[path], "rb") as opened:
        data = opened.read()
    if data is not None and digest_bytes(data) == snapshot.files[path].digest:
        return data, ()
    return b"", (fault("FIL05", Place(path=path), "changed while it was being read", mend="save it and build again"),)
