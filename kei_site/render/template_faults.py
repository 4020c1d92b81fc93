"""An exception in a template -> what is wrong in plain words, the value, and the way out. Render, pure.

Jinja and Python tell of classes and operands; whoever fills a template knows names, texts, numbers and lists. Codes:
TPL01 to TPL06 by Jinja's exception (https://jinja.palletsprojects.com, API, Exceptions).
"""

import re
from collections.abc import Callable, Iterable
from importlib import import_module

from kei_site.core.suggest import nearest
from kei_site.core.value import value
from kei_site.render.i18n.catalogues import texts_of


@value
class Fault:
    """What a diagnostic says of an error in a template."""

    code: str
    message: str
    found: str
    fix: str


_REFERENCE = "the page on themes lists what templates see"
_PLAIN = {
    "bool": "true or false",
    "dict": "a mapping",
    "float": "a number",
    "int": "a number",
    "list": "a list",
    "Markup": "text",
    "None": "nothing",
    "NoneType": "nothing",
    "str": "text",
    "tuple": "a list",
}
"""Types, as people say them."""
_PART = re.compile(r"\{(\w+)\}")


def template_fault(error: Exception) -> Fault:
    """Return what is said of an error that Jinja, or an expression in a template, has raised."""
    text = " ".join(str(error).split())
    for pattern, explain in _RULES:
        if found := re.fullmatch(pattern, f"{type(error).__name__}: {text}"):
            return explain(*found.groups())
    return _unexplained(error, text)


def _unexplained(error: Exception, text: str) -> Fault:
    from jinja2 import TemplateSyntaxError, UndefinedError

    if isinstance(error, TemplateSyntaxError):
        return Fault(code="TPL02", message="not written as Jinja reads it", found=text, fix="correct the template")
    if isinstance(error, UndefinedError):
        return Fault(code="TPL03", message="something that is not there", found=text, fix=_REFERENCE)
    name = type(error).__name__
    message = "the expression fails"
    return Fault(
        code="TPL06", message=message, found=f"{name}: {text}".removesuffix(": "), fix="correct the expression"
    )


def _name(name: str) -> Fault:
    from kei_site.model.views.common import SiteView
    from kei_site.render.pages.renderer import PageGlobals

    close = nearest(name, (*_fields(PageGlobals), "view", "site", "cached", "namespace", "range"))
    if name in _fields(SiteView):
        close = f"view.site.{name}"
    return Fault(code="TPL03", message="no template knows this name", found=name, fix=_meant(close))


def _attribute(kind: str, name: str) -> Fault:
    module, _, cls = kind.removesuffix(" object").rpartition(".")
    if kind == "None":
        fix = f"ask for it first: {{% if … %}} … .{name} … {{% endif %}}"
        return Fault(code="TPL03", message="a part of something that this page does not have", found=name, fix=fix)
    if cls == "TemplateModule":
        fix = "correct the name, or define the macro there"
        return Fault(code="TPL03", message="no macro of the imported template has this name", found=name, fix=fix)
    known = _fields(getattr(import_module(module), cls)) if module.startswith("kei_site.") else ()
    message = f"{_plain(cls)} has no such part"
    return Fault(code="TPL03", message=message, found=name, fix=_meant(nearest(name, known)))


def _element(kind: str, at: str) -> Fault:
    fix = "loop over the list, or ask for its length first"
    return Fault(code="TPL03", message=f"{_plain(kind)} has no such element", found=at, fix=fix)


def _filter(kind: str, name: str) -> Fault:
    from jinja2 import filters, tests

    from kei_site.render.pages.filters import FILTERS

    known = (*FILTERS, *filters.FILTERS) if kind == "filter" else (*tests.TESTS,)
    return Fault(code="TPL05", message=f"no {kind} has this name", found=name, fix=_meant(nearest(name, known)))


def _key(name: str) -> Fault:
    words = texts_of("en")
    parts = {part for text in words.values() for part in _PART.findall(text)}
    if name in parts:
        message, fix = "a word of the interface lacks one of its parts", f"give it: t(…, {name}=…)"
        return Fault(code="TPL06", message=message, found=name, fix=fix)
    message, close = "no word of the interface, and no entry of a mapping, has this name", nearest(name, words)
    return Fault(code="TPL06", message=message, found=name, fix=_meant(close))


def _combined(sign: str, left: str, right: str) -> Fault:
    fix = "write ~ to join texts, or make a number of a text with | int"
    return Fault(code="TPL06", message=f"{_plain(left)} and {_plain(right)} cannot be joined so", found=sign, fix=fix)


