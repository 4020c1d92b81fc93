"""Files below `content/versions/` -> the frozen versions of briefs: the n-th version of `2024/a` is `2024/a/vN.md`."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

from kei_site.core.urls import permalink
from kei_site.core.value import value
from kei_site.model.brief import Brief

FOLDER = "content/versions/"
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


def version_path(brief: str, number: int) -> str:
    """Return the path of the file of a version of the brief with an id."""
    return f"{FOLDER}{brief}/v{number}.md"


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
