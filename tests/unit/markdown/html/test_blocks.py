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


@pytest.mark.parametrize("attribute", ["width=50%", "height=300", "align=left", ".rounded", "loading=lazy"])
def test_an_attribute_of_an_image_that_is_left_out_stops_no_build(attribute: str) -> None:
    text = read(f"![A](a.png){{{attribute}}}\n")
    assert [(told.code, str(told.severity), told.found) for told in text.diagnostics] == [
        ("SHC02", "warning", attribute)
    ]
    assert text.fragment.html == '<figure><img src="kei-image:0" alt="A"></figure>\n'
