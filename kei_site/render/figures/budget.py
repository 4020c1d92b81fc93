"""The amounts in a chart -> the bytes that each of its names may take in its drawings. Render, pure.

A page has two drawings of a chart, for wide screens and for phones. All names of a chart with few of them stand there
whole; of one with many, long ones are cut, and stand whole in the table below it.
"""

from collections.abc import Mapping

from kei_site.core.value import value
from kei_site.model.views.figures import ChartView, count_alone

MOST_BYTES = 15_000
"""Of both drawings of a chart."""
MOST_TITLES = 48
"""Points that say their number when a pointer is on them."""
MOST_NAMED = 16
"""Points of a scatter plot that have their names beside them."""
MOST_WRITTEN = 40
"""Bars, or points in rows, that have their number written at their end."""
MOST_BROKEN = 30
"""Rows whose names may have two lines."""
MOST_INNER = 40
"""Parts of stacked bars that have their number written in them."""
_FEW_MARKS = 120
"""Points of lines that are all marked."""
_FRAME = 1_000
"""Bytes of the axes and the unit of a drawing."""
_TITLE = 100
"""Bytes of a title and of the path that has it, without names."""
_POINT, _BAR, _PLACE, _NUMBER, _MARK = 25, 19, 9, 40, 70
"""Bytes of a point, a bar, a place along a line, a number that is written, and an annotation without its words."""
_SERIES: Mapping[str, int] = {"small-multiples": 190, "slope": 150, "line": 200, "scatter": 110, "dot": 110}
"""Bytes that a series takes besides its numbers and its name; of other types, `_SWATCH`."""
_SWATCH, _BACK = 240, 40
"""The same of a series with a texture, and of a line that stands back and has no name."""
_WITHOUT_TITLES = ("area", "small-multiples", "tile-map", "timeline")
"""Types whose numbers have no titles."""
_ROWS = ("bar", "stacked", "dot")
"""Types whose dates may stand below each other, each with its name."""
_NAMED_LINES = 8
"""The most lines with names."""
_NAME, _LINE, _EVENT = 60, 34, 190
"""Bytes that a name of a point or of a row takes besides its words, one in a single line, and those of an event."""
_SPAN = 150
"""Bytes that an event with an end takes besides."""
_LONGEST, _SHORTEST = 240, 15
"""Bytes of a name."""


@value
class Budget:
    """How long the names of a chart may be, in bytes."""

    name: int
    name_in_title: int


def budget_of(view: ChartView) -> Budget:
    """Return the bytes that the names of a chart may take."""
    count = sum(value is not None for series in view.series for value in series.values)
    names = _names(view)
    left = MOST_BYTES - 2 * (_FRAME + _numbers(view, count) + _others(view, names))
    in_titles = 0
    if count <= MOST_TITLES and _has_titles(view, count):
        left -= count * _TITLE
        in_titles = left // 3
    each = (left - in_titles) // (2 * (names + len(view.series) + len(view.marks)))
    in_title = in_titles // (2 * count)
    return Budget(name=_between(each), name_in_title=_between(in_title))


def _between(size: int) -> int:
    return min(max(size, _SHORTEST), _LONGEST)


def _has_titles(view: ChartView, count: int) -> bool:
    """Tell whether points say their numbers: where these are not written beside them."""
    if view.type == "bar" and view.x_form == "category":
        return count > MOST_WRITTEN
    return view.type not in _WITHOUT_TITLES and not (view.type == "dot" and len(view.series) == 1)


def _names(view: ChartView) -> int:
    """Return how many names a drawing has besides those of its series: of its points, events, or rows."""
    points = min(len(view.labels), MOST_NAMED) if view.type == "scatter" else len(view.labels)
    are_named = view.x_form == "category" or view.type in _ROWS
    return points + (len(view.x) if are_named else 0)


def _others(view: ChartView, names: int) -> int:
    """Return the bytes of what stands around the names of a drawing."""
    event = _EVENT + (_SPAN if any(view.ends) else 0)
    each = event if view.type == "timeline" else _LINE if names > MOST_BROKEN else _NAME
    count = len(view.series) if len(view.series) > 1 else 0
    series = count * _SERIES.get(view.type, _SWATCH)
    if view.type == "line":
        back = max(len(view.series) - _NAMED_LINES, 0)
        series -= back * (_SERIES["line"] - _BACK)
    return series + names * each + len(view.marks) * _MARK


def _numbers(view: ChartView, count: int) -> int:
    """Return the bytes of the numbers of a drawing: of places along lines, or of points and bars and their words."""
    if view.type in ("tile-map", "timeline"):
        return 0
    if view.type in ("area", "small-multiples"):
        return count * _PLACE + count_alone(view) * _POINT
    if view.type == "line":
        marked = count if count <= _FEW_MARKS else count_alone(view)
        return count * _PLACE + marked * _POINT
    if view.type == "scatter":
        return count * _POINT
    each = _BAR if view.type in ("bar", "stacked") else _POINT
    return count * each + _written(view, count) * _NUMBER


def _written(view: ChartView, count: int) -> int:
    """Return how many numbers are written beside points, at the ends of bars and in them."""
    if view.type == "dot":
        return count if len(view.series) == 1 else 0
    if view.type == "stacked":
        inner = count if len(view.series) > 1 and count <= MOST_INNER else 0
        return inner + (len(view.x) if len(view.x) <= MOST_WRITTEN else 0)
    return count if view.type == "bar" and count <= MOST_WRITTEN else 0
