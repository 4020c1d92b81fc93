"""Bars beside or on top of each other, and dots in rows: a chart of names or dates -> its drawing. Render, pure."""

from collections.abc import Iterator, Sequence

from kei_site.core.moments import is_period
from kei_site.core.value import value
from kei_site.model.views.figures import MOST_COLUMNS
from kei_site.render.figures import svg
from kei_site.render.figures.axes import Frame, Room, make_frame, numbers_of, scale_of
from kei_site.render.figures.budget import MOST_INNER, MOST_WRITTEN
from kei_site.render.figures.rows import Rows, axis_of_rows, height_across, name_rows, notes_across, unit_above
from kei_site.render.figures.scales import Scale
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet, dots, legend, swatch, textures
from kei_site.render.figures.widths import width_of

_ROUNDED = 0.5
"""By how much shares may miss 100 when added."""

Box = tuple[float, float, float, float]
"""(left, top, width, height) of a bar."""


@value
class Piece:
    """A bar, or a part of one."""

    series: int
    x: int
    start: float
    end: float
    number: float


def draw_bars(sheet: Sheet) -> Drawing:
    """Return bars: dates side by side, names below each other."""
    is_dated = sheet.view.x_form != "category" or all(map(is_period, sheet.view.x))
    return _columns(sheet) if is_dated and len(sheet.view.x) <= MOST_COLUMNS else _rows(sheet)


def _pieces(sheet: Sheet) -> list[Piece]:
    """Return the bars of a chart; those of one value of the axis stand on each other if it is stacked."""
    is_stacked, found = sheet.view.type == "stacked", []
    ends = [0.0] * len(sheet.view.x)
    for at, series in enumerate(sheet.view.series):
        for x, number in enumerate(series.values):
            if number is None:
                continue
            start = ends[x] if is_stacked else 0.0
            found.append(Piece(series=at, x=x, start=start, end=start + number, number=number))
            ends[x] = start + number if is_stacked else 0.0
    return found


def _totals(sheet: Sheet, pieces: Sequence[Piece]) -> list[float]:
    return [*(piece.end for piece in pieces), *(mark.y for mark in sheet.view.marks if mark.x < 0)]


def _bands(sheet: Sheet) -> int:
    """Return how many bars stand beside each other for a value of the axis."""
    return 1 if sheet.view.type == "stacked" else len(sheet.view.series)


def _columns(sheet: Sheet) -> Drawing:
    pieces, head = _pieces(sheet), legend(sheet, swatch(sheet))
    frame = make_frame(sheet, _totals(sheet, pieces), Room(top=head.height, right=4), is_banded=True)
    band = (frame.right - frame.left) / len(sheet.view.x)
    width = min(band * 0.72 / _bands(sheet), 64.0)
    parts = [textures(sheet), *head.parts, *frame.parts]
    boxes = [(piece, _column(sheet, frame, piece, width)) for piece in pieces]
    parts += svg.merged(_shape(sheet, piece, svg.box(*box)) for piece, box in boxes)
    parts += _inner_numbers(sheet, boxes)
    parts += _column_numbers(sheet, frame, pieces, width)
    return Drawing(parts=(*parts, *frame.notes), height=frame.height)


def _shape(sheet: Sheet, piece: Piece, outline: svg.Outline, *, has_title: bool = True) -> svg.Shape:
    look, fill = sheet.look_of_bar(piece.series, piece.x), sheet.fill(piece.series, piece.x)
    title = sheet.title(sheet.view.series[piece.series], piece.x, piece.number) if has_title else ""
    return f"br {look}", outline, title, fill


def _column(sheet: Sheet, frame: Frame, piece: Piece, width: float) -> Box:
    place = 0 if _bands(sheet) == 1 else piece.series
    x = frame.x[piece.x] + (place - _bands(sheet) / 2) * width
    top, bottom = sorted((frame.y.at(piece.start), frame.y.at(piece.end)))
    return x, top, width - 1, max(bottom - top, 0.5)


