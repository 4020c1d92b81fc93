"""Numbers -> the ends and the marks of an axis, and places on it. Render, pure."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kei_site.core.moments import read_when
from kei_site.core.value import value

_FEWEST_POWERS = 4
"""Marks of a logarithmic axis; where powers of ten give fewer, its marks are even steps."""


@value
class Scale:
    """An axis of numbers that runs from `start` to `end` (pixels)."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    decimals: int
    """Digits behind the point that its marks need."""
    is_log: bool = False

    def at(self, number: float) -> float:
        """Return the place of a number."""
        if self.is_log:
            share = math.log(number / self.low) / math.log(self.high / self.low)
        else:
            share = (number - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def number_scale(
    numbers: Sequence[float], ends: tuple[float, float], *, zero: bool, wanted: int = 5, is_log: bool = False
) -> Scale:
    """Return the axis of some numbers between two places; `zero`: it begins or ends there, or holds it."""
    low, high = min(numbers), max(numbers)
    if is_log:
        return _log_scale(low, high, ends)
    if zero or (low > 0 and low < 0.4 * high) or (high < 0 and high > 0.4 * low):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - abs(low) / 2, high + (abs(high) or 2) / 2
    step = _step((high - low) / wanted)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = tuple([round(at * step, max(decimals, 10)) for at in range(first, last + 1)])
    low, high = min(ticks[0], low), max(ticks[-1], high)
    return Scale(low=low, high=high, start=ends[0], end=ends[1], ticks=ticks, decimals=decimals)


def fixed_scale(low: float, high: float, ends: tuple[float, float], *, wanted: int = 5, is_log: bool = False) -> Scale:
    """Return an axis whose ends an editor has set."""
    if is_log:
        scale = _log_scale(low, high, ends)
        inside = tuple([tick for tick in scale.ticks if low <= tick <= high])
        return Scale(low=low, high=high, start=ends[0], end=ends[1], ticks=inside, decimals=scale.decimals, is_log=True)
    step = _step((high - low) / wanted)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = tuple([round(at * step, max(decimals, 10)) for at in range(first, last + 1)])
    return Scale(low=low, high=high, start=ends[0], end=ends[1], ticks=ticks, decimals=decimals)


def _step(least: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((share * power for share in (1, 2, 5, 10) if share * power >= least * (1 - 1e-9)), power * 10)


def _log_scale(low: float, high: float, ends: tuple[float, float]) -> Scale:
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    last = max(last, first + 1)
    shares = (1.0,) if last - first > 2 else (1.0, 2.0, 5.0)
    ticks = [share * 10.0**power for power in range(first, last + 1) for share in shares]
    bottom = max([tick for tick in ticks if tick <= low * (1 + 1e-9)])
    top = min([tick for tick in ticks if tick >= high * (1 - 1e-9) and tick > bottom], default=10.0**last)
    inside = tuple([tick for tick in ticks if bottom <= tick <= top])
    if len(inside) < _FEWEST_POWERS:
        even = number_scale((low, max(high, low * 1.01)), ends, zero=False)
        if even.low > 0:
            return replace(even, is_log=True)
    decimals = max(0, -math.floor(math.log10(bottom) + 1e-9))
    return Scale(low=bottom, high=top, start=ends[0], end=ends[1], ticks=inside, decimals=decimals, is_log=True)


def places_in_time(texts: Sequence[str], ends: tuple[float, float]) -> tuple[float, ...]:
    """Return the places of dates: as far apart as they are in time. One date stands in the middle."""
    days = [when.days if (when := read_when(text)) else date(1, 1, 1).toordinal() for text in texts]
    first, span = days[0], days[-1] - days[0]
    if not span:
        return tuple([(ends[0] + ends[1]) / 2 for _ in days])
    return tuple([ends[0] + (day - first) / span * (ends[1] - ends[0]) for day in days])


def places_in_row(count: int, ends: tuple[float, float]) -> tuple[float, ...]:
    """Return the places of names: equally far apart."""
    if count == 1:
        return ((ends[0] + ends[1]) / 2,)
    return tuple([ends[0] + at / (count - 1) * (ends[1] - ends[0]) for at in range(count)])


def kept_apart(places: Sequence[float], heights: Sequence[float], ends: tuple[float, float]) -> tuple[float, ...]:
    """Return `places` moved as little as needed for labels of some heights to stand clear, in the order of the places.

    Each label stands around its place; the first is not above `ends[0]`, nor the last below `ends[1]` if there is room.
    """
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    moved = list(places)
    floor = ends[0]
    for at in order:
        moved[at] = max(moved[at], floor + heights[at] / 2)
        floor = moved[at] + heights[at] / 2
    ceiling = ends[1]
    for at in reversed(order):
        if moved[at] + heights[at] / 2 <= ceiling:
            break
        moved[at] = ceiling - heights[at] / 2
        ceiling = moved[at] - heights[at] / 2
    return tuple(moved)
