"""The tokens that stand for addresses in the Markdown of an item."""

from kei_site.importers.items import Item, reference_token, replace_tokens


def test_every_token_is_replaced_by_its_number() -> None:
    body = f"[a]({reference_token(1)}) and ![b]({reference_token(12)}) and [c]({reference_token(0)}#top)"
    assert replace_tokens(body, lambda number: f"<{number}>") == "[a](<1>) and ![b](<12>) and [c](<0>#top)"


def test_other_words_are_left() -> None:
    body = "kei-import: 3, kei-importer:3 and kei-import:x"
    assert replace_tokens(body, str) == body


def test_an_item_is_a_published_brief_by_default() -> None:
    item = Item(source="a.md:1", key="a.md")
    assert (item.kind, item.state, item.references) == ("brief", "published", ())
