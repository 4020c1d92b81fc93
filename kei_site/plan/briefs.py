"""Briefs, plain pages and biographies -> their targets, with every reference resolved. Plan room, pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kei_site.diagnostics import Diagnostic, Place, fault
from kei_site.model.brief import Author, Brief, FrontMatter, Page
from kei_site.model.feeds import permanent_id
from kei_site.model.library import Library, find_brief
from kei_site.model.names import nearest
from kei_site.model.views import (
    BriefView,
    Card,
    EnclosureView,
    ImageView,
    PageView,
    RelatedCard,
    SiteView,
    TextView,
    Translation,
)
from kei_site.plan.enclosures import enclosed
from kei_site.plan.files import copy_target
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import Atlas, Origin, Resolved, resolve_text
from kei_site.plan.lists import feed_links
from kei_site.plan.targets import Deferred, Target
from kei_site.urls import file_link, page_path

_Shown = TypeVar("_Shown")
_NO_TEXT = TextView(fragment="")  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Every text that is public, with its references resolved."""

    briefs: dict[str, TextView]
    """By brief id."""
    biographies: dict[str, TextView]
    """By author id."""
    leads: dict[str, ImageView]
    """The pictures named in front matters, by brief id."""
    portraits: dict[str, ImageView]
    """By author id."""
    pages: dict[str, TextView]
    """By page id."""
    enclosures: dict[str, EnclosureView]
    """Recordings and PDFs, by brief id."""
    attachments: tuple[Target, ...]
    faults: tuple[Diagnostic, ...]


def resolve_texts(inputs: Inputs, atlas: Atlas) -> Texts:
    """Return all texts of the site, also those of held briefs (whose faults an editor wants to know before they are
    due)."""
    library = inputs.library
    faults: list[Diagnostic] = []
    copies: dict[str, Target] = {}
    briefs: dict[str, TextView] = {}
    leads: dict[str, ImageView] = {}
    for brief in library.by_path.values():
        resolved = _keep(_brief_text(brief, atlas), copies if library.is_public(brief) else {}, faults, inputs)
        briefs[brief.id] = resolved.text
        if brief.front.image:
            lead, problems = atlas.images.lead(brief.front.image, brief.path, brief.place("image"))
            faults += problems
            leads |= {brief.id: lead} if lead else {}
    pages = {one.id: _keep(_page_text(one, atlas), copies, faults, inputs).text for one in library.pages}
    for page in library.broken_pages:
        faults += _page_text(page, atlas).faults
    lives = {
        one.id: _keep(_life(one, atlas), copies if one.id in library.by_author else {}, faults, inputs).text
        for one in library.authors.values()
    }
    portraits = _portraits(library.authors.values(), atlas, faults)
    enclosures = _enclosures(inputs, atlas, copies, faults)
    return Texts(
        briefs=_public(briefs, library),
        biographies=lives,
        leads=_public(leads, library),
        portraits=portraits,
        pages=pages,
        enclosures=_public(enclosures, library),
        attachments=tuple(copies.values()),
        faults=tuple(faults),
    )


def _public(found: Mapping[str, _Shown], library: Library) -> dict[str, _Shown]:
    """Return what belongs to public briefs, by brief id: what is not given to the plan cannot get out of it."""
    return {one: value for one, value in found.items() if one in library.cards}


def _portraits(authors: Iterable[Author], atlas: Atlas, faults: list[Diagnostic]) -> dict[str, ImageView]:
    found = {}
    for author in authors:
        portrait, problems = atlas.images.lead(author.image, author.path, author.place())
        faults += problems
        if portrait:
            found[author.id] = portrait
    return found


def _enclosures(
    inputs: Inputs, atlas: Atlas, copies: dict[str, Target], faults: list[Diagnostic]
) -> dict[str, EnclosureView]:
    found = {}
    for brief in inputs.library.by_path.values():
        one = enclosed(brief, inputs, atlas)
        faults += [one.fault] if one.fault else []
        if one.view:
            found[brief.id] = one.view
        if one.copy and inputs.library.is_public(brief):
            copies[one.copy.path] = one.copy
    return found


