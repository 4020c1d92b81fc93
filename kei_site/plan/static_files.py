"""Static files, assets and images -> their targets and hashed names."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from unicodedata import normalize

from kei_site.core.diagnostics import Place
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.urls import file_link
from kei_site.model.routes import COMBINED_FILES, REPLACED_FILES
from kei_site.model.views.common import AssetView
from kei_site.model.views.files import CombinedView, FileView, ResizedImageView
from kei_site.plan.images import output_path
from kei_site.plan.inputs import SourceFiles, asset_name
from kei_site.plan.targets import Target

ASSETS = "static/assets/"
_PHOTOGRAPHS = (".jpg", ".jpeg", ".jpe", ".jif", ".jfif", ".png", ".webp")
_SCRIPTS = (".js", ".mjs")
_LEVELS = ((".css",), _SCRIPTS)
"""Assets that name others, in the order in which their names are made: style sheets, then scripts."""


def plan_assets(static: Mapping[str, Digest]) -> dict[str, AssetView]:
    """Return the view of every asset by its output path.

    A style sheet's name depends on the names of the fonts and images inside it, a script's also on those of style
    sheets; so no name can be older than what it stands for. Scripts do not import each other by hashed names.
    """
    paths = [path for path in static if path.startswith(ASSETS)]
    names: dict[str, str] = {}
    planned: dict[str, AssetView] = {}
    for level in range(len(_LEVELS) + 1):
        inner = dict(names)
        for path in (asset for asset in paths if _level(asset) == level):
            view = AssetView(source=path, digest=static[path], names=inner if level else {})
            output = _hashed(view)
            planned[output] = view
            names[posixpath.basename(path)] = posixpath.basename(output)
    return planned


def asset_links(planned: Mapping[str, AssetView], prefix: str) -> dict[str, str]:
    """Return the address of every asset by its name below `static/assets/`."""
    return {asset_name(view.source): prefix + file_link(output) for output, view in sorted(planned.items())}


def scripts_of(planned: Mapping[str, AssetView]) -> dict[str, AssetView]:
    """Return the scripts among assets by their names below `static/assets/`."""
    return {asset_name(view.source): view for output, view in sorted(planned.items()) if output.endswith(_SCRIPTS)}


def _level(path: str) -> int:
    ending = posixpath.splitext(path)[1]
    return next((level for level, endings in enumerate(_LEVELS, 1) if ending in endings), 0)


def _hashed(view: AssetView) -> str:
    stem, ending = posixpath.splitext(asset_name(view.source))
    suffix = digest_of((view.digest, view.names))[:10]
    return f"assets/{posixpath.basename(stem)}.{suffix}{ending}"


def asset_targets(planned: Mapping[str, AssetView]) -> list[Target]:
    """Return the targets of all assets; licences and other texts beside them are published under their own names."""
    return [
        Target(path=output, recipe="asset", view=view, origin=Place(path=view.source))
        for output, view in planned.items()
    ]


def static_targets(files: SourceFiles) -> list[Target]:
    """Return the targets of the static files that are published as they are."""
    return [
        copy_target(path, digest, output)
        for path, digest in files.static.items()
        if not path.startswith(ASSETS)
        and (output := normalize("NFC", path.removeprefix("static/"))) not in COMBINED_FILES
    ]


def with_own_files(targets: Iterable[Target], files: SourceFiles) -> Iterator[Target]:
    """Yield targets, without those that the site replaces, and combined with its own files (see `model.routes`)."""
    for target in targets:
        own = f"static/{target.path}"
        if own not in files.static or target.path not in (*REPLACED_FILES, *COMBINED_FILES):
            yield target
        elif target.path in COMBINED_FILES:
            yield _combined(target, FileView(source=own, digest=files.static[own]))


def _combined(target: Target, own: FileView) -> Target:
    view = CombinedView(recipe=target.recipe, view=target.view, own=own, own_first=COMBINED_FILES[target.path])
    return Target(path=target.path, recipe="combined", view=view, origin=Place(path=own.source))


def copy_target(source: str, digest: Digest, output: str) -> Target:
    """Return the target of a file that is published as it is."""
    return Target(path=output, recipe="copy", view=FileView(source=source, digest=digest), origin=Place(path=source))


def attachment_target(source: str, digest: Digest, output: str) -> Target:
    """Return the target of a file that a text links: as it is, or a picture without what its camera wrote."""
    target = copy_target(source, digest, output)
    return replace(target, recipe="photograph") if output.lower().endswith(_PHOTOGRAPHS) else target


def image_targets(sizes: Iterable[ResizedImageView]) -> list[Target]:
    """Return the targets of images, each in a size; of equal files, one."""
    views = {output_path(view): view for view in sizes}
    return [
        Target(path=path, recipe="image", view=view, origin=Place(path=view.source))
        for path, view in sorted(views.items())
    ]
