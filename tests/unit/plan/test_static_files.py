"""Static files and assets: under which names they are published."""

from kei_site.core.hashing import digest_of
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.static_files import asset_links, plan_assets, static_targets

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
