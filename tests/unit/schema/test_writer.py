"""A text is written as YAML so that it reads as the same text."""

import pytest

from kei_site.schema.nodes import Mapping, Scalar, read_yaml
from kei_site.schema.writer import scalar

PATH = "content/briefs/a.md"


@pytest.mark.parametrize(
    "text", ["NATO", "a: b", "it's", "# a", "2024", "null", "a, b", "@x", "한국", "- a", "'", "a\\b"]
)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_scalar_reads_as_what_it_was(text: str, quote: str) -> None:
    root, diagnostics = read_yaml(f"key: [{scalar(text, quote)}]\n", PATH)
    assert diagnostics == ()
    assert isinstance(root, Mapping)
    (item,) = root.entries["key"].items  # type: ignore[union-attr]
    assert isinstance(item, Scalar)
    assert item.text == text