def _keep(resolved: Resolved, copies: dict[str, Target], faults: list[Diagnostic], inputs: Inputs) -> Resolved:
    faults += resolved.faults
    for source, output in resolved.attachments:
        copies[output] = copy_target(source, inputs.files.content[source], output)
    return resolved


def _brief_text(brief: Brief, atlas: Atlas) -> Resolved:
    origin = Origin(path=brief.path, url=brief.url, anchors=frozenset(brief.anchors))
    return resolve_text(brief.body, brief.links, brief.images, origin, atlas)


def _page_text(page: Page, atlas: Atlas) -> Resolved:
    origin = Origin(path=page.path, url=page.url, anchors=frozenset(page.anchors))
    return resolve_text(page.body, page.links, page.images, origin, atlas)


def _life(author: Author, atlas: Atlas) -> Resolved:
    origin = Origin(path=author.path, url=f"/authors/{author.id}/")
    found = resolve_text(author.body, author.links, author.images, origin, atlas)
    return replace(found, text=replace(found.text, language=author.language))


def brief_targets(inputs: Inputs, texts: Texts) -> Iterator[Target]:
    """Yield the page of every public brief."""
    neighbours = _neighbours(inputs)
    for brief in inputs.library.briefs:
        path = page_path("briefs", str(brief.front.date.year), brief.slug)
        card = inputs.library.cards[brief.id]
        parts = _brief_parts(brief, inputs, texts, neighbours[brief.id])
        yield brief_target(path, brief.path, (inputs.site, brief.front, card, parts))


def brief_target(path: str, source: str, parts: "tuple[SiteView, FrontMatter, Card, BriefParts]") -> Target:
    """Return the target of a brief's page at the output path `path`; `source` is the path of the brief's file."""
    return Target(
        path=path,
        recipe="brief",
        source=Deferred(make=brief_view, parts=parts),
        template="brief.html",
        origin=Place(path=source),
    )


_Neighbours = tuple[Card | None, Card | None]


def _neighbours(inputs: Inputs) -> dict[str, _Neighbours]:
    """The older and the newer brief of each: in its series if it has one, else among all."""
    found = _chain(inputs.cards(inputs.library.briefs))
    for series in inputs.library.series:
        found |= _chain(inputs.cards(series.briefs))
    return found


