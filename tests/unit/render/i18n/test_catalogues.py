"""The catalogues are complete, alike, and used."""

import re
import string
from pathlib import Path

import pytest
from babel.core import Locale

from kei_site.build.words import read_words
from kei_site.core.correction import CORRECTION_KINDS
from kei_site.model.brief import BRIEF_TYPES
from kei_site.render.i18n.catalogues import IN_FILES, SPOKEN, catalogue, texts_of, ui_language

ROOT = Path(__file__).parents[4]
WORDS = ROOT / "kei_site/render/i18n/words"
ENGLISH = texts_of("en")
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
    known = {key for key in ENGLISH if key.startswith(beginning)}
    assert known, beginning
    return known | {beginning + name for name in FAMILIES.get(beginning, ())}


def test_both_languages_have_the_same_keys() -> None:
    assert ENGLISH.keys() == texts_of("ko").keys()


def test_each_file_of_words_is_whole_and_is_what_a_site_could_give_itself() -> None:
    assert sorted(path.stem for path in WORDS.iterdir()) == sorted(IN_FILES)
    for language in IN_FILES:
        content = (WORDS / f"{language}.yaml").read_text("utf-8")
        words, told = read_words(content, f"content/words/{language}.yaml")
        assert told == (), language
        assert words
        assert not ENGLISH.keys() - words.texts.keys(), language
        assert {**ENGLISH, **words.texts} == texts_of(language)


def test_translations_fill_in_the_same_parts() -> None:
    def parts(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, text in ENGLISH.items():
        assert parts(text) == parts(texts_of("ko")[key]), key


@pytest.mark.parametrize("language", SPOKEN)
def test_each_plural_form_of_a_language_has_its_text_or_that_of_others(language: str) -> None:
    texts, forms = texts_of(language), Locale.parse(language, sep="-").plural_form.tags | {"other"}
    known = {key.rpartition(".")[2] for key in texts if key.startswith("publications.")}
    assert known - {"zero", "one", "two"} <= forms
    assert forms - known <= {"many"}, "millions, in French and Spanish"


def test_nothing_is_left_empty() -> None:
    assert all(text.strip() or text == " " for name in SPOKEN for text in texts_of(name).values())


def test_every_key_that_is_used_exists() -> None:
    known = set(ENGLISH)
    plural = {key.removesuffix(ending) for key in known for ending in PLURALS if key.endswith(ending)}
    used = _keys_in_templates()
    assert len(used) > 80
    assert used <= known | plural


def test_every_text_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in _sources())
    joined = tuple(key for key, is_joined in _KEY.findall(text) if is_joined)
    bases = {key: key.removesuffix(".one").removesuffix(".other") for key in ENGLISH}
    named = {key for key, base in bases.items() if f'"{key}"' in text or f'"{base}"' in text}
    assert not {key for key in bases if key not in named and not key.startswith(joined)}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "en"),
        ("en-GB", "en-GB"),
        ("ko", "ko"),
        ("ko-KR", "ko-KR"),
        ("KO", "KO"),
        ("fr-CA", "fr-CA"),
        ("it", "en"),
        ("koo", "en"),
    ],
)
def test_pages_in_other_languages_have_an_english_interface(language: str, expected: str) -> None:
    assert ui_language(language) == expected


def test_korean_pages_have_a_korean_interface() -> None:
    assert catalogue("ko-KR")["cite"] == texts_of("ko")["cite"] != catalogue("it")["cite"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans-HK", "zh"), ("zh-TW", "zh-hant"), ("zh-Hant", "zh-hant")],
)
def test_chinese_is_written_in_the_characters_of_its_readers(language: str, name: str) -> None:
    assert catalogue(language) == texts_of(name)
