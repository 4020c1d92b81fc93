"""The program, its libraries and the zone data -> one digest, a part of every key: no version is raised by hand."""

import functools
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kei_site.core.hashing import Digest, digest_bytes, digest_of
from kei_site.core.libraries import version_of
from kei_site.core.pdf_fonts import EXTRA

LIBRARIES = (
    *("markdown-it-py", "mdit-py-plugins", "mdurl", "jinja2", "markupsafe", "pyyaml", "feedgen", "lxml", "nh3"),
    *("pillow", "babel", "pagefind-bin", "cbor2", "msgspec", "tzdata", "bibtexparser", "pylatexenc"),
    *("resvg", "latex2mathml", "icalendar", "tinytag"),
    *EXTRA,
)
_IGNORED = frozenset({".md", ".pyc"})
"""Endings of papers and of compiled code."""
_COMPILED = "__pycache__"
"""The folders of compiled code; they hold files of other names while it is written."""
_ZONE_FOLDERS = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""The default of CPython (docs.python.org, zoneinfo, "Configuring the data sources")."""
_ZONE_VERSIONS = ("tzdata.zi", "+VERSION")
"""Files whose first line names the version of the zone data."""


@functools.cache
def code_digest() -> Digest:
    """Return the digest of the installed program; a process that lives long keeps the first one."""
    return digest_of(
        (
            package_digest(Path(__file__).resolve().parents[1]),
            platform.python_version(),
            sys.implementation.name,
            tuple((name, version_of(name)) for name in LIBRARIES),
            zone_version(_zone_folders()),
        )
    )


def package_digest(package: Path) -> Digest:
    """Return the digest of the code, fonts and data in a package, by relative path."""
    skip = len(str(package)) + 1
    files = sorted(_files_below(str(package)))
    return digest_of(tuple((path[skip:].replace(os.sep, "/"), _digest_of_file(path)) for path in files))


def _files_below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files_below(entry.path) if entry.name != _COMPILED else ()
            elif os.path.splitext(entry.name)[1] not in _IGNORED:
                yield entry.path


def _digest_of_file(path: str) -> Digest:
    with open(path, "rb") as opened:
        return digest_bytes(opened.read())


def _zone_folders() -> Sequence[str]:
    """Return the folders that `zoneinfo` looks into, which takes too long to load for a build with nothing to do."""
    given = os.environ.get("PYTHONTZPATH")
    return _ZONE_FOLDERS if given is None else given.split(os.pathsep)


def zone_version(folders: Sequence[str]) -> str:
    """Return the version line of the zone data in the first of the `folders` that has one, else an empty text."""
    for folder in folders:
        for name in _ZONE_VERSIONS:
            try:
                with open(Path(folder, name), encoding="utf-8") as opened:
                    return opened.readline()
            except OSError:
                continue
    return ""