def _column_numbers(sheet: Sheet, frame: Frame, pieces: Sequence[Piece], width: float) -> Iterator[str]:
    """Yield the number of each column if all have room above them."""
    words = [sheet.number(piece.number) for piece in pieces]
    if _bands(sheet) > 1 or len(sheet.view.series) > 1 or max(map(_width, words)) > width + 6:
        return
    for piece, text in zip(pieces, words, strict=True):
        y = frame.y.at(piece.end) - 5 if piece.number >= 0 else frame.y.at(piece.end) + 15
        yield svg.label(frame.x[piece.x] - 0.5, y, text, anchor="m")


def _width(text: str) -> float:
    return width_of(text, SIZE)


def _rows(sheet: Sheet) -> Drawing:
    pieces, head = _pieces(sheet), legend(sheet, swatch(sheet))
    has_numbers = (len(sheet.view.x) if sheet.view.type == "stacked" else len(pieces)) <= MOST_WRITTEN
    words = _end_texts(sheet, pieces) if has_numbers else [""] * len(pieces)
    thick = 20.0 if sheet.view.type == "stacked" else 16.0 if _bands(sheet) == 1 else 13.0
    caption = unit_above(sheet, head.height)
    numbers = _totals(sheet, pieces)
    room = max(map(_width, words)) + 8
    rows, parts = name_rows(sheet, top=head.height + caption[1], inside=thick * _bands(sheet), right=room)
    start = rows.left + (room if min(numbers) < 0 else 0)
    scale = scale_of(sheet, numbers, (start, rows.right), zero=True)
    height = rows.top + rows.height * len(sheet.view.x)
    parts = [textures(sheet), *head.parts, *caption[0], *parts]
    if not has_numbers:
        parts += axis_of_rows(sheet, scale, rows.top, height)
        height += LEADING + 6
    parts.append(_zero(sheet, scale, rows, thick * _bands(sheet)))
    placed = [(piece, rows.y(piece.x) + (0 if _bands(sheet) == 1 else piece.series * thick)) for piece in pieces]
    has_titles = not has_numbers or sheet.view.type == "stacked"
    boxes = [(piece, _row(sheet, scale, piece, (y, thick))) for piece, y in placed]
    parts += svg.merged(_shape(sheet, piece, svg.box(*box), has_title=has_titles) for piece, box in boxes)
    parts += _inner_numbers(sheet, boxes)
    for (piece, y), text in zip(placed, words, strict=True):
        parts += _number(scale, piece, y + thick / 2 + 4.5, text)
    parts += _gaps(sheet, scale.at(0) + 5, [rows.y(x) + thick * _bands(sheet) / 2 for x in range(len(sheet.view.x))])
    parts += notes_across(sheet, scale, rows.top, height - 4)
    return Drawing(parts=tuple(parts), height=height + 2 + height_across(sheet))


def _gaps(sheet: Sheet, x: float, middles: Sequence[float]) -> Iterator[str]:
    """Yield what stands in rows without any number."""
    for at, middle in enumerate(middles):
        if all(series.values[at] is None for series in sheet.view.series):
            yield svg.label(x, middle + 4.5, sheet.forms.locale.text("figure.missing"), "q")


def _zero(sheet: Sheet, scale: Scale, rows: Rows, inside: float) -> str:
    """Return the line at zero; on phones in pieces, since names stand above the bars."""
    x, count = scale.at(0), len(sheet.view.x)
    ends = [(rows.y(at) - 3, rows.y(at) + inside + 3) for at in range(count)]
    pieces = ends if sheet.is_narrow else [(ends[0][0], ends[-1][1])]
    return svg.path([svg.stretch(x, start, x, end) for start, end in pieces], "ax")


def _end_texts(sheet: Sheet, pieces: Sequence[Piece]) -> list[str]:
    """Return the number at the end of each bar: its own, or the sum of those that stand on each other.

    There is no sum where one is missing, nor for shares that add up to 100.
    """
    if sheet.view.type != "stacked":
        return [sheet.number(piece.number) for piece in pieces]
    last = {piece.x: piece for piece in pieces}
    are_shares = sheet.view.unit == "%" and all(abs(piece.end - 100) < _ROUNDED for piece in last.values())
    whole = {x for x in last if all(series.values[x] is not None for series in sheet.view.series)}
    return [
        sheet.number(piece.end) if piece is last[piece.x] and piece.x in whole and not are_shares else ""
        for piece in pieces
    ]


