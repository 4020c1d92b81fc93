"""Views that are made only when somebody looks."""

from dataclasses import dataclass

import pytest

from kei_site.plan.targets import Deferred, Target, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    words: str


def greeting(name: str) -> Greeting:
    return Greeting(words=f"Hello, {name}")


def target(source: object) -> Target:
    return Target(path="hello.txt", recipe="fixed_text", source=source)


def key(source: object) -> str:
    return key_of(target(source), {}, key_of.__name__).view  # type: ignore[arg-type]


def test_a_deferred_view_is_made_from_its_parts() -> None:
    assert target(Deferred(make=greeting, parts=("Seoul",))).view == Greeting(words="Hello, Seoul")


def test_the_key_follows_the_parts_and_the_maker() -> None:
    seoul = Deferred(make=greeting, parts=("Seoul",))
    assert key(seoul) == key(Deferred(make=greeting, parts=("Seoul",)))
    assert key(seoul) != key(Deferred(make=greeting, parts=("Busan",)))
    assert key(seoul) != key(Deferred(make=target, parts=("Seoul",)))


def test_a_maker_that_could_see_more_than_its_parts_is_refused() -> None:
    unseen = "by the key"

    def peeking(name: str) -> Greeting:
        return Greeting(words=unseen + name)

    with pytest.raises(TypeError, match="not a function of a module"):
        Deferred(make=peeking, parts=("Seoul",))
