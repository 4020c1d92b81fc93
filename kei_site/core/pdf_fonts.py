"""The extra `kei-site[pdf]` -> the program and the fonts that set PDFs, as they are installed. Core.

The fonts are those of packages with a fixed version, so that a PDF is the same on every machine: Source Serif 4 and
Source Sans 3 (Latin, Greek, Cyrillic), Noto Serif and Sans KR (all syllables of Hangul, and Hanja), JP and SC (signs of
Japanese and Chinese, of which KR lacks 919 of Shift JIS, 2,943 of GB 2312 and 5,962 of Big5), Amiri (Arabic), Noto
Naskh Arabic (letters of some African languages, which Amiri lacks), Noto Serif Hebrew, Source Code Pro, Noto Emoji and
Noto Sans Symbols; all under the SIL Open Font License 1.1, which lies in each package.
"""

import functools
from collections.abc import Sequence
from pathlib import Path

from kei_site.core.hashing import NO_DIGEST, Digest, digest_bytes, digest_of
from kei_site.core.libraries import version_of

PROGRAM = "typst"
PACKAGES = (
    "fontpkg-source-serif-4",
    "fontpkg-source-sans-3",
    "fontpkg-source-code-pro",
    "pylopdf-fonts-ko",
    "pylopdf-fonts-jp",
    "pylopdf-fonts-zh-cn",
    "fontpkg-amiri",
    "pylopdf-fonts-ar",
    "pylopdf-fonts-he",
    "manimgx-fonts",
)
"""Packages of fonts."""
EXTRA = (PROGRAM, *PACKAGES, "fonttools", "brotli", "pikepdf")
"""All packages whose version can change the bytes of a PDF."""
_ENDINGS = (".ttf", ".otf")


def missing_packages() -> tuple[str, ...]:
    """Return the packages of the extra that are not installed."""
    return tuple(name for name in EXTRA if not version_of(name))


@functools.cache
def font_files() -> tuple[Path, ...]:
    """Return the font files of the packages that are installed, in a fixed order."""
    return tuple(file for name in PACKAGES for file in _files_of(name.replace("-", "_")))


def _files_of(module: str) -> Sequence[Path]:
    from importlib import util

    found = util.find_spec(module)
    if not found or not found.submodule_search_locations:
        return ()
    folder = Path(next(iter(found.submodule_search_locations)))
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in _ENDINGS)


@functools.cache
def tools_digest() -> Digest:
    """Return the digest of the program and its fonts; empty if something of the extra is missing."""
    if missing_packages():
        return NO_DIGEST
    versions = tuple((name, version_of(name)) for name in EXTRA)
    return digest_of((versions, tuple(digest_bytes(file.read_bytes()) for file in font_files())))
