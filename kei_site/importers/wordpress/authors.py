"""Users, guest authors and creators of an export -> authors; no login and no address of e-mail leaves this module.

A name that is a login, or an address, is no name: the posts of such a user have no author, and the writer names the
site instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kei_site.core.hashing import digest_of
from kei_site.core.urls import slugify
from kei_site.importers.html.convert import convert_html
from kei_site.importers.items import ItemAuthor, ItemProblem
from kei_site.importers.wordpress.channel import Author, plain
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.logins import Logins

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_BLANKS = r"[ \t]{0,3}"
_LEAD = r"(?:\b(?:contact|reach)(?:[ \t](?:me|him|her|them|us))?(?:[ \t](?:at|by|via))?|\be-?mail)"
_REACHED_BY = re.compile(
    rf"{_BLANKS}[(\[<]{_BLANKS}(?:e-?mail:?{_BLANKS})?{_EMAIL.pattern}{_BLANKS}[)\]>]"
    rf"|{_LEAD}{_BLANKS}:?{_BLANKS}{_EMAIL.pattern}(?:\.(?=\s|<|$))?|{_EMAIL.pattern}",
    re.IGNORECASE,
)
"""An address of e-mail with the brackets around it or the words that lead to it."""
_LIST = re.compile(r"(?:(?:https?:)?//[^/]+)?(?:/.*)?/author/([^/?#]+)(?:/(?:feed|page/\d+))?/?(?:[?#].*)?$")
"""The address of the list by an author, its later pages and its feed."""
_TAXONOMIES = ("author", "guest-author", "byline", "ppma_author")
_PREFIX = "cap-"


@dataclass(slots=True)
class Authors:
    """Everybody who wrote, by what exports call them."""

    _by_name: dict[str, ItemAuthor] = field(default_factory=dict)
    """By login, slug, address of e-mail or name, in small letters; these stay here."""
    _used: dict[str, ItemAuthor] = field(default_factory=dict)
    problems: list[ItemProblem] = field(default_factory=list)
    logins: Logins = field(default_factory=Logins)

    def add_users(self, users: Iterable[Author], place: str) -> None:
        """Learn the table of users of one file."""
        for user in users:
            author = _from_user(user)
            self.logins.add(user.login, author.name if author else "")
            if author is None and not self._by_name.get(" ".join(user.login.lower().split())):
                message = "a user whose public name is a login or an address of e-mail: the site stands as the author"
                self.problems.append(ItemProblem(place=place, message=message))
            if author:
                names = (user.login, user.email, slugify(user.login), author.name, slugify(author.name))
                self._learn(author, names)

    def add_guest(self, fields: Fields) -> None:
        """Learn a guest author (Co-Authors Plus), which is an item of its own."""
        meta = {key.removeprefix(_PREFIX): text for key, text in fields.meta if key.startswith(_PREFIX)}
        name = plain(meta.get("display_name", "") or fields.get("title"))
        for login in (meta.get("user_login", ""), meta.get("linked_account", "")):
            self.logins.add(login, name)
        if not is_name(name, meta.get("user_login", "")):
            return
        author = ItemAuthor(
            key=key_of(name),
            name=name,
            slug=slugify(name),
            biography=biography_of(meta.get("description", "")),
            url=meta.get("website", "") if meta.get("website", "").startswith("https://") else "",
            given=plain(meta.get("first_name", "")),
            family=plain(meta.get("last_name", "")),
        )
        slug = fields.get("wp:post_name")
        self._learn(
            author, (slug, slug.removeprefix(_PREFIX), meta.get("user_login", ""), meta.get("linked_account", ""), name)
        )

    def add_post(self, fields: Fields, address: str) -> None:
        """Learn where the login of its creator stands in the address of a post."""
        creator = plain(fields.get("dc:creator"))
        if not _is_full_name(creator):
            self.logins.add(creator)
        names = (fields.get("wp:post_name"), *(term.nicename for term in fields.terms))
        self.logins.add_post(creator, address, names)

    def of_item(self, fields: Fields) -> tuple[str, ...]:
        """Return the keys of an item's authors: its byline, or else its creator; empty if neither has a name."""
        named = (self._of_term(term.nicename, term.name) for term in fields.terms if term.domain in _TAXONOMIES)
        byline = [author for author in named if author]
        creator = self._of_creator(fields.get("dc:creator"))
        for author in byline or ([creator] if creator else []):
            self._used.setdefault(author.key, author)
        return tuple(dict.fromkeys(author.key for author in byline)) or ((creator.key,) if creator else ())

    def used(self) -> dict[str, ItemAuthor]:
        """Return the authors of the items that have been read, by key."""
        return dict(self._used)

    def address_of(self, slug: str, url: str) -> str:
        """Return the old address of an author without the login in it, or that of the site for an unknown one."""
        found = self._by_name.get(slug.lower())
        name = found.name_in_address if found else ""
        return f"{url.rstrip('/')}/author/{name}/" if name else f"{url.rstrip('/')}/"

    def in_address(self, address: str, url: str) -> str:
        """Return an address of the site at `url` without logins: that of the list by an author has the public name."""
        of_list = _LIST.match(address)
        return self.address_of(of_list[1], url) if of_list else self.logins.without(address)

    def _learn(self, author: ItemAuthor, names: Iterable[str]) -> None:
        for name in (" ".join(name.lower().split()) for name in names):
            known = self._by_name.get(name)
            if name and (known is None or (author.biography and not known.biography)):
                self._by_name[name] = author

    def _of_term(self, nicename: str, name: str) -> ItemAuthor | None:
        known = self._by_name.get(nicename.strip().lower()) or self._by_name.get(
            nicename.strip().lower().removeprefix(_PREFIX)
        )
        words = plain(name)
        if known or not is_name(words, nicename.removeprefix(_PREFIX)):
            return known
        return self._by_name.get(words.lower()) or ItemAuthor(key=key_of(words), name=words, slug=slugify(words))

    def _of_creator(self, creator: str) -> ItemAuthor | None:
        words = plain(creator)
        known = self._by_name.get(words.lower())
        if known is None and _is_full_name(words) and len(creator.splitlines()) < 2:
            known = ItemAuthor(key=key_of(words), name=words, slug=slugify(words))
        return known


