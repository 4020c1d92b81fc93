"""What every drawing of a chart begins with: its width, its words, the look of its series. Render, pure."""

from collections.abc import Callable, Sequence

from kei_site.core.numerals import most_decimals
from kei_site.core.value import value
from kei_site.model.views.figures import ChartView, Series
from kei_site.render.figures import svg
from kei_site.render.figures.budget import MOST_TITLES, Budget, budget_of
from kei_site.render.figures.forms import Forms, forms_of, largest_of, with_unit
from kei_site.render.figures.widths import cut, width_of

SIZE = 13.0
"""Pixels of letters."""
LEADING = 16.0
WIDE, FULL, NARROW = 640.0, 920.0, 340.0
"""The widths of drawings: in the column of the text, over its margin, on phones."""
_SHORT_UNIT = 16
"""Bytes of a unit that stands behind numbers; one longer than names may be stands above the chart alone."""
COLORS = 8
_TEXTURES = (
    "",
    "M-1 7L7-1M-1 1L1-1M5 7L7 5",
    "M0 3H6",
    "M-1-1L7 7M-1 5L1 7M5-1L7 1",
    "M3 0V6",
    "M0 3H6M3 0V6",
    "M-1 7L7-1M-1-1L7 7",
    "M1 1h1.6v1.6H1zM4 4h1.6v1.6H4z",
)
"""Lines over the color of each series, in a square of 6 pixels."""


@value
class Sheet:
    """A chart that is to be drawn in one of its widths."""

    view: ChartView
    width: float
    is_narrow: bool
    forms: Forms
    key: str
    """Begins the ids in this drawing; no other drawing of the page has it."""
    largest: float
    """Of the numbers, without their signs."""
    has_highlights: bool
    """A series stands out."""
    has_highlights_below: bool
    """A value of the axis below stands out."""
    has_titles: bool
    """Points say their numbers: there are few, and the drawing is for a pointer."""
    budget: Budget
    has_words: bool = True
    """False: its words are taken out later, so no sample explains a series, and the drawing is flat."""

    def number(self, number: float) -> str:
        """Return a number of the chart in words, with the digits that say something."""
        return self.forms.label(number, self.view.decimals, self.largest)

    def exact(self, number: float) -> str:
        """Return a number of the chart with its digits, but for the many of one that a program worked out."""
        return self.forms.number(number, min(self.view.decimals, most_decimals([number])))

    def x_text(self, at: int) -> str:
        """Return the name of a value of the axis below."""
        return self._x_text(at, self.budget.name)

    def _x_text(self, at: int, most: int) -> str:
        """Return a name with at most so many bytes, or a whole date."""
        if self.view.x_form == "category":
            return svg.within(self.view.x[at], most)
        return self.forms.when(self.view.x[at], self.view.x_form)

    def name(self, at: int) -> str:
        """Return the name of a series."""
        return svg.within(self.view.series[at].name, self.budget.name)

    def words(self, text: str) -> str:
        """Return what an editor wrote of a point, an event or a number."""
        return svg.within(text, self.budget.name)

    def look(self, at: int) -> str:
        """Return the class of a series: its color, or whether it stands out among others."""
        if self.has_highlights:
            return "hi" if self.view.series[at].name in self.view.highlight else "lo"
        return f"s{at % COLORS}"

    def look_of_bar(self, at: int, x: int) -> str:
        """Return the class of a bar: its series', or whether its value of the axis stands out."""
        if self.has_highlights_below:
            return "hi" if self.view.x[x] in self.view.highlight else "lo"
        return self.look(at)

    def fill(self, at: int, x: int) -> str:
        """Return the texture of a bar or area, or an empty string for a plain one."""
        plain = at == 0 or not self.look_of_bar(at, x).startswith("s")
        return "" if plain else f"url(#{self.key}{at})"

    def title(self, series: Series, x: int, number: float) -> str:
        """Return what a point says, with all digits of its number, or an empty string when there are too many."""
        if not self.has_titles:
            return ""
        most, unit = self.budget.name_in_title, self.view.unit
        name = f"{svg.within(series.name, most)}, " if len(self.view.series) > 1 else ""
        is_short = svg.within(unit, max(_SHORT_UNIT, most)) == unit
        said = with_unit(self.exact(number), unit if is_short else "")
        return f"{name}{self._x_text(x, most)}: {said}"


