"""Marks of emphasis that stay text, or set other words than they look, are reported; other signs are not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("**(a)**b", "1:1 MD09 **"),
        ("**3%**p", "1:1 MD09 **"),
        ("**(a)**b and a**(b)** c", "1:6 MD09 **"),
        ("**굵게 *안쪽** 글*", "1:1 MD09 **"),
        ("*a ~~b* c~~", "1:4 MD09 ~~"),
        ("[a **b](c.md)**", "1:4 MD09 **"),
        ("**a*", "1:1 MD09 **"),
        ("****a****", "1:1 MD09 ****"),
        ("_한국(ROK)_은", "1:1 MD09 _"),
        ("_한국_은", "1:1 MD09 _"),
        ("__한국__은", "1:1 MD09 __"),
        ("** 한국 **은", "1:1 MD09 **"),
        ("가 ** 한국 **은", "1:3 MD09 **"),
        ("** Note ** this", "1:1 MD09 **"),
        ("**Note **this", "1:1 MD09 **"),
        ("a ~~ b ~~c", "1:3 MD09 ~~"),
        ("*한국 *은", "1:1 MD09 *"),
        ("가 *한국 *은 나", "1:3 MD09 *"),
        ("가 ~~한국 ~~에서는 나", "1:3 MD09 ~~"),
        ("한국__동맹__은", "1:3 MD09 __"),
        ("**한국*은", "1:1 MD09 **"),
        ("*東京**は", "1:1 MD09 *"),
        ("그는 **중요하다. 그리고", "1:4 MD09 **"),
        ("so **important that", "1:4 MD09 **"),
        ("so 5*3*2 is", "1:5 MD09 *"),
        ("a*b*c", "1:2 MD09 *"),
        ("10*x*y", "1:3 MD09 *"),
    ],
)
def test_marks_that_were_meant_are_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "2 ** 3 ** 4 and x ** y ** z",
        "5,000** and 6,000**",
        "** p, *** q, ** r",
        "**excludes tax",
        "snake_case_name and _private and a_b",
        "__init__를 and __all__ 은",
        "**Revenue*** and ***Note** all",
        "_a *b* c_ and **a _b_ c** and ***d***",
        "a * b * c",
        "*자료: 은행 *단위: 원",
        "not **p < 0.05 and",
        "이름__ 나이__ 주소",
        "un*believ*able and a *b* c and 5 *x*",
        r"\*\*a\*\* `**b**c`",
    ],
)
def test_other_signs_are_not(body: str) -> None:
    assert "MD09" not in diagnostics_of(read(body))
