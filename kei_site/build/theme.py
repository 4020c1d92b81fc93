"""The folders of the theme that ships with the program."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def theme_folders() -> dict[str, Path]:
    """Return `templates` and `static` of the theme: inside an installed package, or beside a checked-out one."""
    inside = _PACKAGE / "theme"
    root = inside if inside.is_dir() else _PACKAGE.parent
    return {name: root / name for name in ("templates", "static")}
