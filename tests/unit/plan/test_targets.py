"""The plan of all targets: keys, order, collisions."""

from dataclasses import replace

import pytest

from kei_site.core.diagnostics import Place
from kei_site.core.hashing import Digest
from kei_site.model.views.files import FileView, FixedTextView
from kei_site.plan.targets import Target, key_of, make_plan

CODE = Digest("code")
CLOSURES = {"home.html": Digest("h"), "tag.html": Digest("t")}


def target(path: str, text: str = "x", **named: object) -> Target:
    return Target(**{"path": path, "recipe": "fixed_text", "view": FixedTextView(text=text), **named})  # type: ignore[arg-type]


def test_targets_come_in_the_order_of_their_paths_with_a_key_each() -> None:
    plan = make_plan([target("b"), target("a"), target("c/")], CLOSURES, CODE)
    assert list(plan.targets) == list(plan.keys) == ["a", "b", "c/"]
    assert plan.diagnostics == ()
    assert [planned.is_directory for planned in plan.targets.values()] == [False, False, True]


@pytest.mark.parametrize(
    "other",
    [
        target("a", "y"),
        target("a", recipe="copy"),
        target("a", view=FileView(source="x", digest=Digest("x"))),
        target("a", template="tag.html"),
    ],
    ids=["view", "recipe", "kind of view", "template"],
)
def test_whatever_an_output_is_made_of_is_in_its_key(other: Target) -> None:
    assert key_of(other, CLOSURES, CODE) != key_of(target("a"), CLOSURES, CODE)


def test_the_program_and_the_text_of_the_template_are_in_the_key() -> None:
    page = target("a", template="home.html")
    key = key_of(page, CLOSURES, CODE)
    assert key_of(page, CLOSURES, Digest("newer")).code != key.code
    assert key_of(page, {"home.html": Digest("edited")}, CODE).template != key.template
    assert key_of(page, {**CLOSURES, "tag.html": Digest("edited")}, CODE) == key


def test_where_an_output_goes_and_who_is_to_blame_are_not_in_its_key() -> None:
    page = target("a")
    assert key_of(replace(page, path="b", origin=Place(path="c")), CLOSURES, CODE) == key_of(page, CLOSURES, CODE)


@pytest.mark.parametrize(
    ("path", "other"), [("a/index.html", "a/index.html"), ("A.txt", "a.txt"), ("é.txt", "e\u0301.txt")]
)
def test_two_outputs_in_one_place_are_a_diagnostic_at_the_second_source(path: str, other: str) -> None:
    first = target(path, origin=Place(path="content/briefs/a.md", line=4))
    second = target(other, "y", origin=Place(path="content/briefs/b.md", line=7))
    for order in ([first, second], [second, first]):
        (found,) = make_plan(order, CLOSURES, CODE).diagnostics
        assert (found.code, found.place) == ("URL01", second.origin)
        assert "content/briefs/a.md" in found.message


def test_a_path_that_systems_cannot_hold_is_a_diagnostic() -> None:
    (found,) = make_plan([target("a/" * 120 + "b")], CLOSURES, CODE).diagnostics
    assert found.code == "SLG03"
    assert make_plan([target("a" * 240)], CLOSURES, CODE).diagnostics == ()
