"""What can be fixed safely, and what is left alone."""

import unicodedata

import pytest

from kei_site.check.fixes import fix, right_variants
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


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_become_line_feeds(ends: str) -> None:
    assert fixed(brief().replace("\n", ends)) == brief()


def test_byte_order_marks_go() -> None:
    assert fixed("\ufeff" + brief() + "a\ufeffb\n") == brief() + "ab\n"


def test_the_unicode_form_becomes_nfc() -> None:
    text = brief() + "각자\n"
    assert fixed(unicodedata.normalize("NFD", text)) == text


def test_a_file_that_is_not_utf_8_is_left_alone() -> None:
    assert fixed(b"\xff\xfe" + brief().encode("utf-16-le")) is None
    assert fixed(b"caf\xe9\r\n") is None


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
    found = fix(("\ufeff" + brief("[OTAN]")).replace("\n", "\r\n").encode(), PATH, (), VARIANTS)
    assert found
    assert found.changes == ("line ends", "byte order marks", "OTAN -> NATO")


def test_the_list_of_tags_gives_the_right_variants() -> None:
    records = [TagRecord(name="NATO", slug="nato", variants=("OTAN",)), TagRecord(name="Sea lanes", slug="sea-lanes")]
    used = ["nato", "NATO", "sea lanes", "sea-lanes", "peace"]
    assert right_variants(records, used) == {"OTAN": "NATO", "nato": "NATO", "sea lanes": "Sea lanes"}
