"""Text in HTML."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from kei_site.render.escape import escaped


@given(st.text() | st.text("&<>\"'a;#quotx27"))
def test_a_text_is_escaped_as_in_templates(text: str) -> None:
    assert escaped(text) == str(escape(text))
