"""The page of a figure -> how to cite the figure. Render, pure."""

from kei_site.model.views.figure_pages import FigurePageView
from kei_site.render.i18n.locale import locale_of


def figure_reference(view: FigurePageView) -> str:
    """Return the reference of a figure: the institute, its title, the text that shows it, the day, the address."""
    locale = locale_of(view.language)
    parts = {
        "publisher": view.site.organization.name,
        "title": view.figure.text.title,
        "text": view.card.title if view.card else view.shown_in[0].name,
        "url": view.permalink,
    }
    if view.card is None:
        return locale.text("figure.reference.undated", **parts)
    return locale.text("figure.reference", date=locale.day(view.card.date.day), **parts)
