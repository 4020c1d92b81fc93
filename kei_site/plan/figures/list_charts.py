"""Cards of briefs without an image -> the same with a small picture of the first chart, for lists. Plan, pure."""

from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.figures import SHARED, Dataset, FigureSpec, SharedFigure, data_path, is_shared
from kei_site.model.library import Library, Records
from kei_site.model.views.common import Card, ImageView
from kei_site.model.views.figures import SMALL, WORDS_ALONE, ChartView, FigureText, small_address
from kei_site.plan.figures.chart import make_chart
from kei_site.plan.figures.columns import NotDrawable, Table
from kei_site.plan.figures.resolve import SHARED_URL, addressed
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.list_images import is_below, private_folders


@value
class _Known:
    datasets: Mapping[str, Dataset]
    """By path (NFC)."""
    shared: Mapping[str, SharedFigure]
    private: Mapping[str, str]
    """The folders of unpublished briefs."""
    prefix: str


def cards_with_charts(library: Library, records: Records, files: SourceFiles, prefix: str) -> dict[str, Card]:
    """Return the cards of a library, by brief id. What is wrong with a chart is reported where texts are read."""
    known = _Known(
        datasets={normalize("NFC", path): data for path, data in files.datasets.items()},
        shared={figure.name: figure for figure in records.figures},
        private=private_folders(library),
        prefix=prefix,
    )
    cards = dict(library.cards)
    for brief in (brief for brief in library.briefs if brief.figures and not cards[brief.id].image):
        address = next((address for spec in brief.figures if (address := _address(spec, brief, known))), "")
        if address:
            picture = ImageView(url=small_address(address), width=SMALL[0], height=SMALL[1])
            cards[brief.id] = with_hash(replace(cards[brief.id], chart=picture, content_hash=NO_DIGEST))
    return cards


def _address(written: FigureSpec, brief: Brief, known: _Known) -> str:
    """Return the address of the picture of a figure; empty if it is no chart, or none that can be drawn small."""
    found = known.shared.get(written.target.removeprefix(SHARED)) if is_shared(written) else None
    spec, path = (found.spec, found.path) if found else (written, brief.path)
    view = _view(spec, path, known)
    if view is None or view.type in WORDS_ALONE:
        return ""
    folder, stem = (SHARED_URL, found.name) if found else (brief.url, spec.id)
    return addressed(view.text, known.prefix + folder, stem, has_image=True).image


def _view(spec: FigureSpec, path: str, known: _Known) -> ChartView | None:
    """Return the view of a chart, or None."""
    wanted = data_path(spec, path)
    data = spec.inline or (None if is_below(wanted, known.private) else known.datasets.get(wanted))
    if spec.kind != "chart" or data is None or any(found.severity == "error" for found in data.diagnostics):
        return None
    text = FigureText(id=spec.id, number=0, title=spec.title, language="en")
    try:
        return make_chart(Table(data=data, spec=spec, path=path, diagnostics=[]), text)
    except NotDrawable:
        return None
