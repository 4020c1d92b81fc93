"""A figure -> its numbers as columns, from which the HTML table and the CSV file are made. Render, pure."""

from dataclasses import replace

from kei_site.core.numerals import decimals_of
from kei_site.core.value import value
from kei_site.model.views.figures import ChartView, FigureView, LeftOut, TableView
from kei_site.render.figures.forms import forms_of

Cell = str | float | None
"""A text, a number, or no data."""


@value
class Column:
    """A column of numbers or of texts."""

    name: str
    cells: tuple[Cell, ...]
    decimals: int = 0
    form: str = ""
    """Of dates: see `ChartView.x_form`."""
    is_number: bool = False


def columns_of(view: FigureView) -> tuple[Column, ...]:
    """Return the columns of a figure, the one with the names of its rows first."""
    if isinstance(view, TableView):
        return tuple(
            [
                Column(
                    name=column.name,
                    cells=column.numbers if column.is_number else column.cells,
                    decimals=column.decimals,
                    is_number=column.is_number,
                )
                for column in view.columns
            ]
        )
    if view.type in ("scatter", "timeline"):
        return _of_points(view)
    forms = forms_of(view.text.language)
    x = Column(name=view.x_name or forms.locale.text("event.when"), cells=view.x, form=view.x_form)
    if view.map:
        x = replace(x, cells=tuple([forms.region(view.map, code) for code in view.x]), form="")
    series = [_numbers(line.name, line.values, view.decimals) for line in view.series]
    return (x, *series)


def _numbers(name: str, values: tuple[float | None, ...], decimals: int) -> Column:
    return Column(name=name, cells=values, decimals=decimals, is_number=True)


def _of_points(view: ChartView) -> tuple[Column, ...]:
    """Return the columns of a chart whose rows are points or events: name, place, number, group."""
    if view.type == "scatter":
        return _of_scatter(view)
    labels = [Column(name=view.label_name, cells=view.labels)] if view.labels else []
    x = Column(name=view.x_name, cells=view.x, form=view.x_form)
    groups = [_group(view, at) for at in range(len(view.x))]
    group = [Column(name=view.group_name, cells=tuple(groups))] if len(view.series) > 1 else []
    ends = [Column(name=view.end_name, cells=view.ends, form="mixed")] if view.ends else []
    return (x, *ends, *labels, *group)


def _of_scatter(view: ChartView) -> tuple[Column, ...]:
    """Return the columns of a scatter plot: its points, and the rows without one of their numbers."""
    rows = [
        LeftOut(
            at=at,
            label=view.labels[at] if view.labels else "",
            x=float(x),
            y=next((number for number in _at(view, at) if number is not None), None),
            group=_group(view, at),
        )
        for at, x in enumerate(view.x)
    ]
    for row in reversed(view.left_out):
        rows.insert(row.at, row)
    labels = [Column(name=view.label_name, cells=tuple([row.label for row in rows]))] if view.label_name else []
    decimals = max((decimals_of(repr(row.x)) for row in rows if row.x is not None and row.x != int(row.x)), default=0)
    x = _numbers(view.x_name, tuple([row.x for row in rows]), decimals)
    y = _numbers(view.y_name, tuple([row.y for row in rows]), view.decimals)
    groups = tuple([row.group for row in rows])
    group = [Column(name=view.group_name, cells=groups)] if view.group_name and len(set(groups)) > 1 else []
    return (*labels, x, y, *group)


def _group(view: ChartView, at: int) -> str:
    """Return the group of a point or an event."""
    return next(series.name for series in view.series if series.values[at] is not None)


def _at(view: ChartView, at: int) -> list[float | None]:
    return [series.values[at] for series in view.series]


def measured(view: FigureView) -> tuple[str, ...]:
    """Return the names of the columns of numbers."""
    return tuple([column.name for column in columns_of(view) if column.is_number and column.name])
