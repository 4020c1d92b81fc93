"""A place -> the right to publish to it, alone, and the paths that a publisher before may have left half done.

The lock is a file of the place. It names the paths that are about to change, so whoever takes it over knows which
files to doubt. A publisher that ends in good order, or by an error, gives it back; a killed one leaves it, and it may
be taken over when its process is gone from this machine, or its time is over.
"""

import os
import secrets
import socket
import time
from collections.abc import Iterable

from kei_site.core.codec import CodecError, decode, encode
from kei_site.core.hashing import digest_bytes
from kei_site.core.value import value
from kei_site.publishing.manifest import LOCK
from kei_site.publishing.remote import Remote, RemoteFailure

LEASE = 900
"""Seconds for which a lock holds unless it is renewed."""
_RENEW = 300


@value
class _Claim:
    """The content of the lock."""

    token: str
    """Empty if nobody holds it."""
    machine: str
    process: int
    until: int
    """Seconds since 1970."""
    doubted: tuple[str, ...] = ()
    """Paths that may hold the bytes of before, those of after, or none."""


class Lock:
    """The lock of a place, held by this process."""

    def __init__(self, remote: Remote) -> None:
        """Take the lock. Raises RemoteFailure if another publisher holds it."""
        self._remote = remote
        self._token = secrets.token_hex(8)
        self._renewed = time.monotonic()
        self.doubted: tuple[str, ...] = ()
        self._written = self._claim()
        if not remote.create(LOCK, self._written):
            self._take_over()

    def announce(self, paths: Iterable[str]) -> None:
        """Write down which paths are about to change, besides those that are in doubt already."""
        self.doubted = tuple(sorted({*self.doubted, *paths}))
        self._rewrite(self._claim())

    def renew(self) -> None:
        """Renew the lock when a third of its time has passed."""
        if time.monotonic() - self._renewed > _RENEW:
            self._rewrite(self._claim())

    def give_back(self, *, done: bool) -> None:
        """Give the lock back; unless the publishing is done, leave the paths that are in doubt."""
        if done or not self.doubted:
            self._remote.delete([LOCK])
        else:
            self._rewrite(self._claim(token=""))

    def _rewrite(self, claim: bytes) -> None:
        if not self._remote.take_over(LOCK, self._written, claim):
            raise RemoteFailure("another publisher has taken over there, since this one stood still; publish again")
        self._written, self._renewed = claim, time.monotonic()

    def _claim(self, *, token: str | None = None) -> bytes:
        return encode(
            _Claim(
                token=self._token if token is None else token,
                machine=_machine(),
                process=os.getpid(),
                until=int(time.time()) + LEASE,
                doubted=self.doubted,
            )
        )

    def _take_over(self) -> None:
        seen = self._remote.read(LOCK)
        found = _parsed(seen or b"")
        if found and not _is_free(found):
            until = time.strftime("%H:%M", time.localtime(found.until))
            raise RemoteFailure(
                f"another publisher is at work there (process {found.process}); wait for it to end, "
                f"or, if it was killed, until {until}"
            )
        self.doubted = found.doubted if found else ()
        self._written = self._claim()
        if seen is None:
            taken = self._remote.create(LOCK, self._written)
        else:
            taken = self._remote.take_over(LOCK, seen, self._written)
        if not taken:
            raise RemoteFailure("another publisher has just begun there; wait for it to end")


def _machine() -> str:
    """Return a name of this machine that tells others nothing about it."""
    return digest_bytes(socket.gethostname().encode())[:12]


def _parsed(data: bytes) -> _Claim | None:
    try:
        return decode(_Claim, data)
    except CodecError:
        return None


def _is_free(claim: _Claim) -> bool:
    """Tell whether a lock was given back, has run out, or belongs to a process of this machine that is gone."""
    return not claim.token or claim.until < time.time() or (claim.machine == _machine() and not _runs(claim.process))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
