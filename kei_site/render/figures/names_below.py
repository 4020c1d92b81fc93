"""The values of the axis below a plot -> those that are named, where, and in which lines. Render, pure."""

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kei_site.core.moments import is_period
from kei_site.core.value import value
from kei_site.render.figures.sheet import SIZE, Sheet
from kei_site.render.figures.widths import cut, lines_of, width_of

_APART = 10.0
"""Pixels between two names."""
_LEAST_BROKEN = 44.0
"""Pixels for each name from which on all are shown, in lines."""
_MOST_LINES = 3
_MANY = ("quarter", "month", "day")
"""Forms of dates of which there may be hundreds: not all of them are written in words to see that few have room."""
_LEAST_DATE = 24.0
"""Pixels of a date."""
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200)
"""Steps of an axis of time."""
_FEW = 4
"""Where not even every fourth year has room, round ones are named."""


@value
class NameBelow:
    """A name below a plot, around `x`."""

    x: float
    lines: tuple[str, ...]


def axis_below(sheet: Sheet, x: Sequence[float], ends: tuple[float, float], *, is_banded: bool) -> list[NameBelow]:
    """Return the names of values: all that have room, or else the beginnings of months or years, or every second …"""
    form = sheet.view.x_form
    if form in _MANY and _are_too_many(len(x), ends, _LEAST_DATE) and (placed := _beginnings(sheet, x, ends)):
        return placed
    names = [sheet.x_text(at) for at in range(len(x))]
    if form == "category":
        room = (ends[1] - ends[0]) / len(names) - 8
        if room >= _LEAST_BROKEN:
            broken = [lines_of(name, SIZE, room, most=_MOST_LINES) for name in names]
            return [_placed(at, lines, ends) for at, lines in zip(x, broken, strict=True)]
        names = [name if is_period(name) else cut(name, SIZE, _LEAST_BROKEN - 10) for name in names]
    elif is_banded:
        room = (ends[1] - ends[0]) / len(names) - 8
        names = [cut(name, SIZE, max(room, 34)) for name in names] if form == "year" else names
    kept = spread(x, [width_of(name, SIZE) for name in names], ends)
    is_thin = len(kept) < len(names) / (_FEW if form == "year" else 1)
    if is_thin and form in ("year", *_MANY):
        return _beginnings(sheet, x, ends) or [_placed(x[at], (names[at],), ends) for at in kept]
    return [_placed(x[at], (names[at],), ends) for at in kept]


def _placed(x: float, lines: tuple[str, ...], ends: tuple[float, float]) -> NameBelow:
    width = max((width_of(line, SIZE) for line in lines), default=0.0)
    return NameBelow(x=_inside(x, width, ends), lines=lines)


def _are_too_many(count: int, ends: tuple[float, float], least: float = 0.0) -> bool:
    """Tell whether labels have no room even if all had the `least` width, without a look at each."""
    return (count - 1) * (_APART + least) > ends[1] - ends[0] + 8


def _inside(x: float, width: float, ends: tuple[float, float]) -> float:
    """Return where a label around `x` stands in the drawing: it may reach a little beyond the plot."""
    return min(max(x, ends[0] - 4 + width / 2), ends[1] + 4 - width / 2) if width < ends[1] - ends[0] else x


def _beginnings(sheet: Sheet, x: Sequence[float], ends: tuple[float, float]) -> list[NameBelow]:
    """Return the names of the months or years that begin on the axis, in the smallest step that has room."""
    months = [_month(text) for text in sheet.view.x]
    for step in _MONTHS:
        if _are_too_many(min((months[-1] - months[0]) // step, len(x)), ends, _LEAST_DATE):
            continue
        chosen = list(_firsts(months, step))
        if _are_too_many(len(chosen), ends, _LEAST_DATE):
            continue
        texts = [sheet.forms.when(*_named(months[at], step, sheet.view.x_form)) for at in chosen]
        placed = [_placed(x[at], (text,), ends) for at, text in zip(chosen, texts, strict=True)]
        if len(placed) > 1 and _are_apart(placed):
            return placed
    return []


@functools.lru_cache(maxsize=4096)
def _month(text: str) -> int:
    """Return the months since the year 0 of a date in canonical form."""
    year, _, rest = text.partition("-")
    if not rest:
        return int(year) * 12
    within = int(rest[1]) * 3 - 2 if rest.startswith("Q") else int(rest[:2])
    return int(year) * 12 + within - 1


def _firsts(months: Sequence[int], step: int) -> Iterator[int]:
    """Yield the index of the first value in each `step` of months that begins on the axis."""
    for at, month in enumerate(months):
        is_new = month // step != months[at - 1] // step if at else month % step == 0
        if is_new:
            yield at


def _named(month: int, step: int, form: str) -> tuple[str, str]:
    """Return (canonical form, form) of a month or quarter, or of its year when steps are years."""
    year = f"{month // 12:04d}"
    if form == "quarter" and step < 12:
        return f"{year}-Q{month % 12 // 3 + 1}", form
    return (year, "year") if step >= 12 else (f"{year}-{month % 12 + 1:02d}", "month")


def _are_apart(names: Sequence[NameBelow]) -> bool:
    widths = [width_of(name.lines[0], SIZE) for name in names]
    return all(
        after.x - before.x >= (width_before + width) / 2 + _APART
        for (before, width_before), (after, width) in pairwise(zip(names, widths, strict=True))
    )


def spread(x: Sequence[float], widths: Sequence[float], ends: tuple[float, float]) -> list[int]:
    """Return which labels of some widths are shown at places in order: every one, every second, every third …"""
    least = min(widths, default=0.0)
    for stride in range(1, len(x) + 1):
        if _are_too_many(-(-len(x) // stride), ends, least):
            continue
        chosen = list(range(len(x) - 1, -1, -stride))[::-1]
        spans = [(_inside(x[at], widths[at], ends), widths[at]) for at in chosen]
        if all(
            after - before >= (width_before + width) / 2 + _APART
            for (before, width_before), (after, width) in pairwise(spans)
        ):
            return [0, *chosen] if _has_room_before(x, widths, chosen, ends) else chosen
    return []


def _has_room_before(
    x: Sequence[float], widths: Sequence[float], chosen: Sequence[int], ends: tuple[float, float]
) -> bool:
    """Tell whether the first label has room before the first of those that are chosen."""
    if not chosen or chosen[0] == 0:
        return False
    first, next_place = (_inside(x[at], widths[at], ends) for at in (0, chosen[0]))
    return next_place - first >= (widths[0] + widths[chosen[0]]) / 2 + _APART


def numbers_below(places: Sequence[float], names: Sequence[str], ends: tuple[float, float]) -> list[NameBelow]:
    """Return the numbers of an axis below a plot that have room beside each other, all inside `ends`."""
    widths = [width_of(name, SIZE) for name in names]
    return [_placed(places[at], (names[at],), ends) for at in spread(places, widths, ends)]
