"""Languages as Typst knows them."""

import pytest

from kei_site.render.pdf.languages import language_of


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ("en", None)),
        ("zh-Hant-tw", ("zh", "TW")),
        ("es-419", ("es", None)),
        ("", ("en", None)),
        ("x-y", ("en", None)),
    ],
)
def test_a_tag_has_a_language_and_a_region(tag: str, expected: tuple[str, str | None]) -> None:
    assert tuple(language_of(tag).values()) == expected
