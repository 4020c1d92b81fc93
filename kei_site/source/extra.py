"""Front-matter keys of a site's own -> their values, checked like the others. Source, pure."""

import re
from datetime import tzinfo
from functools import partial

from kei_site.core.clock import Moment
from kei_site.core.dates import read_date
from kei_site.core.diagnostics import Place
from kei_site.schema.fields import Problems, Reader, Readers, text, texts, wrong_kind
from kei_site.schema.formats import web_address
from kei_site.schema.nodes import Node, Scalar
from kei_site.schema.shapes import DATE, shaped, text_like
from kei_site.source.fields import words

Declared = tuple[tuple[str, str], ...]
"""(name, type) of each key; types are those of `core.vocabulary.EXTRA_TYPES`."""
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"


def extra_readers(declared: Declared, zone: tzinfo) -> Readers:
    """Return the reader of each declared key; `zone` is for dates without an offset."""
    return {name: _reader(name, kind, zone) for name, kind in declared}


def _reader(name: str, kind: str, zone: tzinfo) -> Reader:
    if kind == "list":
        return texts(name, words)
    if kind == "date":
        return partial(_date, zone=zone)
    return {"number": _number, "url": web_address}.get(kind, words)


@text_like(DATE)
def _date(node: Node, problems: Problems, zone: tzinfo) -> Moment | None:
    if type(node) is not Scalar:
        wrong_kind(node, problems, "a date", "YYYY-MM-DD")
        return None
    read = read_date(node.text, Place(path=problems.path, line=node.line, column=node.column), zone)
    problems.diagnostics.extend(read.diagnostics)
    return read.moment


@shaped({"type": ["number", "string"], "pattern": f"^(?:{_NUMBER})$"})
def _number(node: Node, problems: Problems) -> str | None:
    """Read a number in decimal digits; it stays as it is written."""
    written = text(node, problems)
    if written is None or re.fullmatch(_NUMBER, written):
        return written
    fix = "write digits alone, with a point before decimals: 1200.5"
    problems.add(problems.codes.number, node, "expected a number", found=written[:60], fix=fix)
    return None
