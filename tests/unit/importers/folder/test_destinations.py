"""Destinations in Markdown and HTML become tokens, whatever form they have."""

import pytest

from kei_site.importers.folder.destinations import turn_destinations
from kei_site.importers.folder.markup import Markup


@pytest.mark.parametrize(
    ("text", "markdown", "address", "is_media"),
    [
        ("[a](/b/)", "[a](T)", "/b/", False),
        ('![a](b.png "c")', '![a](T "c")', "b.png", True),
        ("[a](<b c.md>)", "[a](T)", "b c.md", False),
        ("[a](b c.pdf)", "[a](T)", "b c.pdf", False),
        ("[a](/x_(y)/)", "[a](T)", "/x_(y)/", False),
        ("[a](b\\_c.md)", "[a](T)", "b_c.md", False),
        ('[a](b.md "On "b" of c")', '[a](T "On "b" of c")', "b.md", False),
        ("[a](b.md “On b”)", "[a](T “On b”)", "b.md", False),
        ("[a](/x?a=1&amp;b=2)", "[a](T)", "/x?a=1&b=2", False),
        ("[a [b] c](/d/)", "[a [b] c](T)", "/d/", False),
        ("[a]: /b/ 'c'", "[a]: T 'c'", "/b/", False),
        ('<a href="/b/?x&amp;y">c</a>', '<a href="T">c</a>', "/b/?x&y", False),
        ("<img class=x src=b.png>", '<img class=x src="T">', "b.png", True),
    ],
)
def test_a_destination_is_found(text: str, markdown: str, address: str, *, is_media: bool) -> None:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    assert turn_destinations(text, markup) == markdown.replace("T", "kei-import:0")
    assert [(reference.address, reference.is_media) for reference in markup.references] == [(address, is_media)]


def test_a_linked_image_has_two() -> None:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    assert turn_destinations("[![a](b.png)](/c/)", markup) == "[![a](kei-import:0)](kei-import:1)"
    assert [reference.address for reference in markup.references] == ["b.png", "/c/"]


@pytest.mark.parametrize(
    "text", ["`[a](/b/)`", "```\n[a](/b/)\n```", "[^1]: A note", "[a] (b)", "f(x)[1](", "a < b href=c > d"]
)
def test_what_is_no_destination_is_left(text: str) -> None:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    assert turn_destinations(text, markup) == text
    assert markup.references == []


@pytest.mark.parametrize(
    "text", ["[" * 5_000, "[a](" * 2_000, "![" * 3_000 + "](", "(" * 5_000, "<a " * 5_000, "[a](b(" * 1_000]
)
def test_hostile_brackets_are_read_in_time(text: str) -> None:
    turn_destinations(text, Markup("a.md", 1, lambda name, is_reference: ""))


def test_a_heading_behind_the_name_of_a_text_belongs_to_its_address() -> None:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    found = turn_destinations(f"[a]({markup.token('item:b.md')}#top)", markup)
    assert found == "[a](kei-import:1)"
    assert markup.references[1].address == "item:b.md#top"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[a *b*](ms-word:ofe|u|x) c", "a *b* c"),
        ("![a](file:///x.png) c", "a c"),
        ("[a](java&#9;script:x)", "a"),
        ("[a][b]\n\n[b]: intent:x 'y'\n", "a\n\n"),
        ("<view-source:x>", "view-source:x"),
        ('<a class="k" href="blob:x">a</a>', '<a class="k">a</a>'),
        ('b <img src="javascript:x" alt="a">', "b a"),
    ],
)
def test_a_link_with_a_forbidden_scheme_becomes_its_words(text: str, markdown: str) -> None:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    assert turn_destinations(text, markup) == markdown
    assert markup.references == []


def test_a_definition_whose_address_a_tag_gave_stays_a_link() -> None:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    token = markup.token("item:b.md")
    assert turn_destinations(f'[a][b]\n\n[b]: {token} "B"', markup) == f'[a][b]\n\n[b]: {token} "B"'
    assert markup.problems == []
