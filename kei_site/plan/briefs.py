"""Public briefs and their resolved texts -> their targets."""

from collections.abc import Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import field_names
from kei_site.core.languages import primary
from kei_site.core.limits import LIMITS
from kei_site.core.suggest import Suggester
from kei_site.core.urls import page_path
from kei_site.model.brief import Brief
from kei_site.model.brief_names import find_brief, is_shared_name, several_owners
from kei_site.model.library import Library
from kei_site.model.permanent_ids import permanent_id
from kei_site.model.related import Relation
from kei_site.model.suggestions import nearest_brief
from kei_site.model.views.common import Card, Link, SiteView, TextView
from kei_site.model.views.pages import BriefContent, BriefView, ExtraLine, RelatedCard
from kei_site.plan.inputs import Inputs
from kei_site.plan.share_cards import share_card_url
from kei_site.plan.targets import Target
from kei_site.plan.texts import Texts
from kei_site.plan.versions import version_links

Neighbours = tuple[Card | None, Card | None]
"""The older brief and the newer one."""
_NO_TEXT = TextView(fragment="")  # type: ignore[arg-type]


def brief_contents(inputs: Inputs, texts: Texts) -> dict[str, BriefContent]:
    """Return what pages and feeds show of each public brief, by id."""
    return {brief.id: _content(brief, inputs, texts) for brief in inputs.library.briefs}


def brief_targets(inputs: Inputs, contents: Mapping[str, BriefContent]) -> Iterator[Target]:
    """Yield the page of every public brief; `contents` holds them by id."""
    neighbours = _neighbours(inputs)
    for brief in inputs.library.briefs:
        site = inputs.site_in(brief.front.language)
        around = neighbours.get(brief.id, (None, None))
        view = make_brief_view(site, contents[brief.id], around, _related(brief, inputs))
        yield brief_target(page_path("briefs", str(brief.front.date.year), brief.slug), brief.path, view)


def brief_target(path: str, source: str, view: BriefView) -> Target:
    """Return the target of a brief's page at the output path `path`; `source` is the path of the brief's file."""
    texts = (view.content.card.id,)
    return Target(path=path, recipe="brief", view=view, template="brief.html", origin=Place(path=source), texts=texts)


def make_brief_view(
    site: SiteView, content: BriefContent, neighbours: Neighbours, related: tuple[RelatedCard, ...]
) -> BriefView:
    """Return the view of a brief's page from its content and the cards of other briefs that it shows."""
    parts = {name: getattr(content, name) for name in field_names(BriefContent)}
    return BriefView(site=site, previous=neighbours[0], next=neighbours[1], related=related, **parts)


def _neighbours(inputs: Inputs) -> dict[str, Neighbours]:
    """The older and the newer brief of each in its language: in its series if it has one, else among all."""
    found: dict[str, Neighbours] = {}
    for briefs in (inputs.library.listed, *(series.briefs for series in inputs.library.series)):
        cards = inputs.cards(briefs)
        for language in {card.language: None for card in cards}:
            found |= _chain(tuple(card for card in cards if card.language == language))
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
        author_notes=tuple([_biography(author.id, brief.front.language, texts) for author in card.authors]),
        text=texts.briefs[brief.id],
        word_count=brief.word_count,
        image=texts.leads.get(brief.id),
        translations=inputs.versions(brief),
        share_card=share_card_url(brief, inputs),
        extra=tuple(_extra_lines(brief, inputs)),
        enclosure=texts.enclosures.get(brief.id),
        event=texts.events.get(brief.id),
        successor=_successor(brief, inputs),
        pdf=texts.pdfs.get(brief.id),
        podcast=texts.podcasts.get(brief.id),
        versions=version_links(brief, inputs),
    )


def _extra_lines(brief: Brief, inputs: Inputs) -> Iterator[ExtraLine]:
    values = brief.front.extra
    for key in inputs.config.extra if values else ():
        if value := values.get(key.name):
            yield ExtraLine(label=key.label, type=key.type, value=value)


