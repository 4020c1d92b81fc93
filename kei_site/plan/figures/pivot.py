"""Columns of a data set -> a matrix: a row of numbers for each series, a place for each value of the axis below."""

from collections.abc import Sequence

from kei_site.core.value import value
from kei_site.model.views.figures import Series
from kei_site.plan.figures.columns import AxisColumn, NumberColumn, Table


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
    """Return the matrix of a data set with a row for each number; reports pairs given twice (DAT11)."""
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


def _order(axis: AxisColumn) -> list[int]:
    """Return the rows in the order in which a chart shows them: dates in theirs, names as in the file."""
    rows = range(len(axis.texts))
    return sorted(rows, key=lambda row: axis.days[row]) if axis.days else list(rows)


def _report_twice(table: Table, axis: AxisColumn, row: int, key: tuple[str, ...]) -> None:
    if key:
        place = table.data.place(table.data.rows[row], table.names().index(axis.name))
        fix = "keep one of the rows, or name the column that tells them apart in `series:`"
        table.report("DAT11", place, "given twice", found=", ".join(key), fix=fix)
