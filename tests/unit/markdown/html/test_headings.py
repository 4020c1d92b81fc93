"""Diagnostics of headings stand where the heading stands."""

import pytest

from kei_site.markdown.document import read_markdown


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("words\n\n# One\n", (3, 1)),
        ("words\n\n> # One\n", (3, 3)),
        ("[a](b)\n\n> One\n> ===\n", (3, 3)),
        ("[a](b)\n\n- words\n\n  *One*\n  ===\n", (5, 3)),
    ],
)
def test_the_place_of_a_heading(body: str, place: tuple[int, int]) -> None:
    text = read_markdown(body, path="content/briefs/a.md", first_line=1, language="en")
    assert [
        (diagnostic.place.line, diagnostic.place.column) for diagnostic in text.diagnostics if diagnostic.code == "MD04"
    ] == [place]
