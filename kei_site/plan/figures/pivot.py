"""Columns of a data set -> a matrix: a row of numbers for each series, a place for each value of the axis below."""

from collections.abc import Sequence
from dataclasses import replace

from kei_site.core.moments import read_when
from kei_site.core.value import value
from kei_site.model.views.figures import Series
from kei_site.plan.figures.columns import ON_TIME, AxisColumn, NumberColumn, Table


@value
class Matrix:
    """Numbers by series and by value of the axis below."""

    x: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int


def wide_matrix(table: Table, axis: AxisColumn, columns: Sequence[NumberColumn]) -> Matrix:
    """Return the matrix of a data set that has a column for each series; reports values given twice (DAT11)."""
    rows = _order(axis)
    seen: set[str] = set()
    for row in range(len(axis.texts)):
        _report_twice(table, axis, row, (axis.texts[row],) if axis.texts[row] in seen else ())
        seen.add(axis.texts[row])
    return Matrix(
        x=tuple([axis.texts[row] for row in rows]),
        series=tuple(
            [Series(name=column.name, values=tuple([column.values[row] for row in rows])) for column in columns]
        ),
        decimals=max((column.decimals for column in columns), default=0),
    )


def long_matrix(table: Table, axis: AxisColumn, series_at: int, numbers: NumberColumn) -> Matrix:
    """Return the matrix of a data set with a row for each number.

    Reports pairs given twice (DAT11), and rows without the name of a series (DAT12).
    """
    table.report_unnamed(series_at)
    names = table.cells(series_at)
    found: dict[tuple[str, str], float | None] = {}
    for row, (at, name, number) in enumerate(zip(axis.texts, names, numbers.values, strict=True)):
        _report_twice(table, axis, row, (at, name) if (at, name) in found else ())
        found.setdefault((at, name), number)
    x = tuple(dict.fromkeys([axis.texts[row] for row in _order(axis)]))
    series = tuple(
        [Series(name=name, values=tuple([found.get((value, name)) for value in x])) for name in dict.fromkeys(names)]
    )
    return Matrix(x=x, series=series, decimals=numbers.decimals)


def dated_columns(table: Table) -> list[int]:
    """Return the columns whose names are dates of one form, if the dates of a chart along time stand there; else none.

    Offices of statistics write a row for each country or region, and a column for each year.
    """
    spec = table.spec
    if spec.x or spec.y or spec.type not in ON_TIME:
        return []
    whens = {at: when for at, name in enumerate(table.names()) if (when := read_when(name))}
    is_one_form = len({when.form for when in whens.values()}) == 1
    return list(whens) if 0 not in whens and len(whens) > 1 and is_one_form else []


def across_matrix(table: Table, dated: Sequence[int]) -> tuple[AxisColumn, Matrix]:
    """Return the axis and the matrix of a data set with a row for each series; reports series given twice (DAT11).

    The axis has no name: the column that names the rows says nothing of the dates in the head.
    """
    at = table.index(table.spec.series, "series") if table.spec.series else 0
    whens = [when for name in table.names() if (when := read_when(name))]
    order = sorted(range(len(dated)), key=lambda number: whens[number].days)
    columns = [table.numbers(dated[number]) for number in order]
    texts, days = tuple([whens[number].text for number in order]), tuple([whens[number].days for number in order])
    axis = AxisColumn(name=table.names()[at], form=whens[0].form, texts=texts, days=days)
    names = table.cells(at)
    for row, name in enumerate(names):
        _report_twice(table, axis, row, (name,) if name in names[:row] else ())
    series = [
        Series(name=name, values=tuple([column.values[row] for column in columns])) for row, name in enumerate(names)
    ]
    return replace(axis, name=""), Matrix(
        x=texts, series=tuple(series), decimals=max(column.decimals for column in columns)
    )


def _order(axis: AxisColumn) -> list[int]:
    """Return the rows in the order in which a chart shows them: dates in theirs, names as in the file."""
    rows = range(len(axis.texts))
    return sorted(rows, key=lambda row: axis.days[row]) if axis.days else list(rows)


def _report_twice(table: Table, axis: AxisColumn, row: int, key: tuple[str, ...]) -> None:
    if key:
        place = table.data.place(table.data.rows[row], table.names().index(axis.name))
        fix = "keep one of the rows, or name the column that tells them apart in `series:`"
        table.report("DAT11", place, "given twice", found=", ".join(key), fix=fix)
