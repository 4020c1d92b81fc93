"""Bytes become text that every later stage can trust."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.core.characters import FORBIDDEN
from kei_site.core.diagnostics import Severity
from kei_site.core.limits import LIMITS
from kei_site.source.decode import _has_forbidden, decode

KOREAN = "---\ntitle: 한국과 나토의 협정\n---\n본문이 여기에 있다.\n"
ENGLISH = "---\ntitle: A plain title\n---\nText\n"


def told(data: bytes) -> list[tuple[str, int, int]]:
    return [
        (diagnostic.code, diagnostic.place.line, diagnostic.place.column)
        for diagnostic in decode(data, "x.md").diagnostics
    ]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [KOREAN, ENGLISH])
def test_wide_encodings_are_told_once_and_still_read(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec), "x.md")
    assert [diagnostic.code for diagnostic in decoded.diagnostics] == ["ENC01"]
    assert codec[:6].upper() in decoded.diagnostics[0].message
    assert decoded.text == text


@pytest.mark.parametrize("codec", ["euc-kr", "cp949"])
def test_korean_bytes_are_recognised_and_still_read(codec: str) -> None:
    decoded = decode(KOREAN.encode(codec), "x.md")
    assert told(KOREAN.encode(codec)) == [("ENC02", 2, 8)]
    assert "EUC-KR" in decoded.diagnostics[0].message
    assert "iconv -f CP949" in decoded.diagnostics[0].fix
    assert decoded.text == KOREAN


def test_a_latin_letter_is_told_with_its_byte() -> None:
    data = "a\r\nb\r\nThe café\r\n".encode("latin-1")
    decoded = decode(data, "x.md")
    assert told(data) == [("ENC02", 3, 8)]
    assert decoded.diagnostics[0].found == "0xE9"
    assert "Latin-1" in decoded.diagnostics[0].message
    assert decoded.text == "a\nb\nThe café\n"


def test_one_latin_letter_among_good_ones_does_not_suggest_to_convert_the_file() -> None:
    data = "한국 é ".encode() + b"caf\xe9\n"
    diagnostic = decode(data, "x.md").diagnostics[0]
    assert (diagnostic.place.line, diagnostic.place.column) == (1, 9)
    assert "é" in diagnostic.fix
    assert "iconv" not in diagnostic.fix


def test_a_mark_at_the_start_is_dropped_silently_and_does_not_count() -> None:
    decoded = decode(b"\xef\xbb\xbf---\n", "x.md")
    assert (decoded.text, decoded.diagnostics) == ("---\n", ())
    assert told(b"\xef\xbb\xbfa\x07\n") == [("ENC05", 1, 2)]


def test_a_mark_inside_is_a_warning_and_is_deleted() -> None:
    decoded = decode("a\n# b\ufeffc\n".encode(), "x.md")
    assert decoded.text == "a\n# bc\n"
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in decoded.diagnostics] == [
        ("ENC03", Severity.WARNING)
    ]
    assert told("a\n# b\ufeffc\n".encode()) == [("ENC03", 2, 4)]


@pytest.mark.parametrize("data", [b"a\nb\n\nc\n", b"a\r\nb\r\n\r\nc\r\n", b"a\r\nb\n\r\nc\n"])
def test_line_ends_give_the_same_text(data: bytes) -> None:
    assert decode(data, "x.md").text == "a\nb\n\nc\n"
    assert decode(data, "x.md").diagnostics == ()


def test_lone_carriage_returns_are_lines_and_one_warning() -> None:
    decoded = decode(b"a\r\nb\rc\rd\n", "x.md")
    assert decoded.text == "a\nb\nc\nd\n"
    assert told(b"a\r\nb\rc\rd\n") == [("ENC07", 2, 2)]
    assert decoded.diagnostics[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "mark", ["\x00", "\x07", "\x0b", "\x0c", "\x1c", "\x7f", "\x80", "\x9f", "\ufdd0", "\ufffe", "\uffff", "\U0001fffe"]
)
def test_characters_that_feeds_may_not_hold_are_told_by_number(mark: str) -> None:
    data = f"a\n한 {mark}b\n".encode()
    decoded = decode(data, "x.md")
    assert told(data) == [("ENC05", 2, 3)]
    assert decoded.diagnostics[0].found == f"U+{ord(mark):04X}"
    assert decoded.text == "a\n한 b\n"


@pytest.mark.parametrize(
    "text", ["a\tb\n", "\u00a0\u2003\u3000\n", "한국\n", "👩\u200d💻\n", "\ue000\n", "\ufffd\n", "שלום\u200f\n"]
)
def test_other_characters_pass(text: str) -> None:
    assert decode(text.encode(), "x.md").text == text
    assert decode(text.encode(), "x.md").diagnostics == ()


def test_many_characters_of_one_kind_do_not_flood_the_list() -> None:
    assert len(decode(b"a\x07" * 5000, "x.md").diagnostics) == 10


def test_a_file_at_the_limit_passes_and_one_above_keeps_its_front_matter() -> None:
    front = b"---\ntitle: a\n---\n"
    line = b"text text\n"
    body = line * ((LIMITS.text_file.most - len(front)) // len(line))
    assert decode(front + body, "x.md").diagnostics == ()
    above = decode(front + body + line * 2, "x.md")
    assert [(diagnostic.code, diagnostic.place.line) for diagnostic in above.diagnostics] == [("LIM02", 1)]
    assert str(LIMITS.text_file.most) in above.diagnostics[0].message
    assert above.text == "---\ntitle: a\n---\n"


def test_a_line_at_the_limit_passes_and_one_above_is_told() -> None:
    assert told(b"a\n" + b"b" * LIMITS.line.most + b"\n") == []
    assert told(b"a\n" + b"b" * (LIMITS.line.most + 1) + b"\n") == [("LIM03", 2, 1)]
    assert told("가".encode() * (LIMITS.line.most // 3 + 1)) == [("LIM03", 1, 1)]


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", "x.md").text == ""
    assert decode(b"", "x.md").diagnostics == ()


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-16-le", "surrogatepass")))
def test_no_bytes_raise_and_the_text_is_clean(data: bytes) -> None:
    text = decode(data, "x.md").text
    assert not FORBIDDEN.search(text)
    assert "\r" not in text
    assert "\ufeff" not in text


@given(st.text(max_size=80))
def test_good_text_comes_through_unchanged(text: str) -> None:
    clean = FORBIDDEN.sub("", text).replace("\ufeff", "")
    decoded = decode(clean.encode(), "x.md")
    assert (decoded.text, decoded.diagnostics) == (clean, ())


@given(st.text(), st.characters(categories=None, exclude_categories=["Cs"]), st.text())
@example("a", "\x0b", "b")
@example("\u00e9", "\x7f", "\u6e2f")
@example("", "\U0001fffe", "")
@example("", "\x80", "\n\t ~")
def test_a_forbidden_character_is_found_among_any_others(before: str, mark: str, after: str) -> None:
    text = before + mark + after
    assert _has_forbidden(text) == (FORBIDDEN.search(text) is not None)
