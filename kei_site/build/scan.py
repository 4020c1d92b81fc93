"""The walk of a build -> the snapshot of its sources; files whose stamps are known and trusted are not read."""

import time
from dataclasses import replace

from kei_site.build.context import BuildContext
from kei_site.output.last_build import LastBuild, write_last_build
from kei_site.source.scan import Snapshot, SourceFile, take_snapshot, trusted_files


def scan_sources(context: BuildContext) -> Snapshot:
    """Take the snapshot of a build, and save the stamps that can be trusted."""
    store = context.store
    known = store.rows("files", SourceFile)
    snapshot = take_snapshot(context.walk, known)
    trusted = {path: file for path, file in snapshot.files.items() if path not in snapshot.racy}
    rows = {path: file for path, file in trusted.items() if known.get(path) != file}
    store.put("files", rows, remove=store.keys("files") - trusted.keys())
    context.stopwatch.lap("digest")
    return snapshot


def if_only_touched(last: LastBuild, snapshot: Snapshot, context: BuildContext) -> LastBuild | None:
    """Return the last build if the sources have the same bytes, and save the stamps that they have now."""
    if snapshot.digest() != last.sources:
        return None
    trusted = trusted_files(snapshot, time.time_ns())
    context.store.put("files", trusted)
    now = replace(last, stamps=context.walk.stamps(), racy=tuple(sorted(snapshot.racy - trusted.keys())))
    if now != last:
        write_last_build(context.folder, now)
    return now
