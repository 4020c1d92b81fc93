"""The first reading of an export -> what items say of each other: files, shared blocks, translations, the menu."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import TypeAlias
from urllib.parse import unquote

from kei_site.core.value import value
from kei_site.importers.html.media_shortcodes import Media
from kei_site.importers.old_addresses import OldAddresses
from kei_site.importers.wordpress.authors import Authors
from kei_site.importers.wordpress.channel import Category, plain
from kei_site.importers.wordpress.dates import offset_of
from kei_site.importers.wordpress.events import place_of
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.kinds import FILE, GUEST, HOST, MENU_ITEM, PLACES, REUSABLE
from kei_site.importers.wordpress.states import reason_of_file
from kei_site.importers.wordpress.translations import translation_of
from kei_site.importers.words import without_email

_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
_MAIN_MENU = re.compile(r"primary|main|header|top", re.IGNORECASE)
_MAX_OFFSETS = 2_000
_FRAGMENT = re.compile(r"""href=["'][^"'#<>]{1,1000}#([^"'<>\s]{1,200})["']""")
_MOST_FRAGMENTS = 100_000


@value
class MenuEntry:
    """A line of a menu."""

    number: str
    above: str
    """The number of the line that it stands below, or `0`."""
    menu: str
    order: int
    label: str
    address: str
    object_id: str
    """Of a post or page."""
    term_id: str


MenuLines: TypeAlias = tuple[tuple[str, str], ...]
"""(label, address) of each."""


