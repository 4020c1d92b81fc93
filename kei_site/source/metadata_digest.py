"""A brief -> the digest of everything in it that an edit of its text alone leaves as it is. Source, pure."""

from collections.abc import Iterable
from dataclasses import replace

from kei_site.core.bibliography import Citation
from kei_site.core.hashing import NO_DIGEST, Digest, digest_of
from kei_site.model.brief import Brief, Reference
from kei_site.model.figures import without_places
from kei_site.model.search_segments import weight_of


def metadata_digest(brief: Brief) -> Digest:
    """Return the digest of everything in a brief that other outputs than its own texts can depend on.

    It leaves out the key of the text, its exact number of words, and the places of its references.
    """
    apart = replace(
        brief,
        body=NO_DIGEST,
        word_count=weight_of(brief),
        links=_without_places(brief.links),
        images=_without_places(brief.images),
        citations=_unplaced(brief.citations),
        bare_keys=_unplaced(brief.bare_keys),
        figures=tuple(map(without_places, brief.figures)),
    )
    return digest_of(apart)


def _unplaced(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple([Citation(works=citation.works, line=0, column=0) for citation in citations])


def _without_places(references: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple([Reference(target=reference.target, line=0, column=0, alt=reference.alt) for reference in references])
