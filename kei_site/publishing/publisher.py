"""An edition -> the files of a place, so that at no moment a page of it refers to a file that is missing there.

Lock, manifest, files in groups, deletions, manifest, lock: a publisher that is killed anywhere leaves a place whose
pages work, and a lock from which the next one knows what to do again.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping

from kei_site.core.value import value
from kei_site.publishing.edition import Edition, KeptFiles
from kei_site.publishing.lock import Lock, doubts_in
from kei_site.publishing.manifest import MANIFEST, Entries, Manifest, changes_between, digest_of, parsed, written
from kei_site.publishing.remote import BATCH, BATCH_SIZE, Remote, RemoteFailure
from kei_site.publishing.steps import Steps, steps_between

_FEWEST = 4
"""Requests when nothing has changed: the lock is read, taken and given back, the manifest is read."""
_FIXED = 7
"""Requests besides those for files: to announce them, to confirm the lock, and to write the manifest, too."""


@value
class Outcome:
    """What was published, or would be."""

    steps: Steps
    requests: int
    """Those that were made, or that publishing would make."""
    note: str = ""
    """Where it can be seen, or what the reader of the outcome should know."""


def preview(remote: Remote, edition: Edition) -> Outcome:
    """Return what publishing would do, and its requests; nothing is changed, and no lock is taken."""
    found, (doubted, _) = _read(remote), doubts_in(remote)
    steps = steps_between(found.files, edition.files, doubted)
    note = "the last publishing broke off; the next one looks at all files" if doubted else remote.price_of(steps)
    looks = not found.is_sound or bool(doubted)
    return Outcome(steps=steps, requests=_requests_for(remote, steps, edition) + looks, note=note)


def publish(remote: Remote, edition: Edition, kept: KeptFiles, *, verify: bool = False) -> Outcome:
    """Make a place hold just the files of an edition, besides files that were never published by this program.

    With `verify` all files of the place are looked at, and not the manifest alone. Raises RemoteFailure and Refusal.
    """
    lock = Lock(remote)
    try:
        found = _read(remote)
        there, doubted = _state_of(remote, edition, found, lock, verify=verify or lock.is_unreadable)
        steps = steps_between(there, edition.files, doubted)
        if steps.sent or steps.deleted or not found.is_sound or lock.doubted:
            lock.announce((path for group in (*steps.sent, *steps.deleted) for path in group), digest_of(edition.files))
            kept.keep(edition)
            _run(remote, steps, edition, lock)
            manifest = _manifest_after(found, edition)
            remote.write(MANIFEST, written(manifest))
            kept.forget_all_but(manifest)
    except BaseException:
        with contextlib.suppress(RemoteFailure):
            lock.give_back(done=False)
        raise
    lock.give_back(done=True)
    return Outcome(steps=steps, requests=remote.requests)


def earlier(remote: Remote, kept: KeptFiles) -> Edition:
    """Return the edition before the last publishing. Raises Refusal if there is none, or it is not to be had.

    If the last publishing broke off, it is the one that the manifest still names.
    """
    found = _read(remote)
    if not found.is_sound:
        raise RemoteFailure("nothing was published there yet")
    doubted, aim = doubts_in(remote)
    broke_off = doubted and aim != digest_of(found.files)
    return kept.edition_of(found.files) if broke_off else kept.earlier_edition(found.manifest)


@value
class _Found:
    """What a place says about itself."""

    manifest: Manifest
    """An empty one if there is none that can be read."""
    is_there: bool
    is_sound: bool

    @property
    def files(self) -> Entries:
        """The files of the manifest."""
        return self.manifest.files


def _read(remote: Remote) -> _Found:
    data = remote.read(MANIFEST)
    manifest = None if data is None else parsed(data)
    return _Found(manifest=manifest or Manifest(files={}), is_there=data is not None, is_sound=manifest is not None)


def _manifest_after(found: _Found, edition: Edition) -> Manifest:
    """Return the manifest of an edition; if it is the one that was there, what was before stays the same."""
    before = changes_between(found.files, edition.files)
    return Manifest(files=edition.files, before=before or found.manifest.before)


def _state_of(
    remote: Remote, edition: Edition, found: _Found, lock: Lock, *, verify: bool
) -> tuple[Entries, frozenset[str]]:
    """Return the files that are surely there, and the paths that may hold anything."""
    files = found.files
    if found.is_sound and not lock.doubted and not verify:
        return files, frozenset()
    listed, unsure = remote.listing(), frozenset(lock.doubted)
    ours = {*files, *unsure}
    if not found.is_there and not unsure:
        _check_foreign(remote, edition, listed)
    resent = unsure if lock.aim == digest_of(edition.files) else frozenset()
    sound = {path: entry for path, entry in edition.files.items() if _is_sound(path, files, resent, edition)}
    there = {path: entry for path, entry in sound.items() if listed.get(path) == remote.mark(edition.read(path)) != ""}
    return there, frozenset(path for path in ours if path in listed and path not in there)


def _is_sound(path: str, files: Entries, resent: frozenset[str], edition: Edition) -> bool:
    """Tell whether a file that has the right bytes has the right headers, too: no listing shows them.

    It has those of the manifest, or if its bytes are others, those of this edition, when nothing else was begun.
    """
    before, entry = files.get(path), edition.files[path]
    return (path in resent and (before is None or before.digest != entry.digest)) or before == entry


def _check_foreign(remote: Remote, edition: Edition, listed: Mapping[str, str]) -> None:
    """Raise RemoteFailure if a place that this program never published to holds another file under a path of ours."""
    for path in edition.files:
        if path in listed and not listed[path] == remote.mark(edition.read(path)) != "":
            raise RemoteFailure(
                f"{path} is there, and kei-site did not publish it; name an empty place, or move it away"
            )


def _run(remote: Remote, steps: Steps, edition: Edition, lock: Lock) -> None:
    for group in steps.sent:
        for batch in _batches(group, edition.files):
            lock.renew()
            remote.send(batch, edition)
    lock.confirm()
    for group in steps.deleted:
        remote.delete(group)


def _requests_for(remote: Remote, steps: Steps, edition: Edition) -> int:
    """Return how many requests publishing takes when nothing goes wrong."""
    if not steps.sent and not steps.deleted:
        return _FEWEST
    batches = sum(1 for group in steps.sent for _ in _batches(group, edition.files))
    return _FIXED + (sum(map(len, steps.sent)) if remote.sends_one_by_one else batches) + len(steps.deleted)


def _batches(paths: Iterable[str], files: Entries) -> Iterator[list[str]]:
    """Yield the paths in batches, each with at most BATCH files and, unless one file has more, BATCH_SIZE bytes."""
    batch: list[str] = []
    size = 0
    for path in paths:
        if batch and (len(batch) == BATCH or size + files[path].size > BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += files[path].size
    if batch:
        yield batch
