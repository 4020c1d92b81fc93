"""The numbers of a chart -> the frame of its plot: both axes, the unit, annotations. Render, pure."""

from collections.abc import Sequence
from dataclasses import replace

from kei_site.core.value import value
from kei_site.render.figures import svg
from kei_site.render.figures.names_below import axis_below
from kei_site.render.figures.scales import (
    Scale,
    fixed_scale,
    kept_apart,
    number_scale,
    places_in_row,
    places_in_time,
)
from kei_site.render.figures.sheet import LEADING, SIZE, Sheet
from kei_site.render.figures.widths import cut, lines_of, width_of

_NOTE_WIDTH = 150.0
_BELOW = 24.0
"""Room for the names of the axis below."""


@value
class Frame:
    """The plot: the place of each value of the axis below, the axis of numbers, and what is drawn around the data."""

    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, ...]
    y: Scale
    parts: tuple[str, ...]
    """What stands behind the data."""
    notes: tuple[str, ...] = ()
    """Annotations, which stand before them."""
    height: float
    """Of the whole drawing."""


@value
class Room:
    """The room around a plot in its drawing, in pixels."""

    top: float
    right: float
    is_from_zero: bool = False
    """Whether the axis of numbers holds zero."""
    least: float = 0.0
    """The height that the labels beside the plot need."""


def numbers_of(sheet: Sheet) -> list[float]:
    """Return all numbers of a chart and of its annotations."""
    found = [number for series in sheet.view.series for number in series.values if number is not None]
    return found + [mark.y for mark in sheet.view.marks if mark.x < 0]


def scale_of(sheet: Sheet, numbers: Sequence[float], ends: tuple[float, float], *, zero: bool) -> Scale:
    """Return the axis of numbers: as the editor set it, or as the numbers ask."""
    view, wanted = sheet.view, 4 if sheet.is_narrow else 5
    if view.range:
        low, high = view.range
        return fixed_scale(low, high, ends, wanted=wanted, is_log=view.is_log)
    return number_scale(numbers, ends, zero=zero, wanted=wanted, is_log=view.is_log)


def make_frame(sheet: Sheet, numbers: Sequence[float], room: Room, *, is_banded: bool = False) -> Frame:
    """Return the frame of a plot with an axis of numbers beside it.

    `is_banded`: each value of the axis below has a band of its own, and the axis of numbers holds zero.
    """
    top, right, zero = room.top, room.right, is_banded or room.is_from_zero
    marks, rows = _note_rows(sheet)
    caption = LEADING + 4 if sheet.view.unit else 0.0
    start = top + caption + rows * LEADING + 8
    height = max(250.0 if sheet.is_narrow else 280.0, room.least) if sheet.has_words else 200.0
    scale = scale_of(sheet, numbers, (start + height, start), zero=zero)
    names = sheet.forms.ticks(scale.ticks, scale.decimals)
    left = max(width_of(name, SIZE) for name in names) + 10
    x = _places(sheet, left, sheet.width - right, is_banded=is_banded)
    parts = [svg.label(0, top + 11, cut(sheet.view.unit, SIZE, sheet.width), "q")] if caption else []
    parts += number_axis(scale, names, left, sheet.width - right)
    below = axis_below(sheet, x, (left, sheet.width - right), is_banded=is_banded)
    parts += [svg.lines((name.x, start + height + 18), name.lines, "q", anchor="m") for name in below]
    more = max((len(name.lines) for name in below), default=1) - 1
    frame = Frame(
        left=left,
        right=sheet.width - right,
        top=start,
        bottom=start + height,
        x=x,
        y=scale,
        parts=tuple(parts),
        height=start + height + _BELOW + more * LEADING,
    )
    return _with_notes(frame, sheet, marks, start - rows * LEADING)


def _places(sheet: Sheet, left: float, right: float, *, is_banded: bool) -> tuple[float, ...]:
    view = sheet.view
    if is_banded:
        band = (right - left) / len(view.x)
        return tuple([left + (at + 0.5) * band for at in range(len(view.x))])
    inset = 6.0
    if view.x_form == "category":
        return places_in_row(len(view.x), (left + inset, right - inset))
    return places_in_time(view.x, (left + inset, right - inset))


def number_axis(scale: Scale, names: Sequence[str], left: float, right: float) -> list[str]:
    """Return an axis of numbers between two sides: its lines, and their numbers on the left."""
    places = [scale.at(tick) for tick in scale.ticks]
    looks = ["gr" if tick else "ax" for tick in scale.ticks]
    lines = svg.merged((look, svg.stretch(left, y, right, y), "", "") for look, y in zip(looks, places, strict=True))
    return lines + [svg.label(left - 8, y + 4.5, name, "q", anchor="e") for y, name in zip(places, names, strict=True)]


def _note_rows(sheet: Sheet) -> tuple[list[tuple[int, tuple[str, ...]]], int]:
    """Return the annotations at values of the axis below, with their lines, and the rows of text above the plot."""
    limit = _NOTE_WIDTH if not sheet.is_narrow else 110.0
    marks = sorted((mark.x, sheet.words(mark.text)) for mark in sheet.view.marks if mark.x >= 0)
    lines = [(x, lines_of(text, SIZE, limit, most=3)) for x, text in marks]
    return lines, sum(len(texts) for _, texts in lines)


def _with_notes(frame: Frame, sheet: Sheet, marks: Sequence[tuple[int, tuple[str, ...]]], top: float) -> Frame:
    """Return the frame with its annotations: a line each, and the words above it, one below the other."""
    lines, notes, y = [], [], top
    for at, texts in marks:
        x = frame.x[at]
        width = max(width_of(text, SIZE) for text in texts)
        is_left = x + 6 + width > sheet.width
        lines.append(svg.stretch(x, y - 2, x, frame.bottom))
        notes.append(svg.lines((x - 6 if is_left else x + 6, y + 9), texts, "an", anchor="e" if is_left else ""))
        y += len(texts) * LEADING
    beside = [mark for mark in sheet.view.marks if mark.x < 0]
    places = [frame.y.at(mark.y) for mark in beside]
    lines += [svg.stretch(frame.left, y, frame.right, y) for y in places]
    apart = kept_apart([y - 9.5 for y in places], [LEADING - 1] * len(places), (frame.top, frame.bottom))
    for mark, y in zip(beside, apart, strict=True):
        words = cut(sheet.words(mark.text), SIZE, frame.right - frame.left)
        notes.append(svg.label(frame.left + 4, y + 4.5, words, "an"))
    behind = [svg.path(lines, "nt")] if lines else []
    return replace(frame, parts=(*frame.parts, *behind), notes=tuple(notes))