@value
class Drawing:
    """The parts of a chart, and the height that they take."""

    parts: tuple[str, ...]
    height: float


Draw = Callable[[Sheet], Drawing]


def make_sheet(view: ChartView, *, is_narrow: bool, has_words: bool = True) -> Sheet:
    """Return the sheet for a chart on wide screens or on phones."""
    width = NARROW if is_narrow else FULL if view.text.is_wide else WIDE
    key = f"{view.text.id}-{'n' if is_narrow else 'w'}"
    forms, largest = forms_of(view.text.language), largest_of(view)
    count = sum(value is not None for series in view.series for value in series.values)
    return Sheet(
        view=view,
        width=width,
        is_narrow=is_narrow,
        forms=forms,
        key=key,
        largest=largest,
        has_highlights=any(series.name in view.highlight for series in view.series),
        has_highlights_below=not frozenset(view.highlight).isdisjoint(view.x),
        has_titles=not is_narrow and count <= MOST_TITLES,
        budget=budget_of(view),
        has_words=has_words,
    )


def textures(sheet: Sheet) -> str:
    """Return the definitions of the textures of bars and areas, for all series but the first."""
    looks = [(at, sheet.look(at)) for at in range(1, len(sheet.view.series))]
    found = [
        f'<pattern id="{sheet.key}{at}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path class="br {look}" d="M0 0h6v6H0z"/><path class="ha" d="{_TEXTURES[at % len(_TEXTURES)]}"/></pattern>'
        for at, look in looks
        if look.startswith("s")
    ]
    return f"<defs>{''.join(found)}</defs>" if found else ""


_SAMPLE = 26.0
_GAP = 18.0


def legend(sheet: Sheet, sample: Callable[[int, float, float], str], *, names: Sequence[int] = ()) -> Drawing:
    """Return the names of the series, each behind a sample of its look, in as many rows as they need.

    `sample` draws that of a series: (its number, left, middle) -> SVG. A chart of one series has no legend. `names` are
    the numbers of the series in it; empty: all.
    """
    if len(sheet.view.series) < 2 or not sheet.has_words:
        return Drawing(parts=(), height=0)
    parts, x, y = [], 0.0, 10.0
    for at in names or range(len(sheet.view.series)):
        name = cut(sheet.name(at), SIZE, sheet.width - _SAMPLE)
        width = _SAMPLE + width_of(name, SIZE)
        if x and x + width > sheet.width:
            x, y = 0.0, y + LEADING + 4
        parts.append(sample(at, x, y))
        parts.append(svg.label(x + _SAMPLE, y + 4.5, name))
        x += width + _GAP
    return Drawing(parts=tuple(parts), height=y + LEADING)


def swatch(sheet: Sheet) -> Callable[[int, float, float], str]:
    """Return the sample of bars and areas: a square with the color and texture of its series."""
    return lambda at, x, y: svg.path([svg.box(x, y - 6, 18, 12)], f"br {sheet.look(at)}", fill=sheet.fill(at, 0))


def strokes(sheet: Sheet) -> Callable[[int, float, float], str]:
    """Return the sample of lines: a piece of the line with its point."""
    return lambda at, x, y: (
        svg.line(x, y, x + 20, y, f"ln {sheet.look(at)}") + svg.path([svg.point(x + 10, y, at)], f"mk {sheet.look(at)}")
    )


def dots(sheet: Sheet) -> Callable[[int, float, float], str]:
    """Return the sample of points."""
    return lambda at, x, y: svg.path([svg.point(x + 9, y, at)], f"mk {sheet.look(at)}")
