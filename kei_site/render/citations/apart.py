"""A work -> the same with what runs from right to left between isolates, as a reference from left to right needs it.

Render, pure. References have English words and order, so a number behind an Arabic title would move before it.
"""

import functools
from dataclasses import replace

from kei_site.core.bibliography import Name, Work
from kei_site.render.citations.quotes import curled
from kei_site.render.i18n.direction import isolated


@functools.lru_cache(maxsize=1 << 13)
def set_apart(work: Work) -> Work:
    """Return a work whose titles, container, series and publisher are kept apart; styles do so with names."""
    texts = (work.title, work.title_short, work.container, work.collection, work.publisher, work.genre)
    names = (work.authors, work.editors, work.translators)
    shown, people = tuple(map(_shown, texts)), tuple(tuple(map(_spelled, found)) for found in names)
    if (shown, people) == (texts, names):
        return work
    title, title_short, container, collection, publisher, genre = shown
    authors, editors, translators = people
    return replace(
        work,
        title=title,
        title_short=title_short,
        authors=authors,
        editors=editors,
        translators=translators,
        container=container,
        collection=collection,
        publisher=publisher,
        genre=genre,
    )


def _shown(text: str) -> str:
    return isolated(curled(text))


def _spelled(name: Name) -> Name:
    """Return a name with the apostrophe of printed texts."""
    parts = (name.family, name.given, name.particle, name.literal)
    if not any("'" in part for part in parts):
        return name
    family, given, particle, literal = (part.replace("'", "’") for part in parts)
    return replace(name, family=family, given=given, particle=particle, literal=literal)
