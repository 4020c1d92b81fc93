"""The figures of public briefs -> the words by which search finds them: titles, sources, names in their data."""

from collections.abc import Iterator
from unicodedata import normalize

from kei_site.core.moments import read_when
from kei_site.core.numerals import is_missing, read_number
from kei_site.model.figures import SHARED, Dataset, FigureSpec, data_path, is_shared
from kei_site.plan.inputs import Inputs

_LONGEST = 2_000
"""Characters of the words of a brief."""


def figure_words(inputs: Inputs) -> dict[str, str]:
    """Return the words of the figures in each public brief that has any, by its id."""
    datasets = {normalize("NFC", path): data for path, data in inputs.files.datasets.items()}
    shared = {figure.name: figure for figure in inputs.records.figures}
    found: dict[str, str] = {}
    for brief in (brief for brief in inputs.library.briefs if brief.figures):
        words: list[str] = []
        for written in brief.figures:
            known = shared.get(written.target.removeprefix(SHARED)) if is_shared(written) else None
            spec, path = (known.spec, known.path) if known else (written, brief.path)
            words += _words(spec, spec.inline or datasets.get(data_path(spec, path)))
        found[brief.id] = " ".join(dict.fromkeys(words))[:_LONGEST]
    return found


def _words(spec: FigureSpec, data: Dataset | None) -> Iterator[str]:
    yield from filter(None, (spec.title, spec.subtitle, spec.source, spec.notes, spec.alt))
    if data:
        yield from data.header.cells
        for row in data.rows:
            yield from filter(_is_word, row.cells)


def _is_word(cell: str) -> bool:
    return not is_missing(cell) and not read_number(cell) and not read_when(cell)
