"""Briefs, plain pages and biographies -> their targets, with every reference resolved. Plan room, pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kei_site.core.suggest import nearest
from kei_site.diagnostics import Diagnostic, Place, diagnostic
from kei_site.digest import field_names
from kei_site.model.brief import Author, Brief, Page
from kei_site.model.feeds import permanent_id
from kei_site.model.library import Library, find_brief
from kei_site.model.views.common import Card, EnclosureView, ImageView, SiteView, TextView
from kei_site.model.views.pages import BriefContent, BriefView, PageView, RelatedCard
from kei_site.plan.enclosures import enclosed
from kei_site.plan.files import copy_target
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import Atlas, Origin, Resolved, resolve_text
from kei_site.plan.targets import Target
from kei_site.urls import file_link, page_path

_Shown = TypeVar("_Shown")
Neighbours = tuple[Card | None, Card | None]
"""The older brief and the newer one."""
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
    diagnostics: tuple[Diagnostic, ...]


def resolve_texts(inputs: Inputs, atlas: Atlas) -> Texts:
    """Return all texts of the site, also those of held briefs, whose diagnostics an editor wants early."""
    library = inputs.library
    diagnostics: list[Diagnostic] = []
    copies: dict[str, Target] = {}
    briefs: dict[str, TextView] = {}
    leads: dict[str, ImageView] = {}
    for brief in library.by_path.values():
        resolved = _keep(_brief_text(brief, atlas), copies if library.is_public(brief) else {}, diagnostics, inputs)
        briefs[brief.id] = resolved.text
        if brief.front.image:
            lead, problems = atlas.images.lead(brief.front.image, brief.path, brief.place("image"))
            diagnostics += problems
            leads |= {brief.id: lead} if lead else {}
    pages = {one.id: _keep(_page_text(one, atlas), copies, diagnostics, inputs).text for one in library.pages}
    for page in library.broken_pages:
        diagnostics += _page_text(page, atlas).diagnostics
    lives = {
        one.id: _keep(_life(one, atlas), copies if one.id in library.by_author else {}, diagnostics, inputs).text
        for one in library.authors.values()
    }
    portraits = _portraits(library.authors.values(), atlas, diagnostics)
    enclosures = _enclosures(inputs, atlas, copies, diagnostics)
    return Texts(
        briefs=_public(briefs, library),
        biographies=lives,
        leads=_public(leads, library),
        portraits=portraits,
        pages=pages,
        enclosures=_public(enclosures, library),
        attachments=tuple(copies.values()),
        diagnostics=tuple(diagnostics),
    )


def _public(found: Mapping[str, _Shown], library: Library) -> dict[str, _Shown]:
    """Return what belongs to public briefs, by brief id: what is not given to the plan cannot get out of it."""
    return {one: value for one, value in found.items() if one in library.cards}


def _portraits(authors: Iterable[Author], atlas: Atlas, diagnostics: list[Diagnostic]) -> dict[str, ImageView]:
    found = {}
    for author in authors:
        portrait, problems = atlas.images.lead(author.image, author.path, author.place())
        diagnostics += problems
        if portrait:
            found[author.id] = portrait
    return found


def _enclosures(
    inputs: Inputs, atlas: Atlas, copies: dict[str, Target], diagnostics: list[Diagnostic]
) -> dict[str, EnclosureView]:
    found = {}
    for brief in inputs.library.by_path.values():
        one = enclosed(brief, inputs, atlas)
        diagnostics += [one.diagnostic] if one.diagnostic else []
        if one.view:
            found[brief.id] = one.view
        if one.copy and inputs.library.is_public(brief):
            copies[one.copy.path] = one.copy
    return found


def _keep(resolved: Resolved, copies: dict[str, Target], diagnostics: list[Diagnostic], inputs: Inputs) -> Resolved:
    diagnostics += resolved.diagnostics
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


def brief_contents(inputs: Inputs, texts: Texts) -> dict[str, BriefContent]:
    """Return what pages and feeds show of each public brief, by id."""
    return {brief.id: _content(brief, inputs, texts) for brief in inputs.library.briefs}


def brief_targets(inputs: Inputs, contents: Mapping[str, BriefContent]) -> Iterator[Target]:
    """Yield the page of every public brief; `contents` holds them by id."""
    neighbours = _neighbours(inputs)
    for brief in inputs.library.briefs:
        view = make_brief_view(inputs.site, contents[brief.id], neighbours[brief.id], _related(brief, inputs))
        yield brief_target(page_path("briefs", str(brief.front.date.year), brief.slug), brief.path, view)


def brief_target(path: str, source: str, view: BriefView) -> Target:
    """Return the target of a brief's page at the output path `path`; `source` is the path of the brief's file."""
    return Target(path=path, recipe="brief", view=view, template="brief.html", origin=Place(path=source))


def make_brief_view(
    site: SiteView, content: BriefContent, neighbours: Neighbours, related: tuple[RelatedCard, ...]
) -> BriefView:
    """Return the view of a brief's page from its content and the cards of other briefs that it shows."""
    parts = {name: getattr(content, name) for name in field_names(BriefContent)}
    return BriefView(site=site, previous=neighbours[0], next=neighbours[1], related=related, **parts)


def _neighbours(inputs: Inputs) -> dict[str, Neighbours]:
    """The older and the newer brief of each: in its series if it has one, else among all."""
    found = _chain(inputs.cards(inputs.library.briefs))
    for series in inputs.library.series:
        found |= _chain(inputs.cards(series.briefs))
    return found


def _chain(cards: tuple[Card, ...]) -> dict[str, Neighbours]:
    older = (*cards[1:], None)
    newer = (None, *cards[:-1])
    return {card.id: (before, after) for card, before, after in zip(cards, older, newer, strict=False)}


def _content(brief: Brief, inputs: Inputs, texts: Texts) -> BriefContent:
    card = inputs.library.cards[brief.id]
    return BriefContent(
        front=brief.front,
        card=card,
        permanent_id=permanent_id(brief, inputs.config),
        author_notes=tuple([texts.biographies.get(author.id, _NO_TEXT) for author in card.authors]),
        text=texts.briefs[brief.id],
        word_count=brief.word_count,
        image=texts.leads.get(brief.id),
        translations=inputs.versions(brief),
        share_card=share_card_url(brief, inputs),
        enclosure=texts.enclosures.get(brief.id),
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


def related_diagnostics(inputs: Inputs) -> list[Diagnostic]:
    """Return what is wrong with the briefs that editors named as related."""
    library = inputs.library
    return [
        diagnostic(
            "REL01",
            brief.place(f"related.{at}"),
            "no brief has this path or slug",
            found=wanted,
            fix=_close_brief(wanted, library.by_slug),
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
        yield Target(path=page_path(page.slug), recipe="page", view=view, template="page.html", origin=page.place())
