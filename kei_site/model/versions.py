"""Files below `content/versions/` -> the frozen versions of briefs: the n-th version of `2024/a` is `2024/a/vN.md`.

Pictures and data that its text shows lie in `2024/a/vN/`.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from unicodedata import normalize

from kei_site.core.urls import permalink
from kei_site.core.value import value
from kei_site.model.brief import Brief

FOLDER = "content/versions/"
_BESIDE = "beside/"
"""Begins the names of kept files that lie in the folder of the brief, which may move with it."""
_COPY = re.compile(rf"{FOLDER}(?P<owner>.+?)/v(?P<number>[1-9][0-9]{{0,3}})/(?P<name>.+)")
_NAME = re.compile(r"v([0-9]+)\.md")


@value
class FrozenVersion:
    """A brief as it was before a change."""

    path: str
    """Of its file, below the folder of the site."""
    owner: str
    """The id of the brief."""
    number: int
    text: Brief
    """With the path of the brief: what it refers to counts from there, as when it was published."""


class KeptCopy(NamedTuple):
    """The copy of a file that frozen versions show."""

    number: int
    """Of the version with which it was kept."""
    name: str
    """The path of the file that was copied, below the site; or `beside/` and its path below the folder of the brief."""
    path: str

    def source(self, home: str) -> str:
        """Return the path (NFC) of the file that was copied; `home` is the path of the brief."""
        if not self.name.startswith(_BESIDE):
            return self.name
        return posixpath.join(posixpath.dirname(normalize("NFC", home)), self.name.removeprefix(_BESIDE))


def version_path(brief: str, number: int) -> str:
    """Return the path of the file of a version of the brief with an id."""
    return f"{FOLDER}{brief}/v{number}.md"


def copy_path(brief: Brief, number: int, source: str) -> str:
    """Return where a file that a version of a brief shows is kept."""
    folder = f"{posixpath.dirname(brief.path)}/"
    name = _BESIDE + source.removeprefix(folder) if source.startswith(folder) else source
    return f"{FOLDER}{brief.id}/v{number}/{name}"


def kept_copies(paths: Iterable[str]) -> dict[str, list[KeptCopy]]:
    """Return the copies among files, the oldest first, by the id of their brief."""
    copies: dict[str, list[KeptCopy]] = {}
    for path in paths:
        if path.startswith(FOLDER) and (found := _COPY.fullmatch(normalize("NFC", path))):
            copy = KeptCopy(number=int(found["number"]), name=found["name"], path=path)
            copies.setdefault(found["owner"], []).append(copy)
    return {owner: sorted(kept) for owner, kept in copies.items()}


def version_url(brief: Brief, number: int) -> str:
    """Return the address of a version, without the prefix of the site."""
    return f"{brief.url}{permalink(f'v{number}')[1:]}"


def frozen_versions(found: Iterable[Brief], briefs: Iterable[Brief]) -> tuple[FrozenVersion, ...]:
    """Return the frozen versions of briefs, by brief and number; one without a brief counts from where it would be."""
    paths = {brief.id: brief.path for brief in briefs}
    versions = [_frozen(text, paths) for text in found]
    return tuple(sorted(versions, key=lambda version: (version.owner, version.number)))


def _frozen(text: Brief, paths: dict[str, str]) -> FrozenVersion:
    folder, name = posixpath.split(normalize("NFC", text.path).removeprefix(FOLDER))
    match = _NAME.fullmatch(name)
    home = paths.get(folder, f"content/briefs/{folder}.md")
    return FrozenVersion(
        path=text.path, owner=folder, number=int(match[1]) if match else 0, text=replace(text, path=home)
    )
