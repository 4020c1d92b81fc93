"""What is sent to another process arrives as it was, and the ways of `dataclasses` for `pickle` are not taken."""

import pickle
import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest

from kei_site.digest import sealed
from kei_site.parcels import Parcel


class Color(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    title: str
    seal: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    cards: tuple[Card, ...]
    by_name: dict[str, Card]
    color: Color = Color.RED
    count: int = field(init=False, default=0)


@dataclass(frozen=True, slots=True)
class Longer(Shelf):
    note: str = ""


@dataclass
class Loose:
    """Neither frozen nor with slots."""

    names: list[str]


class Base:
    """Without slots, so what derives from it has a `__dict__`."""

    kind = "base"


@dataclass(frozen=True)
class Derived(Base):
    name: str


@dataclass(frozen=True, slots=True)
class Guarded:
    """Counts how often the ways of `dataclasses` are taken."""

    name: str

    def __getstate__(self) -> list[str]:
        raise AssertionError("asked for its state")


CARD = sealed(Card(title="Tariffs"))


def sent(value: object) -> object:
    arrived = pickle.loads(pickle.dumps(Parcel(value)))  # noqa: S301
    assert isinstance(arrived, Parcel)
    return arrived.content


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        ("세종", 1, 2.5, True, b"\x00"),
        CARD,
        Shelf(cards=(CARD,), by_name={"one": CARD}),
        Longer(cards=(), by_name={}, note="later"),
        Loose(names=["a", "b"]),
        Derived(name="x"),
        Color.RED,
        Path("a/b"),
        re.compile("a+"),
        len,
    ],
    ids=repr,
)
def test_a_value_arrives_as_it_was(value: object) -> None:
    found = sent(value)
    assert found == value
    assert type(found) is type(value)


def test_fields_that_do_not_count_for_equality_arrive_too() -> None:
    found = sent(CARD)
    assert isinstance(found, Card)
    assert found.seal == CARD.seal != ""


def test_one_object_in_two_places_is_one_object_there() -> None:
    found = sent(Shelf(cards=(CARD, CARD), by_name={"one": CARD}))
    assert isinstance(found, Shelf)
    assert found.cards[0] is found.cards[1] is found.by_name["one"]


def test_a_field_that_is_missing_is_not_sent() -> None:
    with pytest.raises(AttributeError):
        sent(object.__new__(Card))


def test_slots_are_read_without_asking_for_the_state() -> None:
    assert sent(Guarded(name="x")) == Guarded(name="x")
    with pytest.raises(AssertionError, match="asked for its state"):
        pickle.dumps(Guarded(name="x"))


def test_what_cannot_be_sent_is_told_when_it_is_sent() -> None:
    parcel = Parcel(lambda: None)
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(parcel)
