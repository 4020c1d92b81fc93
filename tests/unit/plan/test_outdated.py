"""Why each target is or is not current."""

from dataclasses import dataclass, replace

import pytest

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.plan.outdated import PublishedFile, Trace, changed_fields, fields_of, find_outdated
from kei_site.plan.targets import Key, Plan, Target

KEY = Key(view=Digest("v"), template=Digest("t"), code=Digest("c"))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view."""

    title: str
    cards: tuple[str, ...] = ()
    content_hash: Digest = NO_DIGEST


def plan(*paths: str) -> Plan:
    targets = {path: Target(path=path, recipe="home", view=View(title=path)) for path in paths}
    return Plan(targets=targets, keys=dict.fromkeys(targets, KEY))


def trace(*files: str, key: Key = KEY) -> Trace:
    return Trace(
        key=key, files=tuple(PublishedFile(path=path, digest=Digest("d"), stamp=(1, 2, 3, 4)) for path in files)
    )


def judged(traces: dict[str, Trace], lost: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(found.target.path, found.reason) for found in find_outdated(plan("a", "b"), traces, lost or {})]


def test_equal_keys_and_whole_files_are_current() -> None:
    assert judged({"a": trace("a"), "b": trace("b")}) == []


def test_what_was_never_published_is_new() -> None:
    assert judged({"b": trace("b")}) == [("a", "new")]


@pytest.mark.parametrize("reason", ["view", "template", "code"])
def test_each_part_of_the_key_is_a_reason(reason: str) -> None:
    other = replace(KEY, **{reason: Digest("other")})
    assert judged({"a": trace("a", key=other), "b": trace("b")}) == [("a", reason)]


def test_the_widest_reason_is_reported() -> None:
    other = Key(view=Digest("x"), template=Digest("x"), code=Digest("x"))
    assert judged({"a": trace("a", key=other), "b": trace("b", key=replace(other, code=KEY.code))}) == [
        ("a", "code"),
        ("b", "template"),
    ]


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_file_that_is_not_as_it_was_left_is_a_reason(damage: str) -> None:
    assert judged({"a": trace("a"), "b": trace("b/1", "b/2")}, {"b/2": damage}) == [("b", damage)]


def test_files_of_others_and_former_targets_are_no_reason() -> None:
    assert judged({"a": trace("a"), "b": trace("b"), "gone": trace("gone")}, {"gone": "missing"}) == []


def test_changed_fields_are_named_and_content_hashes_are_not() -> None:
    before = fields_of(View(title="one", cards=("x",), content_hash=Digest("1")))
    assert before.keys() == {"title", "cards"}
    assert changed_fields(before, fields_of(View(title="one", cards=("x",), content_hash=Digest("2")))) == ()
    assert changed_fields(before, fields_of(View(title="two", cards=("x",)))) == ("title",)
    assert changed_fields({}, fields_of(View(title="two", cards=("x",)))) == ("title", "cards")


def test_fields_that_become_empty_or_cease_to_be_are_named() -> None:
    full, empty = fields_of(View(title="one", cards=("x",))), fields_of(View(title="one"))
    assert changed_fields(full, empty) == changed_fields(empty, full) == ("cards",)
    assert changed_fields(empty, fields_of(View(title="one"))) == ()


VALUES: tuple[object, ...] = (
    "",
    "words",
    0,
    1,
    False,
    True,
    None,
    (),
    ("a",),
    (1,),
    ((),),
    {},
    View(title="x"),
    View(title="y"),
)


def test_every_value_of_a_field_has_its_own_digits() -> None:
    found = [[fields_of(View(title=value))["title"] for value in VALUES] for _ in range(2)]  # type: ignore[arg-type]
    assert found[0] == found[1]
    assert len(set(found[0])) == len(VALUES)
