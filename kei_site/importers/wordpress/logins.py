"""Addresses and shortcodes of WordPress -> the same without logins, which no file may hold.

A login stands in the address of an author's list, and in those of posts where the structure of addresses says
`%author%`. There, and wherever else an address of the site names a user, `NAMELESS` takes its place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from kei_site.core.urls import slugify
from kei_site.importers.old_addresses import NAMELESS

_ADDRESS = re.compile(r"(?P<site>(?:(?:https?:)?//[^/?#]*)?)(?P<path>[^?#]*)(?P<rest>.*)", re.DOTALL)
_BASES = frozenset("author authors autor auteur autore members profile user users".split())
"""Folders in addresses that stand before a user: of WordPress, also in other languages, BuddyPress and bbPress."""
_QUERY = re.compile(r"(?<=[?&])(author(?:_name)?=)(?!\d+(?:[&#]|$))[^&#]+")
_SHORTCODE = re.compile(r"\[\w[^\[\]<>]{0,1000}\]")
_VALUE = re.compile(
    r"(?P<name>\b(?:authors?|users?|logins?|(?:author|user)[_-]?(?:name|login|nicename)|username)\s*=\s*)"
    r"(?P<mark>[\"']?)(?P<logins>[^\"'\[\]]+?)(?P=mark)(?=[\s\]])"
)
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Logins:
    """The logins of an export, and where they stand in addresses."""

    _public: dict[str, set[str]] = field(default_factory=dict)
    """By the letters of a login: the names in addresses that only repeat a public name."""
    _places: set[int] = field(default_factory=set)
    """Which parts of the addresses of posts are logins, counted from 0."""

    def add(self, login: str, name: str = "") -> None:
        """Learn a login, and the public name of its user."""
        if letters := _letters(login):
            self._public.setdefault(letters, set()).update({slugify(name)} - {""})

    def add_post(self, creator: str, address: str, known: Iterable[str]) -> None:
        """Learn from the address of a post where logins stand; `known` are its own name and those of its categories."""
        names = {_letters(name) for name in known}
        for number, part in enumerate(_parts(address)):
            if _letters(part) == _letters(creator) != "" and _letters(part) not in names:
                self._places.add(number)

    def without(self, address: str) -> str:
        """Return an address of the former site, absolute or from its root, without logins."""
        found = _ADDRESS.match(address)
        if found is None or not self._public:
            return address
        parts = found["path"].split("/")
        for number, (before, part) in enumerate(pairwise(parts)):
            if (number in self._places or before.lower() in _BASES) and self._is_login(part):
                parts[number + 1] = NAMELESS
        rest = _QUERY.sub(lambda query: query[1] + NAMELESS, found["rest"])
        return f"{found['site']}{'/'.join(parts)}{rest}"

    def without_values(self, text: str) -> str:
        """Return a text in which no shortcode names a user by the login."""
        return _SHORTCODE.sub(lambda shortcode: _VALUE.sub(self._without_value, shortcode[0]), text)

    def _without_value(self, found: re.Match[str]) -> str:
        is_known = any(self._is_login(login) for login in found["logins"].split(","))
        return f'{found["name"]}""' if is_known else found[0]

    def _is_login(self, name: str) -> bool:
        letters = _letters(name)
        return letters in self._public and unquote(name).lower().strip() not in self._public[letters]


def _parts(address: str) -> list[str]:
    found = _ADDRESS.match(address)
    return found["path"].strip("/").split("/") if found else []


def _letters(name: str) -> str:
    """Return what a login and its form in addresses have in common: WordPress leaves out signs, or makes them `-`."""
    return _NO_LETTER.sub("", unquote(name)).lower()
