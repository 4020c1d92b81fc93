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
    """Build this repository's content, with short lists and an old address so that every kind of page is there."""
    root = tmp_path_factory.mktemp("published")
    shutil.copytree(ROOT / "content", root / "content")
    settings = root / "content/site.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "page_size: 50\n" in text
    settings.write_text(
        text.replace("page_size: 50\n", "page_size: 5\nredirects: {/old-address/: /briefs/}\n"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "kei_site", "build", "--site", str(root)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return root / "public"


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
