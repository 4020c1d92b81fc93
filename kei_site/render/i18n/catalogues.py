"""A language -> the texts of the interface in it; in English where there is no catalogue. Render."""

from collections.abc import Mapping

from kei_site.render.i18n.figure_texts import FIGURE_TEXTS
from kei_site.render.i18n.texts import LANGUAGES, TEXTS

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    language: {key: texts[at] for key, texts in {**TEXTS, **FIGURE_TEXTS}.items()}
    for at, language in enumerate(LANGUAGES)
}
"""The catalogues by primary language subtag (BCP 47)."""


def ui_language(language: str) -> str:
    """Return the language of the interface on pages in `language` (BCP 47): `language` itself, or `en`."""
    return language if primary(language) in CATALOGUES else "en"


def catalogue(language: str) -> Mapping[str, str]:
    """Return the catalogue for pages in `language` (BCP 47)."""
    return CATALOGUES[primary(ui_language(language))]


def primary(language: str) -> str:
    """Return the primary subtag of a language tag: `ko` of `ko-KR`."""
    return language.partition("-")[0].lower()
