"""Values for another process -> bytes, and back. Build layer.

A plan is some hundred thousand small frozen dataclasses. The functions that `dataclasses` gives those with slots for
`pickle` look up the fields of each anew; here that is done once for each class, which halves the time.
"""

import copyreg
import functools
import io
import operator
import pickle
from collections.abc import Callable
from dataclasses import is_dataclass
from types import MemberDescriptorType
from typing import Any, Generic, TypeVar

from kei_site.digest import field_names

_Content = TypeVar("_Content")
_Reduced = tuple[Callable[..., object], tuple[object, ...]]


class Parcel(Generic[_Content]):
    """Something that goes to another process of this program, where a parcel with the same content arrives.

    It is packed when it is sent, not before: what waits to be sent takes no more memory.
    """

    __slots__ = ("content",)

    def __init__(self, content: _Content) -> None:
        """Take what is to be sent: anything that `pickle` takes."""
        self.content = content

    def __reduce__(self) -> tuple[Callable[[bytes], object], tuple[bytes]]:
        """Return how `pickle` makes the parcel again."""
        packed = io.BytesIO()
        pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = _Ways()
        pickler.dump(self.content)
        return _arrived, (packed.getvalue(),)


def _arrived(packed: bytes) -> Parcel[Any]:
    return Parcel(pickle.loads(packed))  # noqa: S301  (through a pipe of this program's own)


class _Ways(dict[type, Callable[[Any], Any]]):
    """How objects are packed, by their class."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        return self.setdefault(kind, _taken_apart if _has_slots(kind) else copyreg.dispatch_table[kind])


def _has_slots(kind: type) -> bool:
    if not is_dataclass(kind):
        return False
    return all(isinstance(getattr(kind, name, None), MemberDescriptorType) for name in field_names(kind))


def _taken_apart(value: object) -> _Reduced:
    kind: Any = type(value)
    return _put_together, (kind, *_reader(kind)(value))


def _put_together(kind: Any, *values: object) -> object:
    made: object = object.__new__(kind)
    for write, value in zip(_writers(kind), values, strict=True):
        write(made, value)
    return made


@functools.cache
def _reader(kind: Any) -> Callable[[object], tuple[object, ...]]:
    names = field_names(kind)
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@functools.cache
def _writers(kind: Any) -> tuple[Callable[[object, object], None], ...]:
    """The slots themselves, since a frozen dataclass refuses to be written to."""
    return tuple(getattr(kind, name).__set__ for name in field_names(kind))
