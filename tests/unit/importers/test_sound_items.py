"""Items that a site could not hold, made sound without losing a word."""

from typing import Any

from kei_site.core.limits import LIMITS
from kei_site.importers.items import Item
from kei_site.importers.sound_items import sound_items


def sound(**values: Any) -> Item:
    (found,) = sound_items([Item(**{"source": "a:1", "key": "a", "title": "T", "date": "2019-03-04", **values})])
    return found


def test_a_sound_item_stays_as_it_is() -> None:
    assert sound().problems == ()


def test_a_public_brief_without_a_date_waits_as_a_draft() -> None:
    for date, reason in (("", "no date"), ("1803-01-01", "a date that a brief cannot have: 1803-01-01")):
        found = sound(date=date)
        assert (found.state, found.reason) == ("draft", reason)
        assert found.problems[0].message == f"{reason}; 1970-01-01 was written: correct it"


def test_a_page_needs_no_date() -> None:
    assert sound(kind="page", date="").state == "published"


def test_a_title_that_is_too_long_begins_the_text() -> None:
    found = sound(title="word* " * 100, body="Body.")
    assert len(found.title) <= 300
    assert found.body.startswith("word\\* word")
    assert found.body.endswith("\n\nBody.")


def test_a_title_without_words_is_told() -> None:
    assert (sound(title="\u200b ").title, sound(title="").problems[0].message) == ("", "no title; Untitled was written")


def test_the_first_words_of_a_text_stand_for_a_title() -> None:
    assert sound(title="", text="\nOur services\nMore.").title == "Our services"
    found = sound(title="", text="word " * 40)
    assert (found.title, found.problems[0].message) == (
        " ".join(["word"] * 12) + "…",
        "no title; its first words were written",
    )
    assert sound(title="", text="\ud55c" * 90).title == "\ud55c" * 60 + "…"


def test_the_heading_that_begins_a_text_without_a_title_is_the_title_and_stands_once() -> None:
    found = sound(title="", body="## A *fine* day\\!\n\nBody.", text="A fine day!\nBody.")
    assert (found.title, found.body, found.text) == ("A fine day!", "Body.", "Body.")
    assert found.problems[0].message == "no title; its first heading was written"
    for body in ("## Only", "## [A](kei-import:0) day[^1]\n\nBody.", "Words.\n\n## A day"):
        assert sound(title="", body=body, text="A day\nBody.").body == body


def test_items_with_one_key_are_both_kept() -> None:
    keys = [item.key for item in sound_items(Item(source="", key="a", title="T", date="2019-03-04") for _ in range(3))]
    assert keys == ["a", "a#2", "a#3"]


def test_too_many_tags_are_named() -> None:
    found = sound(tags=tuple(f"t{number}" for number in range(LIMITS.tags.most + 2)))
    assert len(found.tags) == LIMITS.tags.most
    assert "t50, t51" in found.problems[0].message


def test_tags_and_series_are_lines() -> None:
    found = sound(tags=("a\nb", " ", "a b"), series="…")
    assert (found.tags, found.series) == (("a b",), "")


def test_a_refused_item_is_left() -> None:
    assert sound(state="refused", title="", date="").problems == ()


def test_a_public_brief_of_a_day_to_come_is_told() -> None:
    (problem,) = sound(date="2099-01-01").problems
    assert problem.message == "its day is still to come: it is hidden until 2099-01-01"
    assert sound(date="2099-01-01", state="draft").problems == ()


def test_a_line_that_no_file_holds_is_refused_and_one_that_can_be_parted_is_not() -> None:
    refused = sound(body="One.\n\n" + "[" * 70_000)
    assert (refused.state, refused.reason) == ("refused", "a line of 70000 bytes without a blank; the limit is 65536")
    assert sound(body="word " * 20_000).state == "published"
