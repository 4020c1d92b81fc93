"""Other versions of the program: another digest of its code, and some results that differ.

The digest is made here for version 0, too, and the theme is a copy: people edit the program while these tests run.
"""

import contextlib
import functools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from kei_site.build import context as run
from kei_site.build import plan
from kei_site.build.theme import theme_folders
from kei_site.core.hashing import digest_of
from kei_site.model import related
from kei_site.render.files import sitemap
from kei_site.render.pages import template_closures as templates
from kei_site.source import load

_CLOSURE, _ROBOTS = templates._closure, sitemap.render_robots


@contextlib.contextmanager
def program(version: int) -> Iterator[None]:
    """Let the program be of a version; version 0 does everything as it is written."""
    changes = [
        (run, "code_digest", lambda: digest_of(("version", version))),
        (run, "theme_folders", copied_theme),
        (plan, "theme_folders", copied_theme),
        (related, "WANTED", 3 - version % 2),
        (load, "SUMMARY_LETTERS", 200 - 30 * version),
    ]
    if version:
        changes.append((sitemap, "render_robots", lambda view: _ROBOTS(view) + f"# {version}\n".encode()))
        changes.append((templates, "_closure", lambda *known: digest_of((_CLOSURE(*known), version))))
    with contextlib.ExitStack() as stack:
        for where, name, value in changes:
            stack.enter_context(patch.object(where, name, value))
        yield


@functools.cache
def copied_theme() -> dict[str, Path]:
    """Return a copy of the program's theme, made once in each process."""
    folder = tempfile.TemporaryDirectory(prefix="kei-site-theme-")
    root = Path(folder.name)
    root.chmod(0o755)
    _KEPT.append(folder)
    return {name: Path(shutil.copytree(source, root / name)) for name, source in theme_folders().items()}


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Deleted when the process ends."""
