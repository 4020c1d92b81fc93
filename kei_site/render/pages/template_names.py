"""What templates define and use -> the diagnostics of names that are not there. Render, pure.

Jinja passes over a block that the template above does not have: what it holds would be lost in silence. A macro that
its template lacks fails where a page calls it, which may be one page of thousands.

A site may replace the program's frame and leave out blocks and macros that it has no use for. Of a template that the
program brings, a name is therefore told only when one like it is there, which was misspelt.
"""

from collections.abc import Iterable, Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.suggest import nearest
from kei_site.core.value import value

_MEANT = "did you mean"
NameAt = tuple[str, int]
"""A name, and the line where it stands."""


@value
class ReadTemplate:
    """What one template names and defines."""

    references: tuple[NameAt, ...] = ()
    """The templates that it refers to."""
    problems: tuple[Diagnostic, ...] = ()
    """Of its syntax."""
    extends: str = ""
    """The template above; empty if there is none, or if its name is computed."""
    blocks: frozenset[str] = frozenset()
    outer: tuple[NameAt, ...] = ()
    """The blocks that stand in no other block, and that the template does not show by itself."""
    exports: frozenset[str] = frozenset()
    """What others may import: macros, and names that are set."""
    uses: tuple[tuple[str, NameAt], ...] = ()
    """(template, name in it) of what is imported."""


def name_diagnostics(known: Mapping[str, ReadTemplate], shipped: frozenset[str] = frozenset()) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each block that no template above has (TPL08), and each macro not there (TPL03).

    `shipped` are the names of the templates that the program brings.
    """
    for name, template in known.items():
        for found in (*_lost_blocks(name, template, known), *_lost_macros(name, template, known)):
            if name not in shipped or found.fix.startswith(_MEANT):
                yield found


def _lost_blocks(name: str, template: ReadTemplate, known: Mapping[str, ReadTemplate]) -> Iterator[Diagnostic]:
    above = _blocks_above(template, known)
    for block, line in template.outer if above is not None else ():
        if block not in (above or ()):
            message = f"no block of {template.extends} has this name: what it holds is shown nowhere"
            fix = _fix(block, above or (), "put it into one of the blocks that are there")
            yield diagnostic("TPL08", Place(path=f"templates/{name}", line=line), message, found=block, fix=fix)


def _lost_macros(name: str, template: ReadTemplate, known: Mapping[str, ReadTemplate]) -> Iterator[Diagnostic]:
    for wanted, (macro, line) in template.uses:
        if wanted in known and macro not in known[wanted].exports:
            fix = _fix(macro, known[wanted].exports, f"define the macro in {wanted}")
            message = f"no macro of {wanted} has this name"
            yield diagnostic("TPL03", Place(path=f"templates/{name}", line=line), message, found=macro, fix=fix)


def _blocks_above(names: ReadTemplate, known: Mapping[str, ReadTemplate]) -> set[str] | None:
    """Return the blocks of all templates above; None if there is none, or if one of them is not known."""
    found: set[str] = set()
    seen: set[str] = set()
    above = names.extends
    while above and above not in seen and above in known:
        seen.add(above)
        found |= known[above].blocks
        above = known[above].extends
    return found if seen and not above else None


def _fix(name: str, there: Iterable[str], otherwise: str) -> str:
    close = nearest(name, there)
    return f"{_MEANT} {close}?" if close else otherwise
