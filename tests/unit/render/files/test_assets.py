"""Style sheets and scripts as they are published."""

import pytest

from kei_site.core.hashing import Digest
from kei_site.model.views.common import AssetView
from kei_site.render.files.assets import render_asset


def rendered(source: str, text: str, **names: str) -> str:
    view = AssetView(source=source, digest=Digest("0"), names={f"{name}.woff2": new for name, new in names.items()})
    return render_asset(view, text.encode()).decode()


def test_names_of_other_assets_are_replaced_with_their_folders() -> None:
    assert rendered("a.css", "a { b: url(fonts/serif.woff2) }", serif="serif.1.woff2") == "a{b:url(serif.1.woff2)}"
    assert rendered("a.js", 'load("serif.woff2"); serif.woff2', serif="s.2") == 'load("s.2"); serif.woff2'


def test_a_style_sheet_loses_its_comments_and_indents() -> None:
    text = "/* One\n   two. */\n\na {\n  /* three */\n  color: red;\n}\n"
    assert rendered("a.css", text) == "a{color:red;}"


@pytest.mark.parametrize(
    "text",
    [
        "/*! A license. */\na{}",
        'a::after{content:"one\\\n  two";}',
        'a{b:"/* no comment */";c:"x ; \\" , y";}',
        "a{b:url(one two,three.png);c:URL('a , b')}",
        ".a{.b :hover,c > d{e:calc(1px + 2px)}}",
        "@media (a:b) and (c){d{--x: ;--y: }}",
        ".a\\: b{c:d}",
    ],
)
def test_what_a_style_sheet_says_stays(text: str) -> None:
    assert rendered("a.css", text) == text


def test_comments_on_one_line_with_rules_take_no_rule_away() -> None:
    text = "/* a */ b { c: d }\ne { f: g } /* h */\n"
    assert rendered("a.css", text) == "/* a */ b{c:d}e{f:g}/* h */\n"


def test_a_script_loses_comments_that_have_lines_of_their_own() -> None:
    text = "/* One\n   `two`. */\nlet a = `${b}`\n  /* three **/\n  go();\n"
    assert rendered("a.js", text) == "let a = `${b}`\n\n  go();\n"


@pytest.mark.parametrize(
    "text",
    [
        "/*! A license. */\n/* One. */\ngo();\n",
        "let css = `\n/* one */\n`;\n",
        "go(); /* one\n/* two */\nlast();\n",
        "/* one */ go(); /* two */\n",
        'go("/*");\n/* one */\n',
        "/* one */\nlet a = /b*/;\n",
    ],
)
def test_another_script_stays_as_it_is(text: str) -> None:
    assert rendered("a.mjs", text) == text


def test_a_style_sheet_in_another_encoding_passes_through() -> None:
    view = AssetView(source="a.css", digest=Digest("0"), names={"serif.woff2": "s.woff2"})
    assert render_asset(view, b"a { b: '\xe9' url(serif.woff2) }") == b"a{b:'\xe9' url(s.woff2)}"
