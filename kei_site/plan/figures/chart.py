"""The specification of a chart and its data set -> its view, or the diagnostics of what cannot be drawn."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kei_site.core.hashing import with_hash
from kei_site.core.moments import last_day, read_when
from kei_site.core.numerals import is_missing, read_number, suggested
from kei_site.core.regions import MAPS, region_code, region_names
from kei_site.core.suggest import Suggester, nearest
from kei_site.model.views.figures import ChartView, FigureText, LeftOut, Mark, Series
from kei_site.plan.figures.checks import check_chart
from kei_site.plan.figures.columns import FORMS, AxisColumn, NotDrawable, NumberColumn, Table, fix_of
from kei_site.plan.figures.pivot import Matrix, across_matrix, dated_columns, long_matrix, wide_matrix


def make_chart(table: Table, text: FigureText) -> ChartView:
    """Return the view of a chart. Raises NotDrawable when a fault leaves nothing to draw."""
    makers = {"scatter": _scatter, "timeline": _timeline, "tile-map": _tile_map}
    before = len(table.diagnostics)
    view = makers.get(table.spec.type, _along_axis)(table, text)
    check_chart(table, view)
    if any(found.severity == "error" for found in table.diagnostics[before:]):
        raise NotDrawable
    return with_hash(view)


def _axis_index(table: Table) -> int:
    """Return the index of the column of the axis below: the one named, or else the first."""
    return table.index(table.spec.x, "x") if table.spec.x else 0


def _number_indexes(table: Table, others: Sequence[int]) -> list[int]:
    """Return the indexes of the columns with the numbers: those named, or else all with any number but `others`."""
    if table.spec.y:
        return [table.index(name, f"y.{at}") for at, name in enumerate(table.spec.y)]
    found = [at for at in range(len(table.names())) if at not in others and table.has_numbers(at)]
    if not found:
        raise _without_numbers(table, others)
    return found


def _number_index(table: Table, others: Sequence[int], shown: str) -> int:
    """Return the index of the one column of numbers that a chart shows; reports those that it leaves out (FIG05).

    `shown`: what the chart can show, in words for the diagnostic.
    """
    first, *left_out = _number_indexes(table, others)
    for at in left_out[:1]:
        more = f", and {len(left_out) - 1} more" if len(left_out) > 1 else ""
        place = table.spec.place(table.path, "y.1") if table.spec.y else table.data.place(table.data.header, at)
        fix = f"name the column to show in `y:`; now it is `{table.names()[first]}`"
        message = f"{shown}; this column is left out{more}"
        table.report("FIG05", place, message, found=table.names()[at], fix=fix)
    return first


def _without_numbers(table: Table, others: Sequence[int]) -> NotDrawable:
    """Report that no column has numbers, at the first cell that could have been one; return what to raise."""
    cells = [(row, at) for row in table.data.rows for at in range(len(row.cells)) if at not in others]
    texts = [(row, at) for row, at in cells if not is_missing(row.cells[at])]
    if not texts:
        fix = "name the columns with the numbers in `y:`"
        return table.refuse("FIG01", "type", f"no column with numbers in {table.data.path}", fix=fix)
    row, at = next(((row, at) for row, at in texts if suggested(row.cells[at])), texts[0])
    message = f"no column with numbers; this is a text in `{table.names()[at]}`"
    table.report("FIG01", table.data.place(row, at), message, found=row.found(at), fix=fix_of(row.cells[at]))
    return NotDrawable()


def _along_axis(table: Table, text: FigureText) -> ChartView:
    """Return a chart of numbers along an axis of dates or names."""
    at = _axis_index(table)
    if dated := dated_columns(table):
        return _chart(table, text, *across_matrix(table, dated))
    axis = table.axis(at)
    if table.spec.series:
        series_at = table.index(table.spec.series, "series")
        number = _number_index(table, [at, series_at], "with `series:` a chart shows one column of numbers")
        matrix = long_matrix(table, axis, series_at, table.numbers(number))
    else:
        matrix = wide_matrix(table, axis, [table.numbers(number) for number in _number_indexes(table, [at])])
    return _chart(table, text, axis, matrix)


def _chart(table: Table, text: FigureText, axis: AxisColumn, matrix: Matrix) -> ChartView:
    spec = table.spec
    return ChartView(
        text=text,
        type=spec.type,
        x_name=axis.name,
        x_form=axis.form,
        x=matrix.x,
        series=matrix.series,
        unit=spec.unit,
        decimals=matrix.decimals,
        highlight=_highlighted(table, (*(series.name for series in matrix.series), *matrix.x), axis.form),
        marks=_marks(table, axis.form, matrix.x),
        is_log=spec.log,
        range=spec.range,
    )


def _highlighted(table: Table, known: Sequence[str], form: str = "") -> tuple[str, ...]:
    """Return the names that are to stand out; reports those that name nothing (FIG04)."""
    written = [name if name in known else _canonical(name, form) for name in table.spec.highlight]
    for at, name in enumerate(written):
        if name not in known:
            near = nearest(name, known)
            fix = f"did you mean `{near}`?" if near else "write the name of a series, or a value of the axis below"
            place = table.spec.place(table.path, f"highlight.{at}")
            table.report("FIG04", place, "no series and no value has this name", found=name, fix=fix)
    return tuple([name for name in written if name in known])


def _canonical(text: str, form: str) -> str:
    """Return a value of the axis below as the axis has it."""
    when = read_when(text) if form in (*FORMS, "mixed") else None
    return when.text if when else text


def _marks(table: Table, form: str, x: Sequence[str]) -> tuple[Mark, ...]:
    """Return the annotations; reports those at a value that the axis does not have (FIG04)."""
    marks = []
    for at, written in enumerate(table.spec.annotate):
        note = replace(written, x=_canonical(written.x, form))
        number = read_number(note.y) if note.y else None
        if number and not note.x:
            marks.append(Mark(text=note.text, y=number.value))
        elif note.x in x and form != "number":
            marks.append(Mark(text=note.text, x=x.index(note.x)))
        else:
            place = table.spec.place(table.path, f"annotate.{at}")
            fix = "write `x:` with a value of the axis below, or `y:` with a number"
            table.report("FIG04", place, "an annotation at no value of the chart", found=note.x or note.y, fix=fix)
    return tuple(marks)


def _scatter(table: Table, text: FigureText) -> ChartView:
    """Return a chart of points: a column of numbers for each axis, and perhaps columns with groups and names."""
    spec, at = table.spec, _number_axis_index(table)
    across = table.numbers(at)
    groups_at = table.index(spec.series, "series") if spec.series else -1
    label_at = table.index(spec.label, "label") if spec.label else _text_index(table, (at, groups_at))
    up = table.numbers(_number_index(table, [at, groups_at, label_at], "points stand at two columns of numbers"))
    both = list(zip(across.values, up.values, strict=True))
    rows = [row for row, numbers in enumerate(both) if None not in numbers]
    groups = table.cells(groups_at) if groups_at >= 0 else ("",) * len(across.values)
    names = tuple(dict.fromkeys(groups[row] for row in rows))
    values = [tuple([up.values[row] if groups[row] == name else None for row in rows]) for name in names]
    named = table.cells(label_at) if label_at >= 0 else ()
    labels = tuple([named[row] for row in rows]) if named else ()
    left_out = [
        LeftOut(at=bisect_left(rows, row), label=named[row] if named else "", x=x, y=y, group=groups[row])
        for row, (x, y) in enumerate(both)
        if None in (x, y)
    ]
    return ChartView(
        text=text,
        type=spec.type,
        x_name=across.name,
        x_form="number",
        x=tuple([_number_text(across, row) for row in rows]),
        labels=labels,
        label_name=table.names()[label_at] if label_at >= 0 else "",
        y_name=up.name,
        left_out=tuple(left_out),
        group_name=spec.series,
        series=tuple([Series(name=name or up.name, values=found) for name, found in zip(names, values, strict=True)]),
        unit=spec.unit,
        decimals=up.decimals,
        highlight=_highlighted(table, (*names, *labels)),
        marks=_marks(table, "number", ()),
        is_log=spec.log,
        range=spec.range,
    )


def _number_axis_index(table: Table) -> int:
    if table.spec.x:
        return table.index(table.spec.x, "x")
    numbers = [at for at in range(len(table.names())) if table.has_numbers(at)]
    if len(numbers) < 2:
        raise table.refuse("FIG01", "type", "needs two columns of numbers", fix="name them in `x:` and `y:`")
    return numbers[0]


def _text_index(table: Table, others: Sequence[int]) -> int:
    """Return the first column of texts, or -1."""
    return next((at for at in range(len(table.names())) if at not in others and not table.has_numbers(at)), -1)


def _number_text(column: NumberColumn, row: int) -> str:
    number = column.values[row] or 0.0
    return str(int(number)) if number == int(number) else f"{number!r}"


def _columns_of_events(table: Table, others: Sequence[int]) -> tuple[list[int], int]:
    """Return the columns of dates without `others`, and the column that tells the events, or -1.

    A column is one of dates if half of its cells are, or all of them where no other tells the events.
    """
    spec, dates, label_at = table.spec, [], -1
    for least in (0.5, 1.0):
        dates = [number for number in range(len(table.names())) if table.share_of_dates(number) >= least]
        dates = [number for number in dates if number not in others and table.names()[number] != spec.label]
        label_at = table.index(spec.label, "label") if spec.label else _text_index(table, (*others, *dates))
        if label_at >= 0:
            break
    return dates, label_at


def _timeline(table: Table, text: FigureText) -> ChartView:
    """Return events in the order of their dates."""
    spec, at = table.spec, _axis_index(table)
    axis = table.axis(at, may_mix=True)
    if axis.form == "category":
        fix = "write dates as 2024, 2024-07 or 2024-07-21"
        raise table.refuse("FIG01", "x", "a timeline needs a column of dates", found=axis.name, fix=fix)
    groups_at = table.index(spec.series, "series") if spec.series else -1
    dates, label_at = _columns_of_events(table, (at, groups_at))
    ends = _ends(table, axis, dates)
    if label_at < 0:
        raise table.refuse("FIG01", "type", "needs a column that tells the events", fix="name it in `label:`")
    name = table.names()[label_at]
    for row in (row for row in table.data.rows if not row.cells[label_at]):
        fix = f"write its `{name}`, or delete the row"
        table.report("DAT12", table.data.place(row, label_at), f"an event without its `{name}`", fix=fix)
    order = sorted(range(len(axis.texts)), key=lambda row: axis.days[row])
    groups = [table.cells(groups_at)[row] if groups_at >= 0 else "" for row in order]
    names = tuple(dict.fromkeys(groups))
    ones = [tuple([1.0 if group == name else None for group in groups]) for name in names]
    return ChartView(
        text=text,
        type=spec.type,
        x_name=axis.name,
        x_form=axis.form,
        x=tuple([axis.texts[row] for row in order]),
        labels=tuple([table.cells(label_at)[row] for row in order]),
        label_name=table.names()[label_at],
        ends=tuple([ends[row] for row in order]) if ends else (),
        end_name=table.names()[dates[0]] if ends else "",
        group_name=spec.series,
        series=tuple([Series(name=name, values=values) for name, values in zip(names, ones, strict=True)]),
        highlight=_highlighted(table, (*names, *axis.texts), axis.form),
    )


def _ends(table: Table, axis: AxisColumn, dates: Sequence[int]) -> list[str]:
    """Return when events ended: the first of the columns `dates`, if there is any; an empty text for one without end.

    Reports further columns of dates (FIG05), ends that are no dates (DAT15), and one before its beginning (FIG01).
    """
    for number in dates[1:]:
        message, fix = "a timeline shows when events began and ended", "say other dates in the words of the events"
        place = table.data.place(table.data.header, number)
        table.report("FIG05", place, message, found=table.names()[number], fix=fix)
    whens = [read_when(cell) for cell in table.cells(dates[0])] if dates else []
    for row, (first, end) in enumerate(zip(axis.days, whens, strict=False)):
        cell, place = table.cells(dates[0])[row], table.data.place(table.data.rows[row], dates[0])
        if not end and not is_missing(cell):
            fix = "write it as 2024, 2024-07 or 2024-07-21, or leave the cell empty"
            table.report("DAT15", place, "an end of an event that is no date", found=cell, fix=fix)
        if end and last_day(end) < first:
            fix = "exchange the two dates"
            table.report("FIG01", place, "an event that ends before it begins", found=end.text, fix=fix)
    return [end.text if end else "" for end in whens]


def _tile_map(table: Table, text: FigureText) -> ChartView:
    """Return a number for each region of a country."""
    spec, at = table.spec, _axis_index(table)
    number = table.numbers(_number_index(table, [at], "a map shows one column of numbers"))
    cells, suggester = table.cells(at), Suggester()
    codes = [region_code(cell) for cell in cells]
    chosen = spec.map or max(MAPS, key=lambda name: sum(code in MAPS[name] for code in codes))
    found: dict[str, float | None] = {}
    for row, (code, value) in enumerate(zip(codes, number.values, strict=True)):
        place, cell = table.data.place(table.data.rows[row], at), cells[row]
        if code not in MAPS[chosen]:
            near = suggester.nearest(cell, "regions", region_names)
            fix = f"did you mean {near}?" if near else "write its name in English or Korean, or its code"
            table.report("FIG04", place, "no region of the map has this name", found=cell, fix=fix)
        elif code in found:
            table.report("DAT11", place, "a region given twice", found=cell, fix="keep one of the two rows")
        else:
            found[code] = value
    return ChartView(
        text=text,
        type=spec.type,
        x_name=table.names()[at],
        x_form="region",
        x=tuple(found),
        series=(Series(name=number.name, values=tuple(found.values())),),
        unit=spec.unit,
        decimals=number.decimals,
        map=chosen,
    )
