"""Quotation marks of titles, as citeproc-js sets them."""

import pytest

from kei_site.render.citations.quotes import curled, with_mark


@pytest.mark.parametrize(
    ("written", "alone", "quoted"),
    [
        ("Korea's 'own' way in the '90s", "Korea’s “own” way in the ’90s", "Korea’s ‘own’ way in the ’90s"),
        ("\"A 'b' c\" and students' views", "“A ‘b’ c” and students’ views", "‘A “b” c’ and students’ views"),
        ("“The ‘inner’ word” of peace", "“The ‘inner’ word” of peace", "‘The “inner” word’ of peace"),
        ("A 5\" pipe and a 6' man", 'A 5" pipe and a 6’ man', 'A 5" pipe and a 6’ man'),
        ("독립 '선언'과 \"문\"이", "독립 “선언”과 “문”이", "독립 ‘선언’과 ‘문’이"),
        ("L'État, c'est \"moi\"", "L’État, c’est “moi”", "L’État, c’est ‘moi’"),
        ('"unclosed', '"unclosed', '"unclosed'),
    ],
)
def test_marks_alternate_by_depth(written: str, alone: str, quoted: str) -> None:
    assert (curled(written), curled(written, is_quoted=True)) == (alone, quoted)
    assert curled(alone) == alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A ‘page’", "A ‘page.’"), ("The students’", "The students’."), ("“A ‘b’”", "“A ‘b.’”"), ("A", "A."), ("", ".")],
)
def test_a_full_stop_stands_before_the_marks_that_close(text: str, expected: str) -> None:
    assert with_mark(text, ".") == expected
