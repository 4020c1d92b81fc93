"""The recordings of a snapshot -> how long each lasts; one that the cache has is not read again."""

import os
from collections.abc import Mapping

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.stamps import stamp_of
from kei_site.core.value import value
from kei_site.output.store import Store
from kei_site.source.recordings import duration_of, is_recording
from kei_site.source.scan import Snapshot


@value
class _SavedRecording:
    """A row of the cache: how long a recording lasts."""

    digest: Digest
    """Of the file; NO_DIGEST of one that changed while it was read."""
    code: Digest
    seconds: int


def recordings_of(snapshot: Snapshot, store: Store, code: Digest) -> Mapping[str, int]:
    """Return the seconds that each recording below `content/` and `static/` lasts, by path; 0 when it is not known."""
    saved = store.rows("recordings", _SavedRecording)
    paths = [path for path in snapshot.files if is_recording(path) and path.startswith(("content/", "static/"))]
    new = {path: row for path in paths if (row := _new_row(path, saved.get(path), snapshot, code))}
    store.put("recordings", new, remove=store.keys("recordings") - set(paths))
    return {path: (new.get(path) or saved[path]).seconds for path in paths}


def _new_row(path: str, row: _SavedRecording | None, snapshot: Snapshot, code: Digest) -> _SavedRecording | None:
    """Return the row of a recording that the cache does not have."""
    file = snapshot.files[path]
    if row and (row.digest, row.code) == (file.digest, code):
        return None
    try:
        with open(snapshot.places[path], "rb") as opened:
            is_same = stamp_of(os.fstat(opened.fileno())) == file.stamp
            seconds = duration_of(opened, path)
    except OSError:
        is_same, seconds = False, 0
    return _SavedRecording(digest=file.digest if is_same else NO_DIGEST, code=code, seconds=seconds)
