"""The theme that ships with the program: its folders and templates. Build; reads the disk."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kei_site.build.code_digest import code_digest

if TYPE_CHECKING:
    from kei_site.render.pages.compiled import ThemeCode

_PACKAGE = Path(__file__).resolve().parents[1]


def theme_folders() -> dict[str, Path]:
    """Return `templates` and `static` of the theme: inside an installed package, or beside a checked-out one."""
    inside = _PACKAGE / "theme"
    root = inside if inside.is_dir() else _PACKAGE.parent
    return {name: root / name for name in ("templates", "static")}


def theme_templates() -> dict[str, str]:
    """Return the texts of the theme's templates by name."""
    folder = theme_folders()["templates"]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def theme_code() -> "ThemeCode":
    """Return what the code of the theme's templates depends on."""
    from kei_site.render.pages.compiled import ThemeCode

    return ThemeCode(templates=theme_folders()["templates"], program=code_digest())


def own_templates(places: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a site's own templates by name; `places` are where its source files lie, by path."""
    theme = theme_folders()["templates"]
    own = {path: Path(place) for path, place in places.items() if path.startswith("templates/")}
    return {
        path.removeprefix("templates/"): place.read_text("utf-8", errors="replace")
        for path, place in own.items()
        if not place.is_relative_to(theme)
    }


def own_files(places: Mapping[str, str], ending: str) -> dict[str, bytes]:
    """Return the files below a site's own `static/` whose names end so, by path; `places` as for `own_templates`."""
    theme = theme_folders()["static"]
    own = {path: Path(place) for path, place in places.items() if path.startswith("static/")}
    return {
        path: place.read_bytes()
        for path, place in own.items()
        if path.lower().endswith(ending) and not place.is_relative_to(theme)
    }
