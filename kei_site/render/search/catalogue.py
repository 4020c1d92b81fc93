"""The catalogue of the search page -> JSON. Render.

A value of a group is a text of steps from place to place, less one, so that neighbours are zeros. A step is its digits
to the base of 32, the lowest first, from an alphabet of 64 of which the second half has another digit behind it: a
third less to load than numbers. Of a group in which each brief has exactly one value, the most frequent value is null:
it has all other places.
"""

import json
from collections.abc import Sequence

from kei_site.model.views.search import CatalogueCardsView, CataloguePart, CatalogueView

_SINGLE = ("type", "language")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE = 32


def render_catalogue(view: CatalogueView) -> bytes:
    """Return the catalogue as JSON: `years`, `segments` and `files` as [name, count], `groups` by name."""
    groups: dict[str, dict[str, str | None]] = {
        group: {name: _steps(places) for name, places in values} for group, values in view.groups
    }
    for group, values in view.groups:
        if group in _SINGLE and values:
            groups[group][max(values, key=lambda value: len(value[1]))[0]] = None
    parts = {"years": _parts(view.years), "segments": _parts(view.segments), "files": _parts(view.files)}
    return _json({**parts, "groups": groups})


def render_catalogue_cards(view: CatalogueCardsView) -> bytes:
    """Return cards as JSON: a list of [address, title, summary, date]."""
    return _json([[card.url, card.title, card.summary, card.date.day] for card in view.cards])


def _parts(parts: Sequence[CataloguePart]) -> list[list[object]]:
    return [[part.name, part.count] for part in parts]


def _steps(places: Sequence[int]) -> str:
    return "".join(_digits(place - before - 1) for before, place in zip((-1, *places), places, strict=False))


def _digits(step: int) -> str:
    digits = ""
    while step >= _BASE:
        step, digit = divmod(step, _BASE)
        digits += _ALPHABET[_BASE + digit]
    return digits + _ALPHABET[step]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
