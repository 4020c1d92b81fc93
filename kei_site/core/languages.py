"""Languages of texts: that of a file name, and the value for a language among several. Core, pure."""

import re
from collections.abc import Mapping
from typing import TypeVar

_STEM = re.compile(r"(?P<name>.+)\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


def in_language(stem: str) -> tuple[str, str]:
    """Return (name, language) of a file name such as `kim.ko`; the language is empty if it names none."""
    parts = _STEM.fullmatch(stem)
    return (parts["name"], parts["language"]) if parts else (stem, "")


_Value = TypeVar("_Value")


def value_in(language: str, by_language: Mapping[str, _Value]) -> _Value | None:
    """Return what belongs to a language tag, or else to its primary subtag; None if neither is there."""
    return by_language.get(language) or by_language.get(primary(language))


def primary(tag: str) -> str:
    """Return the primary subtag of a language tag: `ko` of `ko-KR`."""
    return tag.partition("-")[0].lower()
