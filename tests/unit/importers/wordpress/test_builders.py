"""Texts that page builders keep in metadata are read, or named."""

import json

import pytest

from kei_site.importers.wordpress.builders import builder_problems, built_html
from kei_site.importers.wordpress.fields import Fields

_WIDGETS = [
    {"elType": "widget", "widgetType": "heading", "settings": {"title": "A & B", "title_color": "#fff"}},
    {"elType": "widget", "settings": {"editor": "<p>Words.</p>", "typography_font_family": "Open Sans"}},
    {"elType": "widget", "settings": {"text": "Go", "link": {"url": "https://example.org"}}},
    {"elType": "widget", "settings": {"image": {"url": "https://old.example.org/x.png"}, "caption": "Below"}},
    {"elType": "widget", "settings": {"title_text_a": "Front", "css_classes": "one two", "view": "default"}},
    {"elType": "widget", "settings": {"tabs": [{"tab_title": "One", "tab_content": "<p>First</p>"}]}},
    {"elType": "widget", "settings": {"gallery": [{"id": 1, "url": "https://old.example.org/y.png"}]}},
]
_HTML = """<h2>A &amp; B</h2>
<p>Words.</p>
<p><a href="https://example.org">Go</a></p>
<figure><img src="https://old.example.org/x.png"><figcaption>Below</figcaption></figure>
<p>Front</p>
<p>One</p>
<p>First</p>
<kei-gallery><figure><img src="https://old.example.org/y.png"></figure></kei-gallery>"""


def _post(content: str, **meta: str) -> Fields:
    return Fields(texts={"content:encoded": content}, terms=(), meta=tuple(meta.items()))


def test_widgets_are_read_where_the_text_is_empty() -> None:
    data = json.dumps([{"elType": "section", "elements": [{"elType": "column", "elements": _WIDGETS}]}])
    assert built_html(_post("<!-- wp:x /-->", _elementor_data=data)) == _HTML
    assert built_html(_post("<p>A copy.</p>", _elementor_data=data)) == ""


@pytest.mark.parametrize("data", ["[{", "[" * 100_000, '{"elements": 1}', "null"])
def test_metadata_that_cannot_be_read_give_no_text(data: str) -> None:
    assert built_html(_post("", _elementor_data=data)) == ""


@pytest.mark.parametrize("key", ["_bricks_page_content_2", "_elementor_data"])
def test_a_text_that_only_a_builder_has_is_named(key: str) -> None:
    post = _post("", **{key: "words"})
    assert [key in told for told in builder_problems(post, has_text=False)] == [True]
    assert list(builder_problems(post, has_text=True)) == []


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ({"quote": "Three words here", "_quote": "field_1"}, "quote (Three words here)"),
        ({"rows_0_head": "Harbours", "_rows_0_head": "field_1"}, "rows_0_head (Harbours)"),
        ({"wpcf-intro": "<p>Two words</p>"}, "wpcf-intro (Two words)"),
        ({"standfirst": "What the theme shows above"}, "standfirst (What the theme shows above)"),
        (
            {"press_contact": "Ask Kim at kim@old.example.org", "_press_contact": "field_1"},
            "press_contact (Ask Kim at)",
        ),
        ({"form_text": "From 203.0.113.9 today", "_form_text": "field_1"}, "form_text (From  today)"),
        ({"home_address": "12 Harbour Street", "_home_address": "field_1"}, "home_address"),
        ({"size": "large", "_size": "field_2"}, ""),
        ({"rows": 'a:1:{i:0;s:9:"two words"}', "_rows": "field_2"}, ""),
        ({"other": "A b"}, ""),
        ({"rank_math_title": "Words for search engines alone"}, ""),
    ],
)
def test_fields_that_hold_words_are_named(meta: dict[str, str], told: str) -> None:
    found = [message.partition(": ")[2] for message in builder_problems(_post("x", **meta), has_text=True)]
    assert found == ([told] if told else [])
