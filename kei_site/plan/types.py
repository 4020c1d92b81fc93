"""Briefs of a type -> the pages that list them, if the settings ask for them, and the index of these pages. Plan."""

from collections.abc import Iterator, Mapping

from kei_site.config import Config
from kei_site.core.urls import page_path, permalink
from kei_site.core.vocabulary import TYPE_FOLDERS
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.views.common import Link, feed_links
from kei_site.model.views.listings import TypeCount, TypeIndexView, TypeView
from kei_site.plan.inputs import Inputs
from kei_site.plan.pagination import page_parts, paginate, years_in_list
from kei_site.plan.targets import Target


def by_type(library: Library) -> Mapping[str, tuple[Brief, ...]]:
    """Return the public briefs of each type that has any, newest first."""
    found: dict[str, list[Brief]] = {kind: [] for kind in TYPE_FOLDERS}
    for brief in library.listed:
        found[brief.front.type].append(brief)
    return {kind: tuple(briefs) for kind, briefs in found.items() if briefs}


def type_base(kind: str, config: Config) -> tuple[str, ...]:
    """Return the parts of the address of the page of a type; none if it has no page."""
    words = config.types.get(kind)
    return ("types", words.slug or TYPE_FOLDERS[kind]) if words and words.page else ()


def type_links(config: Config, prefix: str) -> dict[str, Link]:
    """Return the word for the briefs of each type that the settings name, and its page; each may be empty."""
    bases = {kind: type_base(kind, config) for kind in config.types}
    return {
        kind: Link(name=config.types[kind].plural, url=prefix + permalink(*base) if base else "")
        for kind, base in bases.items()
    }


def type_pages(inputs: Inputs) -> Iterator[Target]:
    """Yield the pages of every type that has a page and a public brief, and their index."""
    groups = {kind: briefs for kind, briefs in by_type(inputs.library).items() if type_base(kind, inputs.config)}
    if not groups:
        return
    links = inputs.site.types
    counts = tuple(
        TypeCount(type=kind, link=links[kind], count=len(briefs), latest=briefs[0].front.date.day)
        for kind, briefs in groups.items()
    )
    index = TypeIndexView(site=inputs.site, url=inputs.site.prefix + permalink("types"), types=counts)
    yield Target(path=page_path("types"), recipe="types", view=index, template="types.html")
    for kind, briefs in groups.items():
        yield from _list(kind, briefs, inputs)


def _list(kind: str, briefs: tuple[Brief, ...], inputs: Inputs) -> Iterator[Target]:
    base, link = type_base(kind, inputs.config), inputs.site.types[kind]
    for listing in paginate(inputs, briefs, base):
        view = TypeView(
            site=inputs.site,
            url=listing.url,
            type=kind,
            name=link.name,
            listing=listing,
            years=() if listing.number else years_in_list(inputs, briefs, base),
            feeds=feed_links(link.name or TYPE_FOLDERS[kind].capitalize(), link.url),
        )
        yield Target(path=page_path(*page_parts(base, listing.number)), recipe="type", view=view, template="type.html")
