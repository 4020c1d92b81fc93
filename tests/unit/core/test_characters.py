"""Characters that nobody sees are shown by their numbers, and letters take their columns."""

import unicodedata

import pytest

from kei_site.core.characters import place_at, shown, width, without_forbidden


def test_hidden_characters_are_shown_by_their_numbers() -> None:
    assert shown("a\u200bb\x07\ud800") == "a<U+200B>b<U+0007><U+D800>"
    assert shown("a\u00a0b\u3000") == "a\u00a0b\u3000"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("한국", 4), ("a한", 3), (unicodedata.normalize("NFD", "é"), 1), ("", 0)],
)
def test_wide_letters_take_two_columns_and_combining_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_places_count_from_one() -> None:
    place = place_at("ab\ncd", 4, "x.md", first_line=7)
    assert (place.line, place.column) == (8, 2)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x07b\x00", "ab"),
        ("two\x0bwords", "two words"),
        ("two\x1c\x1dwords", "two words"),
        ("two \x0bwords\x0c\n", "two words\n"),
        ("two\x85words\x85\n", "two words\n"),
        ("\ufffe한국\t\u2028", "한국\t\u2028"),
    ],
)
def test_forbidden_characters_are_left_out_and_join_no_words(text: str, cleaned: str) -> None:
    assert without_forbidden(text) == cleaned


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("::stop-commands::x", "<U+003A>:stop-commands::x"),
        ("    ::set-output name=a::b", "    <U+003A>:set-output name=a::b"),
        ("a ##[add-mask]b", "a <U+0023>#[add-mask]b"),
        ("##[group name=a]b", "<U+0023>#[group name=a]b"),
        ("##vso[task.setvariable variable=a]b", "<U+0023>#vso[task.setvariable variable=a]b"),
        ("##teamcity[message text='a']", "<U+0023>#teamcity[message text='a']"),
        ("\x1b]0;title\x07##[debug]x", "<U+001B>]0;title<U+0007><U+0023>#[debug]x"),
    ],
)
def test_a_command_to_a_ci_runner_is_not_printed_as_one(line: str, seen: str) -> None:
    assert shown(line) == seen


@pytest.mark.parametrize(
    "line",
    ["::: chart data.csv", "a ::b::", ":: a", "##[A heading](a.md)", "## [a](b)", "content/a.md:1:2: b::c", "###"],
)
def test_a_line_that_commands_nothing_is_printed_as_it_is(line: str) -> None:
    assert shown(line) == line
