"""Text in HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from kei_site.render.escape import escaped
from kei_site.render.pages.renderer import meta_tags


@given(st.text() | st.text("&<>\"'a;#quotx27"))
def test_a_text_is_escaped_as_in_templates(text: str) -> None:
    assert escaped(text) == str(escape(text))


@pytest.mark.parametrize("key", ["name", "property"])
def test_each_pair_is_a_line_with_a_meta_element(key: str) -> None:
    tags = (("a", 'x "&" y'), ("a", "z"))
    assert meta_tags(tags, key) == f'<meta {key}="a" content="x &#34;&amp;&#34; y">\n<meta {key}="a" content="z">\n'


def test_no_pairs_are_no_lines() -> None:
    assert meta_tags((), "name") == ""
