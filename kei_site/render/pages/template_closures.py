"""Template texts -> the digest of each template's closure: its own text and the texts of all templates it refers to.

An include whose name is computed could not enter a key, so it is refused.
"""

import functools
import re
from collections.abc import Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.suggest import nearest
from kei_site.core.value import value


@value
class Closures:
    """The digest of each template's closure by template name, and the diagnostics of the templates."""

    digests: Mapping[str, Digest]
    diagnostics: tuple[Diagnostic, ...]


def close_templates(texts: Mapping[str, str]) -> Closures:
    """Return the closures of all templates (name -> text); Jinja's parser gives their references."""
    read = {name: _references(name, text) for name, text in texts.items()}
    references = {name: found for name, (found, _) in read.items()}
    diagnostics = [problem for _, problems in read.values() for problem in problems]
    diagnostics += [*_missing(references, texts), *_circles(references)]
    return Closures(
        digests={name: _closure(name, references, texts) for name in sorted(texts)}, diagnostics=tuple(diagnostics)
    )


@functools.lru_cache(maxsize=256)
def _references(name: str, text: str) -> tuple[tuple[tuple[str, int], ...], tuple[Diagnostic, ...]]:
    """Return the names that a template refers to, each with its line, and the diagnostics of its syntax."""
    from jinja2 import Environment, TemplateSyntaxError, nodes

    # Only parsed, never rendered: escaping is decided where templates are filled.
    environment = Environment(autoescape=True)
    try:
        tree = environment.parse(text, name, name)
    except TemplateSyntaxError as error:
        place = Place(path=f"templates/{name}", line=error.lineno)
        return (), (diagnostic("TPL02", place, error.message or "syntax", fix=_syntax_fix(error.message or "")),)
    found: list[tuple[str, int]] = []
    problems: list[Diagnostic] = []
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):  # type: ignore[attr-defined]
            found.append((node.template.value, node.lineno))  # type: ignore[attr-defined]
        else:
            place, fix = Place(path=f"templates/{name}", line=node.lineno), "write the template's name in quotes"
            problems.append(diagnostic("TPL07", place, "the template's name is computed", fix=fix))
    return tuple(found), tuple(problems)


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
_References = Mapping[str, tuple[tuple[str, int], ...]]


def _missing(references: _References, texts: Mapping[str, str]) -> list[Diagnostic]:
    missing = [(name, *found) for name, all_found in references.items() for found in all_found if found[0] not in texts]
    diagnostics = []
    for name, wanted, line in missing:
        close, place = nearest(wanted, texts), Place(path=f"templates/{name}", line=line)
        fix = f"did you mean {close}?" if close else f"add templates/{wanted}"
        diagnostics.append(diagnostic("TPL01", place, "names a template that does not exist", found=wanted, fix=fix))
    return diagnostics


def _circles(references: _References) -> list[Diagnostic]:
    """Return a diagnostic for each circle of templates, at the reference that closes it."""
    diagnostics: list[Diagnostic] = []
    done: set[str] = set()

    def follow(name: str, above: tuple[str, ...]) -> None:
        for wanted, line in references.get(name, ()) if name not in done else ():
            if wanted in above:
                place, chain = Place(path=f"templates/{name}", line=line), (*above[above.index(wanted) :], wanted)
                message, fix = "templates that include each other", "remove one of the includes"
                diagnostics.append(diagnostic("TPL04", place, message, found=" > ".join(chain), fix=fix))
            else:
                follow(wanted, (*above, wanted))
        done.add(name)

    for name in sorted(references):
        follow(name, (name,))
    return diagnostics


def _closure(name: str, references: _References, texts: Mapping[str, str]) -> Digest:
    inside: set[str] = set()
    waiting = [name]
    while waiting:
        template = waiting.pop()
        if template not in inside:
            inside.add(template)
            waiting += [wanted for wanted, _ in references.get(template, ())]
    return digest_of(tuple((template, texts.get(template)) for template in sorted(inside)))
