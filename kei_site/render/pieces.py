"""A macro and its arguments -> what it gives, made once for all pages. Render.

Much of a page stands on thousands of others: its frame, and each brief in a list. The macros of `pieces.html` are
imported without context, so they see nothing but their arguments, and what they give can be remembered. (A macro that
is imported with context is another one on every page, so nothing is remembered of it that could be wrong.)
"""

from collections.abc import Callable, Hashable
from types import NoneType
from typing import Any

from markupsafe import Markup

from kei_site.clock import Moment
from kei_site.model.views.common import FeedLink, TextView
from kei_site.render.speech import Speech

_KEPT = 16_384
"""What seven thousand briefs show again and again, at some 800 bytes each."""
_PLAIN = frozenset({str, int, bool, NoneType, Moment, FeedLink, TextView, Speech})
"""Exactly these types, since a str and the Markup of the same letters are equal, and are not shown equally."""


def make_once() -> Callable[..., Markup]:
    """Return the function (macro, its arguments) -> what the macro gives, which remembers it."""
    made: dict[Hashable, Markup] = {}

    def once(macro: Callable[..., Markup], *arguments: object) -> Markup:
        name = name_of(arguments)
        found = made.get((macro, name))
        if found is None:
            found = macro(*arguments)
            if name is not None:
                if len(made) >= _KEPT:
                    made.clear()
                made[macro, name] = found
        return found

    return once


def name_of(value: Any) -> Hashable:
    """Return what names a value among all others of any type, or None if there is no such name.

    Sealed values, tuples and some plain values have a name.
    """
    kind = type(value)
    if kind in _PLAIN:
        return kind, value
    if kind is tuple:
        names = tuple([name_of(one) for one in value])
        return None if None in names else names
    seal: str = getattr(value, "seal", "")
    return seal or None
