"""What nobody sees in a text."""

import unicodedata

from kei_site.check.invisible_characters import unseen

FRONT = "---\ntitle: a\n---\n\n"


def told(text: str) -> list[tuple[str, int, int, str]]:
    return [
        (diagnostic.code, diagnostic.place.line, diagnostic.place.column, diagnostic.found)
        for diagnostic in unseen(text, "content/briefs/a.md")
    ]


def test_a_plain_text_has_nothing_hidden() -> None:
    assert told(FRONT + "Words.\n") == []
    assert told(FRONT + "한국어와 é.\n") == []


def test_decomposed_letters_are_told_once_where_they_begin() -> None:
    parts = unicodedata.normalize("NFD", "각")
    assert told(FRONT + f"한국 {parts}\n{parts}\n") == [("ENC08", 5, 4, parts)]


def test_hidden_characters_of_the_body_are_told_each() -> None:
    assert told(FRONT + "a\u202eb \u200bc\n") == [("TXT01", 5, 2, "<U+202E>"), ("TXT01", 5, 5, "<U+200B>")]


def test_those_of_the_front_matter_are_told_when_it_is_read() -> None:
    assert told("---\ntitle: a\u202e\n---\n\nWords.\n") == []


def test_joiners_that_scripts_and_emoji_need_are_not_told() -> None:
    assert told(FRONT + "\U0001f469\u200d\U0001f680 می\u200cخواهم\n") == []
