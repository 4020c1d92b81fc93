"""What browsers and the terminal are shown of errors and early pages."""

from pathlib import Path

import pytest

from kei_site.build.report import BuildRequest
from kei_site.core.diagnostics import Place, diagnostic
from kei_site.preview.display import Display, listed
from kei_site.preview.site_state import SiteState, StateHolder


@pytest.fixture
def said() -> list[str]:
    """Return the lines in the terminal."""
    return []


@pytest.fixture
def display(tmp_path: Path, said: list[str]) -> Display:
    return Display(
        StateHolder(), BuildRequest(site=tmp_path, output=tmp_path / "public", cache=tmp_path / "cache"), said.append
    )


def test_the_overlay_lists_the_first_errors_and_counts_the_others(tmp_path: Path) -> None:
    found = [diagnostic("LNK02", Place(path=f"content/{number}.md"), "leads to nothing") for number in range(60)]
    lines = listed(found, tmp_path)
    assert len(lines) == 51
    assert lines[-1] == "and 10 more"


def test_the_same_errors_are_printed_once(display: Display, said: list[str]) -> None:
    for _ in range(2):
        display.show_errors(("error: no space",), keep_early=True)
    assert said == ["error: no space\nthe last good pages stay until this is fixed"]
    assert display.state.diagnostics == ("error: no space",)


@pytest.mark.parametrize("keep_early", [True, False])
def test_errors_are_shown_beside_early_pages_or_without_them(display: Display, *, keep_early: bool) -> None:
    display.show_early({"/": b"page"})
    display.show_errors(("error",), keep_early=keep_early)
    assert dict(display.state.early_pages) == ({"/": b"page"} if keep_early else {})


def test_an_early_page_takes_the_place_of_errors(display: Display) -> None:
    display.show_errors(("error",), keep_early=True)
    assert display.show_early({})
    assert display.state == SiteState()
    assert not display.show_early({})
