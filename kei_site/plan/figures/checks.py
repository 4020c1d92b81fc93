"""The view of a chart -> diagnostics of what its type cannot show."""

from collections.abc import Mapping, Sequence

from kei_site.core.limits import LIMITS as LIMITS_OF_FILES
from kei_site.core.moments import is_period
from kei_site.model.views.figures import MOST_COLUMNS, ChartView, count_alone
from kei_site.plan.figures.columns import Table, is_total
from kei_site.plan.figures.limits import (
    FROM_ZERO,
    LIMITS,
    MOST_ALONE,
    MOST_MARKS,
    MOST_NAMED,
    NOT_NEGATIVE,
    ON_LOG,
    TOLD_APART,
)

_ROUNDED = 0.005
"""The part of a sum by which rounded numbers may miss it."""


_OF_TABLES = ("columns", "units", "heat", "heads", "sort")
_OF_CHARTS = ("type", "x", "y", "series", "label", "highlight", "annotate", "log", "range", "map", "unit")
_UNUSED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("line", "bar", "stacked", "area", "dot"), ("label", "map")),
    **dict.fromkeys(("slope", "small-multiples"), ("label", "map", "annotate")),
    "scatter": ("map",),
    "tile-map": ("series", "label", "highlight", "annotate", "log", "range"),
    "timeline": ("y", "annotate", "log", "range", "map"),
}
"""Keys of charts that a type does not use."""


def check_keys(table: Table) -> None:
    """Report the keys that have no effect on this kind of figure, or on this type of chart (FIG05)."""
    spec = table.spec
    is_chart = spec.kind == "chart"
    unused = (*_OF_TABLES, *_UNUSED[spec.type]) if is_chart else _OF_CHARTS
    written = {key for key, _, _ in spec.places}
    for key in (key for key in unused if key in written):
        message = f"a chart of type {spec.type} does not use this key" if is_chart else "a table does not use this key"
        fix = "remove it, or choose another type" if is_chart and key not in _OF_TABLES else "remove it"
        fix = "write `units:` with the column before it: {share: percent}" if key == "unit" else fix
        table.report("FIG05", spec.place(table.path, key), message, found=key, fix=fix)


def check_chart(table: Table, view: ChartView) -> None:
    """Report what a chart of this type cannot show (FIG01, FIG05, DAT17), and a missing alternative text (FIG02)."""
    check_keys(table)
    _check_columns(table, view)
    _check_amounts(table, view)
    _check_numbers(table, view)
    _check_range(table, view)
    _check_totals(table, view)
    _check_marks(table, view)
    # Without a title the keys are missing or cannot be read, which is told.
    if view.text.title and not view.text.alt:
        place = table.spec.place(table.path, "title")
        fix = "write `alt:` with what the chart shows; until then a sentence is made from its numbers"
        table.report("FIG02", place, "a chart without alternative text", fix=fix)


def _check_columns(table: Table, view: ChartView) -> None:
    """Report a column of `y:` that is named twice, or that is the axis below (FIG01)."""
    seen = {view.x_name}
    for at, name in enumerate(table.spec.y):
        if name in seen:
            place, fix = table.spec.place(table.path, f"y.{at}"), "leave it out"
            table.report("FIG01", place, "a column that the chart has already", found=name, fix=fix)
        seen.add(name)


def _check_amounts(table: Table, view: ChartView) -> None:
    limit = LIMITS[view.type]
    if len(view.x) > limit.values:
        message = f"{len(view.x):,} values along the axis; this type shows at most {limit.values}"
        fix = (
            "a slope shows two values: choose `type: line`" if view.type == "slope" else "give means or sums of groups"
        )
        raise table.refuse("DAT17", "type", message, found=view.type, fix=fix)
    if view.x_form == "category" and len(view.x) > limit.names:
        message = f"{len(view.x):,} names along the axis; a chart shows at most {limit.names}"
        fix = "write dates as 2024-07-21, or give means or sums of groups"
        raise table.refuse("DAT17", "x", message, found=view.x_name, fix=fix)
    if len(view.series) > limit.series:
        message = f"{len(view.series)} series; this type shows at most {limit.series}"
        other = "" if view.type == "small-multiples" else ", or choose `type: small-multiples`"
        fix = f"name the important ones in `y:`{other}"
        raise table.refuse("DAT17", "type", message, found=view.type, fix=fix)
    if len(view.x) + len(view.left_out) > LIMITS_OF_FILES.table_rows.most:
        message = f"{len(view.left_out):,} rows without one of the numbers of a point"
        raise table.refuse("DAT17", "type", message, found=view.type, fix="delete those that say nothing")
    count = sum(value is not None for series in view.series for value in series.values)
    if count > limit.numbers:
        message = f"{count:,} numbers; this type shows at most {limit.numbers}"
        raise table.refuse("DAT17", "type", message, found=view.type, fix="give means or sums of groups")
    if len(view.x) < limit.fewest:
        message = f"needs {limit.fewest} values along the axis, and has {len(view.x)}"
        raise table.refuse("FIG01", "type", message, found=view.type, fix="choose `type: bar`")
    _check_readable(table, view)


