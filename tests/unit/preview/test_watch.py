"""Changes of source files, as the watcher tells of them: by the system's notices, or by looking."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kei_site.preview import watch as module
from kei_site.preview.watch import Roots, Watcher, roots_of

PATIENCE = 60.0


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    for folder in ("site/content/briefs/2024", "site/static", "theme/templates", "theme/static"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site/content/briefs/2024/a.md").write_text("a")
    (tmp_path / "theme/templates/base.html").write_text("base")
    theme = {"templates": tmp_path / "theme/templates", "static": tmp_path / "theme/static"}
    return Roots(site=tmp_path / "site", theme=theme)


@contextmanager
def watching(roots: Roots, said: list[str] | None = None) -> Iterator[Watcher]:
    """Watch until the first change is seen, so that tests begin with a watcher that watches."""
    lines: list[str] = [] if said is None else said
    watcher = Watcher(roots, lines.append)
    watcher.start()
    try:
        probe = roots.site / "content" / "probe"
        assert _seen(watcher, "content/probe", lambda: probe.write_text(str(time.time_ns())))
        yield watcher
    finally:
        watcher.stop()


def _seen(watcher: Watcher, path: str, change: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Change something until it is told; tell whether it was."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        change()
        if path in watcher.take(0.05):
            return True
    return False


def _told(watcher: Watcher, path: str) -> bool:
    """Tell whether a change that was made is told."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if path in watcher.take(1.0):
            return True
    return False


def test_places_have_the_source_paths_that_the_site_knows(roots: Roots) -> None:
    assert roots.source_path(f"{roots.site}/content/briefs/2024/a.md") == "content/briefs/2024/a.md"
    assert roots.source_path(f"{roots.theme['templates']}/base.html") == "templates/base.html"
    assert roots.source_path(f"{roots.site}/public/index.html") == ""
    assert roots.source_path("/elsewhere") == ""


def test_the_sites_own_file_stands_before_the_themes(roots: Roots) -> None:
    assert roots.place_of("templates/base.html") == roots.theme["templates"] / "base.html"
    (roots.site / "templates").mkdir()
    (roots.site / "templates/base.html").write_text("own")
    assert roots.place_of("templates/base.html") == roots.site / "templates/base.html"
    assert roots.place_of("content/x.md") == roots.site / "content/x.md"


def test_the_theme_that_ships_is_watched(tmp_path: Path) -> None:
    assert roots_of(tmp_path).theme.keys() == {"templates", "static"}


def test_a_save_is_told(roots: Roots) -> None:
    with watching(roots) as watcher:
        (roots.site / "content/briefs/2024/a.md").write_text("b")
        assert _told(watcher, "content/briefs/2024/a.md")


def test_a_save_by_rename_is_told(roots: Roots) -> None:
    with watching(roots) as watcher:
        path = roots.site / "content/briefs/2024/a.md"
        path.with_name(".a.md.new").write_text("b")
        os.replace(path.with_name(".a.md.new"), path)
        assert _told(watcher, "content/briefs/2024/a.md")


def test_a_deleted_file_and_a_file_in_a_new_folder_are_told(roots: Roots) -> None:
    with watching(roots) as watcher:
        (roots.site / "content/briefs/2024/a.md").unlink()
        assert _told(watcher, "content/briefs/2024/a.md")
        new = roots.site / "content/briefs/2025"
        new.mkdir()
        assert _seen(watcher, "content/briefs/2025/b.md", lambda: (new / "b.md").write_text(str(time.time_ns())))


def test_the_theme_is_watched_like_the_site(roots: Roots) -> None:
    with watching(roots) as watcher:
        (roots.theme["templates"] / "base.html").write_text("other")
        assert _told(watcher, "templates/base.html")


def test_a_folder_that_appears_later_is_watched(roots: Roots) -> None:
    with watching(roots) as watcher:
        own = roots.site / "templates"
        own.mkdir()
        assert _seen(watcher, "templates/x.html", lambda: (own / "x.html").write_text(str(time.time_ns())))


def test_a_folder_that_was_deleted_and_made_again_is_watched(roots: Roots) -> None:
    with watching(roots) as watcher:
        content = roots.site / "content"
        shutil.rmtree(content)
        (content / "briefs").mkdir(parents=True)
        path = content / "briefs" / "c.md"
        assert _seen(watcher, "content/briefs/c.md", lambda: path.write_text(str(time.time_ns())))


def test_of_a_storm_nothing_is_lost(roots: Roots) -> None:
    with watching(roots) as watcher:
        folder = roots.site / "content/briefs/2024"
        for number in range(10_000):
            (folder / f"{number}.md").write_text("x")
        taken = set(watcher.take(5.0))
        while len(taken) < 10_000 and (more := watcher.take(5.0)):
            taken |= more
        assert len(taken) >= 10_000


def test_without_news_taking_takes_no_longer_than_allowed(roots: Roots) -> None:
    with watching(roots) as watcher:
        while watcher.take(0.5):
            """The probe, told more than once."""
        start = time.monotonic()
        assert watcher.take(0.2) == frozenset()
        assert time.monotonic() - start < PATIENCE
        assert not watcher.has_news()


def _refuse(*paths: object, **options: object) -> None:
    raise OSError(28, "inotify watch limit reached")


def test_where_the_system_does_not_tell_the_watcher_looks(roots: Roots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchfiles.watch", _refuse)
    monkeypatch.setattr(module, "_POLLING_PAUSE", 0.01)
    said: list[str] = []
    with watching(roots, said) as watcher:
        (roots.site / "content/briefs/2024/a.md").write_text("longer")
        assert _told(watcher, "content/briefs/2024/a.md")
        (roots.site / "content/briefs/2024/a.md").unlink()
        assert _told(watcher, "content/briefs/2024/a.md")
    assert len(said) == 1
    assert "does not tell of changes" in said[0]
