"""The references of an item -> where they lead here: files of other items, addresses of the site, images and files."""

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from kei_site.core.hashing import digest_bytes
from kei_site.core.urls import slugify
from kei_site.core.value import value
from kei_site.importers.items import IMAGE_PATTERN, Item, ItemImage, ItemProblem, Written, replace_tokens
from kei_site.importers.media import (
    FoundFile,
    file_in_address,
    free_name,
    is_file_address,
    is_image_address,
    name_beside,
    renamed,
    static_path,
)
from kei_site.importers.names import DRAFT_PAGES, ItemName
from kei_site.importers.old_addresses import OldAddresses, absolute_address

_SAFE = "/:?#@!$&'*+,;=-._~%[]"
_LINKED_IMAGE = re.compile(
    rf"\[(?P<shown>{IMAGE_PATTERN.format('(?P<image>[0-9]+)')})\]\(kei-import:(?P<link>[0-9]+)(?: \"[^\"\n]*\")?\)"
)
_ENTITY = re.compile(r"&(?=#?\w+;)")


@value
class Surroundings:
    """What all items share when their references are resolved."""

    old: OldAddresses
    """Old addresses -> paths of files (`content/…`) or addresses of the site (`/tags/x/`)."""
    items: Mapping[str, ItemName]
    """By key."""
    anchors: Callable[[str], tuple[str, ...]]
    """Takes the path of an item's file; returns the ids in its text that links may point to."""
    find_file: Callable[[Item, str, str], FoundFile]
    """Takes an item, an address in it as written, and the same as seen from the page of the item."""


@value
class ResolvedItem:
    """An item whose body has its destinations."""

    body: str
    image: ItemImage | None
    fields: Mapping[str, Written]
    """Those of the item, in which files have their places here."""
    files: Mapping[str, FoundFile]
    """What goes beside the text or below `static/`, by path."""
    links: int
    dead: tuple[str, ...]
    """Addresses of the former site that lead nowhere here."""
    images: int
    """Images and files that were found."""
    missing: tuple[str, ...]
    """Addresses of images and files that were not."""
    problems: tuple[ItemProblem, ...]