def _check_readable(table: Table, view: ChartView) -> None:
    """Report lines that readers cannot tell apart or follow, and words that leave no room for the data (DAT17)."""
    names = {series.name for series in view.series}
    marked = names & set(view.highlight)
    if view.type in ("line", "slope") and len(names) > TOLD_APART and not 0 < len(marked) <= TOLD_APART:
        lines = f"{len(marked)} lines stand out" if marked else f"{len(names)} lines"
        message = f"{lines}; readers tell at most {TOLD_APART} apart"
        fix = "name those that matter in `highlight:` or in `y:`, or choose `type: small-multiples`"
        raise table.refuse("DAT17", "highlight" if marked else "type", message, found=view.type, fix=fix)
    alone = count_alone(view)
    if view.type in ("line", "small-multiples") and alone > MOST_ALONE:
        message, fix = (
            f"{alone} numbers between gaps, to which no line leads",
            "choose `type: dot`, or complete the data",
        )
        raise table.refuse("DAT17", "type", message, found=view.type, fix=fix)
    if len(view.marks) > MOST_MARKS:
        message = f"{len(view.marks)} annotations; a chart shows at most {MOST_MARKS}"
        raise table.refuse("DAT17", "annotate", message, fix="keep those that matter, and say the rest in `notes:`")
    points = sum(name in view.highlight for name in view.labels) if view.type == "scatter" else 0
    if points > MOST_NAMED:
        message = f"{points} points stand out; a chart names at most {MOST_NAMED}"
        raise table.refuse("DAT17", "highlight", message, fix="keep those that matter")


def _check_numbers(table: Table, view: ChartView) -> None:
    numbers = [value for series in view.series for value in series.values if value is not None]
    if not numbers:
        raise table.refuse("FIG01", "type", "there is no number to draw", fix="complete the data")
    if view.type in NOT_NEGATIVE and min(numbers) < 0:
        fix = "choose `type: bar` or `type: line`"
        raise table.refuse("FIG01", "type", "numbers below zero cannot be stacked", found=view.type, fix=fix)
    if view.type == "area" and all(None in column for column in zip(*[s.values for s in view.series], strict=True)):
        fix = "complete the data, or choose `type: line`"
        raise table.refuse("FIG01", "type", "at no value of the axis have all series a number", found="area", fix=fix)
    if view.is_log and view.type not in ON_LOG:
        fix = "leave `log:` out, or choose `type: line` or `type: dot`"
        raise table.refuse("FIG01", "log", "marks from zero have no logarithmic axis", found=view.type, fix=fix)
    if view.is_log and min((*numbers, *view.range)) <= 0:
        fix = "leave `log:` out"
        raise table.refuse("FIG01", "log", "a logarithmic axis has no zero and nothing below it", fix=fix)


def _check_totals(table: Table, view: ChartView) -> None:
    """Report a row that adds up the others, and a stacked column that does (DAT18)."""
    columns = [series.values for series in view.series]
    rows = list(zip(*columns, strict=True)) if view.x_form == "category" else []
    for at in [at for at, name in enumerate(view.x[: len(rows)]) if is_total(name) and _adds_up(rows, at)]:
        row = next(row for row in table.data.rows if view.x[at] in row.cells)
        place = table.data.place(row, row.cells.index(view.x[at]))
        table.report("DAT18", place, "a row that adds up the others", found=view.x[at], fix="delete the row")
    for at, series in enumerate(view.series if view.type in ("stacked", "area") else ()):
        if is_total(series.name) and _adds_up(columns, at):
            fix = "name the columns to show in `y:`, without it"
            place = table.spec.place(table.path, "type")
            table.report("DAT18", place, "a column that adds up the others stands on them", found=series.name, fix=fix)


def _adds_up(lines: Sequence[Sequence[float | None]], at: int) -> bool:
    """Tell whether each number of a line is the sum of those in all others, which are two or more, but for rounding."""
    others = [line for number, line in enumerate(lines) if number != at]
    sums = [sum(filter(None, numbers)) for numbers in zip(*others, strict=True)]
    pairs = [(total, found) for total, found in zip(sums, lines[at], strict=True) if found is not None]
    return (
        len(others) > 1 and bool(pairs) and all(abs(total - found) <= abs(found) * _ROUNDED for total, found in pairs)
    )


def _check_marks(table: Table, view: ChartView) -> None:
    """Report words at a name of a chart whose names stand below each other, where they have no place (FIG05)."""
    are_columns = (view.x_form != "category" or all(map(is_period, view.x))) and len(view.x) <= MOST_COLUMNS
    are_rows = view.type == "dot" or (view.type in ("bar", "stacked") and not are_columns)
    for mark in (mark for mark in view.marks if mark.x >= 0 and are_rows):
        place, fix = table.spec.place(table.path, "annotate"), "say it in `notes:`, or stand it at a number with `y:`"
        table.report("FIG05", place, "names below each other take no words at one of them", found=mark.text, fix=fix)


def _check_range(table: Table, view: ChartView) -> None:
    if not view.range:
        return
    low, high = view.range
    if view.type in FROM_ZERO and not low <= 0 <= high:
        fix = "let the range hold 0, or choose `type: line`"
        raise table.refuse("FIG01", "range", "marks that begin at zero need zero in their range", fix=fix)
    numbers = [value for series in view.series for value in series.values if value is not None]
    outside = [number for number in numbers if not low <= number <= high]
    if outside and view.type not in ("stacked", "area"):
        found, fix = f"{outside[0]:g}", "widen the range, so that no number is cut off"
        raise table.refuse("FIG01", "range", "a number outside the range", found=found, fix=fix)
