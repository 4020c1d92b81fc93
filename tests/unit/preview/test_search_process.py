"""The process that makes the search index: it completes a build, and ends when it is told to."""

import time
from collections.abc import Iterator

import pytest

from kei_site.build.pipeline import build
from kei_site.preview.search_process import SearchProcess
from tests.support.scratch import ScratchSite, brief

pytestmark = pytest.mark.programs

PATIENCE = 120.0


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    scratch_site.write("content/briefs/2024/a.md", brief("Alpha", embargo="2025-06-01T00:00:00Z"))
    return scratch_site


@pytest.fixture
def followed(site: ScratchSite) -> Iterator[SearchProcess]:
    search_process = SearchProcess(site.request(search=True))
    yield search_process
    search_process.stop()


def _result(search_process: SearchProcess) -> int | None:
    until = time.monotonic() + PATIENCE
    while (code := search_process.result()) is None and time.monotonic() < until:
        time.sleep(0.05)
    return code


def test_it_completes_the_build_at_the_same_instant(site: ScratchSite, followed: SearchProcess) -> None:
    request = site.request(search=True)
    assert build(site.request(search=True, postponed=("segment",))).failed is False
    followed.start()
    assert _result(followed) == 0
    assert followed.result() is None
    assert build(request).idle
    assert not (site.output / "briefs" / "2024" / "a").exists()


def test_it_leaves_no_texts_out_though_the_site_would(site: ScratchSite, followed: SearchProcess) -> None:
    site.write("content/site.yaml", site.read("content/site.yaml") + "on_error: leave_out\n")
    site.write("content/briefs/2024/b.md", "nothing")
    followed.start()
    assert _result(followed) == 1
    assert not site.output.exists()


def test_a_second_start_changes_nothing(followed: SearchProcess) -> None:
    followed.start()
    process = followed._process
    followed.start()
    assert followed._process is process


def test_it_can_be_ended_at_any_time_and_the_next_build_is_good(site: ScratchSite, followed: SearchProcess) -> None:
    for pause in (0.0, 0.2, 0.5):
        followed.start()
        time.sleep(pause)
        followed.stop()
        assert followed.result() is None
    assert not build(site.request()).failed


def test_what_went_wrong_is_its_exit_code(site: ScratchSite, followed: SearchProcess) -> None:
    site.write("content/briefs/2024/b.md", "nothing")
    followed.start()
    assert _result(followed) == 1
