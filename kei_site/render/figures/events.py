"""A timeline: events with their dates, and bars from beginning to end -> its drawing. Render, pure."""

from collections.abc import Iterator
from datetime import date

from kei_site.core.moments import last_day, read_when
from kei_site.core.value import value
from kei_site.render.figures import svg
from kei_site.render.figures.names_below import numbers_below
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet, dots, legend, swatch, textures
from kei_site.render.figures.widths import lines_of, width_of

_BAR, _BELOW = 8.0, 14.0
"""Heights of a bar, and of the room below it."""
_DIAMOND = 3
"""The shape of the point of an event without an end."""
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Steps of an axis of years."""


def draw_timeline(sheet: Sheet) -> Drawing:
    """Return events below each other; those of a chart in which one has an end lie along an axis of time."""
    return _spans(sheet) if any(sheet.view.ends) else _points(sheet)


def _points(sheet: Sheet) -> Drawing:
    """Return for each event the date, a point on a line, and the words."""
    view = sheet.view
    head = legend(sheet, dots(sheet))
    dates = [sheet.x_text(at) for at in range(len(view.x))]
    left = 8.0 if sheet.is_narrow else max(width_of(text, SIZE) for text in dates) + 22
    parts, y, places = list(head.parts), head.height + 14, []
    for at, when in enumerate(dates):
        places.append(y)
        if sheet.is_narrow:
            parts.append(svg.label(left + 16, y + 4.5, when, "st"))
            y += LEADING + 2
        else:
            parts.append(svg.label(left - 14, y + 4.5, when, "st", anchor="e"))
        words = _words(sheet, at, sheet.width - left - 18)
        parts.append(svg.lines((left + 16, y + 4.5), words, _look_of_words(sheet, at)))
        y += len(words) * LEADING + 12
    parts.insert(0, svg.line(left, places[0], left, places[-1], "ax"))
    parts += svg.merged(_point(sheet, at, (left, place)) for at, place in enumerate(places))
    return Drawing(parts=tuple(parts), height=y - 4)


def _words(sheet: Sheet, at: int, limit: float) -> tuple[str, ...]:
    return lines_of(sheet.words(sheet.view.labels[at]), SIZE, limit, most=4)


def _look_of_words(sheet: Sheet, at: int) -> str:
    """Return the class of the words of an event: whether it stands out."""
    view = sheet.view
    return "hi" if view.x[at] in view.highlight or view.labels[at] in view.highlight else ""


def _group(sheet: Sheet, at: int) -> tuple[int, str]:
    """Return the number of the group of an event, and its look."""
    group = next(number for number, series in enumerate(sheet.view.series) if series.values[at] is not None)
    return group, "hi" if sheet.view.x[at] in sheet.view.highlight else sheet.look(group)


def _point(sheet: Sheet, at: int, place: svg.Place) -> svg.Shape:
    group, look = _group(sheet, at)
    return f"mk {look}", svg.point(*place, group), "", ""


@value
class Time:
    """An axis of days from the left edge to the right one."""

    first: int
    last: int
    """Days since the year 1."""
    width: float

    def at(self, day: int) -> float:
        """Return the place of a day."""
        return 6 + (day - self.first) / max(self.last - self.first, 1) * (self.width - 12)


def _spans(sheet: Sheet) -> Drawing:
    """Return for each event its dates and words above a bar from its first day to its last, or above a point."""
    view, head = sheet.view, legend(sheet, swatch(sheet))
    days = [_days(view.x[at], view.ends[at]) for at in range(len(view.x))]
    time = Time(first=min(first for first, _ in days), last=max(last for _, last in days), width=sheet.width)
    parts, y, shapes = [textures(sheet), *head.parts], head.height + 12, []
    for at, (first, last) in enumerate(days):
        parts.append(svg.label(0, y, _dates(sheet, at), "st"))
        words = _words(sheet, at, sheet.width)
        parts.append(svg.lines((0, y + LEADING), words, _look_of_words(sheet, at)))
        y += len(words) * LEADING + 7
        shapes.append(_span(sheet, at, (time.at(first), time.at(last)), y))
        y += _BAR + _BELOW + 10
    bottom = y - LEADING
    axis = [svg.line(0, bottom, sheet.width, bottom, "ax"), *_years(sheet, time, bottom)]
    return Drawing(parts=(*parts, *svg.merged(shapes), *axis), height=bottom + 24)


def _days(start: str, end: str) -> tuple[int, int]:
    """Return the first and the last day of an event; one without an end has one day."""
    begun, ended = read_when(start), read_when(end)
    first = begun.days if begun else 1
    return first, last_day(ended) if ended else first


def _dates(sheet: Sheet, at: int) -> str:
    """Return when an event began and, if it has an end, when it ended."""
    end = sheet.view.ends[at]
    return f"{sheet.x_text(at)} – {sheet.forms.when(end, 'mixed')}" if end else sheet.x_text(at)


def _span(sheet: Sheet, at: int, ends: tuple[float, float], y: float) -> svg.Shape:
    """Return the bar of an event, or the point of one without an end, in the texture of its group."""
    group, look = _group(sheet, at)
    fill = sheet.fill(group, at) if look != "hi" else ""
    if not sheet.view.ends[at]:
        return f"br {look}", svg.point(ends[0], y + _BAR / 2, _DIAMOND), _dates(sheet, at), fill
    return f"br {look}", svg.box(ends[0], y, max(ends[1] - ends[0], 3.0), _BAR), _dates(sheet, at), fill


def _years(sheet: Sheet, time: Time, y: float) -> Iterator[str]:
    """Yield the years that begin on the axis, or the first and the last day of one that holds none or a single one."""
    first, last = date.fromordinal(time.first), date.fromordinal(time.last)
    years = range(first.year + (first.toordinal() > date(first.year, 1, 1).toordinal()), last.year + 1)
    step = next((step for step in _YEARS if len(years) <= step * (5 if sheet.is_narrow else 9)), _YEARS[-1])
    shown = [year for year in years if year % step == 0]
    if len(shown) < 2:
        yield svg.label(0, y + 18, sheet.forms.when(first.isoformat(), "day"), "q")
        yield svg.label(sheet.width, y + 18, sheet.forms.when(last.isoformat(), "day"), "q", anchor="e")
        return
    places = [time.at(date(year, 1, 1).toordinal()) for year in shown]
    yield svg.path([svg.stretch(x, y, x, y + 4) for x in places], "ax")
    for name in numbers_below(places, [str(year) for year in shown], (4, sheet.width - 4)):
        yield svg.label(name.x, y + 18, name.lines[0], "q", anchor="m")
