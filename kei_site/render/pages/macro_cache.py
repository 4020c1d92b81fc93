"""A macro and its arguments -> the HTML that it gives, kept for all pages: a fragment cache. Render.

Macros imported without context see their arguments alone, so equal arguments give equal HTML. A macro imported with
context is another object on every page, so no other page gets its HTML.
"""

from collections.abc import Callable, Hashable
from types import NoneType
from typing import Any

from markupsafe import Markup

from kei_site.core.clock import Moment
from kei_site.model.views.common import FeedLink, TextView
from kei_site.render.i18n.locale import Locale

_LIMIT = 16_384
"""Most results in the cache: about 800 bytes each, enough for seven thousand briefs."""
_PLAIN = frozenset({str, int, bool, NoneType, Moment, FeedLink, TextView, Locale})
"""Exact types of arguments that are their own key. `Markup` is none of them: it equals the `str` of the same letters,
which is shown in another way."""


def make_macro_cache() -> Callable[..., Markup]:
    """Return the function (macro, its arguments) -> HTML, which calls a macro only for new arguments."""
    results: dict[Hashable, Markup] = {}

    def cached(macro: Callable[..., Markup], *arguments: object) -> Markup:
        """Return the HTML of `macro(*arguments)`; the same macro and arguments are rendered one time."""
        key = key_of(arguments)
        html = results.get((macro, key))
        if html is None:
            html = macro(*arguments)
            if key is not None:
                if len(results) >= _LIMIT:
                    results.clear()
                results[macro, key] = html
        return html

    return cached


def key_of(value: Any) -> Hashable:
    """Return a key that no other value of any type has, or None if there is none.

    Values with a content hash, tuples and some plain values have a key.
    """
    kind = type(value)
    if kind in _PLAIN:
        return kind, value
    if kind is tuple:
        keys = tuple([key_of(item) for item in value])
        return None if None in keys else keys
    content_hash: str = getattr(value, "content_hash", "")
    return content_hash or None
