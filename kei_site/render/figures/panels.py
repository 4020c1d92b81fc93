"""Small multiples (a panel for each series) and timelines -> their drawings. Render, pure."""

from collections.abc import Iterator

from kei_site.core.value import value
from kei_site.model.views.figures import Series
from kei_site.render.figures import svg
from kei_site.render.figures.axes import numbers_of, scale_of
from kei_site.render.figures.lines import runs
from kei_site.render.figures.scales import Scale, places_in_row, places_in_time
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet, dots, legend
from kei_site.render.figures.widths import BOLD, cut, lines_of, width_of

_PANEL = 146.0
_GUTTER = 22.0


@value
class Panel:
    """The chart of one series."""

    series: Series
    left: float
    right: float
    top: float
    x: tuple[float, ...]
    y: Scale
    look: str
    """Its class."""

    def point(self, at: int) -> svg.Place:
        """Return the place of the number with the index `at`."""
        return self.x[at], self.y.at(self.series.values[at] or 0.0)


def draw_panels(sheet: Sheet) -> Drawing:
    """Return a panel for each series, all with the same axes, so that they can be compared."""
    view = sheet.view
    across = 2 if sheet.is_narrow else 4 if sheet.width > 800 else 3
    width = (sheet.width - _GUTTER * (across - 1)) / across
    caption = LEADING + 6 if view.unit else 0.0
    panels = [
        _panel(sheet, series, (at % across * (width + _GUTTER), caption + at // across * _PANEL, width))
        for at, series in enumerate(view.series)
    ]
    parts = [svg.label(0, 11, cut(view.unit, SIZE, sheet.width), "q")] if view.unit else []
    parts += svg.merged(shape for panel in panels for shape in _shapes(panel))
    parts += [words for panel in panels for words in _words(sheet, panel)]
    return Drawing(parts=tuple(parts), height=caption + -(-len(panels) // across) * _PANEL)


def _panel(sheet: Sheet, series: Series, place: tuple[float, float, float]) -> Panel:
    """Return the panel of a series at (left, top, width)."""
    left, top, width = place
    inner = (left + 5, left + width - 5)
    is_named = sheet.view.x_form == "category"
    return Panel(
        series=series,
        left=left,
        right=left + width,
        top=top,
        x=places_in_row(len(sheet.view.x), inner) if is_named else places_in_time(sheet.view.x, inner),
        y=scale_of(sheet, numbers_of(sheet), (top + 106, top + 40), zero=False),
        look="hi" if series.name in sheet.view.highlight else "s0",
    )


def _shapes(panel: Panel) -> Iterator[svg.Shape]:
    """Yield the ends of the axis of numbers, the line at zero between them, the line of the series and its points."""
    scale, span = panel.y, f"H{svg.n(panel.right)}"
    for number, look in ((scale.low, "gr"), (scale.high, "gr"), (0.0, "ax")):
        if look == "gr" or scale.low < 0 < scale.high:
            yield look, f"M{svg.n(panel.left)} {svg.n(scale.at(number))}{span}", "", ""
    found = runs(panel.series.values)
    for run in (run for run in found if len(run) > 1):
        yield f"ln {panel.look}", svg.trail([panel.point(at) for at in run]), "", ""
    ends = [found[0][0], found[-1][-1]] if found else []
    alone = [run[0] for run in found if len(run) == 1]
    for at in dict.fromkeys((*ends, *alone)):
        yield f"mk {panel.look}", svg.point(*panel.point(at), 0), "", ""


def _words(sheet: Sheet, panel: Panel) -> Iterator[str]:
    """Yield the name of the series, the ends of both axes, and the last number."""
    left, right, top, scale = panel.left, panel.right, panel.top, panel.y
    yield svg.label(left, top + 13, cut(panel.series.name, SIZE * BOLD, right - left), "st")
    names = sheet.forms.ticks((scale.low, scale.high), scale.decimals)
    for number, name in zip((scale.low, scale.high), names, strict=True):
        yield svg.label(left, scale.at(number) - 4, name, "q an")
    first, last = sheet.x_text(0), sheet.x_text(len(sheet.view.x) - 1)
    half = (right - left) / 2 - 4
    yield svg.label(left, top + 124, cut(first, SIZE, half), "q")
    yield svg.label(right, top + 124, cut(last, SIZE, half), "q", anchor="e")
    known = [at for at, number in enumerate(panel.series.values) if number is not None]
    if known:
        x, y = panel.point(known[-1])
        text = sheet.number(panel.series.values[known[-1]] or 0.0)
        is_left = x - width_of(text, SIZE * BOLD) > panel.x[0] - 5
        yield svg.label(x, y - 8, text, f"lb {panel.look} an", anchor="e" if is_left else "")


def draw_timeline(sheet: Sheet) -> Drawing:
    """Return events below each other: the date, a point on the line, and the words."""
    view = sheet.view
    head = legend(sheet, dots(sheet))
    dates = [sheet.x_text(at) for at in range(len(view.x))]
    left = 8.0 if sheet.is_narrow else max(width_of(text, SIZE) for text in dates) + 22
    parts, y, places = list(head.parts), head.height + 14, []
    for at, date in enumerate(dates):
        places.append(y)
        words = lines_of(view.labels[at], SIZE, sheet.width - left - 18, most=4)
        if sheet.is_narrow:
            parts.append(svg.label(left + 16, y + 4.5, date, "st"))
            y += LEADING + 2
        else:
            parts.append(svg.label(left - 14, y + 4.5, date, "st", anchor="e"))
        is_marked = view.x[at] in view.highlight or view.labels[at] in view.highlight
        parts.append(svg.lines((left + 16, y + 4.5), words, "hi" if is_marked else ""))
        y += len(words) * LEADING + 12
    parts.insert(0, svg.line(left, places[0], left, places[-1], "ax"))
    for at, place in enumerate(places):
        series = next(number for number, series in enumerate(view.series) if series.values[at] is not None)
        look = "hi" if view.x[at] in view.highlight else sheet.look(series)
        parts.append(svg.path(svg.point(left, place, series), f"mk {look}"))
    return Drawing(parts=tuple(parts), height=y - 4)
