"""A bucket of an S3-compatible store as a place for a site: AWS, R2, MinIO, Ceph and others.

Keys come from the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`). The synchronous API
of `obstore` runs in threads: its asynchronous one has been seen to abort at the end of a process.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import STATE, Entry
from kei_site.publishing.remote import RemoteFailure
from kei_site.publishing.steps import Steps

if TYPE_CHECKING:
    from obstore.store import S3Store

_THREADS = 16
_TRIES = 4
_BULK = 1000
"""The most keys that one request lists or deletes (Amazon S3 API, ListObjectsV2 and DeleteObjects)."""
_NOT_THERE = (FileNotFoundError,)
"""The errors of `obstore` for an object that is not there."""
_PATIENCE = timedelta(seconds=60)
"""How long an answer may take, and for how long a request is tried again."""
_MORE_PATIENCE = 10
"""How many times longer a file may take: several share the line."""
_SLOWEST = 20_000
"""Bytes a second that a line carries at least."""
_KEYS = (
    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to those of a user with the right to list, read, write and delete "
    "in the bucket"
)
_SIGNS = (
    ("RequestTimeTooSkewed", "the store takes no requests from a clock that is wrong; set that of this machine"),
    ("NoSuchBucket", "there is no such bucket; look at `bucket` and `endpoint` in site.yaml"),
    ("QuotaExceeded|InsufficientStorage|StorageFull|code: 507", "the store is full; free some space and publish again"),
    (
        "PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint|code: 30[1278]",
        "the bucket is elsewhere; look at `region` and `endpoint` in site.yaml",
    ),
    (
        "NotImplemented|code: 501",
        "the store knows no writes under a condition, which keep two publishers apart; publish to another place",
    ),
    ("code: 40[13]|AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|169.254.169.254", _KEYS),
)
"""What the words of an error mean: codes of the Amazon S3 API (Error Responses), of MinIO, and statuses."""


class BucketRemote:
    """A bucket, or a folder of it."""

    def __init__(self, place: PublishTarget, *, patience: timedelta = _PATIENCE) -> None:
        """Take the settings. Raises Refusal if `obstore` is not installed."""
        try:
            import obstore
        except ImportError:
            raise Refusal("publishing to a store needs obstore: pip install 'kei-site[publish]'") from None
        self._api: Any = obstore
        self._place = place
        self._store, self._sender = _store_of(place, patience), _store_of(place, patience * _MORE_PATIENCE)
        self._tags: dict[str, str | None] = {}
        self.requests, self.sends_one_by_one = 0, True

    def read(self, path: str) -> bytes | None:
        """Return the bytes of an object; None if there is none."""
        with contextlib.suppress(*_NOT_THERE), self._counted():
            found = self._api.get(self._store, path)
            self._tags[path] = found.meta.get("e_tag")
            return bytes(found.bytes())
        return None

    def write(self, path: str, data: bytes) -> None:
        """Write an object that no reader needs."""
        self._put(path, data)

    def create(self, path: str, data: bytes) -> bool:
        """Write an object unless there is one (`If-None-Match: *`)."""
        try:
            self._put(path, data, "create")
        except (FileExistsError, self._api.exceptions.AlreadyExistsError):
            return False
        return True

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        """Replace the object that was read or written last (`If-Match`)."""
        try:
            self._put(path, data, {"e_tag": self._tags.get(path)})
        except (self._api.exceptions.PreconditionError, *_NOT_THERE):
            return False
        return True

    def send(self, paths: Sequence[str], edition: Edition) -> None:
        """Put objects, several at a time."""
        with ThreadPoolExecutor(_THREADS) as pool:
            waiting = [pool.submit(self._send, path, edition) for path in paths]
            try:
                for each in waiting:
                    each.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def delete(self, paths: Iterable[str]) -> None:
        """Delete objects, a thousand with one request."""
        gone = list(paths)
        for start in range(0, len(gone), _BULK):
            with contextlib.suppress(*_NOT_THERE), self._counted():
                self._api.delete(self._store, gone[start : start + _BULK])

    def listing(self) -> Mapping[str, str]:
        """Return all objects with their tags, which of objects sent in one piece are MD5."""
        found: dict[str, str] = {}
        with self._counted():
            self.requests -= 1  # counted by the page
            for page in self._api.list(self._store, chunk_size=_BULK):
                found.update({meta["path"]: (meta["e_tag"] or "").strip('"') for meta in page})
                self.requests += 1
        return {path: tag for path, tag in found.items() if not path.startswith(f"{STATE}/")}

    def price_of(self, steps: Steps) -> str:
        """Return how many requests are of the classes in which stores count them; to delete costs nothing."""
        sent = sum(map(len, steps.sent))
        writes = sent + 5 if sent or steps.deleted else 2
        return f"priced by stores: {writes} writes (class A), 2 reads (class B)"

    def mark(self, data: bytes) -> str:
        """Return the MD5 of bytes, by which stores tell objects from each other."""
        return hashlib.md5(data, usedforsecurity=False).hexdigest()

    def _send(self, path: str, edition: Edition) -> None:
        entry = edition.files[path]
        long = timedelta(seconds=entry.size // _SLOWEST)
        sender = _store_of(self._place, long) if long > _PATIENCE * _MORE_PATIENCE else self._sender
        with self._counted():
            self._api.put(sender, path, edition.read(path), use_multipart=False, attributes=_attributes(entry))

    def _put(self, path: str, data: bytes, mode: object = "overwrite") -> None:
        with self._counted():
            options = {"attributes": {"Content-Type": "application/json"}, "mode": mode}
            found = self._api.put(self._store, path, data, use_multipart=False, **options)
            self._tags[path] = found["e_tag"]

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        self.requests += 1
        errors = self._api.exceptions
        try:
            yield
        except _NOT_THERE as error:
            if "NoSuchBucket" in str(error):
                raise RemoteFailure(_reason(error)) from None
            raise
        except (errors.PreconditionError, errors.AlreadyExistsError):
            raise
        except (errors.BaseError, PermissionError) as error:
            raise RemoteFailure(_reason(error)) from None


def _store_of(place: PublishTarget, patience: timedelta) -> "S3Store":
    from obstore.store import S3Store

    options: dict[str, Any] = {"endpoint": place.endpoint} if place.endpoint else {}
    if place.region:
        options["region"] = place.region
    return S3Store(
        place.bucket,
        prefix=place.prefix or None,
        client_options={
            "allow_http": place.endpoint.startswith("http://"),
            "connect_timeout": min(patience, _PATIENCE),
            "timeout": patience,
        },
        retry_config={"max_retries": _TRIES, "retry_timeout": patience},
        **options,
    )


def _attributes(entry: Entry) -> dict[str, str]:
    found = {
        "Content-Type": entry.media_type,
        "Cache-Control": entry.cache,
        "Content-Disposition": entry.disposition,
    }
    return {name: words for name, words in found.items() if words}


def _reason(error: Exception) -> str:
    """Return what an error means and what to do, without anything that the store repeats of a request."""
    words = str(error)
    known = next((told for sign, told in _SIGNS if re.search(sign, words)), "")
    if known == _KEYS:
        given = "AWS_ACCESS_KEY_ID" in os.environ
        return f"the store refuses these keys; {known}" if given else f"no keys for the store were found; {known}"
    status, tries = (
        re.search(r"code: (\d+ [\w ]+)", words),
        "" if "after" not in words else ", though it was asked again",
    )
    return (
        known
        or f"the store does not answer as it should{tries}: {status[1] if status else _cause(words)}; publish again"
    )


def _cause(words: str) -> str:
    """Return the cause of an error that is no answer of the store: the most inner one that `obstore` names."""
    found = re.findall(r"timed out|TimedOut|refused|reset|closed|dns error|certificate", words)
    return str(found[-1]) if found else words.strip().splitlines()[0][:100]
