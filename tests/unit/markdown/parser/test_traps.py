"""Dashes that make a heading out of a sentence are reported; those below a title are not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("A sentence.\n---\n", "2:1 MD11 ---"),
        ("two\nlines\n-----\n", "3:1 MD11 -----"),
        ("> 문장이다。\n> ---\n", "2:1 MD11 ---"),
        ("Words\n-\n", "2:1 MD11 -"),
        ("Words\n--\n", "2:1 MD11 --"),
        ("words without a full stop\n---\n", "2:1 MD11 ---"),
        ("## Title\n\nWords\n---\n", "4:1 MD11 ---"),
        ("date: 2025\n---\n", "2:1 MD11 ---"),
        ("Words with a note[^1]\n---\n\n[^1]: note\n", "2:1 MD11 ---"),
        (f"Long {'words ' * 12}\n---\n", "2:1 MD11 ---"),
    ],
)
def test_a_heading_that_is_none_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    ["Title\n---\n", "A sentence.\n\n---\n", "## One\n\nTwo of them\n-----------\n", "```\nfoo.\n---\n```\n"],
)
def test_a_title_is_not(body: str) -> None:
    assert "MD11" not in diagnostics_of(read(body))
