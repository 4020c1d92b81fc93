"""Attributes of raw tags: harmless ones are kept, others refused."""

import pytest

from kei_site.markdown.sanitize.attributes import attributes_html, fix_of, read_attributes
from kei_site.markdown.state import ParseState


def read(name: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Return (allowed attributes as HTML, names of refused ones) of a tag."""
    state = ParseState(path="content/briefs/a.md", first_line=1, lines=[""])
    found = read_attributes(state, name, text)
    return attributes_html(found.allowed), found.refused


@pytest.mark.parametrize(
    ("name", "text", "html", "refused"),
    [
        ("p", ' id="a" lang=ko dir=rtl', ' id="a" lang="ko" dir="rtl"', ()),
        ("p", " onclick=alert(1) style=color:red", "", ("onclick", "style")),
        ("p", ' class="lead evil"', ' class="lead"', ("class",)),
        ("td", " colspan=2 rowspan=0", ' colspan="2"', ("rowspan",)),
        ("img", " width=400px height=50%", ' width="400"', ("height",)),
        ("p", ' lang="ko" lang="en"', ' lang="ko"', ()),
        ("p", ' title="a"', "", ("title",)),
        ("abbr", ' title="a &quot;b&quot;"', ' title="a &quot;b&quot;"', ()),
        ("p", " id=title", "", ("id",)),
        ("details", " open", ' open=""', ()),
        ("time", " datetime=2024-02-30", "", ("datetime",)),
    ],
)
def test_attributes_of_a_tag(name: str, text: str, html: str, refused: tuple[str, ...]) -> None:
    assert read(name, text) == (html, refused)


def test_each_refused_attribute_has_a_fix() -> None:
    assert fix_of("onclick") == "remove it: pages hold no scripts"
    assert fix_of("style") == "remove it: the theme sets the style"
    assert fix_of("zzz") == "remove it"
