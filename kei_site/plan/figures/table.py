"""The specification of a table and its data set -> its view, or diagnostics."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kei_site.core.hashing import with_hash
from kei_site.core.limits import LIMITS
from kei_site.core.numerals import is_missing, read_number
from kei_site.model.views.figures import FigureText, TableColumn, TableView
from kei_site.plan.figures.checks import check_keys
from kei_site.plan.figures.columns import NotDrawable, Table

_CODE = re.compile(r"\s*0[0-9]+\s*")
"""A whole number with a zero before it: of goods, regions, accounts. The zero is a part of its name."""
_YEARS = range(1500, 2101)
"""Whole numbers that are years if a column has no others and no unit."""


def make_table(table: Table, text: FigureText) -> TableView:
    """Return the view of a table. Raises NotDrawable when a fault leaves nothing to show."""
    spec, before = table.spec, len(table.diagnostics)
    if len(table.data.rows) > LIMITS.table_rows.most:
        message = f"{len(table.data.rows):,} rows; a table in a text shows at most {LIMITS.table_rows.most}"
        raise table.refuse("DAT17", "title", message, fix=LIMITS.table_rows.fix)
    check_keys(table)
    names = spec.columns or table.names()
    _check_twice(table)
    indexes = [table.index(name, f"columns.{at}") for at, name in enumerate(names)]
    heat = {table.index(name, f"heat.{at}") for at, name in enumerate(spec.heat)}
    units = {table.index(name, "units"): unit for name, unit in spec.units}
    columns = tuple([_column(table, at, unit=units.get(at, ""), is_heat=at in heat) for at in indexes])
    heads = sorted(
        [head for name, below in spec.heads if (head := _head(table, name, below, indexes))], key=lambda head: head[1]
    )
    _check_overlaps(table, heads)
    if any(found.severity == "error" for found in table.diagnostics[before:]):
        raise NotDrawable
    return with_hash(TableView(text=text, columns=columns, heads=tuple(heads), is_sortable=spec.sort))


def _check_twice(table: Table) -> None:
    """Report a column that `columns:` names twice (FIG01)."""
    names = table.spec.columns
    for at, name in enumerate(names):
        if name in names[:at]:
            place = table.spec.place(table.path, f"columns.{at}")
            table.report("FIG01", place, "a column that the table has already", found=name, fix="leave it out")


def _column(table: Table, at: int, *, unit: str, is_heat: bool) -> TableColumn:
    name, cells = table.names()[at], table.cells(at)
    if not is_heat and not _is_numeric(cells, has_unit=bool(unit)):
        return TableColumn(name=name, is_number=False, unit=unit, cells=cells)
    column = table.numbers(at)
    missing = tuple([cell if is_missing(cell) else "" for cell in cells])
    return TableColumn(
        name=name,
        is_number=True,
        unit=unit,
        decimals=column.decimals,
        is_heat=is_heat,
        cells=missing,
        numbers=column.values,
    )


def _is_numeric(cells: tuple[str, ...], *, has_unit: bool) -> bool:
    """Tell whether a column holds numbers and nothing else; years and codes (`0402`) are names, not amounts."""
    read = [read_number(cell) for cell in cells if not is_missing(cell)]
    if not read or not all(read) or any(map(_CODE.fullmatch, cells)):
        return False
    return has_unit or not all(number and number.decimals == 0 and number.value in _YEARS for number in read)


def _head(table: Table, name: str, below: tuple[str, ...], indexes: list[int]) -> tuple[str, int, int] | None:
    """Return (words, first column, number of columns) of a merged head; reports columns that are not side by side."""
    at = [indexes.index(index) for column in below if (index := table.index(column, "heads")) in indexes]
    if at and sorted(at) == list(range(min(at), min(at) + len(at))):
        return name, min(at), len(at)
    place = table.spec.place(table.path, "heads")
    table.report(
        "FIG01", place, "columns that do not stand side by side", found=name, fix="name columns in their order"
    )
    return None


def _check_overlaps(table: Table, heads: Sequence[tuple[str, int, int]]) -> None:
    """Report a head over a column that has one already (FIG01); the heads stand in the order of their columns."""
    for (before, first, count), (name, start, _) in pairwise(heads):
        if start < first + count:
            place, fix = table.spec.place(table.path, "heads"), f"leave it out there, or under {before}"
            table.report("FIG01", place, "a column below two heads", found=name, fix=fix)
