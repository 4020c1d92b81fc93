"""Briefs and the settings of feeds -> permanent ids, times of entries, archive documents.

**Ids.** A brief's permanent id is what its front matter fixed as `id`, else `tag:AUTHORITY:briefs/ID` (RFC 4151),
where ID is the path of its source file. Titles, slugs and addresses do not enter, so they may change; an
editor who moves a file writes the old id into its front matter. AUTHORITY is a host and a year in which the institute
owned it: `feeds.authority` of `site.yaml`, else the host of the site and 2024. Set it before the site moves to another
host.

**Times.** Validators warn of two entries with one timestamp, and most briefs have a day only. So a day becomes an
instant in its first hour, and a full minute an instant within that minute, both taken from the digest of the
brief's id: a function of the brief alone. Two briefs that still meet are parted by whole seconds in the order of
their ids; only then can a new brief move another one's time.

**Archives.** RFC 5005: entries counted from the oldest are cut into documents of equal size, and only full ones
exist. A newer brief thus adds a document, now and then, and never changes the entries of another. The subscription
feed holds at least as many entries as a document, so that together they are complete.
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
    """Return when each brief last changed in a way that matters, by brief id; no two are equal."""
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
    noted = [correction.date for correction in front.corrections]
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
