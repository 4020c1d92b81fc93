"""What a place must be able to do to hold a site file by file: a folder, a server, a store."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kei_site.core.errors import Refusal
from kei_site.publishing.edition import Edition
from kei_site.publishing.steps import Steps

BATCH = 2_000
"""Files that are sent before the lock is renewed, if need be."""
BATCH_SIZE = 20_000_000
"""Bytes that are sent before that: a slow line needs less time for them than a lock holds."""
AWAY = ".away-"
"""What folders and hosts write behind the name of a file that is being taken over, before a number."""


class RemoteFailure(Refusal):
    """A place refused, or could not be reached: the message says why and what to do, and holds no secret."""


class Remote(Protocol):
    """A place that holds files. Every method raises RemoteFailure, after as many tries as make sense."""

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if there is none."""

    def write(self, path: str, data: bytes) -> None:
        """Write a small file of the publisher's own."""

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one, in one step; return whether it was written."""

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        """Replace a file that still has the bytes `seen`; return whether it was replaced, by this call alone."""

    def send(self, paths: Sequence[str], edition: Edition) -> None:
        """Put files in place, each in one step and in any order; all are there when this returns."""

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files; those that are not there do not matter."""

    def listing(self) -> Mapping[str, str]:
        """Return all files but those of the publisher's own; each with what `mark` gives, or nothing if unknown."""

    def mark(self, data: bytes) -> str:
        """Return the mark by which `listing` tells bytes from others."""

    def price_of(self, steps: Steps) -> str:
        """Return in words what the requests for some steps count as where each has a price; else nothing."""

    @property
    def sends_one_by_one(self) -> bool:
        """Whether each file that is sent takes a request."""

    @property
    def requests(self) -> int:
        """The requests so far."""
