"""The figures of public texts -> their pages, their data files and pictures, and the index of all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from kei_site.core.diagnostics import Place
from kei_site.core.urls import page_path
from kei_site.core.value import value
from kei_site.model.brief import Author, Record
from kei_site.model.figures import SHARED, is_shared
from kei_site.model.views.common import Card, Link
from kei_site.model.views.figure_pages import FigureEntry, FigureIndexView, FigurePageView, kind_of_figure
from kei_site.model.views.figures import (
    ChartView,
    DataFileView,
    FigureSlot,
    FigureView,
    PictureView,
    small_address,
)
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target
from kei_site.plan.texts import Texts

INDEX = page_path("figures")


@value
class Shown:
    """A figure, and the public texts that show it."""

    figure: FigureView
    card: Card | None
    """The newest brief that shows it."""
    shown_in: tuple[Link, ...]
    origin: Place


def shown_figures(inputs: Inputs, texts: Texts) -> tuple[Shown, ...]:
    """Return every figure of public texts once, those of the newest briefs first."""
    found: list[Shown] = []
    users: dict[str, list[tuple[Link, Card | None]]] = {name: [] for name in texts.shared_figures}
    for record, link, card, slots in _texts(inputs, texts):
        for spec, slot in zip(record.figures, slots, strict=True):
            if is_shared(spec):
                users.setdefault(spec.target.removeprefix(SHARED), []).append((link, card))
            elif slot.view:
                found.append(Shown(figure=slot.view, card=card, shown_in=(link,), origin=spec.place(record.path)))
    paths = {figure.name: figure.path for figure in inputs.records.figures}
    for name, view in texts.shared_figures.items():
        links = dict.fromkeys(link for link, _ in users[name])
        card = next((card for _, card in users[name] if card), None)
        found.append(Shown(figure=view, card=card, shown_in=tuple(links), origin=Place(path=paths[name])))
    return tuple(sorted(found, key=lambda shown: shown.card.date.epoch if shown.card else 0, reverse=True))


def _texts(inputs: Inputs, texts: Texts) -> Iterator[tuple[Record, Link, Card | None, tuple[FigureSlot, ...]]]:
    """Yield the public texts with figures: the record, a link to its page, its card if it is a brief, its figures."""
    library, prefix = inputs.library, inputs.site.prefix
    for brief in library.briefs:
        card = library.cards[brief.id]
        yield brief, Link(name=card.title, url=card.url), card, texts.briefs[brief.id].figures
    for page in library.pages:
        yield page, Link(name=page.title, url=prefix + page.url), None, texts.pages[page.id].figures
    for record in _authors(inputs):
        link = Link(name=record.name, url=f"{prefix}/authors/{record.id}/")
        yield record, link, None, texts.biographies[record.id].figures


def _authors(inputs: Inputs) -> list[Author]:
    """Return the authors who have a page."""
    library = inputs.library
    return [author for name, author in library.authors.items() if name in library.by_author or name in library.people]


def figure_pages(inputs: Inputs, figures: Iterable[Shown]) -> Iterator[Target]:
    """Yield the page of each figure, and their index if there is any."""
    entries = []
    for shown in figures:
        url = shown.figure.text.page
        view = FigurePageView(site=inputs.site, url=url, figure=shown.figure, card=shown.card, shown_in=shown.shown_in)
        path = f"{_path(inputs, url)}index.html"
        yield Target(path=path, recipe="figure", view=view, template="figure.html", origin=shown.origin)
        entries.append(_entry(shown))
    if entries:
        index = FigureIndexView(site=inputs.site, url=f"{inputs.site.prefix}/figures/", entries=tuple(entries))
        yield Target(path=INDEX, recipe="figures", view=index, template="figures.html")


def figure_files(inputs: Inputs, figures: Iterable[Shown]) -> Iterator[Target]:
    """Yield the data file of each figure, and the pictures of each chart: the whole one, the small one of lists."""
    site = inputs.site
    for shown in figures:
        figure, text = shown.figure, shown.figure.text
        data = DataFileView(
            figure=figure,
            permalink=inputs.absolute(text.page),
            publisher=site.organization.name,
            license=site.license,
        )
        yield Target(path=_path(inputs, text.csv), recipe="data_file", view=data, origin=shown.origin)
        if isinstance(figure, ChartView):
            picture = PictureView(
                figure=figure, paper=site.theme.paper, accent=site.theme.accent, publisher=site.organization.name
            )
            yield Target(path=_path(inputs, text.image), recipe="picture", view=picture, origin=shown.origin)
            small = _path(inputs, small_address(text.image))
            yield Target(path=small, recipe="picture", view=replace(picture, is_small=True), origin=shown.origin)


def figure_paths(inputs: Inputs) -> Iterator[str]:
    """Yield the output paths that the figures of public texts have, whether they can be drawn or not."""
    library = inputs.library
    owners: list[tuple[str, Record]] = [(brief.url, brief) for brief in library.briefs]
    owners += [(page.url, page) for page in library.pages]
    owners += [(f"/authors/{author.id}/", author) for author in _authors(inputs)]
    stems = [
        f"figures/{spec.target.removeprefix(SHARED)}" if is_shared(spec) else unquote(url[1:]) + spec.id
        for url, record in owners
        for spec in record.figures
    ]
    for stem in dict.fromkeys(stems):
        yield from (page_path(stem), f"{stem}.csv", f"{stem}.png", small_address(f"{stem}.png"))
    if stems:
        yield INDEX


def _path(inputs: Inputs, url: str) -> str:
    return unquote(url.removeprefix(inputs.site.prefix)[1:])


def _entry(shown: Shown) -> FigureEntry:
    text = shown.figure.text
    return FigureEntry(
        title=text.title,
        url=text.page,
        kind=kind_of_figure(shown.figure),
        source=text.source,
        language=text.language,
        csv=text.csv,
        image=small_address(text.image) if text.image else "",
        shown_in=shown.shown_in[0],
        day=shown.card.date.day if shown.card else "",
    )
