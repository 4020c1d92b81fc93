"""The text of a template -> what it refers to, uses and defines. Render, pure.

An include whose name is computed could not enter a key, so it is refused.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from jinja2 import Environment, TemplateSyntaxError, nodes

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.suggest import nearest
from kei_site.render.pages.template_names import NameAt, ReadTemplate

_Kind = TypeVar("_Kind", bound=nodes.Node)
_Nodes = Sequence[nodes.Node]
"""All nodes of a template, in the order of their text."""


@functools.lru_cache(maxsize=256)
def read_template(name: str, text: str) -> ReadTemplate:
    """Return what a template names and defines, with the diagnostics of its syntax (TPL02, TPL07)."""
    # Only parsed, never rendered: escaping is decided where templates are filled.
    environment = Environment(autoescape=True)
    try:
        tree = environment.parse(text, name, name)
    except TemplateSyntaxError as error:
        place = Place(path=f"templates/{name}", line=error.lineno)
        problem = diagnostic("TPL02", place, error.message or "syntax", fix=_syntax_fix(error.message or ""))
        return ReadTemplate(problems=(problem,))
    every = tuple(tree.find_all(nodes.Node))
    references, problems = _references(name, every)
    above = next(_of(nodes.Extends, every), None)
    shown = {node.attr for node in _of(nodes.Getattr, every) if _is_name(node.node, "self")}
    return ReadTemplate(
        references=references,
        problems=problems,
        extends=_constant(above.template) if above else "",
        blocks=frozenset(block.name for block in _of(nodes.Block, every)),
        outer=tuple(
            (node.name, node.lineno) for node in tree.body if isinstance(node, nodes.Block) and node.name not in shown
        ),
        exports=frozenset(name for name in _exported(tree.body) if not name.startswith("_")),
        uses=tuple(_uses(every)),
    )


def _of(kind: type[_Kind], every: _Nodes) -> Iterator[_Kind]:
    """Yield the nodes of a kind: to find them in the tree, one kind at a time, would walk through it seven times."""
    return (node for node in every if isinstance(node, kind))


def _references(name: str, every: _Nodes) -> tuple[tuple[NameAt, ...], tuple[Diagnostic, ...]]:
    """Return the names of the templates that a template refers to, and a diagnostic for each that is computed."""
    found: list[NameAt] = []
    problems: list[Diagnostic] = []
    node: Any
    for node in every:
        if not isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
            continue
        if wanted := _constant(node.template):
            found.append((wanted, node.lineno))
        else:
            place, fix = Place(path=f"templates/{name}", line=node.lineno), "write the template's name in quotes"
            problems.append(diagnostic("TPL07", place, "the template's name is computed", fix=fix))
    return tuple(found), tuple(problems)


def _constant(node: nodes.Expr) -> str:
    """Return the name that is written in quotes; empty for an expression."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def _syntax_fix(message: str) -> str:
    """Return the way out of what Jinja does not read: a block that is left open, or a tag that it does not know."""
    if unclosed := re.search(r"needs to be closed is '(\w+)'", message):
        return f"write {{% end{unclosed[1]} %}} where it ends"
    unknown = re.search(r"unknown tag '(\w+)'", message)
    close = nearest(unknown[1], _TAGS) if unknown else ""
    return f"did you mean {close}?" if close else "correct the template"


_TAGS = (
    "autoescape block call elif else endblock endcall endfilter endfor endif endmacro endset endwith extends filter "
    "for from if import include macro raw set with"
).split()


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _exported(part: Sequence[nodes.Node]) -> Iterator[str]:
    """Yield what others may import: macros, and names that are set, outside of all but conditions."""
    for node in part:
        if isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.If):
            yield from _exported((*node.body, *node.elif_, *node.else_))
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            targets = [node.target, *node.target.find_all(nodes.Name)]
            yield from (target.name for target in targets if isinstance(target, nodes.Name))


def _uses(every: _Nodes) -> Iterator[tuple[str, NameAt]]:
    """Yield (template, name in it) of all that is imported by name, or taken from an imported template."""
    for asked in _of(nodes.FromImport, every):
        names = (name if isinstance(name, str) else name[0] for name in asked.names)
        yield from ((_constant(asked.template), (name, asked.lineno)) for name in names)
    modules = _modules(every)
    for node in _of(nodes.Getattr, every):
        if isinstance(node.node, nodes.Name) and node.node.name in modules:
            yield modules[node.node.name], (node.attr, node.lineno)


def _modules(every: _Nodes) -> dict[str, str]:
    """Return the imported template of each name that stands for this template alone."""
    imported = [(node.target, _constant(node.template)) for node in _of(nodes.Import, every)]
    found = dict(imported)
    others = {node.name for node in _of(nodes.Name, every) if node.ctx != "load"}
    others |= {name for name, template in imported if found[name] != template}
    return {name: template for name, template in found.items() if name not in others}
