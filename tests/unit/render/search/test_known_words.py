"""The words that a mistyped one may stand for."""

import json
import re

from kei_site.render.search.known_words import MOST, READ, known_words


def listed(names: list[str], *texts: str) -> dict[str, list[str]]:
    """Return the words of a list by the power of two of how often they stand there."""
    found: dict[str, list[str]] = {}
    word = ""
    for shared, rest, letter in re.findall("([0-9])([^A-Z]*)([A-Z])", json.loads(known_words(names, texts))):
        word = word[: int(shared)] + rest
        found.setdefault(str(ord(letter) - ord("A")), []).append(word)
    return found


def test_words_stand_with_the_power_of_two_of_how_often_they_stand_there() -> None:
    assert listed(["Tungsten"], "tungsten Sanctions tungsten", "of it") == {"1": ["sanctions"], "2": ["tungsten"]}


def test_korean_words_stand_without_their_particles() -> None:
    assert listed([], "북한은 북한의 제재를 서버에서는") == {"1": ["서버", "제재"], "2": ["북한"]}


def test_what_a_word_shares_with_the_one_before_is_left_out() -> None:
    packed = json.loads(known_words(["sanction sanctions sanctionings internationalization internationally"], []))
    assert packed == "0internationalizationB9onallyB0sanctionB8ingsB8sB"


def test_composed_and_decomposed_letters_are_the_same_word() -> None:
    assert listed([], "Cafe\u0301s \u1107\u116e\u11a8\u1112\u1161\u11ab") == {"1": ["caf\u00e9s", "북한"]}


def test_names_are_all_there_and_of_other_words_the_most_frequent() -> None:
    rare = " ".join(f"rare{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(600))
    often = ["".join((chr(97 + at // 676), chr(97 + at // 26 % 26), chr(97 + at % 26), "often")) for at in range(MOST)]
    words = listed(["Zelenskyy"], *[" ".join(often[at : at + 500]) for at in range(0, MOST, 500)] * 2, rare)
    found = {word for some in words.values() for word in some}
    assert found == {*often, "zelenskyy"}


def test_only_the_beginning_of_a_text_is_read() -> None:
    assert listed([], "word " * (READ // 5) + "behind") == {str((READ // 5).bit_length()): ["word"]}


def test_the_same_words_in_another_order_are_the_same_list() -> None:
    assert known_words(["one", "three"], ["four five"]) == known_words(["three", "one"], ["five", "four"])


def test_numbers_and_short_words_are_not_listed() -> None:
    assert listed([], "F-35 2024 is it 그 a1b2c3d4") == {}
