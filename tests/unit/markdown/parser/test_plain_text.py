"""Text that markdown-it would leave as it is needs no parser."""

import pytest

from kei_site.markdown.parser.plain_text import is_plain


@pytest.mark.parametrize("text", ["", "Harbours of the north", "a > b", "so! ~5 ^ 2", "two\nlines", "an end ]"])
def test_words_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", ["*a*", "_", "[a", "`a`", "AT&T", "a < b", "{{", "~~a~~", "a\\b", "a \nb", "a\n\tb"])
def test_text_that_a_rule_could_match_is_not(text: str) -> None:
    assert not is_plain(text)