def _inner_numbers(sheet: Sheet, boxes: Sequence[tuple[Piece, Box]]) -> Iterator[str]:
    """Yield the number of each part of a stacked bar that has room for it; one part alone has its number behind it."""
    if sheet.view.type != "stacked" or len(sheet.view.series) == 1 or len(boxes) > MOST_INNER:
        return
    for piece, (left, top, width, height) in boxes:
        text, look = sheet.number(piece.number), sheet.look_of_bar(piece.series, piece.x)
        if _width(text) + 6 <= width and height >= SIZE:
            classes = "an" if look == "lo" else f"in {look}"
            yield svg.label(left + width / 2, top + height / 2 + 4.5, text, classes, anchor="m")


def _row(sheet: Sheet, scale: Scale, piece: Piece, place: tuple[float, float]) -> Box:
    """Return a bar at (top, height), from one whole pixel to another."""
    left, right = sorted((round(scale.at(piece.start)), round(scale.at(piece.end))))
    gap = 1 if sheet.view.type == "stacked" else 0
    return left, place[0], max(right - left - gap, 0.5), place[1] - 1


def _number(scale: Scale, piece: Piece, y: float, text: str) -> Iterator[str]:
    """Yield the number at the end of a bar."""
    if text and piece.end < 0:
        yield svg.label(scale.at(piece.end) - 5, y, text, anchor="e")
    elif text:
        yield svg.label(scale.at(piece.end) + 5, y, text)


def draw_dots(sheet: Sheet) -> Drawing:
    """Return a row for each name, with a point for each series and a line from the lowest to the highest."""
    view, head = sheet.view, legend(sheet, dots(sheet))
    caption = unit_above(sheet, head.height)
    has_numbers = len(view.series) == 1
    last = [sheet.number(number) for number in view.series[0].values if number is not None] if has_numbers else ["0"]
    rows, parts = name_rows(sheet, top=head.height + caption[1], inside=14, right=max(map(_width, last)) + 14)
    scale = scale_of(sheet, numbers_of(sheet), (rows.left + 8, rows.right), zero=False)
    bottom = rows.top + rows.height * len(view.x)
    parts = [*head.parts, *caption[0], *axis_of_rows(sheet, scale, rows.top, bottom), *parts]
    if spans := list(_spans(sheet, scale, rows)):
        parts.append(svg.path(spans, "ax"))
    parts += svg.merged(_dots_of(sheet, scale, rows, has_title=not has_numbers))
    if has_numbers:
        known = [(x, number) for x, number in enumerate(view.series[0].values) if number is not None]
        parts += [svg.label(scale.at(number) + 8, rows.y(x) + 11.5, sheet.number(number)) for x, number in known]
    bottom += LEADING + 8
    parts += notes_across(sheet, scale, rows.top, bottom - 4)
    return Drawing(parts=tuple(parts), height=bottom + height_across(sheet))


def _spans(sheet: Sheet, scale: Scale, rows: Rows) -> Iterator[svg.Outline]:
    """Yield the outline of the line from the lowest to the highest point of each row."""
    for x in range(len(sheet.view.x)):
        places = [round(scale.at(number)) for series in sheet.view.series if (number := series.values[x]) is not None]
        if len(places) > 1:
            yield svg.stretch(min(places), rows.y(x) + 7, max(places), rows.y(x) + 7)


def _dots_of(sheet: Sheet, scale: Scale, rows: Rows, *, has_title: bool) -> Iterator[svg.Shape]:
    for at, series in enumerate(sheet.view.series):
        for x, number in enumerate(series.values):
            if number is not None:
                title = sheet.title(series, x, number) if has_title else ""
                place = round(scale.at(number)), rows.y(x) + 7
                yield f"mk {sheet.look_of_bar(at, x)}", svg.point(*place, at), title, ""
