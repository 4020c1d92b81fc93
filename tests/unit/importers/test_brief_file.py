"""Source files of items: the site's own reader reads what the item says."""

from dataclasses import replace

import pytest

from kei_site.importers.brief_file import Header, author_text, item_text
from kei_site.importers.items import Item, ItemAuthor, ItemImage
from kei_site.importers.words import text_of_fragment, words_of
from kei_site.source.load import LoadedFile, Settings, load

HEADER = Header(slug="x", file_stem="x", authors=("kim",))


def loaded(item: Item, header: Header = HEADER, body: str = "Body.") -> LoadedFile:
    text = item_text(item, header, body)
    return load("content/briefs/2019/x.md", text.encode(), Settings(timezone="UTC", language="en"))


@pytest.mark.parametrize(
    "title",
    [
        "Plain",
        "AT&T & co",
        "AT&amp;T, as written",
        "5*3*2 and _x_ `a` [b](c)",
        "A title: with a colon # and a hash",
        "no",
        "2024",
        "null",
        "true",
        "12:30",
        "- x",
        "@x",
        "%x",
        "`",
        "…",
        "'single' and \"double\"",
        "back\\slash",
        "snake_case and a ~~b~~",
        "한국의 **선택**",
        "<i>x</i>",
        "{curly} [square]",
    ],
)
def test_titles_tags_and_summaries_read_as_they_were(title: str) -> None:
    item = Item(source="", key="", title=title, summary=title, tags=(title, "2024"), series="x", date="2019-03-04")
    found = loaded(item)
    assert found.brief is not None
    front = found.brief.front
    assert (front.title, front.summary, front.tags) == (title, title, tuple(dict.fromkeys((title, "2024"))))
    assert {told.code for told in found.diagnostics} <= {"MD11"}


def test_all_keys_are_read() -> None:
    item = Item(
        source="",
        key="",
        title="T",
        date="2019-03-04T09:30:00+09:00",
        updated="2020-01-01",
        type="report",
        language="ko",
        state="draft",
        fields={"doi": "10.1234/x"},
    )
    header = Header(
        slug="y",
        file_stem="x",
        authors=("kim",),
        aliases=("/old/", "/p/1/"),
        id="https://old.example.org/?p=1",
        translation_of="z.md",
        image=ItemImage(address="x/a.png", alt="A: b", caption="c"),
    )
    brief = loaded(item, header).brief
    assert brief is not None
    front = brief.front
    assert (front.date.iso, front.type, front.language, front.draft) == (
        "2019-03-04T09:30:00+09:00",
        "report",
        "ko",
        True,
    )
    assert (front.slug, front.aliases, front.id) == ("y", ("/old/", "/p/1/"), "https://old.example.org/?p=1")
    assert front.updated is not None
    assert front.image is not None
    assert (front.updated.day, front.doi, front.translation_of) == ("2020-01-01", "10.1234/x", "z.md")
    assert (front.image.src, front.image.alt, front.image.caption) == ("x/a.png", "A: b", "c")


def test_a_number_at_the_end_of_a_slug_is_written_out() -> None:
    """Else the check for copies by accident takes the second text of a title for a copy of the first."""
    item = Item(source="", key="", title="T", date="2019-03-04")
    assert "slug: x-2" in item_text(item, Header(slug="x-2", file_stem="x-2"), "")
    assert "slug:" not in item_text(item, HEADER, "")
    assert "slug: x" in item_text(item, replace(HEADER, is_beside=True), "")


def test_an_update_on_the_day_of_publication_is_none() -> None:
    item = Item(source="", key="", title="T", date="2019-03-04", updated="2019-03-04T10:00:00Z")
    assert "updated" not in item_text(item, HEADER, "")


def test_line_ends_and_control_characters_are_ours() -> None:
    item = Item(source="", key="", title="a\r\nb\x07", date="2019-03-04")
    text = item_text(item, HEADER, "one\r\ntwo\rthree\x00\x08\n\n\n")
    assert "title: a b\n" in text
    assert text.endswith("---\n\none\ntwo\nthree\n")


def test_lines_that_are_too_long_are_parted_before_words_and_say_the_same() -> None:
    body = "\n\n".join(("- a " + "12 words - and 3. more # of them " * 8_000, "| " + "x " * 40_000 + "|"))
    found = loaded(Item(source="", key="", title="T", date="2019-03-04"), body=body)
    assert [told.code for told in found.diagnostics if told.code != "LIM03"] == []
    assert len([told for told in found.diagnostics if told.code == "LIM03"]) == 1
    assert found.fragment is not None
    assert words_of(text_of_fragment(found.fragment.html))[:32_000] == words_of(body)[:32_000]
    assert found.fragment.html.count("<li>") == 1


def test_texts_are_written_in_one_unicode_form() -> None:
    assert "\u00e9" in item_text(Item(source="", key="", title="T", date="2019-03-04"), HEADER, "e\u0301")


def test_a_page_has_the_keys_of_pages_alone() -> None:
    item = Item(source="", key="", kind="page", title="About", date="2019-03-04", tags=("x",))
    assert item_text(item, Header(slug="about", file_stem="about"), "Text") == "---\ntitle: About\n---\n\nText\n"


def test_an_author_has_no_key_of_the_archive() -> None:
    author = ItemAuthor(key="login7", name="A. Kim", biography="Writes.", kind="organization")
    assert author_text(author) == "---\nname: A. Kim\nkind: organization\n---\n\nWrites.\n"


def test_numbers_of_a_recording_are_numbers_and_its_texts_are_texts() -> None:
    podcast = {"audio": "a.mp3", "episode": "12", "length": "0x1f", "duration": "90"}
    text = item_text(Item(source="a:1", key="a", title="T", fields={"podcast": podcast}), HEADER, "Body.")
    parts = text.partition("podcast:\n")[2].partition("\n---")[0]
    assert parts.split("\n") == ["  audio: a.mp3", "  episode: 12", "  length: '0x1f'", "  duration: '90'"]
