"""Small multiples, a panel for each series -> their drawing. Render, pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kei_site.core.value import value
from kei_site.model.views.figures import Series
from kei_site.render.figures import svg
from kei_site.render.figures.axes import numbers_of, scale_of
from kei_site.render.figures.lines import runs
from kei_site.render.figures.scales import Scale, places_in_row, places_in_time
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet
from kei_site.render.figures.widths import BOLD, cut, width_of

_PANEL = 146.0
_GUTTER = 22.0


@value
class Panel:
    """The chart of one series."""

    series: Series
    name: str
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
    first = _first_panel(sheet, width, caption)
    panels = [
        _moved(first, (at % across * (width + _GUTTER), at // across * _PANEL), sheet, series)
        for at, series in enumerate(view.series)
    ]
    parts = [svg.label(0, 11, cut(view.unit, SIZE, sheet.width), "q")] if view.unit else []
    parts += _axes(sheet, panels)
    parts += svg.merged(shape for panel in panels for shape in _shapes(panel))
    parts += [svg.label(panel.left, panel.top + 13, cut(panel.name, SIZE * BOLD, width), "st") for panel in panels]
    # Those that look alike follow each other, so that they are a group.
    parts += sorted(_last_number(sheet, panel) for panel in panels if runs(panel.series.values))
    return Drawing(parts=tuple(parts), height=caption + -(-len(panels) // across) * _PANEL)


def _first_panel(sheet: Sheet, width: float, top: float) -> Panel:
    """Return the panel of the first series; all have the same axes."""
    inner, count = (5, width - 5), len(sheet.view.x)
    is_named = sheet.view.x_form == "category"
    return Panel(
        series=sheet.view.series[0],
        name="",
        left=0.0,
        right=width,
        top=top,
        x=places_in_row(count, inner) if is_named else places_in_time(sheet.view.x, inner),
        y=scale_of(sheet, numbers_of(sheet), (top + 106, top + 40), zero=False),
        look="",
    )


def _moved(first: Panel, by: svg.Place, sheet: Sheet, series: Series) -> Panel:
    """Return the panel of a series: the first one, moved to the right and down."""
    right, down = by
    return Panel(
        series=series,
        name=sheet.words(series.name),
        left=first.left + right,
        right=first.right + right,
        top=first.top + down,
        x=tuple([x + right for x in first.x]),
        y=replace(first.y, start=first.y.start + down, end=first.y.end + down),
        look="hi" if series.name in sheet.view.highlight else "s0",
    )


def _shapes(panel: Panel) -> Iterator[svg.Shape]:
    """Yield the line of the series and its points."""
    found = runs(panel.series.values)
    for run in (run for run in found if len(run) > 1):
        yield f"ln {panel.look}", svg.trail([panel.point(at) for at in run]), "", ""
    ends = [found[0][0], found[-1][-1]] if found else []
    alone = [run[0] for run in found if len(run) == 1]
    for at in dict.fromkeys((*ends, *alone)):
        yield f"mk {panel.look}", svg.point(*panel.point(at), 0), "", ""


def _axes(sheet: Sheet, panels: Sequence[Panel]) -> Iterator[str]:
    """Yield the axes of all panels; the numbers stand in the first panel of each row alone, as all have the same."""
    scale = panels[0].y
    ends = (scale.low, scale.high)
    looks = {"gr": ends, "ax": (0.0,) if scale.low < 0 < scale.high else ()}
    for look, numbers in looks.items():
        lines = [svg.stretch(at.left, at.y.at(end), at.right, at.y.at(end)) for at in panels for end in numbers]
        yield svg.path(lines, look) if lines else ""
    names = list(zip(ends, sheet.forms.ticks(ends, scale.decimals), strict=True))
    for panel in (panel for panel in panels if not panel.left):
        yield from (svg.label(0, panel.y.at(end) - 4, name, "q an") for end, name in names)
    half = (panels[0].right - panels[0].left) / 2 - 4
    first, last = (cut(sheet.x_text(at), SIZE, half) for at in (0, len(sheet.view.x) - 1))
    yield from (svg.label(panel.left, panel.top + 124, first, "q") for panel in panels)
    yield from (svg.label(panel.right, panel.top + 124, last, "q", anchor="e") for panel in panels)


def _last_number(sheet: Sheet, panel: Panel) -> str:
    """Return the last number of a series, beside its point."""
    last = max(at for at, number in enumerate(panel.series.values) if number is not None)
    x, y = panel.point(last)
    text = sheet.number(panel.series.values[last] or 0.0)
    width = width_of(text, SIZE * BOLD)
    is_left = x - width > panel.x[0] - 5
    base = _base_beside(panel, (x - width, x) if is_left else (x, x + width), y)
    return svg.label(x, base, text, f"lb {panel.look} an", anchor="e" if is_left else "")


def _base_beside(panel: Panel, span: tuple[float, float], y: float) -> float:
    """Return the base line of a number in the `span` (left, right) where no line runs.

    It stands above its point at the height `y`, else below it, else above the line.
    """
    heights = [y, *_heights(panel, span)]
    if min(heights) > y - 5:
        return y - 8
    if max(heights) < y + 5 and y + 15 < panel.y.start + 5:
        return y + 15
    return min(heights) - 6


def _heights(panel: Panel, span: tuple[float, float]) -> Iterator[float]:
    """Yield the heights at which the line of a panel enters a `span`, bends in it, and leaves it."""
    for run in runs(panel.series.values):
        for (x, y), (right, end) in pairwise(panel.point(at) for at in run):
            inside = max(x, span[0]), min(right, span[1])
            if inside[0] < inside[1]:
                yield from (y + (end - y) * (place - x) / (right - x) for place in inside)
