"""A library -> what is new in it, for an e-mail."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kei_site.config import MailingList
from kei_site.core.urls import slug_of_name
from kei_site.model.library import Library
from kei_site.model.views.common import SiteView
from kei_site.model.views.feeds import NewsletterView
from kei_site.model.views.figure_pages import FigurePageView
from kei_site.model.views.figures import ChartView

_DAYS_BEFORE = timedelta(days=6)


MAIL_SETTINGS = ("sender", "unsubscribe", "postal_address")
"""Settings of the mailing list that a message needs; without one it has a placeholder."""


def newsletter_view(
    library: Library, site: SiteView, mail: MailingList | None, *, since: str = "", tag: str = ""
) -> NewsletterView:
    """Return the newsletter of the briefs since a day (`2024-07-01`), or of a week that ends with the newest.

    `tag` limits it to a tag, in any spelling. The view has no cards when nothing is new. Raises KeyError for a tag that
    no public brief has.
    """
    found = library.tags.by_slug[library.tags.slugs.get(tag, slug_of_name(tag))] if tag else None
    briefs = library.by_tag.get(found.slug, ()) if found else library.listed
    start = since or _week_before(briefs[0].front.date.day if briefs else "")
    cards = tuple(library.cards[brief.id] for brief in briefs if brief.front.date.day >= start)
    given = {name: getattr(mail, name) for name in MAIL_SETTINGS if getattr(mail, name, "")}
    return NewsletterView(site=site, cards=cards, since=start, tag=found.link if found else None, **given)


def with_charts(view: NewsletterView, figures: Iterable[FigurePageView]) -> NewsletterView:
    """Return a newsletter with the first chart of each brief; `figures` are the pages of all figures in their order."""
    charts: dict[str, ChartView] = {}
    urls = {card.url for card in view.cards}
    for figure, link in ((page.figure, link) for page in figures for link in page.shown_in if link.url in urls):
        if isinstance(figure, ChartView):
            charts.setdefault(link.url, figure)
    return replace(view, charts=charts)


def _week_before(newest: str) -> str:
    return (date.fromisoformat(newest) - _DAYS_BEFORE).isoformat() if newest else ""
