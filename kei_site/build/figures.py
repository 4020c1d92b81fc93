"""A snapshot and the records of texts -> the figures of `content/figures/`, and the data files that figures name."""

import posixpath
from unicodedata import normalize

from kei_site.core.diagnostics import Diagnostic
from kei_site.core.value import value
from kei_site.model.figures import Dataset, FigureSpec, SharedFigure, data_path, is_data, is_shared
from kei_site.model.library import Records
from kei_site.model.versions import FOLDER
from kei_site.source.file_kinds import is_figure
from kei_site.source.reread import source_bytes, source_text
from kei_site.source.scan import Snapshot


@value
class FiguresLoaded:
    """What figures are made of."""

    figures: tuple[SharedFigure, ...]
    datasets: dict[str, Dataset]
    """By path on the disk."""
    diagnostics: tuple[Diagnostic, ...]


def load_figures(snapshot: Snapshot, records: Records) -> FiguresLoaded:
    """Return the shared figures, and every data file that a figure names; others are not read."""
    figures, told = _shared_figures(snapshot)
    texts = (*records.briefs, *(version.text for version in records.versions), *records.pages, *records.authors)
    specs = [(spec, text.path) for text in texts for spec in text.figures]
    specs += [(figure.spec, figure.path) for figure in figures]
    wanted = {data_path(spec, path) for spec, path in specs if _has_file(spec)}
    if wanted and records.versions:
        wanted |= {normalize("NFC", path) for path in snapshot.files if _is_kept_data(path)}
    names = {normalize("NFC", path): path for path in snapshot.files if path.startswith("content/")} if wanted else {}
    found = {name: names[name] for name in sorted(wanted) if name in names}
    datasets = {path: _dataset(path, snapshot) for path in found.values()}
    return FiguresLoaded(figures=figures, datasets=datasets, diagnostics=told)


def _has_file(spec: FigureSpec) -> bool:
    return not is_shared(spec) and is_data(spec.target)


def _is_kept_data(path: str) -> bool:
    return path.startswith(FOLDER) and is_data(path)


def _shared_figures(snapshot: Snapshot) -> tuple[tuple[SharedFigure, ...], tuple[Diagnostic, ...]]:
    paths = [path for path in snapshot.files if is_figure(path)]
    if not paths:
        return (), ()
    from kei_site.source.figures import read_shared_figure

    figures: list[SharedFigure] = []
    told: list[Diagnostic] = []
    for path in paths:
        text, diagnostics = source_text(snapshot, path)
        spec, found = read_shared_figure(text, path)
        name = posixpath.splitext(posixpath.basename(normalize("NFC", path)))[0]
        figures.append(SharedFigure(name=name, path=path, spec=spec))
        told += (*diagnostics, *found)
    return tuple(figures), tuple(told)


def _dataset(path: str, snapshot: Snapshot) -> Dataset:
    from kei_site.source.datasets import read_dataset

    data, changed = source_bytes(snapshot, path)
    found = read_dataset(path, data, snapshot.files[path].digest)
    if not changed:
        return found
    return Dataset(path=path, header=found.header, rows=(), diagnostics=changed)
