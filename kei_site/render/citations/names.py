"""Names of authors, editors and translators -> the lists of names of four styles, as plain text. Render, pure."""

import re

from kei_site.core.bibliography import Name
from kei_site.render.i18n.direction import isolated

_INITIAL = re.compile(r"[^\W\d_]")


def whole(name: Name) -> str:
    """Return a name in the order in which it is spoken, kept apart if it runs from right to left."""
    return isolated(name.whole)


def inverted(name: Name, *, demoted: bool = False) -> str:
    """Return `Nye, Joseph S., Jr.`, `de Gaulle, Charles`, or demoted `Gaulle, Charles de`; institutions stay whole."""
    if name.is_whole:
        return whole(name)
    family, given = name.surname, name.given
    if demoted and name.particle:
        family, given = name.family, f"{name.given} {name.particle}"
    return isolated(", ".join(filter(None, (family, given, name.suffix))))


def initialled(name: Name, *, is_first: bool = True) -> str:
    """Return `Nye, J. S., Jr.`; not inverted (`is_first` false): `J. S. Nye Jr.`"""
    if name.is_whole:
        return whole(name)
    given = " ".join(filter(None, map(_initials, name.given.split())))
    if is_first:
        return isolated(", ".join(filter(None, (name.surname, given, name.suffix))))
    return isolated(" ".join(filter(None, (given, name.surname, name.suffix))))


def _initials(word: str) -> str:
    """Return `C.-H.` of `Chang-Hee`; a particle of the family name, `von`, stays."""
    return word if word.islower() else "-".join(filter(None, map(_initial, word.split("-"))))


def _initial(part: str) -> str:
    found = _INITIAL.search(part)
    return f"{found[0]}." if found and not found[0].islower() else ""


def and_list(names: list[str], *, comma: bool = True, sign: str = "and") -> str:
    """Return `A`, `A and B`, `A, B, and C`; with `comma` there is one before `and` of two names, too."""
    if len(names) < 2:
        return "".join(names)
    before = "," if comma or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{before} {sign} {names[-1]}"


def spoken(names: tuple[Name, ...], most: int = 6) -> str:
    """Return names in the order in which they are spoken: `A and B`; of more than `most`, three and `et al.`"""
    if len(names) > most:
        return ", ".join([*map(whole, names[:3]), "et al."])
    return and_list([whole(name) for name in names], comma=False)


def surnames(names: tuple[Name, ...], *, most: int = 2, sign: str = "and") -> str:
    """Return surnames for a citation in the text; names in Hangul and the like stay as they are."""
    shown = [whole(name) if name.is_whole else isolated(name.surname) for name in names]
    return f"{shown[0]} et al." if len(shown) > most else and_list(shown, comma=False, sign=sign)