def _successor(brief: Brief, inputs: Inputs) -> Link | None:
    """Return the title and the address of the brief that replaces this one, if it is public."""
    wanted, library = brief.front.superseded_by, inputs.library
    other = find_brief(wanted, brief.path, library.by_path, library.by_slug) if wanted else None
    if other is None or other is brief or not library.is_public(other):
        return None
    return Link(name=other.front.title, url=inputs.site.prefix + other.url)


def _biography(author: str, language: str, texts: Texts) -> TextView:
    """Return the biography of an author in a language, or else the only one there is."""
    keys = (f"{author}.{language}", f"{author}.{primary(language)}", author)
    return next((texts.biographies[key] for key in keys if key in texts.biographies), _NO_TEXT)


def _related(brief: Brief, inputs: Inputs) -> tuple[RelatedCard, ...]:
    library = inputs.library
    chosen = [find_brief(name, brief.path, library.by_path, library.by_slug) for name in brief.front.related]
    cards = {
        other.id: RelatedCard(card=library.cards[other.id], reason="chosen")
        for other in chosen
        if other and library.is_public(other) and other.id != brief.id and not other.front.is_retracted
    }
    for relation in inputs.relations.get(brief.id, ()):
        if len(cards) < 3 and relation.id not in cards:
            cards[relation.id] = _computed(relation, brief.front.language, inputs)
    return tuple(cards.values())


def _computed(relation: Relation, language: str, inputs: Inputs) -> RelatedCard:
    library = inputs.library
    card, tags = library.cards[relation.id], library.tags.by_slug
    series = any(group.startswith("series:") for group in relation.shared)
    names = tuple(tags[group].link_in(language).name for group in relation.shared if group in tags)
    if series and card.series:
        return RelatedCard(card=card, reason="series", shared=(card.series.name,))
    return RelatedCard(card=card, reason="tags", shared=names)


def _named_briefs(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield (key, path or slug) of each brief that the front matter names."""
    yield from ((f"related.{at}", wanted) for at, wanted in enumerate(brief.front.related))
    if brief.front.superseded_by:
        yield "superseded_by", brief.front.superseded_by


def related_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each brief named in vain (REL01), or by a slug that several have (LNK09)."""
    library, suggester = inputs.library, Suggester()
    for brief in library.by_path.values():
        # What is beyond the limit is only counted: a name that is meant, and its place, are not looked for.
        left, place = LIMITS.diagnostics_of_code.most + 1, brief.place()
        for key, wanted in _named_briefs(brief):
            other = find_brief(wanted, brief.path, library.by_path, library.by_slug)
            if other is None:
                left -= 1
                place = brief.place(key) if left >= 0 else place
                close = _close_brief(wanted, brief, library, suggester) if left > 0 else ""
                fix = f"did you mean {close}?" if close else "write the path of a brief, or its slug"
                yield diagnostic("REL01", place, "no brief has this path or slug", found=wanted, fix=fix)
            else:
                yield from _misnamed(key, wanted, brief, other, library)


def _misnamed(key: str, wanted: str, brief: Brief, other: Brief, library: Library) -> Iterator[Diagnostic]:
    """Yield the diagnostic of a name, at a key of a brief, that leads to another than it should, if it does."""
    if other is brief:
        does = "does not replace" if key == "superseded_by" else "is not related to"
        yield diagnostic("REL01", brief.place(key), f"a brief {does} itself", found=wanted, fix="remove it")
    elif library.is_broken(other) and library.left_out:
        message = f"names {other.path}, which is left out"
        yield diagnostic("OUT02", brief.place(key), message, found=wanted, fix="correct the errors of that brief")
    elif is_shared_name(wanted, brief.path, library.by_path, library.shared_slugs):
        yield several_owners(brief.place(key), wanted, other)


def _close_brief(wanted: str, brief: Brief, library: Library, suggester: Suggester) -> str:
    if "/" in wanted or wanted.endswith(".md"):
        return nearest_brief(wanted, brief, library.by_path, suggester)
    return suggester.nearest(wanted, "slugs", lambda: library.by_slug, without=brief.slug)