class References:
    """The references of one item; collects what was found and what was not."""

    def __init__(self, item: Item, name: ItemName, around: Surroundings) -> None:
        self._item, self._around = item, around
        self._path = name.path.replace(DRAFT_PAGES, "content/pages/", 1)
        """Where the text will stand: links from a page that waits are written for its later place."""
        self._folder = posixpath.splitext(name.path)[0]
        self._base = next(iter(item.addresses), "")
        self._taken: set[str] = set()
        self._files: dict[str, FoundFile] = {}
        self._known: dict[str, str] = {}
        self._links = 0
        self._dead: list[str] = []
        self._missing: list[str] = []
        self._problems: list[ItemProblem] = []

    def resolve(self) -> ResolvedItem:
        """Return the item with every token replaced."""
        image, fields = self._lead_image(), self._fields()
        body = replace_tokens(_LINKED_IMAGE.sub(self._without_own_link, self._item.body), self._destination)
        return ResolvedItem(
            body=body,
            image=image,
            fields=fields,
            files=self._files,
            links=self._links,
            dead=tuple(dict.fromkeys(self._dead)),
            images=len(self._known),
            missing=tuple(dict.fromkeys(self._missing)),
            problems=tuple(self._problems),
        )

    def _without_own_link(self, found: re.Match[str]) -> str:
        """Return an image without a link to itself: this site enlarges images, and has no pages of single ones."""
        numbers = int(found["image"]), int(found["link"])
        if max(numbers) >= len(self._item.references):
            return found[0]
        image, link = (absolute_address(self._item.references[number].address, self._base) for number in numbers)
        return found["shown"] if image == link else found[0]

    def _lead_image(self) -> ItemImage | None:
        image = self._item.image
        found = self._file(image.address, is_media=True) if image else ""
        if image is None or not found:
            return None
        return ItemImage(address=unquote(found), alt=image.alt, caption=image.caption, credit=image.credit)

    def _fields(self) -> Mapping[str, Written]:
        return {key: self._written(key, written) for key, written in self._item.fields.items()}

    def _written(self, key: str, written: Written) -> Written:
        if isinstance(written, str):
            return self._field(key, written)
        if isinstance(written, tuple):
            return tuple(filter(None, (self._field(key, text) for text in written)))
        return {part: self._field(part, text) for part, text in written.items()}

    def _field(self, key: str, text: str) -> str:
        """Return a text of the front matter; a recording elsewhere stays there, and files stand beside the text."""
        if key == "audio" and self._around.old.is_own(absolute_address(text, self._base)):
            return unquote(self._file(text, is_media=True)) or text
        is_file = key in ("pdf", "references")
        return unquote(self._file(text, is_media=True, beside=True)) if is_file else text

    def _destination(self, number: int) -> str:
        """Return what stands in the text for a reference; a number without one stays as it is."""
        if number >= len(self._item.references):
            return f"kei-import:{number}"
        reference = self._item.references[number]
        address = reference.address.strip()
        file = self._file(address, is_media=reference.is_media)
        if file:
            return file
        self._links += not reference.is_media
        return _written(self._link(address))

    def _link(self, address: str) -> str:
        if address.startswith("#"):
            return self._with_anchor("", self._path, address[1:])
        if address.startswith("item:"):
            key, _, anchor = address.removeprefix("item:").partition("#")
            there = self._around.items.get(unquote(key))
            return self._to(there.path if there else "", anchor) or self._nothing(address.removeprefix("item:"))
        whole = absolute_address(address, self._base)
        if not self._around.old.is_own(whole) or (is_file_address(whole) and not address.startswith("/")):
            return address
        there_path = self._around.old.find(whole)
        return self._to(there_path, whole.partition("#")[2]) or self._nothing(self._around.old.path(whole))

    def _to(self, there: str, anchor: str) -> str:
        """Return the way to a file, or an address of the site; empty if nothing is there."""
        if not there or there.startswith(DRAFT_PAGES):
            return ""
        if there.startswith("/"):
            return quote(there, safe="/.-_~") if not there.isascii() else there
        way = posixpath.relpath(there, posixpath.dirname(self._path))
        return self._with_anchor(quote(way, safe="/.-_~"), there, anchor)

    def _with_anchor(self, way: str, path: str, anchor: str) -> str:
        """Return a way with its heading, if the text there has it; else the way alone, and say so."""
        if not anchor:
            return way or posixpath.basename(self._path)
        known = self._around.anchors(path)
        plain = unquote(anchor)
        found = next((name for name in (plain, slugify(plain), f"section-{slugify(plain)}") if name in known), "")
        if found:
            return f"{way}#{quote(found)}"
        self._note(f"there is no heading #{plain} in {path}; the link leads to its beginning")
        return way or quote(posixpath.basename(self._path))

    def _nothing(self, address: str) -> str:
        self._dead.append(address)
        return address

    def _file(self, address: str, *, is_media: bool, beside: bool = False) -> str:
        """Return the destination of a file that an address names; empty if it is no file, or not here.

        `beside` puts it beside the text, and not where it had its old address.
        """
        if address[:5].lower() == "data:":
            return self._file_in_address(address)
        whole = absolute_address(address, self._base)
        if not is_media and not (is_file_address(whole) and self._around.old.is_own(whole)):
            return ""
        key = f"{whole} beside" if beside else whole
        if key not in self._known:
            found = self._around.find_file(self._item, address, whole)
            if found.source is None:
                self._not_found(whole, found, is_media=is_media)
                return ""
            self._known[key] = self._place(renamed(whole, found.name) if found.name else whole, found, beside=beside)
        return self._known[key]

    def _file_in_address(self, address: str) -> str:
        """Return the destination of an image that stands in its address; what holds no image leads nowhere."""
        key = digest_bytes(address.encode())
        if key not in self._known:
            found, name = file_in_address(address)
            if not name:
                self._missing.append(f"{address[:40]}…")
                return "image-in-address"
            self._known[key] = self._place(name, found)
        return self._known[key]

    def _not_found(self, whole: str, found: FoundFile, *, is_media: bool) -> None:
        if is_media or is_image_address(whole) or found.problem:
            self._missing.append(whole)
        if found.problem:
            self._note(f"{found.problem}; it was not taken over")

    def _place(self, address: str, found: FoundFile, *, beside: bool = False) -> str:
        """Return the destination of a file, and note where it goes."""
        own = not beside and self._around.old.is_own(address) and self._item.state == "published"
        kept = static_path(self._around.old.path(address)) if own else ""
        path = kept or free_name(f"{self._folder}/{name_beside(address)}", self._taken)
        self._files[path] = found
        if kept:
            return quote(path.removeprefix("static"), safe="/.-_~")
        return quote(f"{posixpath.basename(self._folder)}/{posixpath.basename(path)}", safe="/.-_~")

    def _note(self, message: str) -> None:
        self._problems.append(ItemProblem(place=self._item.source, message=message))


def _written(address: str) -> str:
    """Return an address as it may stand in a destination of Markdown and in an attribute of HTML."""
    return _ENTITY.sub("&amp;", quote(address, safe=_SAFE))
