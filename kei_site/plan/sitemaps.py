"""Addresses of the site -> sitemaps, one for each year of briefs and one for everything else. Plan room, pure."""

from collections.abc import Iterable, Iterator

from kei_site.model.brief import Brief
from kei_site.model.feeds import last_change
from kei_site.model.views import SitemapEntry, SitemapIndexView, SitemapView, Translation
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target

_LISTED = frozenset(
    {
        "home",
        "briefs",
        "tags",
        "tag",
        "authors",
        "author",
        "series_index",
        "series",
        "archive",
        "year",
        "page",
        "subscribe",
    }
)


def sitemap_targets(inputs: Inputs, pages: Iterable[Target]) -> Iterator[Target]:
    """Yield `sitemap.xml`, a sitemap for each year, and one for the pages that are not briefs."""
    years = {year: _year(briefs, inputs) for year, briefs in inputs.library.by_year.items()}
    others = tuple(
        SitemapEntry(permalink=view.permalink, modified="")  # type: ignore[attr-defined]
        for view in (target.view for target in pages if target.recipe in _LISTED)
    )
    names = {f"sitemap-{year}.xml": entries for year, entries in years.items()} | {"sitemap-pages.xml": others}
    for name, entries in names.items():
        yield Target(path=name, recipe="sitemap", source=SitemapView(entries=entries))
    index = tuple(
        SitemapEntry(permalink=f"{inputs.site.url}/{name}", modified=max((one.modified for one in entries), default=""))
        for name, entries in names.items()
    )
    yield Target(path="sitemap.xml", recipe="sitemap_index", source=SitemapIndexView(sitemaps=index))


def _year(briefs: Iterable[Brief], inputs: Inputs) -> tuple[SitemapEntry, ...]:
    return tuple(
        SitemapEntry(
            permalink=inputs.site.url + brief.url,
            modified=last_change(brief.front).utc().strftime("%Y-%m-%dT%H:%M:%SZ"),
            translations=_versions(brief, inputs),
        )
        for brief in briefs
    )


def _versions(brief: Brief, inputs: Inputs) -> tuple[Translation, ...]:
    return tuple(
        Translation(language=one.front.language, url=inputs.site.url + one.url, title=one.front.title)
        for one in inputs.library.translations.get(brief.id, ())
    )
