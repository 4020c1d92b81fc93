"""Fixtures of the browser tests: this repository's site as it is published, a host that serves it, a Chromium."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import Visitor, running_browser
from tests.support.node_modules import ROOT
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build this repository's content so that every kind of page is there, with short lists and an old address."""
    root = tmp_path_factory.mktemp("published")
    shutil.copytree(ROOT / "content", root / "content")
    settings = root / "content/site.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "page_size: 50\n" in text
    settings.write_text(
        text.replace("page_size: 50\n", "page_size: 5\nredirects: {/old-address/: /briefs/}\n"), encoding="utf-8"
    )
    _freeze(root / "content")
    command = [sys.executable, "-m", "kei_site", "build", "--site", str(root)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return root / "public"


def _freeze(content: Path) -> None:
    """Change the first brief with a correction, and freeze its text from before."""
    briefs = sorted((content / "briefs").rglob("*.md"))
    brief = next(path for path in briefs if "\ncorrections:" in path.read_text(encoding="utf-8"))
    text = brief.read_text(encoding="utf-8")
    frozen = content / "versions" / brief.relative_to(content / "briefs").with_suffix("") / "v1.md"
    frozen.parent.mkdir(parents=True)
    frozen.write_text(text, encoding="utf-8")
    brief.write_text(text.replace("\n---\n", "\nversions: true\n---\n", 1) + "\nOne more line.\n", encoding="utf-8")


@pytest.fixture(scope="session")
def host(published: Path) -> Iterator[Served]:
    """Serve the published site with the headers that it asks for."""
    with served(published) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Run Chromium for the tests of one file."""
    with running_browser() as running:
        yield running


@pytest.fixture
def visitor(browser: "Browser", host: Served) -> Iterator[Visitor]:
    """Return who opens pages; the test fails if one complains, breaks its policy or asks anybody else."""
    visiting = Visitor(browser=browser, home=host.url)
    yield visiting
    visiting.close()
    assert visiting.complaints == []
