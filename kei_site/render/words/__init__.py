"""A language -> the interface's words in it. Render.

English and Korean are complete; pages in any other language speak English, and say so with `lang` on
what is not their text.
"""

from collections.abc import Mapping

from kei_site.render.words.catalogue import LANGUAGES, WORDS

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    language: {key: texts[at] for key, texts in WORDS.items()} for at, language in enumerate(LANGUAGES)
}
"""The catalogues by primary language subtag (BCP 47)."""


def spoken(language: str) -> str:
    """Return the language that the interface speaks on pages in `language` (BCP 47): `language` itself, or `en`."""
    return language if primary(language) in CATALOGUES else "en"


def words(language: str) -> Mapping[str, str]:
    """Return the catalogue for pages in `language` (BCP 47)."""
    return CATALOGUES[primary(spoken(language))]


def primary(language: str) -> str:
    """Return the primary subtag of a language tag: `ko` of `ko-KR`."""
    return language.partition("-")[0].lower()
