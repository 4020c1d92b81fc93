"""File names of texts in another language -> the language. Core, pure."""

import re

_STEM = re.compile(r"(?P<name>.+)\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


def in_language(stem: str) -> tuple[str, str]:
    """Return (name, language) of a file name such as `kim.ko`; the language is empty if it names none."""
    parts = _STEM.fullmatch(stem)
    return (parts["name"], parts["language"]) if parts else (stem, "")


def primary(tag: str) -> str:
    """Return the primary subtag of a language tag: `ko` of `ko-KR`."""
    return tag.partition("-")[0].lower()
