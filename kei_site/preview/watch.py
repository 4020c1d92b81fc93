"""The source folders -> the paths that changed in them: hints, since a build looks at all files for itself."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kei_site.build.theme import theme_folders
from kei_site.core.stamps import Stamp
from kei_site.core.value import value
from kei_site.source.scan import FOLDERS, walk

_QUIET = 0.02
"""Seconds without a change after which changes are reported together."""
_TOGETHER = 0.2
"""Seconds after which they are reported in any case."""
_GLANCE = 0.5
"""Seconds between two checks that the folders themselves are the same."""
_POLLING_PAUSE = 1.0
"""Seconds at least between two walks of the folders, where the system does not tell of changes."""
_POLLING_SHARE = 25
"""Walking the folders takes at most this part of the time: one in so many."""
_STORM = 20
"""More changes than this at once (a branch is checked out, say) are collected before they are reported."""
_CALM, _LONGEST_STORM = 0.15, 3.0


@value
class Roots:
    """The folders of source files: those of the site, and those of the theme behind them."""

    site: Path
    theme: Mapping[str, Path]

    def folders(self) -> list[tuple[str, Path]]:
        """Return the name and the place of every folder that may exist, the site's first."""
        return [*((name, self.site / name) for name in FOLDERS), *self.theme.items()]

    def source_path(self, place: str) -> str:
        """Return the source path of the file at `place`; empty if it is no source."""
        for name, folder in self.folders():
            with contextlib.suppress(ValueError):
                return f"{name}/{Path(place).relative_to(folder).as_posix()}"
        return ""

    def place_of(self, path: str) -> Path:
        """Return the file of a source path: in the site, else in the theme."""
        name, _, rest = path.partition("/")
        own = self.site / path
        return own if own.exists() or name not in self.theme else self.theme[name] / rest

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of every source file."""
        return {file.path: file.stamp for file in walk(self.site, self.theme, (), time.time_ns()).files}


def roots_of(site: Path) -> Roots:
    """Return the source folders of a site without links on the way to them, as the system reports changes."""
    return Roots(site=site.resolve(), theme={name: folder.resolve() for name, folder in theme_folders().items()})


class Watcher:
    """Gathers changes in a thread of its own; a resource: `start`, then `stop`."""

    def __init__(self, roots: Roots, say: Callable[[str], None]) -> None:
        """Watch `roots`; `say` prints one line if the system cannot report changes."""
        self._roots = roots
        self._say = say
        self._ended = threading.Event()
        self._news = threading.Condition()
        self._paths: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Start to gather changes."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        self._thread.join(timeout=5)

    def has_news(self) -> bool:
        """Tell whether there are changes that were not taken yet."""
        return bool(self._paths)

    def take(self, seconds: float) -> frozenset[str]:
        """Return the source paths (also of folders) that changed since the last call.

        Waits at most `seconds` for the first, and while many files change at once.
        """
        with self._news:
            self._news.wait_for(self.has_news, max(0.0, seconds))
            end = time.monotonic() + _LONGEST_STORM
            while len(self._paths) > _STORM and time.monotonic() < end and self._news.wait(_CALM):
                """More of them."""
            taken = frozenset(self._paths)
            self._paths.clear()
        return taken

    def _tell(self, paths: Iterable[str]) -> None:
        with self._news:
            self._paths.update(paths)
            self._news.notify_all()

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                for places in self._notices():
                    self._tell(filter(None, map(self._roots.source_path, places)))
        except (OSError, RuntimeError) as error:
            # inotify(7): the number of watches and of queues is limited for each user.
            self._say(f"the system does not tell of changes ({error}); looking for them instead")
            self._poll()

    def _notices(self) -> Iterator[Iterable[str]]:
        """Yield changed files, until the folders themselves are replaced."""
        from watchfiles import watch

        watched = self._identities()
        there = [str(folder) for folder in watched]
        if not there:
            self._ended.wait(_GLANCE)
            yield map(str, self._identities())
            return
        for changes in watch(
            *there,
            watch_filter=None,
            step=round(_QUIET * 1000),
            debounce=round(_TOGETHER * 1000),
            rust_timeout=round(_GLANCE * 1000),
            yield_on_timeout=True,
            stop_event=self._ended,
        ):
            places = [place for _, place in changes]
            yield places
            if self._identities() != watched or not set(there).isdisjoint(places):
                yield there
                return

    def _identities(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for _, folder in self._roots.folders():
            with contextlib.suppress(OSError):
                info = folder.stat()
                found[folder] = (info.st_dev, info.st_ino)
        return found

    def _poll(self) -> None:
        before = self._roots.stamps()
        pause = _POLLING_PAUSE
        while not self._ended.wait(pause):
            began = time.monotonic()
            now = self._roots.stamps()
            self._tell(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
            before, pause = now, max(_POLLING_PAUSE, _POLLING_SHARE * (time.monotonic() - began))
