"""Views of figures that are made from data: each holds its specification with its numbers."""

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value


@value
class FigureText:
    """What stands around a figure, the same for charts and tables."""

    id: str
    """Of its element in the text."""
    number: int
    """0: it has none."""
    title: str
    subtitle: str = ""
    source: str = ""
    source_url: str = ""
    notes: str = ""
    license: str = ""
    alt: str = ""
    """As given; empty: the alternative is made from the data."""
    marked: tuple[tuple[str, str], ...] = ()
    """(name of a field above, its HTML) of those that have emphasis, code or links."""
    language: str
    """BCP 47."""
    is_wide: bool = False
    page: str = ""
    """Root-relative address of the figure's own page."""
    csv: str = ""
    """Root-relative address of its data, or empty."""
    image: str = ""
    """Root-relative address of its picture (PNG), or empty."""


@value
class Series:
    """A row of numbers along the axis below; None: no data."""

    name: str
    values: tuple[float | None, ...]


@value
class Mark:
    """An annotation of a chart."""

    text: str
    x: int = -1
    """The position in `ChartView.x`; -1: it stands at `y`."""
    y: float = 0.0


@value
class LeftOut:
    """A row of a scatter plot that lacks one of its numbers: no point, but a row of the table."""

    at: int
    """The position in `ChartView.x` of the point that follows it."""
    label: str = ""
    x: float | None = None
    y: float | None = None
    group: str = ""


@value
class ChartView:
    """A chart."""

    text: FigureText
    type: str
    x_name: str
    """Of the axis below; empty for dates that stand in the head of the data."""
    x_form: str
    """`category`, `year`, `quarter`, `month`, `day`, `mixed` (of a timeline), `number` or `region`."""
    x: tuple[str, ...]
    """Along the axis below: in canonical form, or as written for a category."""
    labels: tuple[str, ...] = ()
    """Names of the points of a scatter plot, or what the events of a timeline are; else empty."""
    label_name: str = ""
    ends: tuple[str, ...] = ()
    """When the events of a timeline ended, in canonical form; an empty text: the event has one date."""
    end_name: str = ""
    y_name: str = ""
    """Of a scatter plot: of the numbers along the axis beside it."""
    left_out: tuple[LeftOut, ...] = ()
    """Of a scatter plot, in the order of the file."""
    group_name: str = ""
    """The column that groups the points of a scatter plot, or the events of a timeline."""
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    """Digits behind the point in the data, which tables show."""
    highlight: tuple[str, ...] = ()
    """Names of series or of values along the axis."""
    marks: tuple[Mark, ...] = ()
    is_log: bool = False
    range: tuple[float, ...] = ()
    map: str = ""
    content_hash: Digest = NO_DIGEST


def count_alone(view: ChartView) -> int:
    """Return how many numbers of a chart have none beside them, so that no line leads to them."""
    rows = [(None, *series.values, None) for series in view.series]
    trios = [trio for row in rows for trio in zip(row, row[1:], row[2:], strict=False)]
    return sum(number is not None and before is after is None for before, number, after in trios)


@value
class TableColumn:
    """A column of a table."""

    name: str
    is_number: bool
    unit: str = ""
    decimals: int = 0
    is_heat: bool = False
    cells: tuple[str, ...] = ()
    """Of a column of texts, or of numbers that are missing: as written."""
    numbers: tuple[float | None, ...] = ()


@value
class TableView:
    """A table of a data file."""

    text: FigureText
    columns: tuple[TableColumn, ...]
    heads: tuple[tuple[str, int, int], ...] = ()
    """(words of a merged head, its first column, how many columns it spans)."""
    is_sortable: bool = True
    content_hash: Digest = NO_DIGEST


FigureView = ChartView | TableView


@value
class FigureSlot:
    """The figure at a place in a text: a chart, a table, or neither if it cannot be drawn.

    The codec tells values apart by the names of their fields, not by their classes.
    """

    chart: ChartView | None = None
    table: TableView | None = None

    @property
    def view(self) -> FigureView | None:
        """The figure, or None."""
        return self.chart or self.table


def slot_of(view: FigureView | None) -> FigureSlot:
    """Return the slot that holds a figure."""
    if isinstance(view, ChartView):
        return FigureSlot(chart=view)
    return FigureSlot(table=view)


@value
class DataFileView:
    """The numbers of a figure for download."""

    figure: FigureView
    permalink: str
    """Absolute address of the figure."""
    publisher: str
    license: str
    """Of the site; a figure may have its own."""


@value
class PictureView:
    """A chart as a picture, for feeds, mail and link previews."""

    figure: ChartView
    paper: str
    accent: str
    publisher: str
    is_small: bool = False
    """In the size SMALL, for lists; without words, unless it is nothing without them."""


MOST_COLUMNS = 24
"""Dates whose bars stand side by side; more of them, and names, stand below each other."""
WORDS_ALONE = ("timeline",)
"""Types of charts of which nothing is left without words."""
SMALL = (480, 320)
"""Width and height in pixels of a picture for lists."""


def small_address(image: str) -> str:
    """Return the address of the small picture of a chart, whose whole one has the address `image`."""
    return f"{image.removesuffix('.png')}-small.png"