def _chain(cards: tuple[Card, ...]) -> dict[str, _Neighbours]:
    older = (*cards[1:], None)
    newer = (None, *cards[:-1])
    return {card.id: (before, after) for card, before, after in zip(cards, older, newer, strict=False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefParts:
    """What the page of a brief is made of, besides the site, its own front matter and its card."""

    permanent_id: str
    author_notes: tuple[TextView, ...]
    text: TextView
    word_count: int
    image: ImageView | None
    license: str
    neighbours: _Neighbours
    related: tuple[RelatedCard, ...]
    translations: tuple[Translation, ...]
    share_card: str
    enclosure: EnclosureView | None


def _brief_parts(brief: Brief, inputs: Inputs, texts: Texts, neighbours: _Neighbours) -> BriefParts:
    card = inputs.library.cards[brief.id]
    return BriefParts(
        permanent_id=permanent_id(brief, inputs.config),
        author_notes=tuple([texts.biographies.get(one.id, _NO_TEXT) for one in card.authors]),
        text=texts.briefs[brief.id],
        word_count=brief.word_count,
        image=texts.leads.get(brief.id),
        license=brief.front.license or inputs.config.license,
        neighbours=neighbours,
        related=_related(brief, inputs),
        translations=_versions(brief, inputs),
        share_card=share_card_url(brief, inputs),
        enclosure=texts.enclosures.get(brief.id),
    )


def brief_view(site: SiteView, front: FrontMatter, card: Card, parts: BriefParts) -> BriefView:
    """Return the view of a brief's page."""
    address = site.url + card.url.removeprefix(site.prefix)
    there = front.published_in and front.published_in.canonical_there and front.published_in.url
    return BriefView(
        site=site,
        url=card.url,
        permalink=address,
        canonical=there or address,
        permanent_id=parts.permanent_id,
        title=front.title,
        summary=front.summary,
        summary_is_derived=front.summary_is_derived,
        type=front.type,
        language=front.language,
        date=front.date,
        updated=front.updated,
        corrections=front.corrections,
        published_in=front.published_in,
        authors=card.authors,
        author_notes=parts.author_notes,
        series=card.series,
        tags=card.tags,
        text=parts.text,
        word_count=parts.word_count,
        image=parts.image,
        number=front.number,
        doi=front.doi,
        keywords=front.keywords,
        license=parts.license,
        funding=front.funding,
        disclosure=front.disclosure,
        previous=parts.neighbours[0],
        next=parts.neighbours[1],
        related=parts.related,
        translations=parts.translations,
        feeds=feed_links(card.series.name, card.series.url) if card.series else (),
        share_card=parts.share_card,
        enclosure=parts.enclosure,
    )


def share_card_path(brief: Brief) -> str:
    """Return the output path of a brief's picture for link previews."""
    return f"cards/{brief.front.date.year}/{brief.slug}.png"


def share_card_url(brief: Brief, inputs: Inputs) -> str:
    """Return the absolute address of a brief's picture for link previews, or an empty string."""
    return f"{inputs.site.url}{file_link(share_card_path(brief))}" if inputs.config.share_cards else ""


def _related(brief: Brief, inputs: Inputs) -> tuple[RelatedCard, ...]:
    library = inputs.library
    chosen = [find_brief(one, brief.path, library.by_path, library.by_slug) for one in brief.front.related]
    cards = {
        one.id: RelatedCard(card=library.cards[one.id], reason="chosen")
        for one in chosen
        if one and library.is_public(one) and one.id != brief.id
    }
    for relation in inputs.relations.get(brief.id, ()):
        if len(cards) < 3 and relation.id not in cards:
            cards[relation.id] = _computed(relation.id, relation.shared, inputs)
    return tuple(cards.values())


def _computed(other: str, shared: tuple[str, ...], inputs: Inputs) -> RelatedCard:
    library = inputs.library
    card = library.cards[other]
    series = any(group.startswith("series:") for group in shared)
    names = tuple(library.tags.by_slug[group].name for group in shared if group in library.tags.by_slug)
    if series and card.series:
        return RelatedCard(card=card, reason="series", shared=(card.series.name,))
    return RelatedCard(card=card, reason="tags", shared=names)


def _versions(brief: Brief, inputs: Inputs) -> tuple[Translation, ...]:
    return tuple(
        Translation(language=one.front.language, url=inputs.site.url + one.url, title=one.front.title)
        for one in inputs.library.translations.get(brief.id, ())
    )


def related_faults(inputs: Inputs) -> list[Diagnostic]:
    """Return what is wrong with the briefs that editors named as related."""
    library = inputs.library
    return [
        fault(
            "REL01",
            brief.place(f"related.{at}"),
            "no brief has this path or slug",
            found=wanted,
            mend=_close_brief(wanted, library.by_slug),
        )
        for brief in library.by_path.values()
        for at, wanted in enumerate(brief.front.related)
        if find_brief(wanted, brief.path, library.by_path, library.by_slug) is None
    ]


def _close_brief(wanted: str, slugs: Iterable[str]) -> str:
    close = nearest(wanted, slugs)
    return f"did you mean {close}?" if close else "write the path of a brief, or its slug"


def page_targets(inputs: Inputs, texts: Texts) -> Iterator[Target]:
    """Yield the plain pages."""
    for page in inputs.library.pages:
        view = PageView(
            site=inputs.site,
            url=inputs.site.prefix + page.url,
            permalink=inputs.site.url + page.url,
            title=page.title,
            summary=page.summary,
            language=page.language,
            text=texts.pages[page.id],
        )
        yield Target(path=page_path(page.slug), recipe="page", source=view, template="page.html", origin=page.place())
