"""Values of front matter in the many forms that generators allow -> texts and lists of texts."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from html.entities import html5
from typing import Any

_YES = frozenset({"true", "yes", "on", "1", "y"})
_NO = frozenset({"false", "no", "off", "0", "n"})


def text_of(found: Any) -> str:
    """Return a scalar as text on one line; empty for none, and for a list or mapping."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, str | int | float | date):
        text = found.isoformat() if isinstance(found, date) else str(found)
        return "" if text.strip().lower() in ("null", "~") else " ".join(text.split())
    return ""


def texts_of(found: Any, *, parts: str = "") -> list[str]:
    """Return the texts in a list, a list of lists, or a scalar; a scalar is cut at the characters `parts`."""
    if isinstance(found, Mapping):
        return [text for text in (text_of(key) for key in found) if text]
    if isinstance(found, Iterable) and not isinstance(found, str):
        return [text for item in found for text in texts_of(item)]
    pieces = [text_of(found)]
    for separator in parts:
        pieces = [piece for text in pieces for piece in text.split(separator)]
    return [piece.strip() for piece in pieces if piece.strip()]


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def decoded(text: str) -> str:
    """Return a text with its HTML entities decoded once, as readers saw it."""
    return _ENTITY.sub(lambda found: _character(found[0]), text)


def _character(entity: str) -> str:
    """Return the characters of an entity; an unknown one such as `&notable;` stays."""
    return unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)


def is_yes(found: Any) -> bool:
    """Tell whether a value says yes."""
    return text_of(found).lower() in _YES


def is_no(found: Any) -> bool:
    """Tell whether a value says no."""
    return text_of(found).lower() in _NO


def first_of(keys: Mapping[str, Any], names: Iterable[str]) -> tuple[str, Any]:
    """Return the first of some keys that has a value, and the value; ("", None) if none has."""
    return next(((name, keys[name]) for name in names if keys.get(name) not in (None, "", [], {})), ("", None))
