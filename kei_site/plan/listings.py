"""Groups of briefs -> index pages and their lists: briefs, tags, series."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kei_site.core.urls import page_path, permalink
from kei_site.model.brief import Brief
from kei_site.model.library import Series
from kei_site.model.tags import Tag
from kei_site.model.views.common import feed_links
from kei_site.model.views.listings import (
    Bar,
    BriefListView,
    GroupCount,
    SeriesIndexView,
    SeriesView,
    TagIndexView,
    TagView,
)
from kei_site.plan.feeds import tag_has_feeds
from kei_site.plan.inputs import Inputs
from kei_site.plan.pagination import page_parts, paginate, years_in_list
from kei_site.plan.targets import Target

LARGEST = 20


def index_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield every index page and every page of every list, except those of people, which show texts."""
    yield from _brief_lists(inputs)
    yield _tag_index(inputs)
    for tag in inputs.library.tags.by_slug.values():
        yield from _tag_pages(tag, inputs)
    yield _series_index(inputs)
    for series in inputs.library.series:
        yield from _series_pages(series, inputs)


def _page(recipe: str, parts: tuple[str, ...], view: object) -> Target:
    return Target(path=page_path(*parts), recipe=recipe, view=view, template=f"{recipe}.html")


def _brief_lists(inputs: Inputs) -> Iterator[Target]:
    for listing in paginate(inputs, inputs.library.listed, ("briefs",)):
        view = BriefListView(site=inputs.site, url=listing.url, listing=listing)
        yield _page("briefs", page_parts(("briefs",), listing.number), view)


def tag_counts(inputs: Inputs) -> tuple[GroupCount, ...]:
    """Return every tag in use with its count, in the order of names."""
    library = inputs.library
    found = (_tag_count(tag, library.by_tag.get(tag.slug, ())) for tag in library.tags.by_slug.values())
    return tuple(sorted((tag for tag in found if tag.count), key=lambda tag: (tag.name.casefold(), tag.url)))


def _tag_count(tag: Tag, briefs: Sequence[Brief]) -> GroupCount:
    latest = briefs[0].front.date.day if briefs else ""
    return GroupCount(name=tag.name, url=tag.url, count=len(briefs), latest=latest)


def largest_tags(inputs: Inputs, wanted: int = LARGEST) -> tuple[GroupCount, ...]:
    """Return the tags with most briefs, with their years."""
    slugs = {tag.url: slug for slug, tag in inputs.library.tags.by_slug.items()}
    largest = sorted(tag_counts(inputs), key=lambda tag: (-tag.count, tag.name.casefold()))[:wanted]
    return tuple(replace(tag, years=_tag_years(inputs, slugs[tag.url])) for tag in largest)


def _tag_years(inputs: Inputs, slug: str) -> tuple[Bar, ...]:
    return years_in_list(inputs, inputs.library.by_tag[slug], ("tags", slug))


def _tag_index(inputs: Inputs) -> Target:
    url = inputs.site.prefix + permalink("tags")
    tags, total = tag_counts(inputs), len(inputs.library.listed)
    largest = largest_tags(inputs) if len(tags) > LARGEST else ()
    view = TagIndexView(site=inputs.site, url=url, tags=tags, largest=largest, total=total)
    return _page("tags", ("tags",), view)


def _tag_pages(tag: Tag, inputs: Inputs) -> Iterator[Target]:
    briefs = inputs.library.by_tag.get(tag.slug, ())
    base = ("tags", tag.slug)
    for listing in paginate(inputs, briefs, base) if briefs else ():
        view = TagView(
            site=inputs.site,
            url=listing.url,
            name=tag.name,
            description=tag.description,
            listing=listing,
            years=() if listing.number else years_in_list(inputs, briefs, base),
            feeds=feed_links(tag.name, tag.url) if tag_has_feeds(tag.slug, inputs) else (),
        )
        yield _page("tag", page_parts(base, listing.number), view)


def _series_index(inputs: Inputs) -> Target:
    url = inputs.site.prefix + permalink("series")
    counts = tuple(
        GroupCount(name=series.name, url=series.url, count=len(series.briefs), latest=series.briefs[0].front.date.day)
        for series in inputs.library.series
    )
    view = SeriesIndexView(site=inputs.site, url=url, series=counts)
    return _page("series_index", ("series",), view)


def _series_pages(series: Series, inputs: Inputs) -> Iterator[Target]:
    base = ("series", series.slug)
    for listing in paginate(inputs, series.briefs, base):
        feeds = feed_links(series.name, series.url)
        view = SeriesView(site=inputs.site, url=listing.url, name=series.name, listing=listing, feeds=feeds)
        yield _page("series", page_parts(base, listing.number), view)
