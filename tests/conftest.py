"""Fixtures that every test may use."""

import functools
import gc
import os
import signal
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from kei_site.build.memory import turn_collector_on
from kei_site.core.hashing import Digest, digest_of
from kei_site.model.views.common import AssetView
from tests.support.real_sites import DEFAULT_CORPORA
from tests.support.scratch import ScratchSite

hypothesis.settings.register_profile("shared", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("shared"), max_examples=20)
hypothesis.settings.load_profile("shared")
"""Machines are shared: how long one example takes says nothing about the program. Where changes are judged, examples
are the same each time, so that a change passes or fails by itself; elsewhere they are new ones. `.ci/check` takes the
profile `quick`, a fifth of the examples."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts tests in the background has them ignore the keyboard, and so would the builds they interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests: many of these wait for processes of their own, or for a clock."""
    return (os.cpu_count() or 1) + 1


SIZES = {
    "fuzz-examples": (30, 100, "files that the fuzz test makes up"),
    "law-steps": (60, 1000, "steps of the property test of the law"),
    "preview-steps": (25, 50, "random edits under the eyes of the preview"),
    "unpublished-sites": (1, 2, "random sites with briefs that are not public yet"),
    "kills": (10, 60, "random instants at which a build is killed"),
    "publishing-kills": (20, 40, "changes before which a publisher is killed, in each kind of place"),
    "search-briefs": (240, 6_747, "briefs of the site on which searches are weighed"),
    "flips": (20, 100, "single bits of the cache that are flipped"),
    "system-calls": (3, 12, "system calls that are refused, one a build"),
    "refused-opens": (3, 8, "files that the system does not open, one a build"),
    "attack-pages": (60, 300, "pages of hostile texts that Chromium opens"),
}
"""How far the tests marked `sized` go: by default, and with `--thorough`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches of the long tests."""
    parser.addoption("--thorough", action="store_true", help="take the tests marked `sized` as far as .ci/run does")
    for name, (usual, thorough, words) in SIZES.items():
        parser.addoption(f"--{name}", type=int, help=f"{words} (default: {usual}, with --thorough {thorough})")
    parser.addoption("--fuzz-seconds", type=int, default=0, help="how long atheris, if installed, makes up files")
    parser.addoption("--law-seed", type=int, default=0, help="first seed of the property test of the law")
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected trees of tests/sites")
    parser.addoption("--corpora", type=Path, default=DEFAULT_CORPORA, help="folder of real articles to run against")


def pytest_configure(config: pytest.Config) -> None:
    """Fill in the sizes that the command line does not give."""
    for name, (usual, thorough, _) in SIZES.items():
        key = name.replace("-", "_")
        if getattr(config.option, key) is None:
            setattr(config.option, key, thorough if config.option.thorough else usual)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the collector of garbage look rarely, and leave alone what stays to the end: ten thousand tests, all modules.

    Looking through these again and again takes a third of the time of collecting the tests, and a fifth of the tests.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        turn_collector_on()


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits_for_the_disk() -> Iterator[None]:
    """Let no build in this process wait until its files are on the disk: no test takes the power from the machine.

    That the program asks for it is shown in `tests/unit/output/`: `test_disk.py`, `test_database.py`, `test_store.py`.
    Programs that tests start wait for the disk.
    """
    from kei_site.output import store
    from kei_site.output.database import Tables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda opened: None)
        patch.setattr(store, "Tables", lambda path, names, *, synced: Tables(path, names, synced=False))
        yield


@pytest.fixture(scope="session", autouse=True)
def _icons_are_drawn_once() -> Iterator[None]:
    """Draw the icon of a letter on a color once in a process: it takes a quarter of the build of a small site.

    Its bytes are a function of its view, as `tests/unit/render/files/test_icon.py` shows with the renderer itself.
    """
    from kei_site.render.files import icon

    real = icon.render_icon
    drawn = functools.cache(lambda view: real(view, _no_source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(icon, "render_icon", lambda view, source: real(view, source) if view.source else drawn(view))
        yield


@pytest.fixture(scope="session", autouse=True)
def _assets_are_rendered_once() -> Iterator[None]:
    """Write each style sheet and script of the theme once in a process: it takes a tenth of the build of a small site.

    Its bytes are a function of its view and its source; `tests/unit/render/files/test_assets.py` calls the renderer
    itself.
    """
    from kei_site.render.files import assets
    from kei_site.render.pages import csp

    real, rendered = assets.render_asset, dict[tuple[Digest, bytes], bytes]()

    def render(view: AssetView, data: bytes) -> bytes:
        key = digest_of(view), data
        if key not in rendered:
            rendered[key] = real(view, data)
        return rendered[key]

    with pytest.MonkeyPatch.context() as patch:
        for module in (assets, csp):
            patch.setattr(module, "render_asset", render)
        yield


def _no_source(path: str, digest: Digest) -> bytes:
    """Refuse to read: a letter needs no file."""
    raise AssertionError(f"the icon of a letter reads {path}")


@pytest.fixture
def scratch_site(tmp_path: Path) -> ScratchSite:
    """Return a site with a configuration and one author."""
    return ScratchSite(tmp_path)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[str], ScratchSite]:
    """Return a function that makes sites side by side."""
    return lambda name: ScratchSite(tmp_path / name)
