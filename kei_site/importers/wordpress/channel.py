"""What stands around the items of an export -> the site, its authors and its categories."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from html import unescape

from kei_site.core.value import value
from kei_site.importers.wordpress.fields import names_of, prefixes_of

_SECTION = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_MAX_ELEMENT = 100_000
"""Characters of an author or category; and of what stands before the channel."""
_MAX_UNCLOSED = 64
"""Start tags without an end in an author or category; what follows them is not read."""
_START = re.compile(r"<[\w.-]+(?::[\w.-]+)?(?:\s[^<>]*)?>")
_LINE = re.compile(r"<(?P<name>[\w.-]+(?::[\w.-]+)?)(?:\s[^<>]*)?>(?P<text>.*?)</(?P=name)\s*>", re.DOTALL)


@value
class Author:
    """A user of the former site. The login and the address of e-mail stay within this room."""

    login: str
    email: str = ""
    name: str = ""
    given: str = ""
    family: str = ""
    biography: str = ""
    """HTML."""


@value
class Category:
    """A category, a tag, or a term of another taxonomy."""

    domain: str
    """`category`, `post_tag`, or the name of the taxonomy."""
    nicename: str
    name: str
    """HTML."""
    parent: str = ""
    """The nicename of the category above, or empty."""
    description: str = ""
    number: str = ""
    """Its id, by which menus and plug-ins name it."""


@value
class Channel:
    """A site as its export describes it."""

    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    version: str = ""
    """Of the export's format; empty if the file is none of WordPress."""
    authors: tuple[Author, ...] = ()
    categories: tuple[Category, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)


def read_channel(text: str) -> Channel:
    """Return what a text says that holds an export without its items."""
    start = text.find("<channel")
    prefixes = prefixes_of(text[: start if start >= 0 else len(text)][-_MAX_ELEMENT:])
    spelled = {own: written for written, own in names_of(prefixes).items()}
    wp = spelled.get("wp", "wp")
    top = text[max(start, 0) :]
    return Channel(
        title=plain(_first(top, "title")),
        link=_first(top, f"{wp}:base_blog_url") or _first(top, "link"),
        description=plain(_first(top, "description")),
        language=_first(top, "language"),
        version=_first(top, f"{wp}:wxr_version"),
        authors=tuple(_author(_local(found)) for found in _elements(text, f"{wp}:author")),
        categories=tuple(_categories(text, wp)),
        prefixes=prefixes,
    )


def plain(html: str) -> str:
    """Return a name or title of WordPress, which is HTML, as its letters in one line: decoded once, without tags."""
    lines = re.sub(r"</?(?:br|p|div)\b[^<>]*>", " ", html, flags=re.IGNORECASE)
    return " ".join(unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", lines)).split())


def _elements(text: str, name: str) -> Iterator[str]:
    """Yield the content of each element of a name; one that is not closed soon is none."""
    start_tag, end_tag, at, end = f"<{name}>", f"</{name}>", 0, 0
    while (start := text.find(start_tag, at)) >= 0:
        at = start + len(start_tag)
        end = end if end >= at else text.find(end_tag, at)
        if end < 0:
            return
        if end - at <= _MAX_ELEMENT:
            yield text[at:end]
            at = end


def _first(text: str, name: str) -> str:
    return _decoded(next(_elements(text, name), ""))


def _local(text: str) -> dict[str, str]:
    lines: dict[str, str] = {}
    at = unclosed = 0
    while unclosed < _MAX_UNCLOSED and (start := _START.search(text, at)):
        found = _LINE.match(text, start.start())
        if found:
            lines[found["name"].rpartition(":")[2]] = _decoded(found["text"])
        unclosed += found is None
        at = (found or start).end()
    return lines


def _decoded(text: str) -> str:
    """Return the text of an element without marks of XML."""
    if "<![CDATA[" in text:
        return _SECTION.sub(r"\1", text.replace("]]]]><![CDATA[>", "]]&#62;")).replace("]]&#62;", "]]>").strip()
    return unescape(text).strip()


def _author(given: Mapping[str, str]) -> Author:
    return Author(
        login=given.get("author_login", ""),
        email=given.get("author_email", ""),
        name=plain(given.get("author_display_name", "")),
        given=plain(given.get("author_first_name", "")),
        family=plain(given.get("author_last_name", "")),
        biography=given.get("author_description", ""),
    )


def _categories(text: str, wp: str) -> Iterator[Category]:
    kinds = (("category", "cat_name", "category_nicename", "category_parent", "category_description"),
             ("tag", "tag_name", "tag_slug", "", "tag_description"),
             ("term", "term_name", "term_slug", "term_parent", "term_description"))  # fmt: skip
    for element, name, nicename, parent, description in kinds:
        for found in _elements(text, f"{wp}:{element}"):
            given = _local(found)
            yield Category(
                domain=given.get("term_taxonomy", "")
                if element == "term"
                else {"tag": "post_tag"}.get(element, element),
                nicename=given.get(nicename, ""),
                name=given.get(name, ""),
                parent=given.get(parent, ""),
                description=plain(given.get(description, "")),
                number=given.get("term_id", ""),
            )
