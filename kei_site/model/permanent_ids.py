"""Briefs and the settings of feeds -> permanent ids (RFC 4151), times of entries, archive documents (RFC 5005).

An id depends on the path of the source file, not on title, slug or address: `tag:AUTHORITY:briefs/ID`. AUTHORITY is
a host and a year in which the institute owned it; set `feeds.authority` before the site moves to another host.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from kei_site.config import Config
from kei_site.core.clock import Moment
from kei_site.core.hashing import digest_of
from kei_site.core.urls import host_of
from kei_site.model.brief import Brief, FrontMatter

_Entry = TypeVar("_Entry")

_FIRST_YEAR = 2024
_HOUR = 3600
_MINUTE = 60


def permanent_id(brief: Brief, config: Config) -> str:
    """Return the permanent id of a brief: an absolute IRI, in ASCII unless the editor wrote another."""
    return brief.front.id or _tag_uri(config, "briefs", brief.id)


def feed_id(config: Config, *names: str) -> str:
    """Return the permanent id of the feed that `names` lead to: `tags`, `nato`; none for the feed of the site."""
    return _tag_uri(config, "feeds", *names)


def last_change(front: FrontMatter) -> Moment:
    """Return the latest of a brief's date, `updated` and the dates of its corrections.

    A change that names only the day of the moment before it counts as an hour later, so that it moves the result.
    """
    latest = front.date
    for change in sorted(_changes(front), key=lambda moment: moment.epoch):
        latest = _follow(latest, change)
    return latest


def entry_times(briefs: Iterable[Brief]) -> Mapping[str, Moment]:
    """Return when each brief last changed in a way that matters, by brief id; no two are equal.

    Validators warn of equal times, so a day becomes an instant in its first hour, and a full minute one within it, by
    the digest of the id. Briefs that still meet are parted by seconds.
    """
    wanted = sorted(((_own_time(brief), brief.id) for brief in briefs), key=lambda pair: (pair[0].epoch, pair[1]))
    times: dict[str, Moment] = {}
    free = 0
    for moment, brief_id in wanted:
        delay = max(0, free - moment.epoch)
        times[brief_id] = moment.later(delay) if delay else moment
        free = moment.epoch + delay + 1
    return times


def archive_documents(entries: Sequence[_Entry], size: int) -> tuple[tuple[_Entry, ...], ...]:
    """Cut `entries` (newest first) into full documents of `size`: the oldest document first, each newest first."""
    oldest_first = tuple(reversed(entries))
    full = range(0, len(oldest_first) - size + 1, size)
    return tuple(oldest_first[start : start + size][::-1] for start in full)


def _tag_uri(config: Config, *names: str) -> str:
    authority = config.feeds.authority or _authority(config.url)
    return f"tag:{authority}:{quote('/'.join(names), safe='/-._~')}"


@functools.lru_cache(maxsize=1)
def _authority(url: str) -> str:
    return f"{host_of(url)},{_FIRST_YEAR}"


def _changes(front: FrontMatter) -> list[Moment]:
    noted = [correction.date for correction in front.notices]
    return [front.updated, *noted] if front.updated and front.updated not in noted else noted


def _follow(latest: Moment, change: Moment) -> Moment:
    if change.epoch > latest.epoch:
        return change
    if change.day == latest.day and not change.has_time:
        return latest.later(_HOUR)
    return latest


def _own_time(brief: Brief) -> Moment:
    moment = last_change(brief.front)
    spread = int(digest_of(brief.id)[:8], 16)
    if not moment.has_time:
        return moment.later(spread % _HOUR)
    return moment.later(spread % _MINUTE) if moment.epoch % _MINUTE == 0 else moment
