"""A class with annotated fields -> a frozen dataclass that travels fast between processes. Core.

`pickle` looks up the fields of a dataclass with slots for each object, those of a value once for each class.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[_Class]) -> type[_Class]:
    """Make a class a dataclass that is frozen and has slots; its fields are given by name."""
    made: Any = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    names = tuple(each.name for each in fields(made))
    made.__getstate__ = _reader(names)
    made.__setstate__ = _writer(tuple(getattr(made, name).__set__ for name in names))
    return made  # type: ignore[no-any-return]


def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Return a function from an object to its fields; a method, unlike an `attrgetter`, is bound to the object."""
    if len(names) < 2:
        return lambda self: tuple(getattr(self, name) for name in names)
    read = attrgetter(*names)
    return lambda self: read(self)


def _writer(setters: tuple[Callable[[object, object], None], ...]) -> Callable[[object, tuple[object, ...]], None]:
    """Return a function that fills a new object; the slots themselves do not refuse as a frozen dataclass does."""

    def write(self: object, state: tuple[object, ...]) -> None:
        for set_field, part in zip(setters, state, strict=True):
            set_field(self, part)

    return write
