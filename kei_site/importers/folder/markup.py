"""What tags of other generators mean -> our Markdown; collects the addresses and the tags that stay as they are."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from types import MappingProxyType
from urllib.parse import quote

from kei_site.core.urls import slugify
from kei_site.importers.items import ItemReference, Leftover, reference_token
from kei_site.importers.videos import is_playable

_MARKS = re.compile(r"([\\`*_\[\]<>&#|~])")
_BEFORE_ADDRESS = re.compile(
    r"(?:\]\([ \t]*<?|\]:[ \t]+<?|\b(?:href|src|poster)[ ]*=[ ]*[\"']?)[^\s()<>\"']*\Z", re.IGNORECASE
)
_LONGEST_BEFORE = 300
_PATH = re.compile(r"[^\s{}]*[./][^\s{}]*")


FindItem = Callable[[str, bool], str]
"""Takes what a text calls another text, and whether a tag says that it is one; returns `item:KEY`, or nothing."""


class Markup:
    """The addresses, leftovers and faults of one text, while it is turned."""

    def __init__(
        self, path: str, first_line: int, find_item: FindItem, values: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`values` has what tags such as `{{ page.title }}` print."""
        self._path, self._first_line = path, first_line
        self._find_item = find_item
        self.values = values
        self.references: list[ItemReference] = []
        self.leftovers: list[Leftover] = []
        self.problems: list[str] = []
        self.has_formulas = False
        self.shown: dict[str, str] = {}
        """The words that readers saw for a tag, by the tag as written: of a tag that stays, itself."""

    def find_text(self, name: str) -> str:
        """Return `item:KEY` for the text that a tag names; empty if there is none."""
        return self._find_item(name, True)

    def token(self, address: str, *, is_media: bool = False) -> str:
        """Return what stands in the text for an address."""
        address = plain_address(address)
        self.references.append(ItemReference(address=self._find_item(address, False) or address, is_media=is_media))
        return reference_token(len(self.references) - 1)

    def keep(self, text: str, offset: int, tag: str) -> str:
        """Note a tag that stays, at an offset of a text; return its words, so that no Markdown is read in them.

        Where the address of a link was meant, return an address: words there would undo the link.
        """
        self.shown[tag] = tag
        self.note(text, offset, tag)
        return _address_in(tag) if is_address(text, offset) else literal(tag)

    def note(self, text: str, offset: int, tag: str) -> None:
        """Note words of the old program, at an offset of a text, that stay as they are."""
        line = self._first_line + text.count("\n", 0, offset)
        self.leftovers.append(Leftover(name=" ".join(tag.split())[:80], place=f"{self._path}:{line}"))

    def reference(self, name: str, item: str, *, is_destination: bool) -> str:
        """Return the text that a tag names as `item:KEY`: as an address where one is meant, else as a link."""
        return self.token(item) if is_destination else self.link(item, literal(name))

    def with_anchor(self, number: int, anchor: str) -> str:
        """Return what stands for a reference by its number with `#heading` behind it."""
        return self.token(self.references[number].address.partition("#")[0] + anchor)

    def figure(self, address: str, alt: str, caption: str, *, is_block: bool) -> str:
        """Return an image with its words; as a figure of its own where it stands alone in its line."""
        token = self.token(address, is_media=True)
        words = alt.replace("\n", " ").strip()
        if not caption.strip():
            return f"![{words.translate(_BRACKETS)}]({token})"
        if not is_block:
            shown = caption.strip() if re.search(r"[*_]", caption) else f"*{caption.strip()}*"
            return f"![{words.translate(_BRACKETS)}]({token}) {shown}"
        quoted = words.replace('"', "'")
        return f'::: figure {token} "{quoted}"\n{caption.strip()}\n:::'

    def video(self, address: str, title: str, *, is_block: bool) -> str:
        """Return a video that stands alone in its line; else, and where nothing can be played, a link."""
        if not is_block or not is_playable(address):
            return self.link(address, title)
        return f"::: video {address} {' '.join(title.split())}".rstrip() + "\n:::"

    def link(self, address: str, words: str) -> str:
        """Return a link; the words are Markdown."""
        return f"[{words.strip() or literal(address)}]({self.token(address)})"


