"""Briefs and authors -> the cards and bylines that other pages show of them."""

from collections.abc import Mapping
from dataclasses import replace

from kei_site.core.event import Event
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.urls import permalink, slug_of_name
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief
from kei_site.model.lives import name_in
from kei_site.model.tags import Tags
from kei_site.model.views.common import AuthorLink, Card, EventLine, Link


@value
class CardLinks:
    """What cards link to: authors by id, series by slug, tags."""

    authors: Mapping[str, AuthorLink]
    records: Mapping[str, Author]
    series: Mapping[str, Link]
    tags: Tags


def make_card(brief: Brief, links: CardLinks, prefix: str) -> Card:
    """Return the card of a brief."""
    front = brief.front
    return with_hash(
        Card(
            id=brief.id,
            url=prefix + brief.url,
            title=front.title,
            summary=front.summary,
            title_html=front.title_html,
            summary_html=front.summary_html,
            type=front.type,
            date=front.date,
            language=front.language,
            authors=tuple(
                _byline(author, front.language, links) for author in front.authors if author in links.authors
            ),
            tags=links.tags.links_of(brief),
            series=links.series.get(slug_of_name(front.series)) if front.series else None,
            event=event_line(front.event) if front.event else None,
            original=replace(front.original, others=()) if front.original else None,
        )
    )


def _byline(name: str, language: str, links: CardLinks) -> AuthorLink:
    """Return what the byline of a brief shows of an author: the name in its language, if the record gives one."""
    link, own = links.authors[name], name_in(links.records[name], language)
    return with_hash(replace(link, name=own, family="", given="", content_hash=NO_DIGEST)) if own else link


def event_line(event: Event) -> EventLine:
    """Return what lists show of an event."""
    return EventLine(start=event.start, end=event.end, zone=event.zone, end_zone=event.end_zone, place=event.place)


def author_link(author: Author, prefix: str, *, has_page: bool) -> AuthorLink:
    """Return what a byline shows of an author."""
    return with_hash(
        AuthorLink(
            id=author.id,
            name=author.name,
            url=prefix + permalink("authors", author.id) if has_page else "",
            kind=author.kind,
            family=author.family,
            given=author.given,
            orcid=author.orcid,
            affiliation=author.affiliation,
        )
    )
