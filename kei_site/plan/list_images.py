"""Cards, and the images that front matters name -> cards with these images, for lists. Plan, pure."""

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.image_facts import ImageFacts
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.views.common import Card, ImageView
from kei_site.plan.images import image_view, source_path
from kei_site.plan.inputs import SourceFiles


def cards_with_images(library: Library, files: SourceFiles, prefix: str) -> dict[str, Card]:
    """Return the cards of a library, by brief id. An image that a page cannot show is reported where texts are read."""
    known = {normalize("NFC", path): facts for path, facts in files.images.items() if isinstance(facts, ImageFacts)}
    private = private_folders(library)
    cards = dict(library.cards)
    for brief in library.briefs:
        path = _source_of(brief, private)
        if path in known:
            cards[brief.id] = _with_image(cards[brief.id], image_view(known[path], prefix, alt=""))
    return cards


def private_folders(library: Library) -> dict[str, str]:
    """Return the folders of unpublished briefs (NFC), with the path of the brief that each belongs to."""
    return {
        normalize("NFC", posixpath.dirname(found.brief.path)): found.brief.path
        for found in library.unpublished
        if posixpath.basename(found.brief.path) == "index.md"
    }


def _source_of(brief: Brief, private: Mapping[str, str]) -> str:
    """Return the source path of the image of a brief; empty if it has none, or one of an unpublished brief."""
    path = source_path(brief.front.image.src, brief.path) if brief.front.image else None
    return "" if path is None or is_below(path, private) else path


def is_below(path: str, folders: Mapping[str, str]) -> bool:
    """Tell whether a path lies in one of some folders."""
    return any(path[:at] in folders for at, char in enumerate(path) if char == "/")


def _with_image(card: Card, image: ImageView) -> Card:
    return with_hash(replace(card, image=image, content_hash=NO_DIGEST))
