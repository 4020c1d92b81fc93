"""Published files and early pages -> the bytes at each address of the preview.

A state is replaced, never changed. It maps addresses to files, so no address is ever joined to a path.
"""

import os
import stat
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType

from kei_site.core.hashing import digest_bytes, digest_of
from kei_site.core.value import value

_UNHASHED = (".css", ".js", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".ico", ".woff2")
_NAMED_BY_CONTENT = ("assets/", "pagefind/")
_INDEX = "index.html"
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


@value
class SiteState:
    """Everything that the server answers with at one moment."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Address (decoded, with the site's prefix) -> the absolute path of a published file."""
    early_pages: Mapping[str, bytes] = field(default_factory=dict)
    """Address -> bytes that the build under way will publish there."""
    missing: str = ""
    """The address of the page for everything that is not there."""
    diagnostics: tuple[str, ...] = ()
    """The errors that keep the sources from being published, as they are printed."""
    unhashed_changes: int = 0
    """How often files changed that pages show under names without a digest."""

    @property
    def errors_mark(self) -> str:
        """The digits that tell these errors from others; empty without errors."""
        return digest_of(self.diagnostics)[:12] if self.diagnostics else ""

    def leads_to(self, address: str) -> str:
        """Return `address` with a closing slash if that is the address of a folder, else an empty string."""
        return f"{address}/" if f"{address}/" in self.files else ""

    def read(self, address: str) -> bytes | None:
        """Return the bytes at an address; None if there are none, or if the file is gone or is no plain file."""
        early = self.early_pages.get(address)
        if early is not None or address not in self.files:
            return early
        return _read_plain(self.files[address])

    def mark(self, page: bytes) -> str:
        """Return the digits that change whenever the page, as a browser shows it, changes."""
        return digest_of((digest_bytes(page), self.unhashed_changes))[:16]


class StateHolder:
    """Holds the state of the site, and calls listeners when it changes."""

    def __init__(self) -> None:
        """Begin without any page."""
        self.state = SiteState()
        self._showing = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    def show(self, state: SiteState) -> None:
        """Replace the state."""
        self.change(lambda _: state)

    def change(self, changed: Callable[[SiteState], SiteState]) -> None:
        """Replace the state by `changed(state)`, under a lock."""
        with self._showing:
            before, self.state = self.state, changed(self.state)
            if self.state is not before:
                for tell in self._listeners:
                    tell()

    def listen(self, tell: Callable[[], None]) -> None:
        """Call `tell` after every change, in the thread that made the change."""
        self._listeners.append(tell)


def addresses(paths: Iterable[str], output: Path, prefix: str) -> Mapping[str, str]:
    """Return the address of each published file; pages also stand at the address of their folder."""
    root = os.path.realpath(output)
    found = {f"{prefix}/{path}": f"{root}/{path}" for path in paths}
    pages = {address: place for address, place in found.items() if address.endswith(f"/{_INDEX}")}
    return MappingProxyType(found | {address.removesuffix(_INDEX): place for address, place in pages.items()})


def is_unhashed(path: str) -> bool:
    """Tell whether pages show a published file under a name without a digest of its content."""
    return path.endswith(_UNHASHED) and not path.startswith(_NAMED_BY_CONTENT) and not path.endswith("/card.png")


def _read_plain(place: str) -> bytes | None:
    """Return the bytes of a plain file; None for anything else, and if a link is on the way to it."""
    try:
        if os.path.realpath(place) != os.path.normpath(place):
            return None
        with open(os.open(place, _READING), "rb") as opened:
            return opened.read() if stat.S_ISREG(os.fstat(opened.fileno()).st_mode) else None
    except OSError:
        return None
