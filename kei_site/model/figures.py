"""Figures made from data: what an editor asks for (`FigureSpec`), and the data that it is made of (`Dataset`)."""

import posixpath
from dataclasses import field, replace
from unicodedata import normalize

from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.file_types import ending_of
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value

CHART_TYPES = (
    "line",
    "bar",
    "stacked",
    "area",
    "slope",
    "dot",
    "scatter",
    "small-multiples",
    "tile-map",
    "timeline",
)
DATA_ENDINGS = (".csv", ".tsv", ".json")
"""Of the files that figures are made from."""
SHARED = "figure:"
"""What stands before the name of a figure of `content/figures/`, as `brief:` stands before a slug."""


@value
class FigureBlock:
    """A `::: chart` or `::: table FILE` as it stands in a text; its keys are not read yet."""

    kind: str
    """`chart` or `table`."""
    target: str
    """The data file as written, `figure:NAME`, or empty when the data stand in the body."""
    body: str
    """YAML."""
    id: str
    """Of the element; links may lead to it."""
    number: int = 0
    """Among the figures of its text, or among its tables."""
    line: int
    column: int
    """Of the target."""
    body_line: int
    """The line of the file in which the body begins."""
    is_wide: bool = False


@value
class DataRow:
    """A row of a data file, with the place of each cell."""

    cells: tuple[str, ...]
    line: int
    columns: tuple[int, ...]
    """The column of each cell, counted from 1."""
    written: tuple[str, ...] = ()
    """The cells as the file has them, where they were read with points in place of commas; else empty."""

    def found(self, at: int) -> str:
        """Return the cell with the index `at` as the file has it."""
        return self.written[at] if at < len(self.written) else self.cells[at]


@value
class Dataset:
    """A table of texts, as it stands in a file."""

    path: str
    """Of the file that holds it."""
    digest: Digest = NO_DIGEST
    """Of that file; empty for data inside a text."""
    header: DataRow
    rows: tuple[DataRow, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def place(self, row: DataRow, at: int) -> Place:
        """Return where the cell with the index `at` of a row stands."""
        column = row.columns[at] if at < len(row.columns) else 1
        return Place(path=self.path, line=row.line, column=column)


@value
class Annotation:
    """Words at a value of the axis below (`x`), or at one of the axis beside it (`y`)."""

    text: str
    x: str = ""
    y: str = ""


@value
class FigureSpec:
    """What an editor asks for, typed; a field is a key of the same name unless it says otherwise."""

    kind: str
    """`chart` or `table`."""
    target: str
    """The data file as written, or `figure:NAME`; empty when the data stand in the text itself."""
    inline: Dataset | None = None
    id: str = ""
    number: int = 0
    is_wide: bool = False
    type: str = "line"
    x: str = ""
    """The column of the axis below; empty: the first one."""
    y: tuple[str, ...] = ()
    """The columns with numbers; empty: all others."""
    series: str = ""
    """The column that names the series, if each number has a row of its own."""
    label: str = ""
    """The column that names the points of a scatter plot, or tells the events of a timeline."""
    unit: str = ""
    title: str = ""
    subtitle: str = ""
    source: str = ""
    source_url: str = ""
    notes: str = ""
    license: str = ""
    alt: str = ""
    marked: tuple[tuple[str, str], ...] = ()
    """(key, HTML) of the words that have emphasis, code or links; the fields have the words alone."""
    highlight: tuple[str, ...] = ()
    annotate: tuple[Annotation, ...] = ()
    log: bool = False
    range: tuple[float, ...] = ()
    """(lowest, highest) of the axis with the numbers; empty: as the data ask."""
    map: str = ""
    """`korea` or `usa`; empty: as the names in the data say."""
    columns: tuple[str, ...] = ()
    """Of a table: the columns that are shown, in this order; empty: all."""
    units: tuple[tuple[str, str], ...] = ()
    """Of a table: (column, unit)."""
    heat: tuple[str, ...] = ()
    """Of a table: the columns whose cells are shaded by their numbers."""
    heads: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of a table: (words of a merged head, the columns below it)."""
    sort: bool = True
    """Of a table: whether readers may sort it."""
    line: int = 1
    column: int = 1
    places: tuple[tuple[str, int, int], ...] = field(default=())
    """(key, line, column) of each value written."""

    def place(self, path: str, key: str = "") -> Place:
        """Return where the value of a key stands in the file `path`, or the figure itself if it is not written."""
        found = {name: (line, column) for name, line, column in self.places}
        line, column = found.get(key) or found.get(key.partition(".")[0]) or (self.line, self.column)
        return Place(path=path, line=line, column=column)


@value
class SharedFigure:
    """A figure of `content/figures/`, which several texts may show."""

    name: str
    """The name of its file without the ending."""
    path: str
    """Of its file below the site's folder."""
    spec: FigureSpec


def data_path(spec: FigureSpec, path: str) -> str:
    """Return the path (NFC) of the data file that a figure in the file `path` names."""
    return normalize("NFC", posixpath.normpath(posixpath.join(posixpath.dirname(path), spec.target)))


def is_data(path: str) -> bool:
    """Tell whether a path ends like that of a data file."""
    return ending_of(path) in DATA_ENDINGS


def is_remote(target: str) -> bool:
    """Tell whether data are named by an address on the web."""
    return "://" in target or target.startswith("//")


def is_shared(spec: FigureSpec) -> bool:
    """Tell whether a figure is one of `content/figures/`."""
    return spec.target.startswith(SHARED)


def without_places(spec: FigureSpec) -> FigureSpec:
    """Return a figure without the places of its keys and of its data in its text, which move when the text does."""
    inline = spec.inline
    if inline:
        rows = tuple([DataRow(cells=row.cells, line=0, columns=()) for row in inline.rows])
        header = DataRow(cells=inline.header.cells, line=0, columns=())
        inline = Dataset(path=inline.path, header=header, rows=rows)
    return replace(spec, line=0, column=0, places=(), inline=inline)
