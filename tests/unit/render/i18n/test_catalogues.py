"""The catalogues are complete, alike, and used."""

import re
import string
from pathlib import Path

import pytest

from kei_site.core.correction import CORRECTION_KINDS
from kei_site.model.brief import BRIEF_TYPES
from kei_site.render.i18n.catalogues import CATALOGUES, catalogue, ui_language

ROOT = Path(__file__).parents[4]
PLURALS = (".one", ".other")
FAMILIES = {
    "type.": BRIEF_TYPES,
    "types.": BRIEF_TYPES,
    "notice.": CORRECTION_KINDS,
    "related.": ("chosen", "series", "tags"),
    "subscribe.kind.": ("site", "series", "tag", "author", "type", "language"),
}
"""What may follow a key's fixed beginning, where it comes from a view."""

_KEY = re.compile(r"""\b(?:t|text|pattern|counted)\(\s*["']([\w.]+)["'](\s*~)?""")


def _sources() -> list[Path]:
    return [*sorted((ROOT / "templates").glob("*.html")), *sorted((ROOT / "kei_site" / "render").rglob("*.py"))]


def _keys_in_templates() -> set[str]:
    found: set[str] = set()
    for path in _sources():
        for key, joined in _KEY.findall(path.read_text("utf-8")):
            found |= _family(key) if joined else {key}
    return found


def _family(beginning: str) -> set[str]:
    known = {key for key in CATALOGUES["en"] if key.startswith(beginning)}
    assert known, beginning
    return known | {beginning + name for name in FAMILIES.get(beginning, ())}


def test_both_languages_have_the_same_keys() -> None:
    assert CATALOGUES["en"].keys() == CATALOGUES["ko"].keys()


def test_translations_fill_in_the_same_parts() -> None:
    def parts(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, text in CATALOGUES["en"].items():
        assert parts(text) == parts(CATALOGUES["ko"][key]), key


def test_nothing_is_left_empty() -> None:
    assert all(text.strip() or text == " " for catalogue in CATALOGUES.values() for text in catalogue.values())


def test_every_key_that_is_used_exists() -> None:
    known = set(CATALOGUES["en"])
    plural = {key.removesuffix(ending) for key in known for ending in PLURALS if key.endswith(ending)}
    used = _keys_in_templates()
    assert len(used) > 80
    assert used <= known | plural


def test_every_text_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in _sources())
    joined = tuple(key for key, is_joined in _KEY.findall(text) if is_joined)
    bases = {key: key.removesuffix(".one").removesuffix(".other") for key in CATALOGUES["en"]}
    named = {key for key, base in bases.items() if f'"{key}"' in text or f'"{base}"' in text}
    assert not {key for key in bases if key not in named and not key.startswith(joined)}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "en"), ("en-GB", "en-GB"), ("ko", "ko"), ("ko-KR", "ko-KR"), ("KO", "KO"), ("fr", "en"), ("koo", "en")],
)
def test_pages_in_other_languages_have_an_english_interface(language: str, expected: str) -> None:
    assert ui_language(language) == expected


def test_korean_pages_have_a_korean_interface() -> None:
    assert catalogue("ko-KR")["cite"] == CATALOGUES["ko"]["cite"] != catalogue("fr")["cite"]
