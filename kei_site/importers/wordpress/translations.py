"""Texts in several languages: in one field (qtranslate), or as items that name their group (Polylang, WPML)."""

import re
from collections.abc import Mapping

from kei_site.core.value import value
from kei_site.importers.wordpress.fields import Fields

_MARK = re.compile(r"\[:([a-z]{2,3})?\]|<!--:([a-z]{2,3})?-->|\{:([a-z]{2,3})?\}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_IN_ADDRESS = re.compile(
    r"^https?://[^/?#]+/([a-z]{2}(?:-[a-z]{2,4})?)/|[?&](?:amp;)?lang=([a-z]{2}(?:-[a-z]{2,4})?)(?=&|$)"
)
"""A language as WPML writes it into addresses: as their first folder, or as a part of the query."""
_LANGUAGE_KEYS = ("_wpml_import_language_code", "_wpml_language", "wpml_language", "_wpml_language_code")
_GROUP_KEYS = ("_wpml_import_translation_group", "_wpml_trid", "wpml_trid", "_trid")
_ORIGINAL_KEYS = ("_icl_lang_duplicate_of", "_wpml_original_post_id", "_wpml_original_doc_id")


@value
class Translation:
    """What an item says of its language; each part may be empty."""

    language: str = ""
    """BCP 47."""
    group: str = ""
    """The name that all translations of a text share."""
    original: str = ""
    """The id of the item that it translates."""


def in_languages(text: str) -> Mapping[str, str]:
    """Return a text by language, or with the one key "" if it is not divided; what stands outside belongs to all."""
    marks = list(_MARK.finditer(text))
    if not any(any(mark.groups()) for mark in marks):
        return {"": text}
    texts: dict[str, str] = {}
    common = text[: marks[0].start()]
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        language = next((group for group in mark.groups() if group), "")
        part = text[mark.end() : following.start() if following else len(text)]
        if language:
            texts[language] = texts.get(language, common) + part
        else:
            common += part
            texts = {known: words + part for known, words in texts.items()}
    return texts


def translation_of(fields: Fields) -> Translation:
    """Return what terms and metadata of an item say of its language."""
    terms = {term.domain: term.nicename for term in fields.terms if term.domain in ("language", "post_translations")}
    group = terms.get("post_translations", "") or _first(fields, _GROUP_KEYS)
    original = _first(fields, _ORIGINAL_KEYS)
    language = terms.get("language", "").removeprefix("pll_") or _first(fields, _LANGUAGE_KEYS)
    if not language and (group or original):
        found = _IN_ADDRESS.search(fields.get("link"))
        language = (found[1] or found[2]) if found else ""
    return Translation(
        language=language.replace("_", "-") if _LANGUAGE.fullmatch(language) else "", group=group, original=original
    )


def _first(fields: Fields, keys: tuple[str, ...]) -> str:
    return next((text.strip() for key in keys if (text := fields.meta_of(key)).strip()), "")
