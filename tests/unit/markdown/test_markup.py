"""What each piece of Markdown becomes: HTML, references, diagnostics with their places (`tests/markup`)."""

import pytest

from tests.support.markup_blocks import Block, blocks, diagnostics_of, read, references_of

BLOCKS = tuple(blocks())


@pytest.mark.parametrize("block", BLOCKS, ids=[block.name for block in BLOCKS])
def test_markdown_becomes(block: Block) -> None:
    text = read(block.source)
    assert text.fragment.html.rstrip("\n") == block.html
    assert references_of(text) == block.references
    assert diagnostics_of(text) == block.diagnostics


@pytest.mark.parametrize("block", BLOCKS, ids=[block.name for block in BLOCKS])
def test_places_move_with_the_first_line(block: Block) -> None:
    text, later = read(block.source), read(block.source, first_line=31)
    assert [diagnostic.place.line + 30 for diagnostic in text.diagnostics] == [
        diagnostic.place.line for diagnostic in later.diagnostics
    ]
    assert later.fragment == text.fragment


def test_the_fixtures_are_found() -> None:
    assert len(BLOCKS) > 100
    assert len({block.name for block in BLOCKS}) == len(BLOCKS)
