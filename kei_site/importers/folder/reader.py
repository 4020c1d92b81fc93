"""A folder of Markdown of another generator -> its items, authors and tags."""

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kei_site.core.urls import slugify
from kei_site.importers.folder.addresses import content_path, file_slug, old_addresses
from kei_site.importers.folder.authors import (
    Authors,
    author_file_key,
    is_author_data,
    records_in,
)
from kei_site.importers.folder.bodies import Body, read_body
from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.front_matter import FrontText, read_data, read_front
from kei_site.importers.folder.index import Entry, Index, title_of_file
from kei_site.importers.folder.keys import WORKS, Keys
from kei_site.importers.folder.layout import MAX_BYTES, OTHER_TEXTS, POSTS, Layout, prints_list, read_layout, read_text
from kei_site.importers.folder.settings import menu_of, site_settings
from kei_site.importers.folder.values import texts_of
from kei_site.importers.items import Item, ItemProblem, ItemTag, Progress, Site, Written
from kei_site.importers.words import without_email

_CITED = re.compile(r"\[[^\[\]\n]*@[\w{][^\[\]\n]*\]|(?<![\w@])@\w[\w:.#$%&+?<>~/-]*\w")
_FORMULA = re.compile(
    r"\$\$(?:[^$\\]|\\.)+?\$\$|\$(?!\s)(?:[^$\\\n]|\\.)+?(?<!\s)\$(?![0-9])|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL
)
_FOR_SCRIPTS = r"\\\(.+?\\\)|\\\[.+?\\\]"
"""A formula in the marks of MathJax, in words as readers saw them without it."""
_SHOWN_OTHERWISE = {"references": _CITED, "math": re.compile(f"{_FORMULA.pattern}|{_FOR_SCRIPTS}", re.DOTALL)}
"""What this site shows in other words than the source has, by the key that says so: it parts the text."""
_CITATION = re.compile(r"(?:^|[\s\[;-])@[\w{]")
_MEDIA_ROOTS = ("", "static/", "content/", "assets/", "src/", "source/", "content/images/")


