"""Which files in an output folder are ours. Output room.

The list lies in the output folder itself, in `.kei-site`, one path a line, so that it is there even when everything
else that we remember is gone. Before publishing it is widened to everything that is about to be written, so a crash
orphans nothing; afterwards it names exactly what was published, the same for every build of the same sources. A file
that is not in the list is never deleted and never overwritten.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from kei_site.output.files import write_durably

NAME = ".kei-site"
_HEAD = "# Files of this folder that kei-site wrote and may replace or delete, one a line.\n"


class Refusal(Exception):
    """The machine, or good sense, does not allow the build: the message says why and what to do."""


def read_owned(output: Path) -> frozenset[str]:
    """Return the paths below `output` that are ours."""
    try:
        text = (output / NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return frozenset()
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def as_list(paths: Iterable[str]) -> bytes:
    """Return the bytes of the list."""
    return (_HEAD + "".join(f"{path}\n" for path in sorted(paths))).encode()


def write_owned(output: Path, paths: Iterable[str]) -> bool:
    """Write the list, durably, if it differs from what is there; tell whether it did."""
    data = as_list(paths)
    path = output / NAME
    if path.is_file() and path.read_bytes() == data:
        return False
    write_durably(path, data)
    return True


def check_output(output: Path, site: Path, sources: Iterable[Path]) -> None:
    """Raise Refusal unless `output` (absolute) is a folder that can be ours.

    It must not be, contain or lie inside a source folder, nor be a link; if it has files, they must include our list.
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
    if output.is_dir() and any(output.iterdir()) and not (output / NAME).is_file():
        raise Refusal(
            f"the output folder {output.name} holds files that kei-site did not write; "
            "name an empty folder, or empty it by hand"
        )


def _check_apart(output: Path, source: Path, *, inside_is_bad: bool) -> None:
    if output == source or output in source.parents:
        raise Refusal(f"the output folder {output.name or output} holds the sources; name a folder of its own")
    if inside_is_bad and source in output.parents:
        raise Refusal(
            f"the output folder {output.name} lies inside the source folder {source.name}; name a folder outside it"
        )


def check_strangers(output: Path, planned: Iterable[str], owned: frozenset[str]) -> None:
    """Raise Refusal if a planned file would replace one that is not ours."""
    for path in planned:
        if path not in owned and os.path.lexists(output / path) and path != NAME:
            raise Refusal(
                f"{path} in the output folder was not written by kei-site; move it away "
                "(a file that is to be published belongs into static/)"
            )
