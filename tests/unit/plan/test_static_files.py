"""Static files and assets: under which names they are published."""

import pytest

from kei_site.core.hashing import digest_of
from kei_site.model.routes import COMBINED_FILES, REPLACED_FILES
from kei_site.model.views.files import CombinedView
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.static_files import asset_links, attachment_target, plan_assets, static_targets, with_own_files
from kei_site.plan.targets import Target

FILES = {
    "static/assets/site.css": digest_of("css"),
    "static/assets/fonts/serif.woff2": digest_of("font"),
    "static/assets/search.js": digest_of("js"),
    "static/robots-for-humans.txt": digest_of("text"),
    "static/cafe\u0301.txt": digest_of("accent"),
}


def names(files: dict[str, str]) -> dict[str, str]:
    """Return the address of each asset by its name."""
    return dict(asset_links(plan_assets(files), "/sub"))  # type: ignore[arg-type]


def test_an_asset_has_its_digest_in_its_name() -> None:
    found = names(FILES)  # type: ignore[arg-type]
    assert found.keys() == {"site.css", "fonts/serif.woff2", "search.js"}
    assert found["fonts/serif.woff2"].startswith("/sub/assets/serif.")
    assert found["site.css"].endswith(".css")


def test_a_new_font_gives_the_style_sheet_and_the_script_new_names() -> None:
    before, after = names(FILES), names(FILES | {"static/assets/fonts/serif.woff2": digest_of("new")})  # type: ignore[arg-type]
    assert {name for name in before if before[name] != after[name]} == before.keys()
    script = names(FILES | {"static/assets/search.js": digest_of("new")})  # type: ignore[arg-type]
    assert {name for name in before if before[name] != script[name]} == {"search.js"}


def test_other_static_files_keep_their_names_in_nfc() -> None:
    targets = static_targets(SourceFiles(static=FILES, content={}))
    assert [target.path for target in targets] == ["robots-for-humans.txt", "caf\u00e9.txt"]


def target(path: str, recipe: str = "robots") -> Target:
    return Target(path=path, recipe=recipe, view=None)


def own(*paths: str) -> SourceFiles:
    return SourceFiles(static={f"static/{path}": digest_of(path) for path in paths}, content={})


@pytest.mark.parametrize("path", REPLACED_FILES)
def test_a_file_of_the_site_is_published_instead(path: str) -> None:
    files = own(path)
    assert list(with_own_files([target(path), target("count.json")], files)) == [target("count.json")]
    assert [copy.path for copy in static_targets(files)] == [path]
    assert list(with_own_files([target(path)], own())) == [target(path)]


@pytest.mark.parametrize("path", COMBINED_FILES)
def test_a_file_of_the_site_is_combined_with_what_the_program_writes(path: str) -> None:
    (found,) = with_own_files([target(path, "headers")], own(path))
    assert isinstance(found.view, CombinedView)
    assert (found.path, found.recipe, found.view.recipe) == (path, "combined", "headers")
    assert found.view.own.source == f"static/{path}"
    assert static_targets(own(path)) == []


def test_other_files_of_the_site_still_collide() -> None:
    assert list(with_own_files([target("count.json")], own("count.json"))) == [target("count.json")]


@pytest.mark.parametrize(
    ("name", "recipe"), [("a.jpg", "photograph"), ("A.JPEG", "photograph"), ("a.webp", "photograph"), ("a.pdf", "copy")]
)
def test_pictures_that_texts_link_are_published_without_what_their_camera_wrote(name: str, recipe: str) -> None:
    assert attachment_target(f"content/briefs/{name}", digest_of(name), f"briefs/2024/a/{name}").recipe == recipe
