"""A language -> the texts of the interface in it; in English where there is no catalogue. Render."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from kei_site.render.i18n.figure_texts import FIGURE_TEXTS
from kei_site.render.i18n.texts import LANGUAGES, TEXTS

_FOLDER = Path(__file__).with_name("words")
IN_FILES = ("ar", "de", "es", "fr", "ja", "zh", "zh-hant")
"""Languages whose texts are read from `words/` where a page is in them."""
SPOKEN = (*LANGUAGES, *IN_FILES)
_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))
"""The script, and the regions, of Chinese in traditional characters."""


@functools.cache
def texts_of(name: str) -> Mapping[str, str]:
    """Return the texts of a catalogue, one of SPOKEN, by key."""
    if name in LANGUAGES:
        at = LANGUAGES.index(name)
        return {key: texts[at] for key, texts in {**TEXTS, **FIGURE_TEXTS}.items()}
    # A line is `key: "text"`, the part of YAML that is JSON: a reader of YAML would cost the first page a blink.
    lines = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {**texts_of("en"), **{key: json.loads(text) for key, text in pairs}}


def ui_language(language: str) -> str:
    """Return the language of the interface on pages in `language` (BCP 47): `language` itself, or `en`."""
    return language if speaks(language) else "en"


def speaks(language: str) -> bool:
    """Return whether there are texts of the interface in a language (BCP 47)."""
    return primary(language) in SPOKEN


def catalogue(language: str) -> Mapping[str, str]:
    """Return the catalogue for pages in `language` (BCP 47)."""
    first, *parts = ui_language(language).lower().split("-")
    is_traditional = first == "zh" and "hans" not in parts and not _TRADITIONAL.isdisjoint(parts)
    return texts_of("zh-hant" if is_traditional else first)


def primary(language: str) -> str:
    """Return the primary subtag of a language tag: `ko` of `ko-KR`."""
    return language.partition("-")[0].lower()
