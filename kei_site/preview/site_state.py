"""What the preview shows now. Preview room.

The session puts a whole new `Scene` on the `Stage`, the server looks at it; neither ever changes one. A scene maps
addresses to the published files of the last good build, so that an address is looked up and never joined to a path.
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

_MATERIALS = (".css", ".js", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".ico", ".woff2")
_NAMED_BY_CONTENT = ("assets/", "pagefind/")
_INDEX = "index.html"
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


@value
class Scene:
    """Everything that can be asked for at one moment."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Address (decoded, with the site's prefix) -> the absolute path of a published file."""
    glimpses: Mapping[str, bytes] = field(default_factory=dict)
    """Address -> bytes that the build under way is going to publish there."""
    missing: str = ""
    """The address of the page for everything that is not there."""
    diagnostics: tuple[str, ...] = ()
    """What keeps the sources from being published, as it is printed; empty when nothing does."""
    materials: int = 0
    """Counts the changes of files that pages show and do not name by their content."""

    @property
    def troubles(self) -> str:
        """A mark of the diagnostics; empty when there are none."""
        return digest_of(self.diagnostics)[:12] if self.diagnostics else ""

    def leads_to(self, address: str) -> str:
        """Return the address of the folder that `address` lacks only the closing slash of, or an empty string."""
        return f"{address}/" if f"{address}/" in self.files else ""

    def read(self, address: str) -> bytes | None:
        """Return what stands at an address, or None: also when a file is gone or is not what was published."""
        glimpse = self.glimpses.get(address)
        if glimpse is not None or address not in self.files:
            return glimpse
        return _read_plain(self.files[address])

    def mark(self, page: bytes) -> str:
        """Return the mark of a page as it is shown now: another mark, another look."""
        return digest_of((digest_bytes(page), self.materials))[:16]


class Stage:
    """Holds the scene, and tells whoever listens when it changes."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        self.scene = Scene()
        self._showing = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    def show(self, scene: Scene) -> None:
        """Replace the scene."""
        self.change(lambda _: scene)

    def change(self, changed: Callable[[Scene], Scene]) -> None:
        """Replace the scene by what `changed` makes of it; nobody else replaces it meanwhile."""
        with self._showing:
            before, self.scene = self.scene, changed(self.scene)
            if self.scene is not before:
                for tell in self._listeners:
                    tell()

    def listen(self, tell: Callable[[], None]) -> None:
        """Call `tell`, in the thread that shows, after every change."""
        self._listeners.append(tell)


def addresses(paths: Iterable[str], output: Path, prefix: str) -> Mapping[str, str]:
    """Return the address of each published file; pages also stand at the address of their folder."""
    root = os.path.realpath(output)
    found = {f"{prefix}/{path}": f"{root}/{path}" for path in paths}
    folders = {
        address.removesuffix(_INDEX): place for address, place in found.items() if address.endswith(f"/{_INDEX}")
    }
    return MappingProxyType(found | folders)


def is_material(path: str) -> bool:
    """Tell whether pages show a published file under a name that does not change with it."""
    return path.endswith(_MATERIALS) and not path.startswith(_NAMED_BY_CONTENT) and not path.endswith("/card.png")


def _read_plain(place: str) -> bytes | None:
    """Read a file, if it is one and no link leads to it."""
    try:
        if os.path.realpath(place) != place:
            return None
        with open(os.open(place, _READING), "rb") as opened:
            return opened.read() if stat.S_ISREG(os.fstat(opened.fileno()).st_mode) else None
    except OSError:
        return None
