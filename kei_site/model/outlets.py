"""Public briefs -> where they appeared elsewhere, the newest first. Model, pure."""

from collections.abc import Iterable
from dataclasses import replace

from kei_site.core.syndication import Syndication
from kei_site.model.brief import Brief


def appearances(briefs: Iterable[Brief]) -> tuple[tuple[Brief, Syndication], ...]:
    """Return each brief with each of its outlets, which has no others, by the day at the outlet, newest first."""
    found = [
        (brief, replace(there, others=()))
        for brief in briefs
        if brief.front.published_in
        for there in brief.front.published_in.all
    ]
    return tuple(sorted(found, key=lambda pair: (-day_of(*pair), pair[1].outlet, pair[0].id)))


def day_of(brief: Brief, there: Syndication) -> int:
    """Return the second (since 1970) at which a brief appeared at an outlet, or here if that is not known."""
    return (there.date or brief.front.date).epoch


def year_of(brief: Brief, there: Syndication) -> int:
    """Return the year in which a brief appeared at an outlet, or here if that is not known."""
    return (there.date or brief.front.date).year
