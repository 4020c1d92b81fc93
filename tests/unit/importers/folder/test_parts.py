"""Parts of a text of Quarto stand where it includes them."""

import pytest

from kei_site.importers.folder.parts import MOST_CHARACTERS, with_parts

FILES = {
    "a/_part.qmd": "---\ntitle: No\n---\nPart.\n",
    "a/_outer.qmd": "Outer. {{< include inner/_inner.qmd >}}",
    "a/inner/_inner.qmd": "Inner. {{< include _last.qmd >}}",
    "a/inner/_last.qmd": "Last.",
    "a/_loop.qmd": "Loop. {{< include _loop.qmd >}}",
    "shared/_root.md": "Root.",
    "a/_long.qmd": "x" * (MOST_CHARACTERS // 2),
    "a/_twice.qmd": "{{< include _long.qmd >}} {{< include _long.qmd >}} {{< include _long.qmd >}}",
}


def whole(text: str) -> str:
    return with_parts(text, "a/index.qmd", FILES.get)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("_part.qmd", "Part."),
        ('"_part.qmd"', "Part."),
        ("_outer.qmd", "Outer. Inner. Last."),
        ("/shared/_root.md", "Root."),
        ("../shared/_root.md", "Root."),
        ("_loop.qmd", "Loop. {{< include _loop.qmd >}}"),
    ],
)
def test_a_part_stands_where_it_is_included(name: str, words: str) -> None:
    assert whole(f"A.\n\n{{{{< include {name} >}}}}\n\nB.") == f"A.\n\n{words}\n\nB."


@pytest.mark.parametrize(
    "tag", ["{{< include none.md >}}", "{{< include ../../out.md >}}", "`{{< include _part.qmd >}}`"]
)
def test_what_is_no_part_stays_as_it_is(tag: str) -> None:
    assert whole(tag) == tag
    assert whole("{{{< include _part.qmd >}}}") == "{{{< include _part.qmd >}}}"


def test_a_text_that_becomes_too_long_stays_short() -> None:
    assert len(whole("{{< include _twice.qmd >}}" * 40)) < 2 * MOST_CHARACTERS
