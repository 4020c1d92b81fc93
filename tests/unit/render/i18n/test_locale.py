"""Numbers, dates and plurals follow the page's language and nothing else."""

import os
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from kei_site.core.words import Words
from kei_site.render.i18n.catalogues import SPOKEN, catalogue
from kei_site.render.i18n.locale import datetime_value, is_rtl, locale_of
from tests.support.view_samples import moment


def test_days_are_written_as_the_language_writes_them() -> None:
    assert locale_of("en").day("2024-07-21") == "July 21, 2024"
    assert locale_of("en-GB").day("2024-07-21") == "21 July 2024"
    assert locale_of("ko").day("2024-07-21") == "2024년 7월 21일"


def test_months_have_short_and_full_names() -> None:
    assert (locale_of("en").month("2024-07"), locale_of("en").month_name("2024-07")) == ("Jul", "July")
    assert locale_of("ko").month("2024-07") == "7월"


def test_a_language_without_a_catalogue_is_spoken_to_in_english_throughout() -> None:
    assert locale_of("it").day("2024-07-21") == "July 21, 2024"
    assert locale_of("it").language == "en"


def test_a_region_that_nobody_knows_falls_back_to_its_language() -> None:
    assert locale_of("ko-XQ").day("2024-07-21") == "2024년 7월 21일"


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 publication"),
        ("en", 0, "0 publications"),
        ("en", 6747, "6,747 publications"),
        ("ko", 1, "간행물 1건"),
        ("ko", 6747, "간행물 6,747건"),
    ],
)
def test_numbers_agree_with_their_nouns(language: str, count: int, expected: str) -> None:
    assert locale_of(language).counted("publications", count) == expected


def test_reading_takes_at_least_a_minute_and_depends_on_the_language() -> None:
    assert locale_of("en").minutes(12) == "1-minute read"
    assert locale_of("en").minutes(2600) == "11-minute read"
    assert locale_of("ko").minutes(2600) == "읽는 데 약 15분"


def test_a_text_escapes_its_parts_but_not_markup() -> None:
    said = locale_of("en").t("published_in", outlet=Markup("<cite>{}</cite>").format("A & B"), date="<b>")
    assert said == "Published in <cite>A &amp; B</cite> on &lt;b&gt;."


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        locale_of("en").pattern("no such key")


def test_a_time_is_stamped_only_when_one_was_given() -> None:
    assert datetime_value(moment("2024-07-21T00:00:00-04:00")) == "2024-07-21"
    assert datetime_value(moment("2024-07-21T09:30:00-04:00", has_time=True)) == "2024-07-21T09:30:00-04:00"


def test_the_machine_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LANG", "ko_KR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati")):
        monkeypatch.setitem(os.environ, name, value)
    time.tzset()
    locale_of.cache_clear()
    assert locale_of("en").day("2024-12-31") == "December 31, 2024"
    monkeypatch.undo()
    time.tzset()
    locale_of.cache_clear()


_PARTS = st.text() | st.text().map(Markup) | st.text().map(escape) | st.integers()


@given(language=st.sampled_from(SPOKEN), key=st.sampled_from(sorted(catalogue("en"))), part=_PARTS)
def test_a_text_with_parts_is_what_markup_makes_of_it(language: str, key: str, part: object) -> None:
    locale = locale_of(language)
    parts = dict.fromkeys(re.findall(r"{(\w+)}", locale.pattern(key)), part)
    assert escape(locale.t(key, **parts)) == escape(locale.pattern(key)).format(**parts)
    assert isinstance(locale.t(key, **parts), Markup) == bool(parts)


def test_a_text_without_one_of_its_parts_is_an_error() -> None:
    with pytest.raises(KeyError):
        locale_of("en").t("byline")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *[("ar", True), ("fa-IR", True), ("he", True), ("ku-Arab", True), ("az-Arab-IR", True)],
        *[("nqo", True), ("pnb", True), ("ur-Aran", True), ("ff-Adlm", True), ("pa-PK", True)],
        *[
            ("ur-Latn", False),
            ("en", False),
            ("ko-KR", False),
            ("ku", False),
            ("ff", False),
            ("pa", False),
            ("xx", False),
        ],
    ],
)
def test_a_language_is_written_from_right_to_left_by_its_script(language: str, expected: bool) -> None:
    assert is_rtl(language) is expected


def test_scripts_get_each_plural_form_that_a_language_has() -> None:
    assert locale_of("en").plurals("find.results") == {"one": "{count} result", "other": "{count} results"}
    assert list(locale_of("ar").plurals("find.results")) == ["one", "two", "few", "many", "other"]
    polish = Words(language="pl", texts={"find.results.few": "{count} wyniki"})
    assert locale_of("pl", polish).plurals("find.results")["few"] == "{count} wyniki"
