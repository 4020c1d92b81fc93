"""A place -> the right to publish to it, alone, and the paths that a publisher before may have left half done.

The lock is a file of the place. It names the paths that are about to change, so whoever takes it over knows which
files to doubt. A publisher that ends in good order, or by an error, gives it back; a killed one leaves it, and it may
be taken over when its process is gone from this machine, or its time is over.

Clocks of two machines may differ, so a lock can be taken over while its holder is still at work. The holder finds out
before it deletes anything, and writes its paths into the lock of the other: that one finds out, too, and the next
publisher looks at the files of both. The lock is never deleted, since no store deletes on a condition.
"""

import os
import secrets
import socket
import time
from collections.abc import Iterable
from dataclasses import replace

from kei_site.core.codec import CodecError, decode, encode
from kei_site.core.hashing import digest_bytes
from kei_site.core.value import value
from kei_site.publishing.manifest import LOCK
from kei_site.publishing.remote import Remote, RemoteFailure

LEASE = 900
"""Seconds for which a lock holds unless it is renewed."""
_RENEW = 300
_TRIES = 5
"""How often the paths in doubt are added to a lock that others change at the same time."""


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
    aim: str = ""
    """The digest of the edition that all of them were to become; empty if they come from several."""
    noted_by: str = ""
    """The token of a publisher that lost the lock and left its paths; it tells the one who holds it of the other."""


class Lock:
    """The lock of a place, held by this process."""

    def __init__(self, remote: Remote) -> None:
        """Take the lock. Raises RemoteFailure if another publisher holds it."""
        self._remote = remote
        self._token = secrets.token_hex(8)
        self._renewed = time.monotonic()
        self._written = b""
        self.doubted: tuple[str, ...] = ()
        self.aim = ""
        self.is_unreadable = False
        """Whether a damaged lock was found: no one knows which paths are in doubt."""
        # A lock that a killed publisher was just replacing comes back with the first try.
        if not self._is_taken() and not self._is_taken():
            raise RemoteFailure("another publisher has just begun there; wait for it to end")

    def announce(self, paths: Iterable[str], aim: str) -> None:
        """Write down which paths are about to change for an edition, besides those that are in doubt already."""
        self.aim = aim if aim == self.aim or not self.doubted else ""
        self.doubted = tuple(sorted({*self.doubted, *paths}))
        self.confirm()

    def renew(self) -> None:
        """Renew the lock when a third of its time has passed."""
        if time.monotonic() - self._renewed > _RENEW:
            self.confirm()

    def confirm(self) -> None:
        """Renew the lock. Raises RemoteFailure if another publisher has it."""
        self._rewrite(self._claim())

    def give_back(self, *, done: bool) -> None:
        """Give the lock back; unless the publishing is done, leave the paths that are in doubt."""
        claim = replace(self._claim(), token="")
        self._rewrite(replace(claim, doubted=(), aim="") if done else claim)

    def _is_taken(self) -> bool:
        """Take the lock if it is free; return whether it was taken by this publisher alone."""
        seen = self._remote.read(LOCK)
        found = _parsed(seen or b"")
        if found and not _is_free(found):
            until = time.strftime("%H:%M", time.localtime(found.until))
            raise RemoteFailure(
                f"another publisher is at work there (process {found.process}); wait for it to end, "
                f"or, if it was killed, until {until}"
            )
        self.is_unreadable = seen is not None and found is None
        self.doubted, self.aim = (found.doubted, found.aim) if found else ((), "")
        return self._is_replaced(seen, encode(self._claim()))

    def _rewrite(self, claim: _Claim) -> None:
        if not self._is_replaced(self._written, encode(claim)):
            self._leave_doubts()
            raise RemoteFailure(
                "another publisher was at work there at the same time: this one stood still for too long, "
                "or the clock of a machine is wrong; publish again"
            )

    def _is_replaced(self, seen: bytes | None, claim: bytes) -> bool:
        """Replace the lock if it still is as it was seen; it may be ours though the answer to a first try was lost."""
        remote = self._remote
        done = remote.create(LOCK, claim) if seen is None else remote.take_over(LOCK, seen, claim)
        if done or remote.read(LOCK) == claim:
            self._written, self._renewed = claim, time.monotonic()
            return True
        return False

    def _leave_doubts(self) -> None:
        """Add the paths in doubt to the lock of the publisher that took over, or to the one that it gave back."""
        for _ in range(_TRIES):
            seen = self._remote.read(LOCK)
            found = _parsed(seen or b"") or self._claim()
            token = "" if found.token == self._token else found.token
            doubted = tuple(sorted({*found.doubted, *self.doubted}))
            if self._is_replaced(
                seen, encode(replace(found, token=token, doubted=doubted, aim="", noted_by=self._token))
            ):
                return

    def _claim(self) -> _Claim:
        return _Claim(
            token=self._token,
            machine=_machine(),
            process=os.getpid(),
            until=int(time.time()) + LEASE,
            doubted=self.doubted,
            aim=self.aim,
        )


def doubts_in(remote: Remote) -> tuple[tuple[str, ...], str]:
    """Return the paths that a publishing which broke off left in doubt, and the digest of what they were to become."""
    found = _parsed(remote.read(LOCK) or b"")
    return (found.doubted, found.aim) if found else ((), "")


def _machine() -> str:
    """Return a name of this machine that tells others nothing about it."""
    return digest_bytes(socket.gethostname().encode())[:12]


def _parsed(data: bytes) -> _Claim | None:
    try:
        return decode(_Claim, data)
    except CodecError:
        return None


def _is_free(claim: _Claim) -> bool:
    """Tell whether a lock was given back, has run out, or belongs to a process of this machine that is gone.

    A time further away than two leases comes from a clock that is wrong, and may never be over.
    """
    holds = 0 <= claim.until - time.time() <= 2 * LEASE
    return not claim.token or not holds or (claim.machine == _machine() and not _runs(claim.process))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
