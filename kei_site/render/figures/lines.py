"""Lines, areas and slopes: a chart along time -> its drawing. Render, pure."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from kei_site.model.views.figures import Series
from kei_site.render.figures import svg
from kei_site.render.figures.axes import Frame, Room, make_frame, numbers_of
from kei_site.render.figures.scales import kept_apart
from kei_site.render.figures.sheet import COLORS, LEADING, SIZE, Drawing, Sheet, legend, strokes, swatch, textures
from kei_site.render.figures.widths import BOLD, cut, lines_of, lines_with_number, width_of

_LABELS = 0.26
"""The share of the width that labels beside a plot may take."""
_FEW_POINTS, _FEW_MARKS = 24, 120
"""Points of a line that are all marked, if those of all lines are not too many."""

Words = tuple[tuple[str, ...], str]
"""(lines, class) of a label."""
Label = tuple[float, tuple[str, ...], str]
"""(place, lines, class) of a label beside the plot."""


def draw_lines(sheet: Sheet) -> Drawing:
    """Return a chart of lines, each named at its end; on phones the names stand above."""
    head = legend(sheet, strokes(sheet), names=_named(sheet)) if sheet.is_narrow else Drawing(parts=(), height=0)
    labels = {} if sheet.is_narrow else _end_texts(sheet)
    room = Room(top=head.height, right=_room(labels.values()), least=_height(labels.values()))
    frame = make_frame(sheet, numbers_of(sheet), room)
    parts = [*head.parts, *frame.parts]
    for at, series in sorted(enumerate(sheet.view.series), key=lambda pair: sheet.look(pair[0]) == "hi"):
        parts += _line(sheet, frame, at, series)
    parts += _beside(frame, [(_last_place(frame, sheet.view.series[at]), *text) for at, text in labels.items()])
    return Drawing(parts=(*parts, *frame.notes), height=frame.height)


def _named(sheet: Sheet) -> list[int]:
    """Return the numbers of the series with a name: of more than can be told apart, those that stand out."""
    count = len(sheet.view.series)
    return [at for at in range(count) if count <= COLORS or sheet.look(at) != "lo"]


def _end_texts(sheet: Sheet) -> dict[int, Words]:
    """Return the labels of series by their numbers: the name, if there are several, and the last number."""
    found = {}
    for at in _named(sheet) if len(sheet.view.series) > 1 or len(sheet.view.x) > 1 else ():
        series = sheet.view.series[at]
        last = next((number for number in reversed(series.values) if number is not None), None)
        if last is None:
            continue
        name, text = sheet.name(at) if len(sheet.view.series) > 1 else "", sheet.number(last)
        found[at] = (lines_with_number(name, text, SIZE * BOLD, sheet.width * _LABELS), f"lb {sheet.look(at)}")
    return found


def _room(labels: Iterable[Words]) -> float:
    """Return the room that labels take beside the plot."""
    return max([width_of(line, SIZE * BOLD) for texts, _ in labels for line in texts], default=-8.0) + 16


def _height(labels: Iterable[Words]) -> float:
    """Return the height that labels need below each other."""
    return sum(len(texts) for texts, _ in labels) * LEADING


def _last_place(frame: Frame, series: Series) -> float:
    last = next((number for number in reversed(series.values) if number is not None), frame.y.low)
    return frame.y.at(last)


def _beside(frame: Frame, labels: Sequence[Label]) -> list[str]:
    """Return labels beside the plot, moved apart."""
    heights = [len(texts) * LEADING for _, texts, _ in labels]
    places = kept_apart([place for place, _, _ in labels], heights, (frame.top - 8, frame.bottom + 8))
    return [
        svg.lines((frame.right + 9, y - height / 2 + 12), texts, classes)
        for y, height, (_, texts, classes) in zip(places, heights, labels, strict=True)
    ]


def runs(values: Sequence[float | None]) -> list[list[int]]:
    """Return the places of the numbers, in runs between gaps."""
    found: list[list[int]] = [[]]
    for at, number in enumerate(values):
        if number is not None:
            found[-1].append(at)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def trails(frame: Frame, values: Sequence[float | None]) -> list[svg.Outline]:
    """Return the lines through the numbers; there is a gap where data are missing."""
    return [
        svg.trail([(frame.x[at], frame.y.at(values[at] or 0.0)) for at in run]) for run in runs(values) if len(run) > 1
    ]


def _line(sheet: Sheet, frame: Frame, at: int, series: Series) -> list[str]:
    look, values = sheet.look(at), series.values
    found = runs(values)
    lines = trails(frame, values)
    parts = [svg.path(lines, f"ln {look}")] if lines else []
    shown = {run[0] for run in found if len(run) == 1}
    named = _named(sheet)
    is_named = at in named
    has_few = len(values) <= _FEW_POINTS and len(values) * len(named) <= _FEW_MARKS
    if is_named and (sheet.has_titles or has_few):
        shown = {place for run in found for place in run}
    elif is_named and found:
        shown.add(found[-1][-1])
    numbers = [(place, values[place] or 0.0) for place in sorted(shown)]
    if len(values) == len(numbers) == 1:
        y = frame.y.at(numbers[0][1]) - 9
        parts.append(svg.label(frame.x[0], y, sheet.number(numbers[0][1]), f"lb {look}", anchor="m"))
    return parts + svg.merged(
        (
            f"mk {look}",
            svg.point(frame.x[place], frame.y.at(number), at),
            sheet.title(series, place, number),
            "",
        )
        for place, number in numbers
    )


def draw_areas(sheet: Sheet) -> Drawing:
    """Return areas on top of each other, each named where it ends; on phones the names stand above.

    Where a number is missing nobody knows the height of those above it, so all have a gap.
    """
    names = [] if sheet.is_narrow else _area_names(sheet)
    head = legend(sheet, swatch(sheet)) if sheet.is_narrow else Drawing(parts=(), height=0)
    totals = [sum(_filled(column)) for column in zip(*_columns(sheet), strict=True)]
    marks = [mark.y for mark in sheet.view.marks if mark.x < 0]
    room = Room(top=head.height, right=_room(names), is_from_zero=True, least=_height(names))
    frame = make_frame(sheet, [*totals, *marks], room)
    parts = [textures(sheet), *head.parts]
    whole = runs([None if None in column else 0.0 for column in zip(*_columns(sheet), strict=True)])
    sums = list(accumulate(map(_filled, _columns(sheet)), _added))
    # Each reaches down to zero, behind those below it: so its outline has one line and not two.
    for at, upper in reversed(list(enumerate(sums))):
        bands = [_band(frame, run, upper) for run in whole]
        parts.append(svg.path(bands, f"ar {sheet.look(at)}", fill=sheet.fill(at, 0)))
    ends = [0.0, *(upper[whole[-1][-1]] for upper in sums)]
    middles = [frame.y.at((below + above) / 2) for below, above in pairwise(ends)]
    labels = [(middle, *name) for middle, name in zip(middles, names, strict=False)]
    return Drawing(parts=(*parts, *frame.parts, *_beside(frame, labels), *frame.notes), height=frame.height)


def _columns(sheet: Sheet) -> list[tuple[float | None, ...]]:
    return [series.values for series in sheet.view.series]


def _area_names(sheet: Sheet) -> list[Words]:
    if len(sheet.view.series) == 1:
        return []
    return [
        (lines_of(sheet.name(at), SIZE * BOLD, sheet.width * _LABELS), f"lb {sheet.look(at)}")
        for at in range(len(sheet.view.series))
    ]


def _filled(values: Sequence[float | None]) -> list[float]:
    return [number or 0.0 for number in values]


def _added(below: Sequence[float], numbers: Sequence[float]) -> list[float]:
    return [low + number for low, number in zip(below, numbers, strict=True)]


def _band(frame: Frame, run: Sequence[int], upper: Sequence[float]) -> svg.Outline:
    """Return the outline of an area from zero over a run of values; one value alone is as wide as a line."""
    zero = frame.y.at(0)
    if len(run) == 1:
        top = frame.y.at(upper[run[0]])
        return svg.box(frame.x[run[0]] - 1.5, top, 3, zero - top)
    x, y, way = svg.trail([(frame.x[at], frame.y.at(upper[at])) for at in run])
    return x, y, f"{way}V{svg.n(zero)}H{svg.n(frame.x[run[0]])}z"


def draw_slopes(sheet: Sheet) -> Drawing:
    """Return a line for each series between two values of the axis below, named on both sides."""
    view = sheet.view
    left = _side(sheet, 0, with_names=False)
    right = _side(sheet, 1, with_names=True)
    frame = make_frame(sheet, numbers_of(sheet), Room(top=0, right=_room(right), least=_height(right)))
    start = _room(left)
    ends = (start, frame.right)
    below, more = _slope_ends(sheet, ends, frame.bottom + 22)
    parts = [below]
    parts += [svg.line(x, frame.top, x, frame.bottom, "gr") for x in ends]
    if view.unit:
        parts.append(svg.label(0, 11, cut(view.unit, SIZE, sheet.width), "q"))
    for at, series in enumerate(view.series):
        places = [frame.y.at(number) if number is not None else None for number in series.values]
        parts += _slope(sheet, at, ends, places)
    labels = [(_place(frame, series.values[1]), *text) for series, text in zip(view.series, right, strict=True)]
    parts += _beside(
        frame, [label for label, series in zip(labels, view.series, strict=True) if series.values[1] is not None]
    )
    numbers = [(series.values[0], text) for series, text in zip(view.series, left, strict=True)]
    known = [(frame.y.at(number), text) for number, text in numbers if number is not None]
    places_left = kept_apart([place for place, _ in known], [LEADING] * len(known), (frame.top - 8, frame.bottom + 8))
    parts += [
        svg.label(start - 9, y + 4.5, texts[0], classes, anchor="e")
        for y, (_, (texts, classes)) in zip(places_left, known, strict=True)
    ]
    return Drawing(parts=tuple(parts), height=frame.bottom + 28 + more)


def _slope_ends(sheet: Sheet, ends: tuple[float, float], y: float) -> tuple[str, float]:
    """Return the names of both values of the axis below, and the height of their further lines."""
    room, parts, most = (ends[1] - ends[0]) * 0.45, [], 1
    for at, (x, anchor) in enumerate(zip((ends[0] - 6, ends[1] + 6), ("", "e"), strict=True)):
        texts = lines_of(sheet.x_text(at), SIZE, room, most=3)
        parts.append(svg.lines((x, y), texts, "q", anchor=anchor))
        most = max(most, len(texts))
    return "".join(parts), (most - 1) * LEADING


def _place(frame: Frame, number: float | None) -> float:
    return frame.y.at(frame.y.low if number is None else number)


def _side(sheet: Sheet, side: int, *, with_names: bool) -> list[Words]:
    """Return the labels of a side: the numbers, and on the right the names before them."""
    found = []
    for at, series in enumerate(sheet.view.series):
        number = series.values[side]
        name, text = sheet.name(at) if with_names else "", "" if number is None else sheet.number(number)
        limit = sheet.width * (0.4 if sheet.is_narrow else 0.3)
        found.append((lines_with_number(name, text, SIZE * BOLD, limit), f"lb {sheet.look(at)}"))
    return found


def _slope(sheet: Sheet, at: int, ends: tuple[float, float], places: Sequence[float | None]) -> list[str]:
    look, series = sheet.look(at), sheet.view.series[at]
    parts = []
    if None not in places:
        start, end = ((x, y or 0.0) for x, y in zip(ends, places, strict=True))
        parts.append(svg.line(*start, *end, f"ln {look}"))
    return parts + svg.merged(
        (f"mk {look}", svg.point(x, y, at), sheet.title(series, side, series.values[side] or 0.0), "")
        for side, (x, y) in enumerate(zip(ends, places, strict=True))
        if y is not None
    )
