"""What the preview shows: addresses of published files, pages that are about to be, and marks of how they look."""

from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.preview.site_state import Scene, Stage, addresses, is_material


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    (tmp_path / "index.html").write_bytes(b"home")
    (tmp_path / "a.css").write_bytes(b"a{}")
    return Scene(files=addresses(["index.html", "a.css", "gone.txt"], tmp_path, ""))


def test_every_published_file_has_an_address_and_every_page_that_of_its_folder(tmp_path: Path) -> None:
    found = addresses(["index.html", "tags/한국/index.html", "assets/a.css"], tmp_path, "/papers")
    assert set(found) == {
        "/papers/", "/papers/index.html", "/papers/tags/한국/", "/papers/tags/한국/index.html", "/papers/assets/a.css",
    }  # fmt: skip
    assert found["/papers/"] == found["/papers/index.html"] == f"{tmp_path.resolve()}/index.html"


def test_the_addresses_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        addresses(["index.html"], tmp_path, "")["/x"] = "x"  # type: ignore[index]


def test_an_address_is_looked_up_and_nothing_else(scene: Scene) -> None:
    assert scene.read("/") == b"home"
    assert scene.read("/gone.txt") is None
    for address in ("", "//", "/./", "/index.html/", "/INDEX.html", "index.html", "/b/../index.html", "/a.css "):
        assert scene.read(address) is None


def test_a_glimpse_stands_before_the_file(scene: Scene) -> None:
    shown = replace(scene, glimpses={"/": b"soon", "/new/": b"new"})
    assert (shown.read("/"), shown.read("/new/"), shown.read("/a.css")) == (b"soon", b"new", b"a{}")


def test_the_mark_of_a_page_changes_with_its_bytes_and_with_what_it_shows(scene: Scene) -> None:
    marks = {scene.mark(b"a"), scene.mark(b"b"), replace(scene, materials=1).mark(b"a")}
    assert len(marks) == 3
    assert scene.mark(b"a") == replace(scene, diagnostics=("x",)).mark(b"a")


def test_diagnostics_have_a_mark_and_their_absence_has_none(scene: Scene) -> None:
    assert scene.troubles == ""
    assert replace(scene, diagnostics=("x",)).troubles != replace(scene, diagnostics=("y",)).troubles != ""


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
    assert is_material(path) is expected


def test_listeners_are_told_of_each_scene_after_it_is_there(scene: Scene) -> None:
    stage, seen = Stage(), []
    stage.listen(lambda: seen.append(stage.scene))
    stage.show(scene)
    assert seen == [scene]
