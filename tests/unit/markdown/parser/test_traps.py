"""What CommonMark reads otherwise than it looks is reported; what is usual is not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("A sentence.\n---\n", "2:1 MD11 ---"),
        ("two\nlines\n---\n", "3:1 MD11 ---"),
        ("> 문장이다。\n> ---\n", "2:1 MD11 ---"),
        ("1. one\n  - two\n2. three\n", "2:3 MD11 - two"),
        ("1. one\n\n  * two\n", "3:3 MD11 * two"),
        ("Profits rose to\n- 3 percent\n", "2:1 MD11 - 3 percent"),
        ("It fell and\n+ rose again\n", "2:1 MD11 + rose again"),
        ("3. a\n5. b\n6. c\n", "1:1 MD11 3, 5, 6"),
        ("10. a\n9. b\n", "1:1 MD11 10, 9"),
        ("- 1. a\n  3. b\n", "1:1 MD11 1, 3"),
    ],
)
def test_a_trap_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "Title\n---\n",
        "A sentence.\n\n---\n",
        "Title\n===\n"[:0] + "words\n",
        "1. one\n   - two\n2. three\n",
        "1. one\n\n- two\n",
        "Items:\n- three\n",
        "Items\n- Three\n",
        "Items\n- three\n- four\n",
        "Items\n\n- three\n",
        "- a b\n  - c d\n",
        "1. a\n1. b\n1. c\n",
        "0. a\n1. b\n",
        "3. a\n\n   1. b\n   2. c\n4. d\n",
        "```\n3. a\n5. b\n```\n",
    ],
)
def test_what_is_usual_is_not(body: str) -> None:
    assert "MD11" not in diagnostics_of(read(body))
