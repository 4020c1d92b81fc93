"""The authors that texts and data files of a folder name -> authors without addresses of e-mail."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kei_site.core.urls import slugify
from kei_site.importers.folder.values import text_of, texts_of
from kei_site.importers.items import ItemAuthor
from kei_site.importers.words import without_email
from kei_site.schema.fields import Problems
from kei_site.schema.formats import invalid_web_address, orcid
from kei_site.schema.nodes import Scalar

_NAMES = ("name", "display_name", "displayname", "full_name", "title", "author", "label")
_TEXTS = ("bio", "biography", "description", "about", "summary")
_ROLES = ("role", "position", "job_title", "jobtitle", "occupation")
_PAGES = ("url", "website", "web", "homepage", "link", "site")
_DATA = re.compile(r"(?:^|/)_?data/(?:.*/)?(?:authors|people|team|members)(?:\.\w+$|/)|(?:^|/)\.?authors\.ya?ml$")
_AUTHOR_FOLDERS = re.compile(r"(?:^|/)_?authors/")


class Authors:
    """All authors of a folder, by key: that of a data file, or the slug of a name."""

    def __init__(self) -> None:
        self.by_key: dict[str, ItemAuthor] = {}
        self._keys: dict[str, str] = {}

    def add_record(self, key: str, record: Any, biography: str = "") -> None:
        """Note an author of a data file or of a file of its own."""
        if not isinstance(record, Mapping):
            return
        lower = {str(name).lower(): found for name, found in record.items()}
        name = _first(lower, _NAMES) or key
        author = ItemAuthor(
            key=key,
            name=without_email(name),
            slug=slugify(key),
            biography=biography.strip() or without_email(_first(lower, _TEXTS)),
            url=_page(lower),
            orcid=_orcid(text_of(lower.get("orcid"))),
            given=without_email(_first(lower, ("given", "first_name", "firstname"))),
            family=without_email(_first(lower, ("family", "last_name", "lastname", "surname"))),
            role=without_email(_first(lower, _ROLES)),
            kind="organization" if _first(lower, ("kind", "type")) in ("organization", "organisation") else "person",
        )
        if author.name:
            self._note(key, author)

    def keys_of(self, written: Any, *, parts: str = "") -> list[str]:
        """Return the keys of what a text names as its authors: names, keys, or mappings with names."""
        return list(dict.fromkeys(key for found in _each(written, parts) for key in self._key(found)))

    def _key(self, found: Any) -> Iterator[str]:
        if isinstance(found, Mapping):
            name = _full_name(found)
            record = {**found, "name": name}
        else:
            name, record = without_email(text_of(found)), {"name": without_email(text_of(found))}
        known = self._keys.get(name.casefold()) or self._keys.get(slugify(name))
        if known:
            self._complete(known, record)
            yield known
        elif name:
            key = slugify(name) or name
            self.add_record(key, record)
            if key in self.by_key:
                yield key

    def _complete(self, key: str, record: Mapping[str, Any]) -> None:
        """Add what a text says of an author that is known already."""
        author = self.by_key[key]
        lower = {str(name).lower(): found for name, found in record.items()}
        self.by_key[key] = replace(
            author, url=author.url or _page(lower), orcid=author.orcid or _orcid(text_of(lower.get("orcid")))
        )

    def _note(self, key: str, author: ItemAuthor) -> None:
        self.by_key.setdefault(key, author)
        for name in (key, slugify(key), author.name):
            self._keys.setdefault(name.casefold(), key)


def author_file_key(path: str) -> str:
    """Return the key of an author whose file stands at a path such as `content/authors/kim.md`; else empty."""
    found = _AUTHOR_FOLDERS.search(path)
    if found is None:
        return ""
    rest = posixpath.splitext(path[found.end() :])[0]
    parts = rest.split("/")
    if len(parts) == 1:
        return "" if parts[0] in ("index", "_index") else parts[0]
    return parts[0] if len(parts) == 2 and parts[1] in ("index", "_index") else ""


def is_author_data(path: str) -> bool:
    """Tell whether a file holds authors: `_data/authors.yml`, `data/authors/kim.toml`, `docs/blog/.authors.yml`."""
    return _DATA.search(path) is not None


def records_in(path: str, data: Any) -> Iterator[tuple[str, Any]]:
    """Yield (key, record) of a data file of authors: one record in a folder of them, else a mapping or a list."""
    if isinstance(data, Mapping) and [*data] == ["authors"]:
        data = data["authors"]
    if isinstance(data, Mapping):
        values = [*data.values()]
        if values and all(isinstance(record, Mapping) for record in values):
            yield from ((str(key), record) for key, record in data.items())
        elif any(str(key).lower() in _NAMES for key in data):
            yield posixpath.splitext(posixpath.basename(path))[0], data
        return
    for record in data if isinstance(data, list) else ():
        if isinstance(record, Mapping) and (name := _full_name(record)):
            yield text_of(record.get("id") or record.get("key") or record.get("slug")) or slugify(name), record


def _each(written: Any, parts: str) -> Iterable[Any]:
    if isinstance(written, Mapping):
        return [written]
    if isinstance(written, list):
        return [author for item in written for author in _each(item, "")]
    return texts_of(written, parts=parts or ";")


def _first(record: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((text for name in names if (text := text_of(record.get(name)))), "")


def _full_name(record: Mapping[str, Any]) -> str:
    """Return the name in a record; Quarto also writes `{name: {given: …, family: …}}`."""
    lower = {str(name).lower(): found for name, found in record.items()}
    inner = lower.get("name")
    if isinstance(inner, Mapping):
        parts = (text_of(inner.get("literal")), text_of(inner.get("given")), text_of(inner.get("family")))
        return without_email(parts[0] or " ".join(filter(None, parts[1:])))
    return without_email(_first(lower, _NAMES))


def _orcid(written: str) -> str:
    return orcid(Scalar(text=written, line=1, column=1), Problems(path="")) or ""


def _page(record: Mapping[str, Any]) -> str:
    url = _first(record, _PAGES)
    return url if url.startswith(("http://", "https://")) and not invalid_web_address(url) else ""
