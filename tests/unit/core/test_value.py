"""A value is a frozen dataclass with slots, and arrives in another process as it was sent."""

import pickle
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from typing import Any

import pytest

from kei_site.core.value import value


@value
class Empty:
    """No field."""


@value
class Card:
    title: str
    content_hash: str = field(default="", compare=False)


@value
class Named:
    name: str


@value
class Shelf:
    cards: tuple[Card, ...]
    by_name: dict[str, Card]
    count: int = field(init=False, default=7)


@value
class Longer(Shelf):
    note: str = ""


@value
class Boxed:
    parts: list[int] = field(default_factory=list)


@value
class Hashed:
    name: str

    def __hash__(self) -> int:
        return 7


def sent(made: object, protocol: int = pickle.HIGHEST_PROTOCOL) -> Any:
    """Return a value as it arrives in another process."""
    return pickle.loads(pickle.dumps(made, protocol))  # noqa: S301


CLASS: Any = Card
CARD = Card(title="A title", content_hash="abc")
SHELF = Shelf(cards=(CARD, CARD), by_name={"one": CARD})
VALUES = [Empty(), CARD, Named(name="desk"), SHELF, Longer(cards=(), by_name={}, note="longer")]


def test_a_value_is_a_frozen_dataclass_with_slots_and_named_fields() -> None:
    assert is_dataclass(Card)
    assert not hasattr(CARD, "__dict__")
    assert [each.name for each in fields(Card)] == ["title", "content_hash"]
    with pytest.raises(FrozenInstanceError):
        CARD.title = "Another"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del CARD.title
    with pytest.raises(TypeError):
        CLASS("A title")
    with pytest.raises(TypeError):
        CLASS()
    with pytest.raises(TypeError):
        CLASS(title="A title", another="")


def test_each_value_is_made_with_its_own_new_parts() -> None:
    first, second = Boxed(), Boxed()
    assert first == second
    assert first.parts is not second.parts
    assert Boxed(parts=[1]).parts == [1]
    assert (SHELF.count, Longer(cards=(), by_name={}).note) == (7, "")


def test_a_value_is_printed_with_its_fields() -> None:
    assert repr(CARD) == "Card(title='A title', content_hash='abc')"
    assert repr(Empty()) == "Empty()"


def test_a_class_keeps_its_own_hash() -> None:
    assert hash(Hashed(name="a")) == 7
    assert Hashed(name="a") != Hashed(name="b")
    assert Hashed(name="a") == Hashed(name="a")


def test_values_with_equal_fields_are_equal_and_have_one_hash() -> None:
    same = Card(title="A title", content_hash="another")
    assert same == CARD
    assert hash(same) == hash(CARD)
    assert replace(CARD, title="Another") != CARD


@pytest.mark.parametrize("made", VALUES, ids=lambda made: type(made).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_value_arrives_as_it_was_sent(made: object, protocol: int) -> None:
    arrived = sent(made, protocol)
    assert arrived == made
    assert type(arrived) is type(made)
    assert repr(arrived) == repr(made)


@pytest.mark.parametrize("made", VALUES, ids=lambda made: type(made).__name__)
def test_a_copy_equals_the_value(made: object) -> None:
    assert copy(made) == deepcopy(made) == made


def test_what_is_shared_stays_shared() -> None:
    first, second = sent(SHELF).cards
    assert first is second


def test_fields_are_looked_up_once_for_each_class(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise AssertionError("fields were looked up again")

    monkeypatch.setattr("dataclasses.fields", refused)
    assert sent(SHELF) == SHELF
