"""The program and its libraries -> one digest, which is a part of every key.

So no version is raised by hand: the digest covers the sources of the package, the version of Python and the versions
of the libraries that shape outputs.
"""

import functools
import platform
import sys
from importlib import metadata
from pathlib import Path

from kei_site.core.hashing import Digest, digest_bytes, digest_of

LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "jinja2",
    "pyyaml",
    "feedgen",
    "lxml",
    "nh3",
    "pillow",
    "babel",
    "pagefind-bin",
    "cbor2",
)


@functools.cache
def code_digest() -> Digest:
    """Return the digest of the installed program; a process that lives long keeps the first one."""
    return digest_of(
        (
            sources_digest(Path(__file__).resolve().parents[1]),
            platform.python_version(),
            sys.implementation.name,
            tuple((name, _version(name)) for name in LIBRARIES),
        )
    )


def sources_digest(package: Path) -> Digest:
    """Return the digest of every Python and data file of a package, by relative path."""
    files = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".json", ".yaml", ".txt"})
    return digest_of(tuple((path.relative_to(package).as_posix(), digest_bytes(path.read_bytes())) for path in files))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
