"""Endings of files -> media types."""

import pytest

from kei_site.core.media_types import media_type


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.PDF", "application/pdf"),
        ("a/b.woff2", "font/woff2"),
        ("talk.vtt", "text/vtt; charset=utf-8"),
        ("refs.bib", "application/x-bibtex; charset=utf-8"),
        ("CNAME", "application/octet-stream"),
        ("a.unknown", "application/octet-stream"),
    ],
)
def test_a_type_comes_from_the_ending_in_any_case(path: str, kind: str) -> None:
    assert media_type(path) == kind
