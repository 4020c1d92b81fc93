"""The fields that all texts share: titles, prose, slugs, images."""

import pytest

from kei_site.core.limits import LIMITS
from kei_site.model.brief import LeadImage
from kei_site.schema.fields import Problems, Reader
from kei_site.schema.nodes import Scalar, read_yaml
from kei_site.source.fields import image, prose, slug, title, words


def read(reader: Reader, written: str) -> tuple[object, list[str]]:
    problems = Problems(path="x.md")
    return reader(Scalar(written, 1, 1), problems), [diagnostic.code for diagnostic in problems.diagnostics]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Korea &amp; Japan", "Korea & Japan"),
        ("&#44397;&#xAD6D;", "국국"),
        ("&notable; &unknown;", "&notable; &unknown;"),
        ("two\n lines", "two lines"),
    ],
)
def test_prose_is_text_without_entities(written: str, value: str) -> None:
    assert read(prose, written) == (value, [])


def test_invisible_characters_are_reported_once() -> None:
    assert read(prose, "a\u200bb\u200b") == ("a\u200bb\u200b", ["TXT01"])


def test_a_title_has_a_limit() -> None:
    assert read(title, "a" * LIMITS.title.most)[1] == []
    assert read(title, "a" * (LIMITS.title.most + 1))[1] == ["LIM06"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [("a-slug", []), ("한국", []), ("A B", ["SLG01"]), ("con", ["SLG02"]), ("a" * 81, ["SLG03"]), ("", ["SLG04"])],
)
def test_slugs(written: str, codes: list[str]) -> None:
    assert read(slug, written) == (None if codes else written, codes)


def test_an_image_needs_a_file() -> None:
    node, _ = read_yaml("{src: a.png, alt: A map}", "x.md")
    assert node is not None
    problems = Problems(path="x.md")
    assert image(node, problems) == LeadImage(src="a.png", alt="A map")
    without, _ = read_yaml("{alt: A map}", "x.md")
    assert without is not None
    assert image(without, problems) is None
    assert [diagnostic.code for diagnostic in problems.diagnostics] == ["FM09"]


@pytest.mark.parametrize(
    "value",
    [
        "a **b** c",
        "**한국(ROK)**은",
        "*b* c",
        "a [b](c.md)",
        "~~a~~",
        "`a`",
        "a <b>c</b>",
        "a<br>b",
        "an <em class='x'>a</em>",
    ],
)
def test_markdown_in_a_value_that_is_shown_as_it_is_written_is_told(value: str) -> None:
    assert read(words, value) == (value, ["MD11"])


@pytest.mark.parametrize(
    "value", ["a * b * c", "A*", "snake_case_name", "a [b] (c)", "1 < 2 > 0", "5*3*2", "** p, *** q"]
)
def test_other_signs_in_a_value_are_not(value: str) -> None:
    assert read(words, value) == (value, [])
