"""The keys of a figure -> a `FigureSpec`, or diagnostics. Source, pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.file_types import ending_of
from kei_site.core.numerals import read_number
from kei_site.core.suggest import nearest
from kei_site.core.value import value
from kei_site.markdown.document import read_title
from kei_site.model.figures import (
    CHART_TYPES,
    DATA_ENDINGS,
    SHARED,
    Annotation,
    FigureBlock,
    FigureSpec,
    is_data,
    is_remote,
)
from kei_site.schema import nodes
from kei_site.schema.fields import (
    Problems,
    Reader,
    boolean,
    choice,
    fields,
    group,
    list_of,
    read_mapping,
    text,
    text_by_key,
    texts,
    wrong_kind,
)
from kei_site.schema.formats import web_address
from kei_site.schema.nodes import Mapping, Node, Scalar
from kei_site.schema.shapes import TEXT, Shape, object_shape, or_empty, shape_of, shaped
from kei_site.source.datasets import inline_dataset
from kei_site.source.fields import prose, title, words

_MARKED = ("title", "subtitle", "source", "notes", "license")
"""Keys whose words may have emphasis, code and links."""
_TYPES_ELSEWHERE = {
    **dict.fromkeys(("column", "columns", "bars", "barh", "hbar", "horizontal-bar", "histogram", "waterfall"), "bar"),
    **dict.fromkeys(("pie", "donut", "doughnut"), "bar"),
    **dict.fromkeys(("stack", "stacked-bar", "stacked bar", "stacked-column", "stacked bars"), "stacked"),
    **dict.fromkeys(("lines", "multi-line", "sparkline"), "line"),
    **dict.fromkeys(("dots", "dumbbell", "range", "lollipop", "arrow"), "dot"),
    **dict.fromkeys(("stacked-area", "stacked area", "areas"), "area"),
    **dict.fromkeys(("points", "bubble", "xy"), "scatter"),
    **dict.fromkeys(("map", "choropleth", "tile", "tiles", "cartogram"), "tile-map"),
    **dict.fromkeys(("facet", "facets", "panels", "trellis", "grid"), "small-multiples"),
    **dict.fromkeys(("events", "gantt"), "timeline"),
    **dict.fromkeys(("slopes", "slopegraph", "bump"), "slope"),
}
"""What other programs call the types."""
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")
_LISTS = ("* ", "- ", "+ ")
"""How a note may begin: it is no list."""


@value
class FiguresRead:
    """The figures of a text, and their diagnostics."""

    figures: tuple[FigureSpec, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_figures(blocks: Iterable[FigureBlock], path: str) -> FiguresRead:
    """Return the figures in the text of `path`, in their order; one with a fault keeps its sound keys."""
    specs: list[FigureSpec] = []
    told: list[Diagnostic] = []
    for block in blocks:
        spec, found = _read_block(block, path)
        specs.append(spec)
        told += found
    return FiguresRead(figures=tuple(specs), diagnostics=tuple(told))


def read_shared_figure(body: str, path: str) -> tuple[FigureSpec, tuple[Diagnostic, ...]]:
    """Return the figure that a file of `content/figures/` describes, and its diagnostics."""
    block = FigureBlock(kind="", target="", body=body, id="", line=1, column=1, body_line=1)
    return _read_block(block, path)


def _read_block(block: FigureBlock, path: str) -> tuple[FigureSpec, tuple[Diagnostic, ...]]:
    problems = Problems(path=path)
    mapping = read_mapping(block.body, problems, first_line=block.body_line)
    values, places = _values(mapping, block, problems) if mapping else ({}, ())
    file, kind = values.pop("file", ""), values.pop("kind", "") or block.kind or "chart"
    target, inline = file or block.target, values.pop("data", None)
    data = [Place(path=path, line=line, column=column) for name, line, column in places if name == "data"]
    place = data[0] if file else Place(path=path, line=block.line, column=block.column)
    marks = _with_marks(values, places, path)
    spec = FigureSpec(
        kind=kind,
        target=target,
        inline=None if target else inline,
        id=block.id,
        number=block.number,
        is_wide=block.is_wide,
        line=place.line,
        column=place.column,
        places=places,
        **values,
    )
    fix = "leave out `data:`, or the name behind `:::`"
    others = data if block.target and (file or inline) else []
    twice = [diagnostic("FIG01", key, "data given twice", found=block.target, fix=fix) for key in others]
    return spec, (*problems.diagnostics, *marks, *twice, *_target_faults(spec, place, has_keys=bool(values)))


def _values(
    mapping: Mapping, block: FigureBlock, problems: Problems
) -> tuple[dict[str, Any], tuple[tuple[str, int, int], ...]]:
    readers = dict(_READERS if block.kind else _SHARED_READERS)
    entries = dict(mapping.entries)
    node = entries.pop("data", None)
    rest = Mapping(entries=entries, keys=mapping.keys, line=mapping.line, column=mapping.column)
    values = fields(rest, readers, problems, required=() if block.target.startswith(SHARED) else ("title",))
    if isinstance(node, Scalar) and node.plain:
        values["file"] = node.text.strip()
    elif node is not None:
        values["data"] = inline_dataset(problems.path, node, _indent(node, block))
    places = [(key, node.line, node.column) for key, node in mapping.entries.items()]
    for key, node in mapping.entries.items():
        if isinstance(node, nodes.Sequence):
            places += [(f"{key}.{at}", item.line, item.column) for at, item in enumerate(node.items)]
    return values, tuple(places)


def _with_marks(values: dict[str, Any], places: Sequence[tuple[str, int, int]], path: str) -> list[Diagnostic]:
    """Put plain words in the place of words with marks, and their HTML under `marked`; return what is told of them."""
    marked: list[tuple[str, str]] = []
    told: list[Diagnostic] = []
    for key in _MARKED:
        if key not in values:
            continue
        line, column = next((line, column) for name, line, column in places if name == key)
        read, found = read_title(values[key], Place(path=path, line=line, column=column), has_links=True)
        told += found if not values[key].startswith(_LISTS) else ()
        values[key] = read.plain
        marked += [(key, str(read.html))] if read.html else []
    if marked:
        values["marked"] = tuple(marked)
    return told


def _indent(node: Node, block: FigureBlock) -> int:
    """Return the blanks before each line of a block of text under a key."""
    lines = block.body.split("\n")[node.line - block.body_line + 1 :]
    first = next((line for line in lines if line.strip()), "")
    return len(first) - len(first.lstrip())


def _target_faults(spec: FigureSpec, place: Place, *, has_keys: bool) -> Iterable[Diagnostic]:
    if spec.target.startswith(SHARED):
        if has_keys:
            fix = "leave the directive empty, or name the data file"
            yield diagnostic("FIG01", place, "a shared figure has its keys in content/figures", fix=fix)
    elif not spec.target and spec.inline is None:
        fix = "write ::: chart data.csv, or give the data under `data: |`"
        yield diagnostic("FIG03", place, "a figure without data", fix=fix)
    elif is_remote(spec.target):
        fix = "download the file, put it beside this text, and write its name: data.csv"
        yield diagnostic("FIG03", place, "data of another site; a page shows its own", found=spec.target, fix=fix)
    elif spec.target and not is_data(spec.target):
        ending = ending_of(spec.target)
        near = nearest(ending, DATA_ENDINGS)
        fix = f"write {spec.target[: -len(ending)]}{near}" if near else "name a .csv, .tsv or .json file"
        fix = "save the sheet as “CSV UTF-8”, and name that file" if ending in _WORKBOOKS else fix
        yield diagnostic("FIG03", place, "not a data file", found=spec.target, fix=fix)


_TYPE = choice(*CHART_TYPES)


@shaped(shape_of(_TYPE))
def _type(node: Node, problems: Problems) -> str | None:
    """Read a type of chart; a name that other programs have for one leads to it."""
    written = node.text.strip().lower() if isinstance(node, Scalar) else ""
    meant = _TYPES_ELSEWHERE.get(re.sub("[-_ ]*(?:chart|graph|plot)$", "", written))
    if meant and written not in CHART_TYPES:
        problems.add(problems.codes.choice, node, "not a type of chart", found=written, fix=f"write `type: {meant}`")
        return None
    found: str | None = _TYPE(node, problems)
    return found


@shaped({"anyOf": [TEXT, {"type": "array", "items": TEXT}]})
def _words(node: Node, problems: Problems) -> tuple[str, ...] | None:
    """Read a text, or a list of texts."""
    if isinstance(node, Scalar):
        found = prose(node, problems)
        return (found,) if found else None
    result: tuple[str, ...] | None = list_of(prose, form="[first, second]")(node, problems)
    return result


@shaped({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
def _range(node: Node, problems: Problems) -> tuple[float, ...] | None:
    ends = node.items if isinstance(node, nodes.Sequence) else ()
    found = (read_number(end.text) for end in ends if isinstance(end, Scalar))
    numbers = [number.value for number in found if number]
    if not len(ends) == len(numbers) == 2 or numbers[0] >= numbers[1]:
        wrong_kind(node, problems, "a lowest and a highest number", "range: [0, 10]")
        return None
    return tuple(numbers)


def _annotation(*, text: str, x: str = "", y: str = "", at: str = "") -> Annotation:
    return Annotation(text=text, x=x or at, y=y)


def _pairs(reader: Reader) -> Reader:
    """Return the reader of a mapping as pairs in the order written."""

    @shaped(shape_of(reader))
    def read(node: Node, problems: Problems) -> tuple[tuple[str, Any], ...] | None:
        found = reader(node, problems)
        return None if found is None else tuple(found.items())

    return read


@shaped({"type": "object", "additionalProperties": {"type": "array", "items": TEXT}})
def _heads(node: Node, problems: Problems) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    if not isinstance(node, Mapping):
        wrong_kind(node, problems, "a mapping of heads to columns", "heads: {Spending: [2022, 2023]}")
        return None
    found = [(head, texts("heads")(columns, problems)) for head, columns in node.entries.items()]
    return tuple([(head, columns) for head, columns in found if columns])


_READERS: dict[str, Reader] = {
    "type": _type,
    "x": text,
    "y": _words,
    "series": text,
    "label": text,
    "unit": prose,
    "title": title,
    "subtitle": prose,
    "source": prose,
    "source_url": web_address,
    "notes": prose,
    "license": prose,
    "alt": words,
    "highlight": _words,
    "annotate": list_of(
        group(
            _annotation,
            {"text": prose, "x": text, "y": text, "at": text},
            required=("text",),
            form="{x: 2022, text: what happened}",
        ),
        form="annotate: [{x: 2022, text: what happened}]",
    ),
    "log": boolean,
    "range": _range,
    "map": choice("korea", "usa"),
    "columns": list_of(text, form="columns: [country, share]"),
    "units": _pairs(text_by_key("units: {share: percent}")),
    "heat": _words,
    "heads": _heads,
    "sort": boolean,
}
_SHARED_READERS: dict[str, Reader] = {**_READERS, "kind": choice("chart", "table")}
_DATA: Shape = {"anyOf": [TEXT, {"type": "array", "items": {"type": ["array", "object"]}}]}
"""A name of a file, a table as text, or a list of rows."""


def figure_shape() -> Shape:
    """Return the shape of a file of `content/figures/`, whose keys are those of `::: chart` and `::: table`."""
    shape = object_shape(_SHARED_READERS, ("title",))
    return {**shape, "properties": {"data": or_empty(_DATA), **shape["properties"]}}
