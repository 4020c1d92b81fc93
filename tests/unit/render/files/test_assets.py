"""Style sheets and scripts as they are published."""

import pytest

from kei_site.core.hashing import Digest
from kei_site.model.views.common import AssetView
from kei_site.render.files.assets import render_asset


def rendered(source: str, text: str, **names: str) -> str:
    view = AssetView(source=source, digest=Digest("0"), names={f"{name}.woff2": new for name, new in names.items()})
    return render_asset(view, text.encode()).decode()


def test_names_of_other_assets_are_replaced_with_their_folders() -> None:
    assert rendered("a.css", "a { b: url(fonts/serif.woff2) }", serif="serif.1.woff2") == "a { b: url(serif.1.woff2) }"
    assert rendered("a.js", 'load("serif.woff2"); serif.woff2', serif="s.2") == 'load("s.2"); serif.woff2'


def test_a_style_sheet_loses_its_comments_and_indents() -> None:
    text = "/* One\n   two. */\n\na {\n  /* three */\n  color: red;\n}\n"
    assert rendered("a.css", text) == "a {\ncolor: red;\n}\n"


@pytest.mark.parametrize(
    "text",
    ["/*! A license. */\na { }\n", 'a::after { content: "one\\\n  two"; }\n', 'a { b: "/* no comment */"; }\n'],
)
def test_what_a_style_sheet_says_stays(text: str) -> None:
    assert rendered("a.css", text) == text


def test_scripts_stay_as_they_are() -> None:
    assert rendered("a.js", "/* One. */\n  go();\n") == "/* One. */\n  go();\n"
