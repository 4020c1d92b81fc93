"""Redirects are read as a mapping or as a list, and named by their old paths."""

import pytest

from kei_site.schema.fields import Problems
from kei_site.schema.nodes import read_yaml
from kei_site.schema.redirects import redirect_places, redirects


@pytest.mark.parametrize(
    "text",
    [
        "/old/%41/: /new/\n/b.html: https://site.kr/",
        "- {from: /old/A/, to: /new/}\n- {from: /b.html, to: https://site.kr/}",
    ],
)
def test_both_forms_give_pairs_of_a_decoded_path_and_an_address(text: str) -> None:
    node, _ = read_yaml(text, "x.yaml")
    assert node
    problems = Problems(path="x.yaml")
    assert redirects(node, problems) == (("/old/A/", "/new/"), ("/b.html", "https://site.kr/"))
    assert problems.diagnostics == []
    assert [name for name, _ in redirect_places(node)] == ["redirects./old/A/", "redirects./b.html"]
