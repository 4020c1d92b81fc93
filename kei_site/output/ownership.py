"""The list of the files in an output folder that the program owns: no other file is ever deleted or overwritten.

It lies in the output folder, in `.kei-site`, one path a line. Before publishing it is widened to everything that is
about to be written, so a crash orphans nothing; afterwards it names exactly what was published.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from kei_site.core.characters import shown
from kei_site.core.errors import Refusal
from kei_site.core.urls import HOST_NAMES
from kei_site.output.disk import folders_above, is_empty, is_folder, list_files, write_durably

NAME = ".kei-site"
PARTS = ".kei-site.part"
"""The folder for files that are not finished; there only while a build publishes."""
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
"""Folders that no build looks into."""
_MAY_BE_THERE = {
    *VERSION_CONTROL,
    *(".gitattributes", ".gitignore", ".gitkeep", ".gitmodules", ".keep", ".nojekyll", PARTS),
    *(".github", ".gitlab-ci.yml", ".gitea", ".forgejo", ".woodpecker.yml", ".circleci", ".netlify", ".vercel"),
    *(".well-known", ".domains", ".htaccess", ".htpasswd", ".user.ini", ".ftpquota", "cgi-bin"),
    *(".ds_store", ".spotlight-v100", ".trashes", ".fseventsd", "thumbs.db", "desktop.ini", "lost+found"),
}
"""Files of version control, hosts, systems and a killed build, in small letters, which a folder may hold before its
first build; so may HOST_NAMES and _PAPERS."""
_PAPERS = re.compile(r"(?:readme|licen[cs]e|copying|notice|contributing|security|code_of_conduct)(?:\.\w+)?")
"""Files that describe a repository."""
_HEAD = "# Files of this folder that kei-site wrote and may replace or delete, one a line.\n"
_SITE = "# Site: "
_NO_NAMES = frozenset(("", ".", ".."))
"""Parts of a path that leads nowhere or out of the folder."""


def read_owned(output: Path) -> frozenset[str]:
    """Return the paths of the owned files below `output`; a line that leads out of the folder is not believed."""
    return owned_in(_text(output))


def owned_in(text: str) -> frozenset[str]:
    """Return the paths in the text of a list."""
    return frozenset(line for line in text.split("\n") if not line.startswith("#") and _is_inside(line))


def _text(output: Path) -> str:
    try:
        return (output / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def read_site(output: Path) -> str:
    """Return the address of the site that was published in `output` last; empty if the list does not name it."""
    return next((line.removeprefix(_SITE) for line in _text(output).split("\n") if line.startswith(_SITE)), "")


def check_site(output: Path, site: str) -> None:
    """Raise Refusal if the list in `output` is that of a site with another address than `site`."""
    other = read_site(output)
    if other not in ("", site):
        raise Refusal(
            f"the output folder {output.name} holds another site, {shown(other)}; this one is {site}; "
            "name a folder of its own with --output, or build with --clean if the address of the site has changed"
        )


def _is_inside(path: str) -> bool:
    return _NO_NAMES.isdisjoint(path.split("/")) and "\0" not in path


def as_list(paths: Iterable[str], site: str = "") -> bytes:
    """Return the bytes of the list of the site with the address `site`."""
    head = f"{_HEAD}{_SITE}{site}\n" if site else _HEAD
    return (head + "".join(f"{path}\n" for path in sorted(paths))).encode()


def is_listed(output: Path, paths: Iterable[str], site: str = "") -> bool:
    """Tell whether the list is just these paths, and names `site`; an empty `site` is the one that it names."""
    path = output / NAME
    return path.is_file() and path.read_bytes() == as_list(paths, site or read_site(output))


def write_owned(output: Path, paths: frozenset[str], site: str = "") -> None:
    """Write the list, durably, if `is_listed` is false; PARTS has to exist."""
    if not is_listed(output, paths, site):
        write_durably(output / NAME, as_list(paths, site or read_site(output)), part=output / PARTS / NAME)


def check_cache(cache: Path, output: Path) -> None:
    """Raise Refusal if the cache (absolute), which holds unpublished texts, lies in the folder that is published."""
    if Path(os.path.realpath(cache)).is_relative_to(os.path.realpath(output)):
        raise Refusal(f"the cache {cache.name} is in the output folder, which is published; name another with --cache")


def check_output(output: Path, site: Path, sources: Iterable[Path]) -> None:
    """Raise Refusal unless `output` (absolute) is a folder that the program may own: apart from the sources, no link.

    A folder with files must have the list of owned ones.
    """
    if output.is_symlink():
        raise Refusal(f"the output folder {output.name} is a symbolic link; name the folder that it leads to")
    real = output.resolve()
    for source in (site, *sources):
        _check_apart(real, source.resolve(), inside_is_bad=source != site)
    if real in (Path.home().resolve(), Path(real.anchor)):
        raise Refusal(f"the output folder {output.name or output} is a home or root folder; name one of its own")
    if output.exists() and not output.is_dir():
        raise Refusal(f"the output folder {output.name} is a file; name a folder")
    if output.is_dir() and not (output / NAME).is_file() and _has_files(output):
        raise Refusal(
            f"the output folder {output.name} holds files that kei-site did not write; "
            "name an empty folder, or empty it by hand"
        )


def _has_files(output: Path) -> bool:
    """Tell whether a folder holds more than it may before its first build: empty folders are places for mounts."""
    others = [path for path in output.iterdir() if not _may_be_there(path.name.lower())]
    return any(not is_folder(path) or next(list_files(path), None) for path in others)


def _may_be_there(name: str) -> bool:
    return name in _MAY_BE_THERE or name in HOST_NAMES or _PAPERS.fullmatch(name) is not None


def _check_apart(output: Path, source: Path, *, inside_is_bad: bool) -> None:
    if output == source or output in source.parents:
        raise Refusal(f"the output folder {output.name or output} holds the sources; name a folder of its own")
    if inside_is_bad and source in output.parents:
        raise Refusal(
            f"the output folder {output.name} lies inside the source folder {source.name}; name a folder outside it"
        )


def check_foreign(output: Path, planned: Iterable[str], owned: frozenset[str]) -> None:
    """Raise Refusal if a planned file would replace a foreign file, or needs a folder where one stands."""
    root, seen = str(output), set[str]()
    if is_empty(output):
        return
    for path in planned:
        foreign = _above(root, path, owned, seen) or _in_the_way(root, path, owned)
        if foreign:
            raise Refusal(
                f"{foreign} in the output folder was not written by kei-site; move it away "
                "(a file that is to be published belongs into static/)"
            )


def _above(output: str, path: str, owned: frozenset[str], seen: set[str]) -> str:
    """Return the foreign file that stands where a folder is needed; empty if there is none."""
    for folder in folders_above(path):
        if folder not in seen and folder not in owned:
            place = f"{output}/{folder}"
            if os.path.lexists(place) and not is_folder(place):
                return folder
            seen.add(folder)
    return ""


def _in_the_way(output: str, path: str, owned: frozenset[str]) -> str:
    place = f"{output}/{path}"
    if is_folder(place):
        inside = (f"{path}/{name}" for name, _ in list_files(place))
        return next((file for file in inside if file not in owned), "")
    return path if path not in owned and os.path.lexists(place) else ""
