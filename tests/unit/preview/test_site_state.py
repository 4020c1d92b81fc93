"""What the preview shows: addresses of published files, pages that are about to be, and marks of how they look."""

from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.preview.site_state import SiteState, StateHolder, addresses, is_unhashed


@pytest.fixture
def state(tmp_path: Path) -> SiteState:
    (tmp_path / "index.html").write_bytes(b"home")
    (tmp_path / "a.css").write_bytes(b"a{}")
    return SiteState(files=addresses(["index.html", "a.css", "gone.txt"], tmp_path, ""))


def test_every_published_file_has_an_address_and_every_page_that_of_its_folder(tmp_path: Path) -> None:
    found = addresses(["index.html", "tags/한국/index.html", "assets/a.css"], tmp_path, "/papers")
    assert set(found) == {
        "/papers/", "/papers/index.html", "/papers/tags/한국/", "/papers/tags/한국/index.html", "/papers/assets/a.css",
    }  # fmt: skip
    assert found["/papers/"] == found["/papers/index.html"] == f"{tmp_path.resolve()}/index.html"


def test_the_addresses_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        addresses(["index.html"], tmp_path, "")["/x"] = "x"  # type: ignore[index]


def test_an_address_is_looked_up_and_nothing_else(state: SiteState) -> None:
    assert state.read("/") == b"home"
    assert state.read("/gone.txt") is None
    for address in ("", "//", "/./", "/index.html/", "/INDEX.html", "index.html", "/b/../index.html", "/a.css "):
        assert state.read(address) is None


def test_an_early_page_stands_before_the_file(state: SiteState) -> None:
    shown = replace(state, early_pages={"/": b"soon", "/new/": b"new"})
    assert (shown.read("/"), shown.read("/new/"), shown.read("/a.css")) == (b"soon", b"new", b"a{}")


def test_the_mark_of_a_page_changes_with_its_bytes_and_with_what_it_shows(state: SiteState) -> None:
    marks = {state.mark(b"a"), state.mark(b"b"), replace(state, unhashed_changes=1).mark(b"a")}
    assert len(marks) == 3
    assert state.mark(b"a") == replace(state, diagnostics=("x",)).mark(b"a")


def test_diagnostics_have_a_mark_and_their_absence_has_none(state: SiteState) -> None:
    assert state.errors_mark == ""
    assert replace(state, diagnostics=("x",)).errors_mark != replace(state, diagnostics=("y",)).errors_mark != ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("img/a.png", True),
        ("favicon.ico", True),
        ("own.css", True),
        ("assets/a.0123456789.css", False),
        ("pagefind/2024-01/pagefind.js", False),
        ("briefs/2024/a/card.png", False),
        ("feed.json", False),
        ("index.html", False),
    ],
)
def test_materials_are_what_pages_show_under_lasting_names(path: str, expected: bool) -> None:
    assert is_unhashed(path) is expected


def test_listeners_are_told_of_each_state_after_it_is_there(state: SiteState) -> None:
    holder, seen = StateHolder(), []
    holder.listen(lambda: seen.append(holder.state))
    holder.show(state)
    assert seen == [state]
