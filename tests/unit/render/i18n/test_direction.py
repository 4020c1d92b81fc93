"""Texts of the other direction are kept apart; those of the line's own stay as they are."""

import pytest
from markupsafe import Markup

from kei_site.render.i18n.direction import isolated, kept_apart, turned, with_elements, without_isolates


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("NATO", "en", "NATO"),
        ("تونس", "en", '<bdi dir="rtl">تونس</bdi>'),
        ("NATO في شمال سوريا", "en", '<bdi dir="rtl">NATO في شمال سوريا</bdi>'),
        ("The word سلام in English", "en", "The word سلام in English"),
        ("תל אביב", "ko", '<bdi dir="rtl">תל אביב</bdi>'),
        ("تونس", "ar", "تونس"),
        ("NATO", "ar", '<bdi dir="ltr">NATO</bdi>'),
        ("나토", "fa", '<bdi dir="ltr">나토</bdi>'),
        ("2024–25", "ar", "2024–25"),
        ("", "ar", ""),
        ("<تونس>", "en", '<bdi dir="rtl">&lt;تونس&gt;</bdi>'),
    ],
)
def test_a_text_that_runs_the_other_way_is_kept_apart(text: str, language: str, expected: str) -> None:
    assert kept_apart(text, language) == expected


def test_marks_in_a_text_stay_and_do_not_count_as_letters() -> None:
    assert kept_apart(Markup("<em>تونس</em>"), "en") == '<bdi dir="rtl"><em>تونس</em></bdi>'


def test_an_element_says_its_language_and_direction_where_they_differ() -> None:
    assert turned("en", "en") == ""
    assert turned("ko", "en") == ' lang="ko"'
    assert turned("ar", "en") == ' lang="ar" dir="rtl"'
    assert turned("en", "fa") == ' lang="en" dir="ltr"'
    assert turned("fa", "ar") == ' lang="fa"'


def test_isolates_become_elements_and_leave_no_trace_in_keys() -> None:
    assert with_elements(f"“{isolated('كتاب')},” 12") == '“<bdi dir="rtl">كتاب</bdi>,” 12'
    assert without_isolates(isolated("كتاب")) == "كتاب"
    assert isolated("Émile") == "Émile"