def _compared(sign: str, left: str, right: str) -> Fault:
    fix = "compare values of one kind; | int makes a number of a text"
    return Fault(code="TPL06", message=f"{_plain(left)} cannot be compared with {_plain(right)}", found=sign, fix=fix)


def _used(kind: str, use: str, fix: str) -> Fault:
    return Fault(code="TPL06", message=f"{_plain(kind)} {use}", found="", fix=fix)


def _lacks(name: str, wanted: str) -> Fault:
    found = wanted.replace("'", "")
    fix = f"give it in brackets: {name}({found})"
    return Fault(code="TPL06", message=f"`{name}` is not given all that it needs", found=found, fix=fix)


def _too_much(name: str, text: str) -> Fault:
    return Fault(code="TPL06", message=f"`{name}` is given what it does not take", found=text, fix=_REFERENCE)


def _misfit(kind: str, name: str) -> Fault:
    message = f"a filter or macro is given {_plain(kind)}, where it needs what has a part of this name"
    return Fault(code="TPL06", message=message, found=name, fix=_REFERENCE)


_Rule = tuple[str, Callable[..., Fault]]
_RULES: tuple[_Rule, ...] = (
    (r"UndefinedError: '(\w+)' is undefined", _name),
    (r"UndefinedError: '?([\w. ]+?)'? has no attribute '(.+)'", _attribute),
    (r"UndefinedError: '?([\w. ]+?)(?: object)?'? has no element (.+)", _element),
    (r"Template\w+: No (filter|test) named '([^']+)'.*", _filter),
    (
        r"TemplateNotFound: (.+)",
        lambda name: Fault(
            code="TPL01", message="no template has this name", found=name, fix=f"add templates/{name}, or correct it"
        ),
    ),
    (
        r"RecursionError: .*",
        lambda: Fault(
            code="TPL04", message="a macro or template that calls itself without end", found="", fix="let it end"
        ),
    ),
    (
        r"ZeroDivisionError: .*",
        lambda: Fault(
            code="TPL06", message="a division by zero", found="", fix="ask first: {% if … %}, with the divisor in it"
        ),
    ),
    (r"KeyError: '(.+)'", _key),
    (
        r"UnknownAsset: (.+?): (.+)",
        lambda close, name: Fault(
            code="TPL06",
            message="no file of static/assets has this name",
            found=name,
            fix="put the file there, or correct the name" if close == "None" else f"did you mean {close}?",
        ),
    ),
    (
        r"UndefinedError: parameter '(\w+)' was not provided",
        lambda name: Fault(
            code="TPL03",
            message="a macro is not given all that it needs",
            found=name,
            fix=f"give it in the brackets of the macro: {name}=…",
        ),
    ),
    (r"TypeError: can only concatenate (\w+) \(not \"(\w+)\"\) to \w+", lambda *kinds: _combined("+", *kinds)),
    (r"TypeError: unsupported operand type\(s\) for (\S+)(?: or \S+)?: '(\w+)' and '(\w+)'", _combined),
    (r"TypeError: '(\S+)' not supported between instances of '(\w+)' and '(\w+)'", _compared),
    (
        r"TypeError: '(\w+)' object is not callable",
        lambda kind: _used(kind, "is called as a function", "leave out the brackets behind it"),
    ),
    (
        r"TypeError: '(\w+)' object is not iterable",
        lambda kind: _used(kind, "is gone through as a list", "loop over a list, and ask first whether there is one"),
    ),
    (
        r"TypeError: object of type '(\w+)' has no len\(\)",
        lambda kind: _used(kind, "has no length", "ask for the length of a text or a list"),
    ),
    (r"TypeError: (?:\w+\.)*(\w+)\(\) missing \d+ required [\w -]+: (.+)", _lacks),
    (r"TypeError: (?:macro '|(?:\w+\.)*)(\w+)'?(?:\(\))? ((?:takes|got an unexpected) .+)", _too_much),
    (r"AttributeError: '(\w+)' object has no attribute '(\w+)'", _misfit),
)
"""What Jinja and Python say (name of the exception, text), and who explains it."""


def _plain(kind: str) -> str:
    return _PLAIN.get(kind, f"`{kind}`")


def _fields(cls: type) -> Iterable[str]:
    return [name for name in (*getattr(cls, "__dataclass_fields__", ()), *vars(cls)) if not name.startswith("_")]


def _meant(close: str) -> str:
    return f"did you mean {close}?" if close else _REFERENCE
