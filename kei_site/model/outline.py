"""A brief -> the digest of all that other files may learn of it. Model, pure.

While a brief's outline stays as it is, its text can change without a change to anything but the files that show the
text itself.
"""

from collections.abc import Iterable
from dataclasses import replace

from kei_site.digest import NO_DIGEST, Digest, digest_of
from kei_site.model.brief import Brief, Reference
from kei_site.model.segments import weight_of


def outline_of(brief: Brief) -> Digest:
    """Return the digest of everything in a record but the text itself: its key, and how long it is to the word.

    Where in the text a reference stands matters only to what is wrong with it.
    """
    apart = replace(
        brief,
        body=NO_DIGEST,
        word_count=weight_of(brief),
        links=_without_places(brief.links),
        images=_without_places(brief.images),
    )
    return digest_of(apart)


def _without_places(references: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple([Reference(target=one.target, line=0, column=0, alt=one.alt) for one in references])
