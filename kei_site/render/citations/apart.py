"""A work -> the same with what runs from right to left between isolates, as a reference from left to right needs it.

Render, pure. References have English words and order, so a number behind an Arabic title would move before it.
"""

import functools
from dataclasses import replace

from kei_site.core.bibliography import Work
from kei_site.render.i18n.direction import isolated


@functools.lru_cache(maxsize=1 << 13)
def set_apart(work: Work) -> Work:
    """Return a work whose titles, container, series and publisher are kept apart; styles do so with names."""
    texts = (work.title, work.title_short, work.container, work.collection, work.publisher, work.genre)
    apart = tuple(map(isolated, texts))
    if apart == texts:
        return work
    title, title_short, container, collection, publisher, genre = apart
    return replace(
        work,
        title=title,
        title_short=title_short,
        container=container,
        collection=collection,
        publisher=publisher,
        genre=genre,
    )
