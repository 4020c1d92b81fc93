"""Attributes become the words and links that readers saw."""

from kei_site.importers.html.visible import links_of, visible_html


def test_each_link_has_its_own_words() -> None:
    given = {"btn_text": "First", "btn_link": "https://o.org/1", "more_url": "https://o.org/2", "more_label": "Second"}
    assert [(link.address, link.words) for link in links_of(given)] == [
        ("https://o.org/1", "First"),
        ("https://o.org/2", "Second"),
    ]
    assert visible_html(given).count("First") == 1


def test_addresses_of_what_a_page_loads_are_no_links() -> None:
    assert [*links_of({"image_url": "https://o.org/a.png", "icon_link": "https://o.org/b.svg", "link": "url:"})] == []


def test_choices_of_an_editor_are_no_words() -> None:
    assert visible_html({"title": "on", "text": "left", "heading": "Left"}) == "<p><strong>Left</strong></p>"


def test_every_text_is_shown_on_demand() -> None:
    given = {"lines": "Three more words", "back_color": "dark blue"}
    assert visible_html(given) == ""
    assert visible_html(given, every=True) == "<div>Three more words</div>"
