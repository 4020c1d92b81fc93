"""Values of references as they are written -> values in one form: lines, DOIs, dates. Source, pure."""

import re
from unicodedata import normalize

from kei_site.core.bibliography import PartialDate
from kei_site.core.characters import without_forbidden

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]+")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_EARLY = re.compile(
    r"(?P<before>\d{1,4}) ?b\.? ?c\.?(?: ?e\.?)?|(?P<after>\d{1,4}) ?(?:a\.? ?d\.?|c\.? ?e\.?)"
    r"|a\.? ?d\.? ?(?P<ad>\d{1,4})|(?P<bare>\d{3})|-(?P<minus>\d{4})",
    re.IGNORECASE,
)
"""A year with its era, one of three digits, or one before the year 1 as ISO 8601 writes it."""
_NUMBER = re.compile(r"-?[0-9]{1,4}")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def line(text: str) -> str:
    """Return a text on one line, in NFC, without characters that no page holds; JSON can spell them: `\\u0000`."""
    return normalize("NFC", " ".join(without_forbidden(text).split()))


def number_of(text: str) -> int:
    """Return the whole number of at most four digits that a text is, or 0."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def bare_doi(text: str) -> str:
    """Return the bare DOI (`10.1234/abc`) in a DOI written in any of the usual ways, or ``."""
    found = _DOI.search(text)
    return found[0].rstrip(".,;") if found else ""


def web_address(text: str) -> str:
    """Return an address of the web, that of `www.example.org` with its scheme; or ``."""
    if text.startswith("www."):
        return f"https://{text}"
    return text if text.startswith(("http://", "https://")) else ""


def date_of(text: str) -> PartialDate:
    """Return the date that begins `2024-07-21`, `2024-07` or `2024`; unknown in another form. Of a range, its start.

    A year may be `44 BC`, `-0043` (which is the same), `79 AD` or `750`.
    """
    if early := _EARLY.fullmatch(text.strip()):
        return PartialDate(year=_early(early))
    found = _ISO.match(text.strip())
    if found is None:
        return PartialDate()
    month, day = int(found[2] or 0), int(found[3] or 0)
    return PartialDate(
        year=int(found[1]), month=month if month < 13 else 0, day=day if 0 < month < 13 and day < 32 else 0
    )


def _early(found: re.Match[str]) -> int:
    if found["minus"]:
        return -int(found["minus"]) - 1
    return -int(found["before"]) if found["before"] else int(found["after"] or found["ad"] or found["bare"])


def month_of(text: str) -> int:
    """Return the number of a month given by its number or its English name; 0 for another word."""
    word = text.strip().strip(".").lower()
    if word[:3] in _MONTHS:
        return _MONTHS.index(word[:3]) + 1
    number = number_of(word)
    return number if 0 < number < 13 else 0
