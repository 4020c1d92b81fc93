"""Fonts of PDFs: the letters that they have, and fonts of a site."""

import re
from pathlib import Path

import pytest

from kei_site.core.pdf_fonts import font_files
from kei_site.render.pdf.fonts import families_for, family_of, is_font, known_letters, unpacked

FONT = Path(__file__).parents[4] / "static" / "assets" / "fonts" / "serif.woff2"


@pytest.mark.parametrize(
    "text",
    [
        "Häuser → ≤ ₩ Ελλάς Київ",
        "뷁쀍힣 漢字",
        "العربية",
        "עברית",
        "a\u200bb\ufe0e",
        "対験 カナ",
        "习近平 這",
        "ไทย 🌎 ☃",
    ],
)
def test_letters_of_the_languages_that_institutes_write_are_known(text: str) -> None:
    assert re.search(known_letters(), text) is None


def test_all_syllables_of_hangul_are_known() -> None:
    assert re.search(known_letters(), "".join(map(chr, range(0xAC00, 0xD7A4)))) is None


def test_letters_that_no_font_has_are_found() -> None:
    assert re.findall(known_letters(), "a𓀀bᚠ") == ["𓀀", "ᚠ"]


def test_each_use_has_all_families_and_each_family_a_file() -> None:
    files = {family_of(file.read_bytes()) for file in font_files()}
    for language in ("en", "ja", "zh-Hant"):
        uses = families_for(language).values()
        assert {frozenset(families) for families in uses} == {frozenset(files - {"Noto Sans Arabic"})}
    assert [families_for(language)["text"][1][-2:] for language in ("en", "ja-JP", "zh-Hant")] == ["KR", "JP", "SC"]


def test_what_is_no_font_is_told_from_one() -> None:
    font = FONT.read_bytes()
    assert is_font(font)
    for damaged in (b"", b"no font", font[:40], font[:-2_000], b"wOF2" + bytes(200), bytes(len(font))):
        assert not is_font(damaged)


def test_a_font_of_the_web_is_unpacked_and_has_its_name() -> None:
    font = unpacked(FONT.read_bytes())
    assert (font[:4] in (b"\0\1\0\0", b"OTTO", b"true"), family_of(font)) == (True, "Dojang Serif")
