"""The numbers of a figure -> CSV that says at its head what it is, where it is from, how it may be used. Render."""

from decimal import Decimal

from kei_site.model.views.figures import DataFileView
from kei_site.render.figures.tabular import Cell, columns_of

_MARK = "\ufeff"
"""By it spreadsheets know that the file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def render_data_file(view: DataFileView) -> bytes:
    """Return the numbers of a figure as CSV (RFC 4180) in UTF-8; lines of `#` above them tell their source."""
    text, columns = view.figure.text, columns_of(view.figure)
    unit = getattr(view.figure, "unit", "")
    told = (
        ("", " – ".join(filter(None, (text.title, text.subtitle)))),
        ("Unit", unit),
        ("Source", " ".join(filter(None, (text.source, text.source_url)))),
        ("Notes", text.notes),
        ("License", text.license or view.license),
        ("Published by", f"{view.publisher}, {view.permalink}"),
    )
    head = [f"# {name}: {words}" if name else f"# {words}" for name, words in told if words]
    rows = zip(*(column.cells for column in columns), strict=True)
    lines = [",".join([_cell(column.name) for column in columns]), *(",".join(map(_cell, row)) for row in rows)]
    return (_MARK + "\r\n".join((*map(_one_line, head), *lines)) + "\r\n").encode()


def plain_number(number: float) -> str:
    """Return a number with all its digits and without separators."""
    return str(int(number)) if number == int(number) else f"{Decimal(repr(number)):f}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    text = plain_number(cell) if isinstance(cell, float) else cell
    if isinstance(cell, str) and text.startswith(_FORMULA) and not _is_number(text):
        text = f"'{text}"
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(char in text for char in ',"\r\n') else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
