"""A view -> the elements in the head of its page. Render, pure.

They follow the rules of Google Scholar, Zotero, schema.org, Open Graph and hreflang.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kei_site.core.value import value
from kei_site.model.views import events, listings, pages, people
from kei_site.model.views.common import FeedLink, Link, SiteView, feed_links
from kei_site.model.views.corrections import CorrectionsView
from kei_site.model.views.figure_pages import FigureIndexView, FigurePageView
from kei_site.model.views.figures import ChartView
from kei_site.model.views.listings import SeriesView, TagView, TypeView
from kei_site.model.views.outlets import OutletsView
from kei_site.model.views.pages import BriefView, HomeView, NotFoundView, PageView, RedirectView
from kei_site.model.views.people import AuthorView
from kei_site.model.views.versions import VersionView
from kei_site.render.citations.record import first_published, last_changed
from kei_site.render.figures.alternative import alternative, description
from kei_site.render.figures.picture import picture_size
from kei_site.render.i18n.locale import Locale, locale_of
from kei_site.render.pages import json_ld
from kei_site.render.pages.dataset import dataset
from kei_site.render.pages.event_data import event
from kei_site.render.pages.highwire import Tags, citation_tags, filled
from kei_site.render.pages.signposts import signposts
from kei_site.render.urls import absolute

_TERRITORIES = {"en": "en_US", "ko": "ko_KR"}


@value
class Head:
    """The elements in the head of a page."""

    title: str
    """The text of the browser's tab."""
    description: str = ""
    canonical: str = ""
    indexed: bool = True
    """False: search engines are asked to leave the page out."""
    properties: Tags = ()
    """(property, content): Open Graph."""
    names: Tags = ()
    """(name, content)."""
    versions: Tags = ()
    """(language, absolute address) of each version, this one included, and `x-default`."""
    links: Tags = ()
    """(rel, address) of further links."""
    feeds: tuple[FeedLink, ...] = ()
    data: json_ld.Data | None = None
    """The JSON-LD document."""


@functools.singledispatch
def head_of(view: Any) -> Head:
    """Return the head of the page that shows `view`. Raises TypeError for a view that is no page."""
    if type(view) not in _TITLES:
        raise TypeError(f"{type(view).__name__} is not shown as a page")
    return _page(view, feeds=view.site.feeds)


@head_of.register
def _(view: BriefView) -> Head:
    site = view.site
    locale = locale_of(view.front.language, view.site.words)
    series = view.card.series
    above = series or Link(name=locale.text("briefs"), url=f"{site.prefix}/briefs/")
    home = Link(name=locale.text("home"), url=f"{site.prefix}/")
    trail = json_ld.breadcrumbs(site, (home, above, Link(name=view.front.title, url=view.permalink)))
    nodes = (json_ld.article(view), event(view), trail)
    return Head(
        title=_with_site(site, _marked(view, locale)),
        description=view.front.summary,
        canonical=view.canonical,
        properties=(
            *_open_graph(view, title=view.front.title, summary=view.front.summary, kind="article"),
            *_article_properties(view),
            *_image_properties(view),
        ),
        names=(*citation_tags(view), ("twitter:card", "summary_large_image" if view.share_card else "summary")),
        versions=_versions(view),
        links=signposts(view),
        feeds=site.feeds + (feed_links(series.name, series.url)[:1] if series else ()),
        data=json_ld.graph(*filter(None, nodes)),
    )


@head_of.register
def _(view: HomeView) -> Head:
    site = view.site
    return Head(
        title=site.title,
        description=site.description,
        canonical=view.permalink,
        properties=_open_graph(view, title=site.title, summary=site.description, kind="website"),
        versions=tuple((link.name, absolute(site, link.url)) for link in site.languages),
        feeds=site.feeds,
        data=json_ld.graph(*json_ld.institute(view)),
    )


@head_of.register
def _(view: PageView) -> Head:
    return _page(view, feeds=view.site.feeds, above=view.trail)


@head_of.register
def _(view: AuthorView) -> Head:
    data = json_ld.graph(json_ld.profile(view)) if not view.listing.number else None
    return _page(view, feeds=view.feeds, kind="profile", data=data)


@head_of.register
def _(view: FigurePageView) -> Head:
    page = _page(view, feeds=view.site.feeds, data=json_ld.graph(dataset(view)))
    chart = view.figure
    if not isinstance(chart, ChartView):
        return page
    width, height = picture_size(chart)
    tags = (
        ("og:image", absolute(view.site, chart.text.image)),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", alternative(chart)),
    )
    names = (("twitter:card", "summary_large_image"),)
    return replace(page, properties=(*page.properties, *tags), names=names)


@head_of.register(CorrectionsView)
@head_of.register(TagView)
@head_of.register(SeriesView)
@head_of.register(TypeView)
def _(view: CorrectionsView | TagView | SeriesView | TypeView) -> Head:
    return _page(view, feeds=view.feeds)


@head_of.register
def _(view: NotFoundView) -> Head:
    return Head(
        title=_with_site(view.site, locale_of(view.site.language, view.site.words).text("missing")), indexed=False
    )


@head_of.register
def _(view: VersionView) -> Head:
    locale = locale_of(view.language, view.site.words)
    title = f"{view.front.title} ({locale.text('version.number', number=view.number)})"
    after = next((link for link in view.versions if link.number == view.number + 1), None)
    links = (("latest-version", view.brief.url), ("successor-version", after.url if after else ""))
    return Head(title=_with_site(view.site, title), canonical=view.canonical, indexed=False, links=filled(links))


@head_of.register
def _(view: RedirectView) -> Head:
    title = view.title or locale_of(view.site.language, view.site.words).text("moved")
    return Head(title=title, canonical=view.permalink, indexed=False)


