"""Titles of English works get the capitals of headlines."""

import pytest

from kei_site.core.bibliography import Work
from kei_site.render.citations.titles import capitalized, headline


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("learning from labor market adjustment", "Learning from Labor Market Adjustment"),
        ("iPhones and e-books: the end of an era", "iPhones and E-Books: The End of an Era"),
        ("What it is for", "What It Is For"),
        ("a “new” order", "A “New” Order"),
    ],
)
def test_words_get_capitals(title: str, shown: str) -> None:
    assert capitalized(title) == shown


def test_titles_in_other_languages_stay() -> None:
    for language, title in (("fr", "mémoires de guerre"), ("", "mémoires de guerre"), ("ko", "the title")):
        work = Work(key="x", type="book", title=title, language=language)
        assert headline(work) == work
