"""What can be fixed safely, and what is left alone."""

import unicodedata

import pytest

from kei_site.check.fixes import fix, fix_data_file, right_variants
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.model.brief import TagRecord

PATH = "content/briefs/a.md"
VARIANTS = {"OTAN": "NATO", "otan": "NATO", "Sea": "The sea, and: more"}


def fixed(text: str | bytes, *diagnostics: Diagnostic) -> str | None:
    data = text if isinstance(text, bytes) else text.encode()
    found = fix(data, PATH, diagnostics, VARIANTS)
    return found.data.decode() if found else None


def date_diagnostic(column: int, found: str, fix_words: str) -> Diagnostic:
    return diagnostic("DAT02", Place(path=PATH, line=2, column=column), "not a date", found=found, fix=fix_words)


def brief(tags: str = "[]", date: str = "2024-05-13") -> str:
    return f"---\ndate: {date}\ntags: {tags}\n---\n\nOTAN, Sea.\n"


def test_control_characters_are_removed() -> None:
    assert fixed(brief() + "two\x0bwords\x07\n") == brief() + "two words\n"


def test_a_good_file_is_left_alone() -> None:
    assert fixed(brief("[NATO, 한국]")) is None


def test_a_carriage_return_alone_becomes_a_line_end_as_the_others() -> None:
    assert fixed(brief().replace("\n", "\r")) == brief()
    assert fixed("\r\na\rb\r\n") == "\r\na\r\nb\r\n"


def test_a_file_keeps_the_line_ends_that_it_has() -> None:
    assert fixed(brief().replace("\n", "\r\n")) is None
    assert fixed("\ufeff" + brief("[OTAN]").replace("\n", "\r\n", 3)) == brief("[NATO]").replace("\n", "\r\n", 3)


def test_byte_order_marks_go() -> None:
    assert fixed("\ufeff" + brief() + "a\ufeffb\n") == brief() + "ab\n"


def test_the_unicode_form_becomes_nfc() -> None:
    text = brief() + "각자\n"
    assert fixed(unicodedata.normalize("NFD", text)) == text


def test_a_file_that_is_not_utf_8_is_left_alone() -> None:
    assert fixed(b"\xff\xfe" + brief().encode("utf-16-le")) is None
    assert fixed(b"caf\xe9\r\n") is None


def test_a_data_file_in_an_encoding_that_is_certain_becomes_utf_8() -> None:
    found = fix_data_file("나라,수\r\n한국,1\r\n".encode("cp949"))
    assert found
    assert found.data.decode("utf-8-sig") == "나라,수\r\n한국,1\r\n"
    assert fix_data_file("나라,수\n한국,1\n".encode()) is None
    assert fix_data_file(b"caf\xe9,1\n") is None


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_date_that_can_be_read_in_one_way_is_written_so(quote: str) -> None:
    text = brief(date=f"{quote}2024/5/13{quote}")
    assert fixed(text, date_diagnostic(7, "2024/5/13", "write 2024-05-13")) == brief(date=f"{quote}2024-05-13{quote}")


def test_a_date_that_can_mean_two_days_is_left_to_the_editor() -> None:
    text = brief(date="03/04/2024")
    assert fixed(text, date_diagnostic(7, "03/04/2024", "write 2024-04-03 or 2024-03-04")) is None


def test_a_value_that_does_not_stand_in_its_place_is_left_alone() -> None:
    assert fixed(brief(), date_diagnostic(9, "2024/5/13", "write 2024-05-13")) is None
    assert fixed(brief(), date_diagnostic(700, "2024/5/13", "write 2024-05-13")) is None


@pytest.mark.parametrize(
    ("tags", "after"),
    [
        ("[OTAN, peace]", "[NATO, peace]"),
        ("[peace, 'OTAN', \"otan\"]", "[peace, 'NATO', \"NATO\"]"),
        ("[Sea]", "['The sea, and: more']"),
        ("\n  - OTAN\n  - peace", "\n  - NATO\n  - peace"),
        ("[OTANs, xOTAN]", None),
    ],
)
def test_variants_of_tags_become_those_of_the_list(tags: str, after: str | None) -> None:
    assert fixed(brief(tags)) == (None if after is None else brief(after))


def test_words_of_the_text_are_never_touched() -> None:
    assert (fixed(brief("[OTAN]")) or "").endswith("OTAN, Sea.\n")


def test_what_was_done_is_told_in_words() -> None:
    found = fix(("\ufeff" + brief("[OTAN]")).replace("\n", "\r").encode(), PATH, (), VARIANTS)
    assert found
    assert found.changes == ("line ends", "byte order marks", "OTAN -> NATO")


def test_the_list_of_tags_gives_the_right_variants() -> None:
    records = [TagRecord(name="NATO", slug="nato", variants=("OTAN",)), TagRecord(name="Sea lanes", slug="sea-lanes")]
    used = ["nato", "NATO", "sea lanes", "sea-lanes", "peace"]
    assert right_variants(records, used) == {"OTAN": "NATO", "nato": "NATO", "sea lanes": "Sea lanes"}


def said(code: str, line: int, column: int, found: str, message: str = "") -> Diagnostic:
    return diagnostic(code, Place(path=PATH, line=line, column=column), message, found=found)


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (r'"Rings\x07 once"', '"Rings once"'),
        (r'"Rings\u0007 once"', '"Rings once"'),
        (r'"Two\vwords\a"', '"Two words"'),
        (r'"Half \ud800 a character"', '"Half  a character"'),
        (r'"A line\Nand another"', '"A line and another"'),
        (r'"Stays: \\x07, \t, \u00e9, \"\x07"', r'"Stays: \\x07, \t, \u00e9, \""'),
    ],
)
def test_escapes_of_characters_that_are_not_allowed_go(written: str, after: str) -> None:
    text = f"---\ntitle: {written}\n---\n"
    assert fixed(text, said("ENC05", 2, 14, "U+0007")) == f"---\ntitle: {after}\n---\n"


def test_other_quotes_and_lines_keep_their_escapes() -> None:
    text = "---\ntitle: 'a\\x07'\nsummary: \"b\\x07\"\n---\n"
    assert fixed(text, said("ENC05", 2, 8, "U+0007")) is None


@pytest.mark.parametrize("address", ["www.institute.kr/a", "institute.kr", "news.example.co.kr/a?b=1"])
def test_an_address_without_a_scheme_gets_one(address: str) -> None:
    text = f"---\nurl: {address}\n---\n"
    found = said("FM17", 2, 6, address, "not an http or https address")
    assert fixed(text, found) == f"---\nurl: 'https://{address}'\n---\n"


@pytest.mark.parametrize("address", ["ftp://institute.kr", "a b.kr", "institute", "desk@institute.kr", "/a/b.html"])
def test_what_may_be_no_address_is_left_alone(address: str) -> None:
    text = f"---\nurl: {address}\n---\n"
    assert fixed(text, said("FM17", 2, 6, address, "not an http or https address")) is None


def test_a_link_to_www_gets_a_scheme_and_other_dead_links_do_not() -> None:
    text = "---\n---\n\nwww.a.kr [x](www.a.kr/b) [y](a.md)\n"
    found = [said("LNK02", 4, 10, "www.a.kr/b"), said("LNK02", 4, 27, "a.md")]
    assert fixed(text, *found) == "---\n---\n\nwww.a.kr [x](https://www.a.kr/b) [y](a.md)\n"
