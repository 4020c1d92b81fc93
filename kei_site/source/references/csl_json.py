"""An entry of CSL-JSON -> a work. Source, pure."""

import html
import re
from collections.abc import Mapping
from typing import Any

from kei_site.core.bibliography import Name, PartialDate, Work
from kei_site.source.references.values import bare_doi, date_of, line, number_of, web_address

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
"""Types of CSL 1.0.2 that a mistyped one may mean."""
_TAG = re.compile(r"</?(?:i|b|em|strong|sc|sub|sup|span)\b[^<>]*>", re.IGNORECASE)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


def work_of_csl(entry: Mapping[str, Any]) -> Work:
    """Return the work that an entry describes; a value of a wrong kind counts as missing."""
    return Work(
        key=_text(entry, "id"),
        type=_text(entry, "type"),
        title=_text(entry, "title"),
        title_short=_text(entry, "title-short", "shortTitle"),
        authors=_names(entry, "author"),
        editors=_names(entry, "editor"),
        translators=_names(entry, "translator"),
        container=_text(entry, "container-title", "event-title", "event"),
        collection=_text(entry, "collection-title"),
        collection_number=_text(entry, "collection-number"),
        publisher=_text(entry, "publisher"),
        place=_text(entry, "publisher-place", "event-place"),
        issued=_date(entry.get("issued")),
        accessed=_date(entry.get("accessed")),
        volume=_text(entry, "volume"),
        issue=_text(entry, "issue"),
        pages=_text(entry, "page"),
        edition=_text(entry, "edition"),
        genre=_text(entry, "genre"),
        number=_text(entry, "number"),
        doi=bare_doi(_text(entry, "DOI")),
        url=web_address(_text(entry, "URL")),
        isbn=_text(entry, "ISBN"),
        language=_text(entry, "language"),
        abstract=_text(entry, "abstract"),
        keywords=_keywords(_text(entry, "keyword")),
    )


def _keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a text, parted by semicolons if it has any, else by commas."""
    return tuple(filter(None, map(line, text.split(";" if ";" in text else ","))))


def _text(entry: Mapping[str, Any], *names: str) -> str:
    found = next((entry[name] for name in names if isinstance(entry.get(name), str | int)), "")
    return line(html.unescape(_TAG.sub("", str(found))))


def _names(entry: Mapping[str, Any], key: str) -> tuple[Name, ...]:
    found = entry.get(key)
    people = found if isinstance(found, list) else []
    return tuple(name for person in people if isinstance(person, dict) and (name := _name(person)) != Name())


def _name(person: Mapping[str, Any]) -> Name:
    dropping = _text(person, "dropping-particle")
    return Name(
        family=_text(person, "family"),
        given=" ".join(filter(None, (_text(person, "given"), dropping))),
        particle=_text(person, "non-dropping-particle"),
        suffix=_text(person, "suffix"),
        literal=_text(person, "literal"),
    )


def _date(found: object) -> PartialDate:
    if not isinstance(found, dict):
        return PartialDate()
    parts = found.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [number_of(str(part)) for part in parts[0][:3] if isinstance(part, str | int)]
        year, month, day = (*numbers, 0, 0, 0)[:3]
        month = _SEASONS.get(month, month)
        return PartialDate(year=year, month=month if 0 < month < 13 else 0, day=day if 0 < day < 32 else 0)
    return date_of(str(found.get("raw") or found.get("literal") or ""))
