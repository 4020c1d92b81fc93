"""The code that templates run in -> the reference part of the page on themes, in Markdown."""

import ast
import dataclasses
import functools
import inspect
import itertools
import re
import textwrap
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kei_site.check.copied_templates import purpose_of
from kei_site.render.pages.charts import Column, Spark
from kei_site.render.pages.citations import Citation
from kei_site.render.pages.renderer import PageGlobals, ResolvedText, page_environment
from tests.support.page_samples import PAGES
from tests.support.view_samples import theme_templates

_KINDS: Mapping[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    Markup: "HTML",
    object: "anything",
}
_OWN = frozenset(Environment(autoescape=True).filters)
"""Filters that Jinja brings along and that mean here what they mean there."""
_HIDDEN = "content_hash"
_MACRO = re.compile(r"{% macro (\w+)\(([^)]*)\) ?%}")


def reference() -> str:
    """Return the reference: templates, names, filters, macros, and every value that a template can reach."""
    parts = (
        "### Templates",
        *_table(("Template", "`view`"), _template_rows()),
        "And those that pages are put together from:",
        *_table(("Template", "What it is"), _part_rows()),
        "### Names",
        *_table(("Name", "What it is"), _name_rows()),
        "### Filters",
        "Those of Jinja, and these:",
        *_table(("Filter", "What it gives"), _filter_rows()),
        "### Macros",
        *_table(("Macro", "In"), _macro_rows()),
        *(line for kind in _reachable() for line in _class_section(kind)),
    )
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    cells = [head, ("---",) * len(head), *rows]
    yield "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _template_rows() -> list[tuple[str, str]]:
    kinds = {template: type(view) for template, view in PAGES.values()}
    return [(f"`{template}`", _linked(kind)) for template, kind in sorted(kinds.items())]


def _part_rows() -> list[tuple[str, str]]:
    pages = {template for template, _ in PAGES.values()}
    texts = theme_templates()
    return [(f"`{name}`", _escaped(purpose_of(texts[name]))) for name in sorted(texts.keys() - pages)]


def _name_rows() -> list[tuple[str, str]]:
    cached = _environment().globals["cached"]
    rows = [("`view`", "What the page shows; see the table above."), ("`cached`", _first_sentence(cached))]
    notes, hints = _notes(PageGlobals), typing.get_type_hints(PageGlobals)
    links = {name: f" {_kind(hints[name])}." for name in hints if dataclasses.is_dataclass(hints[name])}
    return [*rows, *((f"`{name}`", notes[name] + links.get(name, "")) for name in hints)]


def _filter_rows() -> list[tuple[str, str]]:
    filters = {name: function for name, function in _environment().filters.items() if _is_ours(name, function)}
    return [(f"`{_call(name, function)}`", _first_sentence(function)) for name, function in sorted(filters.items())]


def _is_ours(name: str, function: Callable[..., object]) -> bool:
    return name not in _OWN or _plain(function).__module__.startswith("kei_site")


def _macro_rows() -> list[tuple[str, str]]:
    texts = {name: theme_templates()[name] for name in ("macros.html", "pieces.html")}
    return [
        (f"`{macro}({given})`", f"`{name}`") for name, text in texts.items() for macro, given in _MACRO.findall(text)
    ]


@functools.cache
def _environment() -> Environment:
    return page_environment({}, lambda key: None, lambda path, digest: b"")  # type: ignore[arg-type, return-value]


def _call(name: str, function: Callable[..., object]) -> str:
    """Return a filter with its arguments, as a template writes them: `reading(locale, ui_lang)`."""
    given = [given for given in inspect.signature(function).parameters.values() if given.kind is not given.KEYWORD_ONLY]
    return f"{name}({', '.join(item.name for item in given[1:])})" if len(given) > 1 else name


def _first_sentence(function: object) -> str:
    text = " ".join((_plain(function).__doc__ or "").partition("\n\n")[0].split())
    return _escaped(text.removeprefix("Return ")[:1].upper() + text.removeprefix("Return ")[1:])


def _plain(function: Any) -> Any:
    return inspect.unwrap(function.func if isinstance(function, functools.partial) else function)


def _reachable() -> list[type]:
    """Return the classes of all values that a template can reach, in the order of their names."""
    found: dict[str, type] = {}
    waiting = [*(type(view) for _, view in PAGES.values()), PageGlobals, ResolvedText, Citation, Column, Spark]
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in found:
            found[kind.__name__] = kind
            waiting += [part for hint in _members(kind).values() for part in _classes(hint)]
    del found[PageGlobals.__name__]
    return [found[name] for name in sorted(found)]


def _class_section(kind: type) -> Iterator[str]:
    yield f"### {kind.__name__} {{#{_anchor(kind)}}}"
    yield _escaped(" ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split()))
    notes = _notes(kind)
    rows = [(f"`{name}`", _kind(hint), notes.get(name, "")) for name, hint in _members(kind).items()]
    yield from _table(("Field", "Kind", "What it is"), [*rows, *_method_rows(kind)])


def _method_rows(kind: type) -> list[tuple[str, str, str]]:
    methods = {name: value for name, value in vars(kind).items() if inspect.isfunction(value) and name[0] != "_"}
    return [(f"`{_call(name, method)}`", "function", _first_sentence(method)) for name, method in methods.items()]


def _members(kind: type) -> dict[str, Any]:
    """Return fields and properties of a class with their types."""
    if not dataclasses.is_dataclass(kind):
        return {}
    hints = {name: hint for name, hint in typing.get_type_hints(kind).items() if name != _HIDDEN}
    for name, value in inspect.getmembers(kind, lambda value: isinstance(value, property)):
        hints[name] = typing.get_type_hints(value.fget)["return"]
    return hints


def _classes(hint: Any) -> Iterator[type]:
    if inspect.isclass(hint) and dataclasses.is_dataclass(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from _classes(part)


def _notes(kind: type) -> dict[str, str]:
    """Return what the code says of each field and property of a class and of those it extends."""
    notes: dict[str, str] = {}
    for base in reversed(kind.__mro__[:-1]):
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0].body  # type: ignore[attr-defined]
        for field, text in itertools.pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                notes[field.target.id] = text.value.value  # type: ignore[union-attr, attr-defined]
        for name, value in vars(base).items():
            if isinstance(value, property):
                notes[name] = inspect.getdoc(value) or ""
    return {name: _escaped(" ".join(text.split())) for name, text in notes.items()}


def _kind(hint: Any) -> str:
    """Return a type in words: `list of Card`."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint in _KINDS:
        return _KINDS[hint]
    if origin in (typing.Union, types.UnionType):
        known = [_kind(part) for part in parts if part is not type(None)]
        return " or ".join([*known, "none"] if type(None) in parts else known)
    if origin is tuple:
        return f"list of {_kind(parts[0])}" if parts[-1] is ... else f"({', '.join(map(_kind, parts))})"
    if origin is not None:
        return "function" if origin.__name__ == "Callable" else "mapping"
    return _linked(hint) if inspect.isclass(hint) and dataclasses.is_dataclass(hint) else "text"


def _linked(kind: type) -> str:
    return f"[{kind.__name__}](#{_anchor(kind)})"


def _anchor(kind: type) -> str:
    """Return the id of a class's heading: never one that the program keeps for itself, such as `head`."""
    return f"value-{kind.__name__.lower()}"


def _escaped(text: str) -> str:
    text = text.replace("``", "an empty text")
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;") if "`" not in text else text
