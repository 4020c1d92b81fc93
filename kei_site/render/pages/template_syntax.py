"""The text of a template -> what it refers to, uses and defines. Render, pure.

An include whose name is computed could not enter a key, so it is refused.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.suggest import nearest
from kei_site.render.pages.template_names import NameAt, ReadTemplate


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
    references, problems = _references(name, tree)
    above = next(tree.find_all(nodes.Extends), None)
    shown = {node.attr for node in tree.find_all(nodes.Getattr) if _is_name(node.node, "self")}
    return ReadTemplate(
        references=references,
        problems=problems,
        extends=_constant(above.template) if above else "",
        blocks=frozenset(block.name for block in tree.find_all(nodes.Block)),
        outer=tuple(
            (node.name, node.lineno) for node in tree.body if isinstance(node, nodes.Block) and node.name not in shown
        ),
        exports=frozenset(name for name in _exported(tree.body) if not name.startswith("_")),
        uses=tuple(_uses(tree)),
    )


def _references(name: str, tree: nodes.Template) -> tuple[tuple[NameAt, ...], tuple[Diagnostic, ...]]:
    """Return the names of the templates that a template refers to, and a diagnostic for each that is computed."""
    found: list[NameAt] = []
    problems: list[Diagnostic] = []
    node: Any
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
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


def _uses(tree: nodes.Template) -> Iterator[tuple[str, NameAt]]:
    """Yield (template, name in it) of all that is imported by name, or taken from an imported template."""
    for asked in tree.find_all(nodes.FromImport):
        names = (name if isinstance(name, str) else name[0] for name in asked.names)
        yield from ((_constant(asked.template), (name, asked.lineno)) for name in names)
    modules = _modules(tree)
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name in modules:
            yield modules[node.node.name], (node.attr, node.lineno)


def _modules(tree: nodes.Template) -> dict[str, str]:
    """Return the imported template of each name that stands for this template alone."""
    imported = [(node.target, _constant(node.template)) for node in tree.find_all(nodes.Import)]
    found = dict(imported)
    others = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    others |= {name for name, template in imported if found[name] != template}
    return {name: template for name, template in found.items() if name not in others}
