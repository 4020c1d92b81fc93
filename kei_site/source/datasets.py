"""The bytes of a data file (CSV, TSV, JSON), or data in a text -> a `Dataset`: cells with places. Source, pure."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.file_types import ending_of
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.limits import LIMITS
from kei_site.core.numerals import read_number
from kei_site.core.value import value
from kei_site.model.figures import DataRow, Dataset
from kei_site.schema import nodes
from kei_site.schema.nodes import read_yaml
from kei_site.source.data_shapes import is_below, shaped_rows
from kei_site.source.data_text import decode_data
from kei_site.source.delimited import read_rows

_ABOVE = 20
"""Lines that may stand above the names."""
_MOST_TOLD = 12
"""Diagnostics of one kind for one file."""
_Row = TypeVar("_Row", nodes.Mapping, nodes.Sequence)
_NO_ROW = DataRow(cells=(), line=1, columns=())
_ESCAPES = re.compile(r"\\(?:u(d[89ab]..)\\u(d[c-f]..)|.)", re.IGNORECASE | re.DOTALL)
_JSON_FORM = 'write a list of rows: [{"year": 2019, "share": 2.1}, …]'


@value
class Found:
    """Rows as they stand in a file, and what is wrong with the file."""

    rows: tuple[DataRow, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_dataset(path: str, data: bytes, digest: Digest) -> Dataset:
    """Return the table in a file; never raises. Diagnostics: DAT10-12, 16, 17, and those of bytes that are no text."""
    decoded = decode_data(data, path)
    found = _json(path, decoded.text) if ending_of(path) == ".json" else _delimited(path, decoded.text)
    return make_dataset(path, replace(found, diagnostics=(*decoded.diagnostics, *found.diagnostics)), digest)


def inline_dataset(path: str, node: nodes.Node, indent: int) -> Dataset:
    """Return the table under the key `data` of a figure; text in a block stands `indent` blanks inside its lines."""
    if isinstance(node, nodes.Scalar):
        rows, told = read_rows(node.text, path, first_line=node.line + 1, indent=indent)
        return make_dataset(path, Found(rows=rows, diagnostics=told))
    return make_dataset(path, _from_tree(path, node))


def make_dataset(path: str, found: Found, digest: Digest = NO_DIGEST) -> Dataset:
    """Return rows as a table whose first row names the columns, with the diagnostics of rows that do not fit it."""
    given = found.rows if len(found.rows) > LIMITS.data_rows.most + _ABOVE else shaped_rows(found.rows)
    header, *rows = given or (_NO_ROW,)
    told = [*found.diagnostics, *_header_faults(path, header)]
    if not rows and not told:
        fix = "write a line with the names of the columns, and a line for each row"
        told.append(diagnostic("DAT10", Place(path=path), "there are no data", fix=fix))
    if len(rows) > LIMITS.data_rows.most:
        message = f"{len(rows):,} rows; a figure shows at most {LIMITS.data_rows.most:,}"
        place = Place(path=path, line=rows[LIMITS.data_rows.most].line)
        told.append(diagnostic("DAT17", place, message, fix=LIMITS.data_rows.fix))
    kept = rows[: LIMITS.data_rows.most]
    while kept and is_below(kept[-1]):
        told.append(_below(path, kept.pop()))
    told += _unequal(path, header, kept)
    width = len(header.cells)
    return Dataset(
        path=path,
        digest=digest,
        header=header,
        rows=tuple([row if len(row.cells) == width else _fitted(row, width) for row in kept]),
        diagnostics=tuple(told),
    )


def _header_faults(path: str, header: DataRow) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    if len(header.cells) > 1 and all(map(read_number, header.cells)):
        message, fix = "a first line of numbers, without names", "write a line above it with the names of the columns"
        yield diagnostic("DAT10", Place(path=path, line=header.line), message, found=header.cells[0], fix=fix)
    for name, column in zip(header.cells, header.columns, strict=True):
        place = Place(path=path, line=header.line, column=column)
        if not name:
            yield diagnostic("DAT10", place, "a column without a name", fix="name it in the first line")
        elif name in seen:
            yield diagnostic("DAT11", place, "two columns with one name", found=name, fix="rename one of them")
        seen.add(name)
    if len(header.cells) > LIMITS.data_columns.most:
        message = f"{len(header.cells)} columns; a figure has at most {LIMITS.data_columns.most}"
        place = Place(path=path, line=header.line, column=header.columns[LIMITS.data_columns.most])
        yield diagnostic("DAT17", place, message, fix=LIMITS.data_columns.fix)


def _below(path: str, row: DataRow) -> Diagnostic:
    place, fix = Place(path=path, line=row.line), "delete the line, and write it under `source:` or `notes:`"
    return diagnostic("DAT12", place, "a line of words below the data", found=row.cells[0], fix=fix)


def _unequal(path: str, header: DataRow, rows: Sequence[DataRow]) -> list[Diagnostic]:
    width = len(header.cells)
    ragged = [row for row in rows if len(row.cells) != width]
    told = []
    for row in ragged[:_MOST_TOLD]:
        more = len(row.cells) > width
        message = f"a row of {len(row.cells)} cells under {width} names"
        fix = 'put a cell with a comma into "quotes"' if more else "complete the row; a missing number is an empty cell"
        column = row.columns[width] if more else row.columns[-1]
        place = Place(path=path, line=row.line, column=column)
        told.append(diagnostic("DAT12", place, message, found=row.found(width) if more else "", fix=fix))
    return told


def _fitted(row: DataRow, width: int) -> DataRow:
    missing = max(width - len(row.cells), 0)
    cells = (*row.cells[:width], *[""] * missing)
    columns = (*row.columns[:width], *[row.columns[-1]] * missing)
    return replace(row, cells=cells, columns=columns)


def _delimited(path: str, text: str) -> Found:
    rows, told = read_rows(text, path, tabs=ending_of(path) == ".tsv")
    return Found(rows=rows, diagnostics=told)


def _json(path: str, text: str) -> Found:
    repeated: list[str] = []
    try:
        json.loads(text, object_pairs_hook=lambda pairs: _pairs(pairs, repeated), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = Place(path=path, line=error.lineno, column=error.colno)
        return Found(rows=(), diagnostics=(diagnostic("DAT10", place, f"not JSON: {error.msg}", fix=_JSON_FORM),))
    except (ValueError, RecursionError) as error:
        return Found(
            rows=(), diagnostics=(diagnostic("DAT10", Place(path=path), f"not JSON: {error}", fix=_JSON_FORM),)
        )
    if repeated:
        found, fix = repeated[0], "keep one of the two"
        return Found(
            rows=(), diagnostics=(diagnostic("DAT11", Place(path=path), "a key given twice", found=found, fix=fix),)
        )
    # YAML knows no pairs of surrogates, and takes no tabs; a blank in the place of a tab keeps all columns.
    plain = _ESCAPES.sub(_unescaped, text.replace("\t", " "))
    tree, told = read_yaml(plain, path)
    return _from_tree(path, tree) if tree is not None else Found(rows=(), diagnostics=told)


def _unescaped(found: re.Match[str]) -> str:
    """Return an escape of JSON as YAML reads it."""
    if found[1]:
        return chr(0x10000 + (int(found[1], 16) - 0xD800) * 0x400 + int(found[2], 16) - 0xDC00)
    return "/" if found[0] == "\\/" else found[0]


def _pairs(pairs: Sequence[tuple[str, object]], repeated: list[str]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    repeated += [name for name in dict.fromkeys(names) if names.count(name) > 1]
    return dict(pairs)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _from_tree(path: str, tree: nodes.Node) -> Found:
    """Return the rows of a list of mappings, or of a list of lists whose first one names the columns."""
    items = tree.items if isinstance(tree, nodes.Sequence) else ()
    wrong = next((item for item in items if isinstance(item, nodes.Scalar)), tree if not items else None)
    if wrong is None:
        mappings = [item for item in items if isinstance(item, nodes.Mapping)]
        lists = [item for item in items if isinstance(item, nodes.Sequence)]
        if mappings and lists:
            wrong = mappings[0] if isinstance(items[0], nodes.Sequence) else lists[0]
        elif mappings:
            return _rows(path, [_names(mappings), *(item for item in mappings)], _cells_of(mappings))
        else:
            return _rows(path, lists, lambda item: item.items)
    place = Place(path=path, line=wrong.line, column=wrong.column)
    return Found(rows=(), diagnostics=(diagnostic("DAT10", place, "not a list of rows", fix=_JSON_FORM),))


def _names(mappings: Sequence[nodes.Mapping]) -> nodes.Mapping:
    """Return the keys of mappings as a first row: each key maps to itself."""
    keys = {name: key for item in reversed(mappings) for name, key in item.keys.items()}
    first = [name for item in mappings for name in item.keys]
    ordered = {name: keys[name] for name in dict.fromkeys(first)}
    return nodes.Mapping(entries=ordered, keys=ordered, line=mappings[0].line, column=mappings[0].column)


def _cells_of(mappings: Sequence[nodes.Mapping]) -> Callable[[nodes.Mapping], Iterable[nodes.Node]]:
    names = list(_names(mappings).entries)
    return lambda item: [
        item.entries.get(name, nodes.Scalar(text="", line=item.line, column=item.column)) for name in names
    ]


def _rows(path: str, items: Sequence[_Row], cells_of: Callable[[_Row], Iterable[nodes.Node]]) -> Found:
    rows: list[DataRow] = []
    told: list[Diagnostic] = []
    for item in items:
        cells = tuple(cells_of(item))
        wrong = [cell for cell in cells if not isinstance(cell, nodes.Scalar)]
        for cell in wrong[: _MOST_TOLD - len(told)]:
            place = Place(path=path, line=cell.line, column=cell.column)
            told.append(diagnostic("DAT10", place, "a list or mapping in a cell", fix="write a number or a text"))
        columns = tuple([cell.column for cell in cells])
        if cells:
            rows.append(DataRow(cells=tuple(map(_cell_text, cells)), line=cells[0].line, columns=columns))
    return Found(rows=tuple(rows), diagnostics=tuple(told))


def _cell_text(cell: nodes.Node) -> str:
    if not isinstance(cell, nodes.Scalar) or (cell.plain and cell.text in ("null", "~")):
        return ""
    return " ".join(cell.text.split())
