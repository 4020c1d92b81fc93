"""Blocks of lists as HTML: the boxes of tasks."""

import pytest

from tests.support.markup_blocks import read


@pytest.mark.parametrize(
    ("item", "box"),
    [
        ("[ ] a", "☐"),
        ("[x] a", "☑"),
        ("[X]\u00a0a", "☑"),
        ("[\u00a0] a", "☐"),
        ("[x]\u3000a", "☑"),
    ],
)
def test_a_task_has_a_box_whatever_its_blanks(item: str, box: str) -> None:
    assert read(f"- {item}\n").fragment.html == f"<ul>\n<li>{box} a\n</li>\n</ul>\n"


@pytest.mark.parametrize("item", ["[x]a", "[y] a", "[x](a.md) b"])
def test_other_items_have_none(item: str) -> None:
    assert "☐" not in read(f"- {item}\n").fragment.html
    assert "☑" not in read(f"- {item}\n").fragment.html