def is_name(name: str, login: str) -> bool:
    """Return whether a public name may be printed: it is no address of e-mail, and no bare login."""
    if not any(map(str.isalpha, name)) or "@" in name or len(name) > 200:
        return False
    return _is_full_name(name) or name.casefold() != login.strip().casefold()


def key_of(name: str) -> str:
    """Return the key of an author: names that differ in case or form alone are one."""
    return f"author-{digest_of(slugify(name) or name)[:16]}"


def biography_of(html: str) -> str:
    """Return a biography as Markdown without tokens and without addresses of e-mail."""
    text = convert_html(_REACHED_BY.sub("", re.sub(r"</?a\b[^<>]*>", "", html)))
    return re.sub(r"!\[[^\]]*\]\(kei-import:\d+\)(?:\{[^}]*\})?|kei-import:\d+", "", text.markdown).strip()


def _is_full_name(name: str) -> bool:
    """Return whether words are those of a person or institute rather than a login: several, or not of ASCII."""
    return "@" not in name and ((" " in name and any(map(str.isalpha, name))) or not name.isascii())


def _from_user(user: Author) -> ItemAuthor | None:
    whole = f"{user.given} {user.family}".strip()
    name = next((name for name in (user.name, whole) if is_name(name, user.login)), "")
    if not name or name.casefold() == user.email.casefold():
        return None
    is_whole = name.casefold() == whole.casefold()
    return ItemAuthor(
        key=key_of(name),
        name=name,
        biography=biography_of(user.biography),
        given=user.given if is_whole else "",
        family=user.family if is_whole else "",
    )
