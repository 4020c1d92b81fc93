"""A class with annotated fields -> a frozen dataclass that is made fast and travels fast between processes. Core.

`dataclasses` compiles six methods for each class, a tenth of the build of a small site: of a value, `__init__` alone is
compiled, with its first object. `pickle` looks up the fields of a dataclass with slots for each object, those of a
value once for each class.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_Read = Callable[[Any], tuple[object, ...]]
_Setters = Sequence[Callable[[object, object], None]]
"""The slots of the fields; they do not refuse, as the value itself does."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[_Class]) -> type[_Class]:
    """Make a class a dataclass that is frozen and has slots; its fields are given by name."""
    has_own_hash = "__hash__" in vars(cls)
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    known = fields(made)
    setters = tuple(getattr(made, each.name).__set__ for each in known)
    names = tuple(each.name for each in known)
    compared = _reader(tuple(each.name for each in known if each.compare))
    made.__init__ = _late_initializer(made, known, setters)
    made.__repr__, made.__eq__ = _printer(names), _equality(compared)
    if not has_own_hash:
        made.__hash__ = lambda self: hash(compared(self))
    made.__setattr__ = made.__delattr__ = _refuse
    made.__getstate__ = _reader(names)
    made.__setstate__ = _writer(setters)
    return made  # type: ignore[no-any-return]


def _late_initializer(made: Any, known: Sequence[Field[Any]], setters: _Setters) -> Callable[..., None]:
    """Return an `__init__` that puts the real one into its place: most classes have no object in a small build."""

    def initialize(self: object, **given: Any) -> None:
        made.__init__ = _initializer(known, setters)
        made.__init__(self, **given)

    return initialize


def _initializer(known: Sequence[Field[Any]], setters: _Setters) -> Any:
    """Return the `__init__` of a class with the fields `known`."""
    names: dict[str, Any] = {"_missing": MISSING}
    parameters, lines = [], ["pass"]
    for each, set_field in zip(known, setters, strict=True):
        names |= {f"_set_{each.name}": set_field, f"_usual_{each.name}": each.default}
        names[f"_make_{each.name}"] = each.default_factory
        parameter, given = _parameter(each)
        parameters += [parameter] if parameter else []
        lines.append(f"_set_{each.name}(self, {given})")
    head = ", ".join(["self", "*", *parameters] if parameters else ["self"])
    exec(f"def __init__({head}):\n " + "\n ".join(lines), names)  # noqa: S102  # of the names of fields alone
    return names["__init__"]


def _parameter(given: Field[Any]) -> tuple[str, str]:
    """Return the parameter of a field, empty if it has none, and the expression of what the field takes."""
    name, is_made = given.name, given.default_factory is not MISSING
    usual = f"_make_{name}()" if is_made else f"_usual_{name}"
    if not given.init:
        return "", usual
    if is_made:
        return f"{name}=_missing", f"{usual} if {name} is _missing else {name}"
    return (name if given.default is MISSING else f"{name}={usual}"), name


def _printer(names: tuple[str, ...]) -> Callable[[object], str]:
    """Return a `__repr__`: the class and its fields; one format for all objects of a class, as printing goes deep."""
    read, form = _reader(names), f"{{}}({', '.join(f'{name}={{!r}}' for name in names)})"
    return lambda self: form.format(type(self).__qualname__, *read(self))


def _equality(read: _Read) -> Callable[[object, object], bool]:
    """Return an `__eq__`: values of one class are equal when their fields are."""
    return lambda self, other: read(self) == read(other) if type(self) is type(other) else NotImplemented


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    """Refuse to set or to delete a field: a value is frozen."""
    raise FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")


def _reader(names: tuple[str, ...]) -> _Read:
    """Return a function from an object to its fields; a method, unlike an `attrgetter`, is bound to the object."""
    if len(names) < 2:
        return lambda self: tuple(getattr(self, name) for name in names)
    read = attrgetter(*names)
    return lambda self: read(self)


def _writer(setters: _Setters) -> Callable[[object, tuple[object, ...]], None]:
    """Return a function that fills a new object."""

    def write(self: object, state: tuple[object, ...]) -> None:
        for set_field, part in zip(setters, state, strict=True):
            set_field(self, part)

    return write
