"""Values and their bytes: what went in comes out, and nothing else does."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from kei_site.core.codec import CodecError, decode, encode


class Colour(enum.Enum):
    """A value of a field."""

    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A part of a tree."""

    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A value with all that values may hold."""

    leaves: tuple[Leaf, ...]
    by_name: Mapping[str, Leaf]
    stamp: tuple[int, float]
    colour: Colour = Colour.RED


TREE = Tree(leaves=(Leaf(name="한"), Leaf(name="<b>", size=2**63)), by_name={"x": Leaf(name="x")}, stamp=(1, 0.5))


def test_what_went_in_comes_out_with_its_types() -> None:
    assert decode(Tree, encode(TREE)) == TREE
    assert decode(dict[str, Leaf], encode({"a": Leaf(name="b")})) == {"a": Leaf(name="b")}


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b"\xff", b"null", b'{"leaves":[{"name":1}],"by_name":{},"stamp":[1,2]}', b"[" * 5000]
)
def test_bytes_of_another_shape_are_refused(data: bytes) -> None:
    with pytest.raises(CodecError, match="Tree"):
        decode(Tree, data)


def test_a_name_that_is_no_text_can_be_written_but_never_read() -> None:
    data = encode(Leaf(name="\udcff"))
    with pytest.raises(CodecError):
        decode(Leaf, data)
