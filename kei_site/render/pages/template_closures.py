"""Template texts -> the digest of each template's closure: its own text and the texts of all templates it refers to.

Templates that include each other, and names that are not there, are diagnostics.
"""

from collections.abc import Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.suggest import nearest
from kei_site.core.value import value
from kei_site.render.pages.template_names import name_diagnostics


@value
class Closures:
    """The digest of each template's closure by template name, and the diagnostics of the templates."""

    digests: Mapping[str, Digest]
    diagnostics: tuple[Diagnostic, ...]


def close_templates(texts: Mapping[str, str], shipped: frozenset[str] = frozenset()) -> Closures:
    """Return the closures of all templates (name -> text); Jinja's parser gives their references.

    `shipped` are the names of those that the program brings.
    """
    from kei_site.render.pages.template_syntax import read_template  # loads Jinja

    read = {name: read_template(name, text) for name, text in texts.items()}
    references = {name: found.references for name, found in read.items()}
    diagnostics = [problem for found in read.values() for problem in found.problems]
    diagnostics += [*_missing(references, texts), *_circles(references), *name_diagnostics(read, shipped)]
    return Closures(
        digests={name: _closure(name, references, texts) for name in sorted(texts)}, diagnostics=tuple(diagnostics)
    )


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
