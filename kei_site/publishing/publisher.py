"""An edition -> the files of a place, so that at no moment a page of it refers to a file that is missing there.

Lock, manifest, files in groups, deletions, manifest, lock: a publisher that is killed anywhere leaves a place whose
pages work, and a lock from which the next one knows what to do again.
"""

from collections.abc import Iterable, Iterator, Mapping

from kei_site.core.value import value
from kei_site.publishing.edition import Edition, KeptFiles
from kei_site.publishing.lock import Lock
from kei_site.publishing.manifest import MANIFEST, Entries, Manifest, changes_between, parsed, written
from kei_site.publishing.remote import BATCH, Remote, RemoteFailure
from kei_site.publishing.steps import Steps, steps_between


@value
class Outcome:
    """What was published, or would be."""

    steps: Steps
    requests: int
    note: str = ""
    """Where it can be seen, or what the reader of the outcome should know."""


def preview(remote: Remote, edition: Edition) -> Outcome:
    """Return what publishing would do; nothing is changed, and no lock is taken."""
    found = _manifest(remote)
    return Outcome(steps=steps_between(found.files if found else {}, edition.files), requests=remote.requests)


def publish(remote: Remote, edition: Edition, kept: KeptFiles, *, verify: bool = False) -> Outcome:
    """Make a place hold just the files of an edition, besides files that were never published by this program.

    With `verify` all files of the place are looked at, and not the manifest alone. Raises RemoteFailure and Refusal.
    """
    lock, done = Lock(remote), False
    try:
        found = _manifest(remote)
        there, doubted = _state_of(remote, edition, found, lock.doubted, verify=verify)
        steps = steps_between(there, edition.files, doubted)
        before = changes_between(found.files if found else {}, edition.files)
        if steps.sent or steps.deleted or found is None or lock.doubted:
            lock.announce(path for group in (*steps.sent, *steps.deleted) for path in group)
            manifest = Manifest(files=edition.files, before=before or (found.before if found else {}))
            kept.keep(edition, manifest)
            _run(remote, steps, edition, lock)
            remote.write(MANIFEST, written(manifest))
        done = True
    finally:
        lock.give_back(done=done)
    return Outcome(steps=steps, requests=remote.requests)


def earlier(remote: Remote, kept: KeptFiles) -> Edition:
    """Return the edition before the last publishing. Raises Refusal if there is none, or it is not to be had."""
    found = _manifest(remote)
    if found is None:
        raise RemoteFailure("nothing was published there yet")
    return kept.earlier_edition(found)


def _manifest(remote: Remote) -> Manifest | None:
    data = remote.read(MANIFEST)
    return None if data is None else parsed(data)


def _state_of(
    remote: Remote, edition: Edition, found: Manifest | None, doubted: Iterable[str], *, verify: bool
) -> tuple[Entries, frozenset[str]]:
    """Return the files that are surely there, and the paths that may hold anything."""
    files = dict(found.files) if found else {}
    if found is not None and not doubted and not verify:
        return files, frozenset()
    listed, unsure = remote.listing(), frozenset(doubted)
    ours = {*files, *unsure}
    if found is None and not unsure and remote.read(MANIFEST) is None:
        _check_foreign(remote, edition, listed)
    sound = {path: entry for path, entry in edition.files.items() if _is_sound(path, files, unsure, edition)}
    there = {path: entry for path, entry in sound.items() if listed.get(path) == remote.mark(edition.read(path)) != ""}
    return there, frozenset(path for path in ours if path in listed and path not in there)


def _is_sound(path: str, files: Entries, unsure: frozenset[str], edition: Edition) -> bool:
    """Tell whether a file that has the right bytes has the right headers, too: no listing shows them."""
    before, entry = files.get(path), edition.files[path]
    return before == entry or (path in unsure and (before is None or before.digest != entry.digest))


def _check_foreign(remote: Remote, edition: Edition, listed: Mapping[str, str]) -> None:
    """Raise RemoteFailure if a place that this program never published to holds another file under a path of ours."""
    for path in edition.files:
        if path in listed and not listed[path] == remote.mark(edition.read(path)) != "":
            raise RemoteFailure(
                f"{path} is there, and kei-site did not publish it; name an empty place, or move it away"
            )


def _run(remote: Remote, steps: Steps, edition: Edition, lock: Lock) -> None:
    for group in steps.sent:
        for batch in _batches(group):
            lock.renew()
            remote.send(batch, edition)
    for group in steps.deleted:
        lock.renew()
        remote.delete(group)
    lock.renew()


def _batches(paths: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), BATCH):
        yield paths[start : start + BATCH]