@dataclass(slots=True)
class Index:
    """What has been learnt of the items of all files."""

    authors: Authors = field(default_factory=Authors)
    files: dict[str, Media] = field(default_factory=dict)
    """By id."""
    addresses: dict[str, str] = field(default_factory=dict)
    """Ids of files by their address without scheme and host."""
    file_pages: dict[str, str] = field(default_factory=dict)
    """Ids of files by the address of the page that WordPress makes for each, without scheme, host and outer slashes."""
    file_links: dict[str, str] = field(default_factory=dict)
    """The same addresses as WordPress writes them, of public files, by id."""
    text_pages: set[str] = field(default_factory=set)
    """Likewise the addresses of posts and pages."""
    children: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """(order, id) of the files of an item, by its id."""
    reusable: dict[str, str] = field(default_factory=dict)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """(title, address) of items by id."""
    groups: dict[str, dict[str, str]] = field(default_factory=dict)
    """Ids of translations by language, by the name of their group."""
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    """(nicename, address) of categories and tags by id."""
    used_terms: dict[tuple[str, str], Category] = field(default_factory=dict)
    """Categories and tags of items, by taxonomy and nicename: exports of some posts list no terms beside them."""
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """(name, address) of places of events by id."""
    hosts: dict[str, str] = field(default_factory=dict)
    """Names of organizers of events by id."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys of items by id."""
    fragments: set[str] = field(default_factory=set)
    """Names of places in texts that links lead to (`#name`)."""
    menu: list[MenuEntry] = field(default_factory=list)
    offsets: list[tuple[datetime, timedelta]] = field(default_factory=list)
    """(time of Greenwich, distance of the site's time from it) of items."""

    def add(self, fields: Fields, key: str) -> None:
        """Learn from one item."""
        kind, number = fields.get("wp:post_type"), fields.get("wp:post_id")
        if kind == FILE:
            self._add_file(fields, number)
        elif kind == REUSABLE:
            self.reusable[number] = fields.texts.get("content:encoded", "")
        elif kind == GUEST:
            self.authors.add_guest(fields)
        elif kind == MENU_ITEM:
            self._add_entry(fields)
        elif kind == HOST:
            self.hosts[number] = without_email(plain(fields.get("title")))
        else:
            if kind in PLACES:
                self.places[fields.meta_of("_location_id").strip() or number] = place_of(fields)
            self._add_text(fields, number, key)

    def _add_file(self, fields: Fields, number: str) -> None:
        address = unescape(fields.get("wp:attachment_url") or fields.get("guid"))
        self.files[number] = Media(
            address=address,
            alt=plain(fields.meta_of("_wp_attachment_image_alt")),
            caption=fields.texts.get("excerpt:encoded", "").strip(),
            title=plain(fields.get("title")),
        )
        self.addresses.setdefault(_path(address), number)
        if page := _page(unescape(fields.get("link"))):
            self.file_pages.setdefault(page, number)
        if not reason_of_file(fields):
            self.file_links.setdefault(number, unescape(fields.get("link")))
        order = fields.get("wp:menu_order")
        place = (int(order) if order.isascii() and order.isdigit() else 0, number)
        self.children.setdefault(fields.get("wp:post_parent"), []).append(place)

    def _add_entry(self, fields: Fields) -> None:
        meta = {key: text.strip() for key, text in fields.meta}
        order = fields.get("wp:menu_order")
        number, kind = meta.get("_menu_item_object_id", ""), meta.get("_menu_item_type")
        entry = MenuEntry(
            number=fields.get("wp:post_id"),
            above=meta.get("_menu_item_menu_item_parent", "") or "0",
            menu=next((term.nicename for term in fields.terms if term.domain == "nav_menu"), ""),
            order=int(order) if order.isascii() and order.isdigit() else 0,
            label=plain(fields.get("title")),
            address=unescape(meta.get("_menu_item_url", "")),
            object_id=number if kind == "post_type" else "",
            term_id=number if kind == "taxonomy" else "",
        )
        self.menu.append(entry)

    def _add_text(self, fields: Fields, number: str, key: str) -> None:
        if fields.get("wp:post_type") == "post":
            self.authors.add_post(fields, unescape(fields.get("link")))
        self.titles.setdefault(number, (plain(fields.get("title")), unescape(fields.get("link"))))
        if number:
            self.keys.setdefault(number, key)
        if len(self.fragments) < _MOST_FRAGMENTS:
            self.fragments.update(map(unquote, _FRAGMENT.findall(fields.texts.get("content:encoded", ""))))
        self.text_pages.add(_page(unescape(fields.get("link"))))
        for term in (term for term in fields.terms if term.domain in ("category", "post_tag") and term.nicename):
            found = Category(domain=term.domain, nicename=term.nicename, name=term.name)
            self.used_terms.setdefault((term.domain, term.nicename), found)
        said = translation_of(fields)
        if said.group and said.language:
            self.groups.setdefault(said.group, {}).setdefault(said.language, number)
        offset = offset_of(fields)
        if offset and len(self.offsets) < _MAX_OFFSETS:
            self.offsets.append(offset)

    def by_id(self, number: str) -> Media | None:
        """Return the file with an id."""
        return self.files.get(number)

    def file_of_page(self, address: str) -> Media | None:
        """Return the file that a page of WordPress shows alone; None for any other address."""
        page = _page(address)
        return None if page in self.text_pages else self.files.get(self.file_pages.get(page, ""))

    def files_of(self, number: str) -> Iterable[Media]:
        """Return the images that were uploaded to an item, in the order of its gallery."""
        return [self.files[child] for _, child in sorted(self.children.get(number, ())) if number not in ("", "0")]

    def pages_of_files(self, number: str) -> list[str]:
        """Return the addresses of the pages that WordPress made for the files of an item."""
        children = [child for _, child in sorted(self.children.get(number, ())) if number not in ("", "0")]
        links = map(self.page_of_file, children)
        return [link for link in links if link and (_page(link) or "?") not in self.text_pages]

    def page_of_file(self, number: str) -> str:
        """Return the address of the page that WordPress made for a file; empty if a file has this address itself."""
        link = self.file_links.get(number, "")
        return "" if _path(link) in self.addresses else link

    def whole_file(self, address: str) -> str:
        """Return the address of the file of which an address names a smaller version, or the address."""
        path = _path(address)
        number = self.addresses.get(path) or self.addresses.get(_SIZE.sub("", path))
        return self.files[number].address if number else address

    def original_of(self, group: str, number: str, default: str) -> str:
        """Return the key of the item that the item `number` translates: in the language `default`, else the oldest."""
        known = self.groups.get(group, {})
        same = [found for language, found in known.items() if language.partition("-")[0] == default.partition("-")[0]]
        first = same[0] if same else min(known.values(), key=_age, default="")
        return "" if first == number else self.keys.get(first, "")

    def main_menu(self, url: str) -> tuple[MenuLines, MenuLines]:
        """Return (label, address) of the first level of the main menu, and of all entries below others.

        `url` is the address of the site. An entry that only opens others leads where the first of them does.
        """
        names = sorted({entry.menu for entry in self.menu}, key=lambda name: (not _MAIN_MENU.search(name), name))
        entries = sorted(
            (entry for entry in self.menu if names and entry.menu == names[0]), key=lambda entry: entry.order
        )
        is_own = OldAddresses(url).is_own
        known = {entry.number for entry in entries}
        first: dict[str, str] = {}
        levels: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
        for entry in reversed(entries):
            label, address = self._shown(entry)
            address = first.get(entry.number, address) if address in ("", "#") else address
            address = self.authors.in_address(address, url) if is_own(address) else address
            is_below = entry.above in known
            if is_below and address:
                first[entry.above] = address
            if label and address:
                levels[is_below].insert(0, (label, address))
        return tuple(levels[0]), tuple(levels[1])

    def _shown(self, entry: MenuEntry) -> tuple[str, str]:
        title, address = self.titles.get(entry.object_id, ("", ""))
        _, of_term = self.terms.get(entry.term_id, ("", ""))
        return entry.label or title, entry.address or address or of_term


def _age(number: str) -> tuple[int, str]:
    return (int(number) if number.isascii() and number.isdigit() else 0), number


def _page(address: str) -> str:
    """Return the address of a page without scheme, host, outer slashes and fragment; empty for one with a query."""
    return "" if "?" in address else _path(address).partition("#")[0].strip("/")


def _path(address: str) -> str:
    return re.sub(r"^(?:https?:)?//(?:www\.)?[^/]*", "", address).partition("?")[0]
