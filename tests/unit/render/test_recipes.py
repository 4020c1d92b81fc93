"""A file of the site and the file of the program with the same name become one."""

import subprocess
import sys
from pathlib import Path

import pytest

from kei_site.core.hashing import digest_of
from kei_site.model.views.files import CombinedView, FileView, FixedTextView
from kei_site.render.recipes import RECIPES
from kei_site.render.tools import Tools


@pytest.mark.parametrize(
    ("own", "made", "own_first", "wanted"),
    [
        (b"/old /new 302\n", "/a /b 301\n", True, b"/old /new 302\n\n/a /b 301\n"),
        (b"/*\r\n  X-A: b\r\n", "/*\n  X-C: d\n", False, b"/*\n  X-C: d\n\n/*\r\n  X-A: b\n"),
        (b"/old /new 302", "", True, b"/old /new 302\n"),
        (b"\n", "/a /b 301\n", True, b"/a /b 301\n"),
    ],
)
def test_the_lines_of_both_files_are_published(own: bytes, made: str, own_first: bool, wanted: bytes) -> None:
    view = CombinedView(
        recipe="fixed_text",
        view=FixedTextView(text=made),
        own=FileView(source="static/_redirects", digest=digest_of("own")),
        own_first=own_first,
    )
    tools = Tools(
        page=lambda template, view: b"",
        fragment=lambda key: pytest.fail("no text is shown"),
        source=lambda path, digest: own,
        workspace=Path(),
    )
    assert RECIPES["combined"](view, "", tools) == wanted


@pytest.mark.parametrize("module", ["feeds.atom", "feeds.json_feed", "feeds.rss"])
def test_a_worker_may_begin_with_any_feed(module: str) -> None:
    """A library that expects another to be loaded before it must not depend on the order of the work."""
    words = [sys.executable, "-c", f"import kei_site.render.{module}"]
    assert subprocess.run(words, capture_output=True, check=False).stderr == b""
