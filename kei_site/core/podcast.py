"""Podcasts: what an episode and a show are, and times in recordings as people write them. Core, pure."""

import re

from kei_site.core.value import value

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})", re.ASCII)
_ISO = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.ASCII)


@value
class Chapter:
    """A part of a recording."""

    start: int
    """In seconds."""
    title: str
    url: str = ""
    """Where more is to be read of it, absolute; or empty."""


@value
class Podcast:
    """An episode (`podcast`)."""

    audio: str = ""
    """The recording: a path from the brief, or an absolute address; empty when `audio` stands beside `podcast`."""
    duration: int = 0
    """In seconds; 0 when it is not written."""
    length: int = 0
    """Of a recording elsewhere, in bytes; 0 when it is not written."""
    chapters: tuple[Chapter, ...] = ()
    transcript: str = ""
    """A path from the brief, an absolute address, or `#` and a heading of the text; or empty."""
    season: int = 0
    episode: int = 0
    explicit: bool = False


@value
class Show:
    """The podcast of a site, for directories (`podcast` in `site.yaml`)."""

    title: str = ""
    """Empty: that of the feed."""
    description: str = ""
    cover: str = ""
    """The path of a picture in `static/` or `content/`, or empty."""
    category: str = ""
    """One of CATEGORIES, or empty."""
    author: str = ""
    email: str = ""
    """To whom directories write to find out whether the show is the institute's."""
    explicit: bool = False
    hosts: tuple[str, ...] = ()
    """Hosts to which the addresses of recordings lead on, which the policy of pages allows, too."""


def seconds_of(written: str) -> int | None:
    """Return a time written as `54:32`, `1:02:03`, `3272` or `PT54M32S` in seconds; None for what is none."""
    if re.fullmatch(r"\d{1,6}", written, re.ASCII):
        return int(written)
    clock = _CLOCK.fullmatch(written)
    if clock and int(clock[3]) < 60 and (not clock[1] or int(clock[2]) < 60):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    iso = _ISO.fullmatch(written)
    return sum(int(part or 0) * unit for part, unit in zip(iso.groups(), (3600, 60, 1), strict=True)) if iso else None


def clock_of(seconds: int) -> str:
    """Return a time as `54:32`, or as `1:02:03` from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso_of(seconds: int) -> str:
    """Return a duration as `PT1H2M3S` (ISO 8601)."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if count]
    return "PT" + "".join(parts or ["0S"])


_CATEGORIES = {
    "Arts": "Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts",
    "Business": "Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit",
    "Education": "Courses, How To, Language Learning, Self-Improvement",
    "Government": "",
    "Health & Fitness": "Medicine, Mental Health, Nutrition",
    "History": "",
    "News": "Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News",
    "Religion & Spirituality": "Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality",
    "Science": "Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, "
    "Social Sciences",
    "Society & Culture": "Documentary, Personal Journals, Philosophy, Places & Travel, Relationships",
    "Technology": "",
    "True Crime": "",
}
CATEGORIES = tuple(
    f"{name} > {part}" if part else name
    for name, parts in _CATEGORIES.items()
    for part in ("", *filter(None, parts.split(", ")))
)
"""Of Apple's directory, those that an institute may need; a part stands behind its whole: `News > Politics`."""
