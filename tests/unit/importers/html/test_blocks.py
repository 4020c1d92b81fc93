"""Texts of the block editor: marks go, words that stand in marks alone come out."""

import pytest

from kei_site.importers.html.blocks import has_marks, without_marks
from kei_site.importers.html.convert import Surroundings, convert_wordpress
from tests.support.source_cases import cases_of

SHARED = {"9": "<!-- wp:paragraph -->\n<p>Shared</p>\n<!-- /wp:paragraph -->"}


def markdown(source: str) -> str:
    return convert_wordpress(source, Surroundings(reusable=lambda number: SHARED.get(number, ""))).markdown


BLOCKS = cases_of("blocks.txt")
"""What readers saw, by source."""


@pytest.mark.parametrize("source", BLOCKS)
def test_a_block_is_what_readers_saw(source: str) -> None:
    assert markdown(source) == BLOCKS[source]


def test_a_block_that_wordpress_fills_is_named() -> None:
    text = convert_wordpress('<!-- wp:latest-posts {"postsToShow":3} /-->', Surroundings())
    assert text.markdown == ""
    assert text.problems == (("the block latest-posts was left out: WordPress fills it", None),)


def test_a_shared_block_that_holds_itself_ends() -> None:
    assert without_marks('<!-- wp:block {"ref":1} /-->x', lambda _: '<!-- wp:block {"ref":1} /-->').html == "<p>x</p>"


def test_shared_blocks_that_hold_each_other_stand_once() -> None:
    shared = {"1": '<p>one</p><!-- wp:block {"ref":2} /-->', "2": '<p>two</p><!-- wp:block {"ref":1} /-->'}
    html = without_marks('<!-- wp:block {"ref":1} /-->', shared.__getitem__).html
    assert (html.count("one"), html.count("two")) == (1, 1)


def test_comments_of_others_are_no_marks() -> None:
    assert not has_marks("<!-- more --> text")
    assert markdown("<!-- wp:paragraph --><p>a<!-- [if gte mso 9]><xml/><![endif] --></p><!-- /wp:paragraph -->") == "a"


def test_words_that_only_the_mark_of_a_block_holds_are_told() -> None:
    source = (
        '<!-- wp:x/box {"title":"Only here","style":{"color":"dark blue"},"metadata":{"name":"For editors"}} -->'
        '<p>b</p><!-- /wp:x/box --><!-- wp:x/card {"heading":"Card","lines":["The first line"]} /-->'
    )
    text = convert_wordpress(source, Surroundings())
    assert text.markdown == "b\n\n**Card**"
    assert [message.partition(": ")[2] for message, _ in text.problems] == [
        "x/box title: Only here",
        "x/card lines: The first line",
    ]
