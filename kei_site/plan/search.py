"""Public briefs -> the documents of the search index, in segments. Plan room, pure."""

from collections.abc import Mapping

from kei_site.digest import sealed
from kei_site.model.brief import Brief
from kei_site.model.segments import segments_of
from kei_site.model.views import Card, SearchDocument, SegmentView
from kei_site.plan.inputs import Inputs


def plan_segments(inputs: Inputs) -> tuple[SegmentView, ...]:
    """Return the segments of the search index, the primary one (with the newest briefs) first."""
    library = inputs.library
    return tuple(
        SegmentView(
            name=name,
            documents=tuple(_document(brief, library.cards) for brief in briefs),
            language=inputs.site.language,
        )
        for name, briefs in segments_of(library.briefs).items()
    )


def _document(brief: Brief, cards: Mapping[str, Card]) -> SearchDocument:
    card = cards[brief.id]
    return sealed(
        SearchDocument(
            url=card.url,
            title=card.title,
            summary=card.summary,
            language=card.language,
            type=card.type,
            year=str(card.date.year),
            date=card.date.day,
            series=card.series.name if card.series else "",
            authors=tuple(author.name for author in card.authors),
            tags=tuple(tag.name for tag in card.tags),
            fragment=brief.body,
        )
    )
