"""Public briefs -> the segments of the search index, and their targets."""

from collections.abc import Mapping
from dataclasses import field

from kei_site.core.bibliography import Cited
from kei_site.core.hashing import Digest, with_hash
from kei_site.core.search_settings import SearchSettings
from kei_site.core.value import value
from kei_site.model.library import Library
from kei_site.model.search_segments import segments_of
from kei_site.model.views.common import Card
from kei_site.model.views.search import SearchDocument, SegmentView
from kei_site.plan.targets import Target


@value
class Besides:
    """What documents have besides the texts of briefs, by brief id."""

    cited: Mapping[str, Cited] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    """The words of figures that are made from data."""


def plan_segments(
    library: Library, language: str, settings: SearchSettings | None = None, besides: Besides | None = None
) -> tuple[SegmentView, ...]:
    """Return the segments of the search index of a site in `language`, the newest first."""
    asked, more = settings or SearchSettings(), besides or Besides()
    return tuple(
        SegmentView(
            name=name,
            documents=tuple(
                document_of(
                    library.cards[brief.id], brief.body, more.cited.get(brief.id), more.figures.get(brief.id, "")
                )
                for brief in briefs
            ),
            language=language,
            has_few_files=asked.files == "few",
        )
        for name, briefs in segments_of(library.listed, asked.segments).items()
    )


def segment_path(segment: SegmentView) -> str:
    """Return the output folder of a search segment, with a closing slash."""
    return f"pagefind/{segment.name}/"


def segment_target(view: SegmentView) -> Target:
    """Return the target of a segment."""
    texts = tuple([document.brief for document in view.documents])
    return Target(path=segment_path(view), recipe="segment", view=view, texts=texts, effort=len(view.documents))


def document_of(card: Card, body: Digest, cited: Cited | None = None, figures: str = "") -> SearchDocument:
    """Return the document that stands for a brief with this card, text, citations and words of figures."""
    return with_hash(
        SearchDocument(
            brief=card.id,
            url=card.url,
            title=card.title,
            summary=card.summary,
            date=card.date.day,
            authors=tuple(author.name for author in card.authors),
            tags=tuple(tag.filter for tag in card.tags),
            fragment=body,
            cited=cited,
            figures=figures,
        )
    )