_TITLES: Mapping[type, Callable[[Any, Locale], tuple[str, str]]] = {
    pages.PageView: lambda view, _: (view.title, view.summary),
    listings.BriefListView: lambda view, locale: (locale.text("briefs"), locale.text("briefs.summary")),
    listings.TagIndexView: lambda view, locale: (locale.text("topics"), locale.text("topics.summary")),
    TagView: lambda view, locale: (view.name, view.description or locale.text("topic.summary", name=view.name)),
    people.PeopleView: lambda view, locale: (view.site.people or locale.text("authors"), _of_people(view, locale)),
    AuthorView: lambda view, locale: (view.author.name, locale.text("author.summary", name=view.author.name)),
    listings.SeriesIndexView: lambda view, locale: (locale.text("series"), locale.text("series.summary")),
    SeriesView: lambda view, locale: (view.name, locale.text("series.list", name=view.name)),
    listings.TypeIndexView: lambda view, locale: (locale.text("types"), locale.text("types.summary")),
    TypeView: lambda view, locale: _of_type(view.name or locale.text(f"types.{view.type}"), locale),
    listings.ArchiveView: lambda view, locale: (locale.text("archive"), locale.text("archive.summary")),
    events.EventIndexView: lambda view, locale: (locale.text("events"), locale.text("events.summary")),
    OutletsView: lambda view, locale: (locale.text("outlets"), locale.text("outlets.summary")),
    CorrectionsView: lambda view, locale: (locale.text("corrections"), locale.text("corrections.summary")),
    events.PastEventsView: lambda view, locale: (locale.text("events.past"), locale.text("events.summary")),
    FigurePageView: lambda view, _: (view.figure.text.title, description(view.figure)),
    FigureIndexView: lambda view, locale: (locale.text("figures"), locale.text("figures.summary")),
    listings.YearView: lambda view, locale: (locale.text("archive.year", year=view.year),) * 2,
    listings.MonthView: lambda view, locale: (_month(view.month, locale),) * 2,
    pages.SearchView: lambda view, locale: (locale.text("search.title"), locale.text("search.publications")),
    pages.SubscribeView: lambda view, locale: (locale.text("subscribe"), locale.text("subscribe.feeds.summary")),
}


def _of_people(view: people.PeopleView, locale: Locale) -> str:
    return locale.text("people.summary" if view.site.people else "authors.summary")


def _month(month: str, locale: Locale) -> str:
    return locale.text("archive.month", month=locale.month_name(month), year=month[:4])


def _of_type(word: str, locale: Locale) -> tuple[str, str]:
    return word, locale.text("types.list", name=word)


def title_and_summary(view: Any) -> tuple[str, str]:
    """Return the title of a plain page or list, with its page number if it has one, and one sentence on it."""
    locale = locale_of(language_of(view), view.site.words)
    title, summary = _TITLES[type(view)](view, locale)
    number = view.listing.number if hasattr(view, "listing") else 0
    return (f"{title}, {locale.text('page', number=number)}" if number else title), summary


def language_of(view: Any) -> str:
    """Return the language of a page: its own, or the site's."""
    language: str = getattr(view, "language", "") or view.site.language
    return language


def _page(
    view: Any,
    *,
    feeds: tuple[FeedLink, ...],
    kind: str = "website",
    data: json_ld.Data | None = None,
    above: tuple[Link, ...] = (),
) -> Head:
    title, summary = title_and_summary(view)
    home = Link(name=locale_of(language_of(view), view.site.words).text("home"), url=f"{view.site.prefix}/")
    trail = json_ld.breadcrumbs(view.site, (home, *above, Link(name=title, url=view.permalink)))
    return Head(
        title=_with_site(view.site, title),
        description=summary,
        canonical=view.permalink,
        properties=_open_graph(view, title=title, summary=summary, kind=kind),
        feeds=feeds,
        data=data or json_ld.graph(trail),
    )


def _with_site(site: SiteView, title: str) -> str:
    return f"{title} – {site.title}"


def _open_graph(view: Any, *, title: str, summary: str, kind: str) -> Tags:
    language = language_of(view)
    tags = (
        ("og:type", kind),
        ("og:title", title),
        ("og:description", summary),
        ("og:url", view.permalink),
        ("og:site_name", view.site.title),
        ("og:locale", _TERRITORIES.get(language) or (language.replace("-", "_") if "-" in language else "")),
    )
    return filled(tags)


def _article_properties(view: BriefView) -> Tags:
    tags = (
        ("article:published_time", first_published(view.front).iso),
        ("article:modified_time", last_changed(view.front).iso if view.front.updated or view.front.notices else ""),
    )
    return filled(tags)


def _image_properties(view: BriefView) -> Tags:
    if view.share_card:
        url, width, height, alt = view.share_card, 1200, 630, view.front.title
    elif view.image:
        url, width, height, alt = view.image.url, view.image.width, view.image.height, view.image.alt
    else:
        return ()
    tags = (
        ("og:image", absolute(view.site, url)),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", alt),
    )
    return filled(tags)


def _versions(view: BriefView) -> Tags:
    """Return each language once: of two versions in one language, that of this page, else the first (REL02 tells)."""
    versions: dict[str, str] = {}
    for version in view.translations:
        url = absolute(view.site, version.url)
        if url == view.permalink or version.language not in versions:
            versions[version.language] = url
    return (*versions.items(), ("x-default", next(iter(versions.values())))) if versions else ()


def _marked(view: BriefView, locale: Locale) -> str:
    """Return the title of a brief, after the word that it does not stand any more."""
    title = view.front.title
    return locale.text("retracted.title", title=title) if view.front.is_retracted else title
