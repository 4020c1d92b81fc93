"""Fixtures that every test may use."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests.support.real_sites import DEFAULT_CORPORA
from tests.support.scratch import ScratchSite

hypothesis.settings.register_profile("shared", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("shared")
"""Machines are shared: how long one example takes says nothing about the program. Where changes are judged, examples
are the same each time, so that a change passes or fails by itself; elsewhere they are new ones."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts tests in the background has them ignore the keyboard, and so would the builds they interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches of the long tests."""
    parser.addoption("--fuzz-examples", type=int, default=60, help="files that the fuzz test makes up")
    parser.addoption("--fuzz-seconds", type=int, default=0, help="how long atheris, if installed, makes up files")
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected trees of tests/sites")
    parser.addoption("--law-steps", type=int, default=200, help="steps of the property test of the law")
    parser.addoption("--law-seed", type=int, default=0, help="first seed of the property test of the law")
    parser.addoption("--preview-steps", type=int, default=50, help="random edits under the eyes of the preview")
    parser.addoption("--held-sites", type=int, default=2, help="random sites with something held back")
    parser.addoption("--corpora", type=Path, default=DEFAULT_CORPORA, help="folder of real articles to run against")
    parser.addoption("--kills", type=int, default=60, help="random instants at which a build is killed")
    parser.addoption("--flips", type=int, default=100, help="single bits of the memo that are flipped")


@pytest.fixture
def scratch_site(tmp_path: Path) -> ScratchSite:
    """Return a site with a configuration and one author."""
    return ScratchSite(tmp_path)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[str], ScratchSite]:
    """Return a function that makes sites side by side."""
    return lambda name: ScratchSite(tmp_path / name)