class FolderArchive:
    """A folder of another generator as an archive (`importers.items.Archive`)."""

    def __init__(self, root: Path, tool: str = "") -> None:
        """`tool` is one of `layout.TOOLS`, or empty to guess it."""
        self._layout: Layout = read_layout(root, tool)
        self._settings: Mapping[str, Any] = site_settings(self._layout.config)
        self._index = Index(self._layout, self._settings)
        self._authors = Authors()
        self._read_authors()
        self._tags: dict[str, None] = {}
        self._lists: dict[str, None] = {}

    @property
    def tool(self) -> str:
        """The generator, as named or guessed."""
        return self._layout.tool

    def items(self, progress: Progress | None = None) -> Iterator[Item]:
        """Yield all texts, sorted by path; those in other languages than Markdown are refused."""
        total = len(self._index.entries) + len(self._layout.others)
        for number, entry in enumerate(self._index.entries.values(), 1):
            yield self._item(entry)
            if progress:
                progress(number, total)
        yield from (self._refused(path) for path in self._layout.others)

    def site(self) -> Site:
        """Return what the configuration and the texts say of the site."""
        settings = self._settings
        tags = tuple(ItemTag(name=name, addresses=_tag_addresses(name, self.tool)) for name in self._tags)
        return Site(
            software=self.tool,
            title=settings["title"],
            url=settings["url"],
            description=settings["description"],
            language=settings["language"],
            timezone=settings["timezone"],
            menu=menu_of(self._layout.config),
            authors=dict(self._authors.by_key),
            tags=tags,
            lists=tuple(self._lists),
        )

    def media(self, item: Item, address: str) -> str:
        """Return the path of the file that an address of an item names, below the folder; else an empty string."""
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            return ""
        inside = path.lstrip("/")
        near = [] if path.startswith("/") else [posixpath.join(posixpath.dirname(item.key), inside)]
        root = os.path.realpath(self._layout.root)
        for place in (*near, *(prefix + inside for prefix in _MEDIA_ROOTS)):
            found = os.path.realpath(os.path.join(root, place))
            if inside and found.startswith(root + os.sep) and os.path.isfile(found):
                return found
        return ""

    def _read_authors(self) -> None:
        root = self._layout.root
        for path in self._layout.data:
            if is_author_data(path):
                data = read_data(read_text(root / path), posixpath.splitext(path)[1])
                for key, record in records_in(path, data):
                    self._authors.add_record(key, record)
        for path in self._layout.texts:
            if key := author_file_key(path):
                front = read_front(read_text(root / path))
                self._authors.add_record(key, front.keys, without_email(front.body) and front.body)

    def _item(self, entry: Entry) -> Item:
        front = self._layout.front_of(entry.path)
        keys = entry.keys
        body = read_body(front, entry.path, keys.title, (self.tool, self._index))
        is_page = self._is_page(entry, front)
        if is_page and not body.text.strip() and _lists_texts(entry.path, front):
            self._lists |= dict.fromkeys(entry.addresses)
            return self._listing(entry.path)
        tags = () if is_page else keys.tags
        self._tags |= dict.fromkeys(tags)
        authors = () if is_page else self._author_keys(front)
        title = body.title or title_of_file(entry.path)
        name = file_slug(content_path(entry.path, self.tool))
        fields = {} if is_page else self._fields(keys, body)
        apart = [pattern for key, pattern in _SHOWN_OTHERWISE.items() if key in fields]
        return Item(
            source=f"{entry.path}:1",
            key=entry.path,
            kind="page" if is_page else "brief",
            state="draft" if keys.is_draft or front.problem else "published",
            reason=keys.reason or ("its front matter cannot be read" if front.problem else ""),
            addresses=entry.addresses,
            id=keys.id,
            title=title,
            slug=keys.slug or (slugify(title) if name == "index" else name),
            date=keys.date or ("" if is_page else keys.updated),
            updated=keys.updated,
            type=keys.type,
            authors=authors,
            tags=tags,
            series="" if is_page else keys.series,
            summary=keys.summary,
            language=keys.language,
            translation_of=self._original(entry),
            image=None if is_page else keys.image,
            fields=fields,
            body=body.markdown,
            references=body.references,
            text=reduce(lambda text, pattern: pattern.sub("\n", text), apart, body.text),
            notes=body.notes,
            leftovers=body.leftovers,
            problems=tuple(self._problems(entry, front, body, is_page=is_page)),
        )

    def _fields(self, keys: Keys, body: Body) -> Mapping[str, Written]:
        """Return the other keys of a text; one that cites has the references of the folder, unless it names some.

        In Quarto, `$…$` is mathematics everywhere.
        """
        is_quarto = self.tool == "quarto"
        has_formulas = body.has_formulas or (
            is_quarto and sub_outside(_FORMULA, lambda _: "", body.markdown) != body.markdown
        )
        named = texts_of(self._layout.config.get("bibliography"))
        works = tuple(name for name in named if name.lower().endswith(WORKS))
        cites = works and "references" not in keys.fields and _CITATION.search(body.markdown)
        found = {"references": works} if cites else {}
        return {**keys.fields, **found, **({"math": "true"} if has_formulas else {})}

    def _is_page(self, entry: Entry, front: FrontText) -> bool:
        """Tell whether a text is a page: it says so, or it has no date and stands in no folder of posts."""
        path, keys = content_path(entry.path, self.tool), front.keys
        if self.tool == "pelican" and path.startswith("pages/"):
            return True
        if str(keys.get("layout", "")).lower() == "page" or str(keys.get("type", "")).lower() == "page":
            return True
        is_list = posixpath.basename(path).startswith("_index.")
        return not entry.keys.date and (is_list or not POSTS.search(entry.path))

    def _author_keys(self, front: FrontText) -> tuple[str, ...]:
        keys = {name.lower(): found for name, found in front.keys.items()}
        written = keys.get("authors") or keys.get("author") or keys.get("byline") or self._settings["author"]
        return tuple(self._authors.keys_of(written, parts=",;" if self.tool == "pelican" else ""))

    def _original(self, entry: Entry) -> str:
        """Return the path of the text that a text translates, as it says itself, or as the names of files say."""
        if entry.keys.translation_of:
            named = self._index.find(entry.path, entry.keys.translation_of, True)
            return unquote(named.removeprefix("item:"))
        return self._index.original_of(entry.path)

    def _problems(self, entry: Entry, front: FrontText, body: Body, *, is_page: bool) -> Iterator[ItemProblem]:
        messages = [*entry.keys.problems, *body.problems]
        if (self._layout.root / entry.path).stat().st_size > MAX_BYTES:
            messages.append(f"a file of more than {MAX_BYTES} bytes: what stands behind them was not read")
        if front.problem:
            messages.append(f"front matter that cannot be read, which is now part of the text: {front.problem}")
        if is_page:
            lost = [name for name, found in (("tags", entry.keys.tags), ("series", entry.keys.series)) if found]
            messages += [f"a page has no place for {', '.join(lost)}"] if lost else []
        yield from (ItemProblem(place=f"{entry.path}:1", message=message) for message in messages)

    @staticmethod
    def _listing(path: str) -> Item:
        reason = "a list of other texts without words of its own: its address leads to all briefs"
        return Item(source=f"{path}:1", key=path, state="refused", reason=reason, title=title_of_file(path))

    def _refused(self, path: str) -> Item:
        text = read_text(self._layout.root / path)
        kind = OTHER_TEXTS.get(posixpath.splitext(path)[1].lower(), "")
        reason = f"{kind} is not read: convert it to Markdown (pandoc does), and import it again"
        if not kind:
            reason = "a template: what it prints is not in the source" + self._listed(path, text)
            text = ""
        return Item(source=f"{path}:1", key=path, state="refused", reason=reason, text=text, title=title_of_file(path))

    def _listed(self, path: str, text: str) -> str:
        """Lead the addresses of a template that lists texts to the list of all; return what the receipt says of it."""
        front = read_front(text)
        if not prints_list(front.body):
            return ""
        addresses = old_addresses(path, front.keys, "", (self.tool, self._settings))
        self._lists |= dict.fromkeys(addresses)
        return "; its address leads to all briefs" if addresses else ""


def _lists_texts(path: str, front: FrontText) -> bool:
    """Tell whether a text prints a list of others: `_index.md` of Hugo, `listing` of Quarto."""
    return posixpath.basename(path).startswith("_index.") or "listing" in front.keys


def _tag_addresses(name: str, tool: str) -> tuple[str, ...]:
    """Return the addresses at which the generator lists a tag or category by default."""
    slug = slugify(name)
    folders = {
        "hugo": ("tags", "categories"),
        "eleventy": ("tags",),
        "jekyll": ("tag", "category", "categories"),
        "mkdocs": ("blog/category",),
    }
    found = [f"/{folder}/{slug}/" for folder in folders.get(tool, ())]
    pelican = [f"/{folder}/{slug}.html" for folder in ("tag", "category")] if tool == "pelican" else []
    return tuple(found + pelican) if slug else ()
