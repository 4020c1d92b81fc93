"""The end of a paragraph says whether its sentence is over, and whether it goes on."""

import pytest

from kei_site.markdown.parser.sentences import ends_sentence, goes_on


@pytest.mark.parametrize(
    "text",
    [
        "It fell.",
        "he said.”",
        "it fell (a lot.)",
        "끝났다",
        "좋아요",
        "그렇습니까",
        "fell.[^1]",
        "**It fell.**",
        "終わり。」",
        "a:",
    ],
)
def test_a_sentence_ends(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["It fell to", "version 1.5 of", "A title", "다음", "fell[^1]"])
def test_other_text_does_not_end(text: str) -> None:
    assert not ends_sentence(text)


def test_some_words_need_another() -> None:
    assert goes_on("the rise of the", "n")
    assert goes_on("Profits rose to", "3")
    assert goes_on("매출은", "3")
    assert not goes_on("Good for", "s")
    assert not goes_on("Ingredients", "3")
    assert not goes_on("다음은", "하")
    assert not goes_on("Data", "n")