_PREFIX = re.compile(r"^(?:\{|\|)(?:filename|static|attach)(?:\}|\|)")
"""What Pelican writes before addresses of files."""
_LIST = re.compile(r"^[{|](tag|category|author)[}|](.+)$")
"""The list of a tag, of a category or of an author, by the name, as Pelican writes it."""


def plain_address(address: str) -> str:
    """Return an address without what Pelican writes before it; that of a list by the name of what it lists."""
    if address in ("{index}", "|index|"):
        return "/"
    return _LIST.sub(lambda found: f"/{found[1]}/{slugify(found[2])}.html", _PREFIX.sub("", address))


_BRACKETS = str.maketrans({"[": "\\[", "]": "\\]"})


def is_address(text: str, offset: int) -> bool:
    """Tell whether what stands at an offset is the address of a link or image, or a part of it."""
    return _BEFORE_ADDRESS.search(text, max(0, offset - _LONGEST_BEFORE), offset) is not None


def _address_in(tag: str) -> str:
    """Return the path that a tag has for its argument, else the whole tag, without blanks and marks."""
    positional, named = attributes_of(tag.strip("{}<>% /"))
    is_output = tag.startswith("{{") and not tag.startswith(("{{<", "{{%"))
    arguments = [] if is_output else [*positional[1:], *named.values()]
    found = next((argument for argument in arguments if _PATH.fullmatch(argument)), tag)
    return quote(found, safe="/:?#@!$&*+,;=-._~%")


def literal(text: str) -> str:
    """Return a text in which Markdown reads no marks."""
    return _MARKS.sub(r"\\\1", text)


def box(inner: str, title: str) -> str:
    """Return a box beside the text."""
    colons = ":" * max(3, *(len(run) + 1 for run in re.findall(r"^[ \t]*(:{3,})", inner, re.MULTILINE)), 3)
    head = f"{colons} aside {' '.join(title.split())}".rstrip()
    return f"{head}\n{inner.strip(chr(10))}\n{colons}"


def details(inner: str, title: str) -> str:
    """Return a box that readers open."""
    return f"<details>\n<summary>{title}</summary>\n\n{inner.strip()}\n\n</details>"


def fenced(code: str, language: str) -> str:
    """Return code in a fence that it does not close."""
    marks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", code)), 3)
    return f"{marks}{language}\n{code.strip(chr(10))}\n{marks}"


def attributes_of(written: str) -> tuple[list[str], dict[str, str]]:
    """Return the positional and the named arguments of a tag: `"a" src=b alt="c d"`."""
    positional: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENT.finditer(written):
        quoted = next((part for part in found.group("double", "single", "tick") if part is not None), None)
        value = quoted.replace('\\"', '"') if quoted is not None else found["bare"]
        if found["key"]:
            named[found["key"].lower()] = unescape(value)
        else:
            positional.append(unescape(value))
    return positional, named


_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)\s*[=:](?!//)\s*)?"
    r'(?:"(?P<double>(?:\\.|[^"\\])*)"|\'(?P<single>[^\']*)\'|`(?P<tick>[^`]*)`|(?P<bare>[^\s"\'`,]+))'
)


def in_block(text: str, start: int, end: int, markdown: str) -> str:
    """Return Markdown of several lines for the part of a text that it replaces: apart from what stands around it."""
    if "\n" not in markdown:
        return markdown
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    indent = before if before.isspace() else ""
    lines = markdown.replace("\n", f"\n{indent}")
    head = "\n\n" if before.strip() else ""
    return f"{head}{lines}\n\n" if after.strip() else f"{head}{lines}"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text fills its lines."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    return not before.strip() and not after.strip()
