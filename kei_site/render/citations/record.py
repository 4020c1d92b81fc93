"""A brief -> its record as a work, from which references, exports, metadata and lists are made. Render, pure.

A work has one date of publication: the day on which its text first appeared, here or at the outlet that `published_in`
calls its original (schema.org's `datePublished`; Google Scholar's `citation_publication_date`). The `date` of a brief,
the day on which it appeared here, orders lists, feeds and addresses.
"""

import re
from dataclasses import replace
from typing import Protocol

from kei_site.core.bibliography import Name, PartialDate, Work
from kei_site.core.clock import Moment
from kei_site.core.patterns import pattern_of
from kei_site.model.brief import FrontMatter
from kei_site.model.views.common import AuthorLink, Card, OrganizationView
from kei_site.render.urls import doi_of

CITED_TYPES = ("brief", "report", "paper")
"""Types that scholars cite."""
_OTHER_TYPES = {"podcast": "broadcast"}
_GENRES = {"brief": "Brief", "report": "Report", "paper": "Paper"}
_DEGREES = pattern_of(
    r"(?:,\s*(?:ph\.?\s?d|d\.?phil|ed\.?d|j\.?d|m\.?d|ll\.?[bmd]|b\.?a|b\.?sc|m\.?a|m\.?sc|m\.?p\.?a|m\.?p\.?p|m\.?b\.?a"
    r"|m\.?p\.?h|m\.?phil|dr|prof|esq|c\.?p\.?a|cfa|[박석]사|교수|博士|教授)\.?)+\s*$",
    re.IGNORECASE,
)
"""Degrees and titles behind a name, which would be read as its given name."""
_SUFFIX = pattern_of(r"(?<=\S)(?:,\s*|\s+)((?:Jr|Sr)\.?|II|III|IV)$")
_OTHER_LETTERS = pattern_of(r"(?:%[0-9A-F]{2})+")


class RecordSite(Protocol):
    """What a record says of the site: its address, absolute, the prefix of addresses in it, and the institute."""

    @property
    def url(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def organization(self) -> OrganizationView: ...


class RecordView(Protocol):
    """A view of a brief from which a record can be made."""

    @property
    def front(self) -> FrontMatter: ...
    @property
    def card(self) -> Card: ...
    @property
    def site(self) -> RecordSite: ...


def record_of(view: RecordView) -> Work:
    """Return the record of a brief."""
    front, series = view.front, bool(view.card.series)
    return replace(
        record_of_card(view.card, view.site),
        title=front.title,
        collection_number=front.number if series else "",
        genre=_GENRES.get(front.type, "") if front.number and not series else "",
        number="" if series else front.number,
        doi=doi_of(front.doi),
        abstract=front.summary,
        keywords=(*(tag.name for tag in view.card.tags), *front.keywords),
        status="Retracted" if front.is_retracted else "",
    )


def record_of_card(card: Card, site: RecordSite) -> Work:
    """Return the record of a brief as far as its card knows it.

    What is no report is cited where it first appeared, here or at an outlet.
    """
    is_report = card.type in CITED_TYPES
    there = None if is_report else card.original
    return Work(
        key=key_of(card.url, card.date.year),
        type="report" if is_report else _OTHER_TYPES.get(card.type, "webpage"),
        title=card.title,
        authors=tuple([name_of(author) for author in card.authors]),
        container="" if is_report else there.outlet if there else site.organization.name,
        publisher=site.organization.name if is_report else "",
        collection=card.series.name if card.series else "",
        issued=_date(first_published(card)),
        url=(there.url if there else "") or site.url + card.url.removeprefix(site.prefix),
        language=card.language,
    )


def first_published(brief: FrontMatter | Card) -> Moment:
    """Return when the text of a brief first appeared, here or at the outlet that it calls its original."""
    there, here = brief.original.date if brief.original else None, brief.date
    return there if there and there.epoch < here.epoch and there.day != here.day else here


def last_changed(front: FrontMatter) -> Moment:
    """Return when the text was last changed as far as readers are told, or else when it was published here."""
    told = (front.updated or front.date, *(notice.date for notice in front.notices))
    return max(told, key=lambda moment: moment.epoch)


def name_of(author: AuthorLink) -> Name:
    """Return the name of an author: parted where the parts are known, else whole and without degrees."""
    if author.kind != "person":
        return Name(literal=author.name)
    if author.family and author.given:
        return _with_suffix(author.family, author.given)
    whole = _DEGREES.sub("", author.name)
    family, comma, given = whole.partition(", ")
    return _with_suffix(family, given) if comma and given else Name(family=whole)


def _with_suffix(family: str, given: str) -> Name:
    """Return the name of a person; `Jr.` or `III` behind the given name is a part of its own."""
    found = _SUFFIX.search(given)
    if found is None:
        return Name(family=family, given=given)
    return Name(family=family, given=given[: found.start()], suffix=found[1])


def key_of(url: str, year: int) -> str:
    """Return the slug and the year of an address, which together no other brief has: `a-brief-2024`, in ASCII.

    Other letters stand as `_` and their bytes in hexadecimal digits.
    """
    slug = url.rstrip("/").rpartition("/")[2] or "brief"
    return f"{_OTHER_LETTERS.sub(_in_digits, slug)}-{year}"


def _in_digits(codes: re.Match[str]) -> str:
    return "_" + codes[0].replace("%", "")


def _date(moment: Moment) -> PartialDate:
    year, month, day = map(int, moment.day.split("-"))
    return PartialDate(year=year, month=month, day=day)
