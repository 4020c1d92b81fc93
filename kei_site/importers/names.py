"""Items, authors and tags of an archive -> their names here: files, slugs, ids, each valid and given once.

What an earlier import named keeps its name: addresses stay when a title or a date changes in the archive.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from kei_site.core.dates import FIRST_YEAR, LAST_YEAR
from kei_site.core.hashing import digest_bytes
from kei_site.core.urls import MAX_SLUG_BYTES, MAX_SLUG_LETTERS, folded, permalink, shortened, slug_of_file, slugify
from kei_site.core.value import value
from kei_site.importers.items import ItemAuthor, ItemTag, Site
from kei_site.importers.spool import Entry
from kei_site.importers.words import without_unseen
from kei_site.model.routes import invalid_slug

DRAFT_PAGES = "drafts/pages/"
"""Where pages wait that nobody should see yet: a page of the site is public as soon as its file is there."""
NO_YEAR = FIRST_YEAR


@value
class ItemName:
    """Where an item goes."""

    path: str
    """Of its file, below the folder of the site; empty if it is refused."""
    slug: str
    url: str
    """Its new address; empty for what has none."""


@value
class Names:
    """All names of an archive."""

    items: Mapping[str, ItemName]
    """By key."""
    authors: Mapping[str, str]
    """Ids by key of the author."""
    tags: Mapping[str, str]
    """Slugs by name."""
    nobody: str
    """The id of the author of items that name none."""


def plan_names(entries: Iterable[Entry], site: Site, recorded: Mapping[str, str]) -> Names:
    """Name everything; `recorded` has the paths of earlier imports by `KIND KEY`."""
    authors = _author_ids(site.authors, recorded)
    nobody = _free(_candidates(site.title, "editors", ""), {folded(name) for name in authors.values()})
    return Names(
        items=_item_names([entry for entry in entries if not entry.is_refused], recorded),
        authors=authors,
        tags=_tag_slugs(site.tags),
        nobody=nobody,
    )


def author_row_key(key: str) -> str:
    """Return what the receipt calls an author: archives may know authors by logins, which no file may hold."""
    return digest_bytes(key.encode())[:12]


def year_of(date: str) -> int:
    """Return the year of a date in RFC 3339; NO_YEAR if there is none that a brief can have."""
    found = re.match(r"(\d{4})-", date)
    year = int(found[1]) if found else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else NO_YEAR


def _item_names(entries: list[Entry], recorded: Mapping[str, str]) -> dict[str, ItemName]:
    """Name items: first those that have a name, then public originals, then translations, drafts last."""
    names: dict[str, ItemName] = {}
    taken: set[str] = set()
    for entry in entries:
        path = recorded.get(f"{entry.kind} {entry.key}", "")
        if path.startswith(_folder(entry)) and folded(path) not in taken:
            names[entry.key] = _name(entry, path, _slug_of_path(path))
            taken |= {folded(path), names[entry.key].url}
    rest = [entry for entry in entries if entry.key not in names]
    for entry in sorted(rest, key=lambda entry: (entry.state != "published", entry.translation_of != "")):
        names[entry.key] = _new_name(entry, taken)
        taken |= {folded(names[entry.key].path), names[entry.key].url}
    return names


def _new_name(entry: Entry, taken: set[str]) -> ItemName:
    wish = slugify(without_unseen(entry.slug)) or slugify(without_unseen(entry.title))
    for slug in _candidates(wish, f"{entry.kind}-{slugify(entry.key)}", entry.language):
        found = _name(entry, f"{_year_folder(entry)}{slug}.md", slug)
        if not {folded(found.path), found.url} & taken:
            return found
    raise AssertionError("there is no end of numbers")


def _name(entry: Entry, path: str, slug: str) -> ItemName:
    parts = ("briefs", str(year_of(entry.date)), slug) if entry.kind == "brief" else (slug,)
    return ItemName(path=path, slug=slug, url="" if path.startswith(DRAFT_PAGES) else permalink(*parts))


def _folder(entry: Entry) -> str:
    if entry.kind == "brief":
        return "content/briefs/"
    return "content/pages/" if entry.state == "published" else DRAFT_PAGES


def _year_folder(entry: Entry) -> str:
    return f"{_folder(entry)}{year_of(entry.date)}/" if entry.kind == "brief" else _folder(entry)


def _slug_of_path(path: str) -> str:
    return shortened(slug_of_file(posixpath.splitext(posixpath.basename(path))[0]))


def _candidates(wish: str, stand_in: str, language: str) -> Iterator[str]:
    """Yield slugs that are valid, the best first: the wish, with its language, with numbers."""
    slug = shortened(slugify(wish)) or shortened(slugify(stand_in))
    if invalid_slug(slug):
        slug = _joined(slug, slugify(stand_in.partition("-")[0]))
    yield slug
    if language:
        yield _joined(slug, slugify(language))
    yield from (_joined(slug, str(number)) for number in count(2))


def _joined(slug: str, ending: str) -> str:
    """Return a slug with an ending; the slug is cut where both are too long."""
    cut = slug
    while len(cut) + len(ending) >= MAX_SLUG_LETTERS or len(f"{cut}-{ending}".encode()) > MAX_SLUG_BYTES:
        cut = cut[:-1]
    return f"{cut.rstrip('-')}-{ending}"


def _free(candidates: Iterable[str], taken: set[str]) -> str:
    return next(slug for slug in candidates if folded(slug) not in taken)


def _author_ids(authors: Mapping[str, ItemAuthor], recorded: Mapping[str, str]) -> dict[str, str]:
    """Return ids by key; authors of one name are one person, whom an archive knows by several accounts."""
    ids: dict[str, str] = {}
    by_name: dict[str, str] = {}
    taken = {folded(posixpath.basename(path)) for key, path in recorded.items() if key.startswith("author ")}
    for key, author in authors.items():
        known = posixpath.basename(recorded.get(f"author {author_row_key(key)}", "")).removesuffix(".md")
        name = author.name.casefold()
        if name not in by_name:
            free = _candidates(author.slug or author.name, f"author-{len(by_name) + 1}", "")
            by_name[name] = known or _free(free, {path.removesuffix(".md") for path in taken})
            taken.add(folded(f"{by_name[name]}.md"))
        ids[key] = by_name[name]
    return ids


def _tag_slugs(tags: Iterable[ItemTag]) -> dict[str, str]:
    """Return slugs by name. A tag has the slug of its name if that is free, else the one that it had, or a number."""
    slugs: dict[str, str] = {}
    taken: dict[str, str] = {}
    for tag in tags:
        wish = slugify(tag.name)
        same = folded(without_unseen(tag.name)).replace("-", " ")
        if wish and taken.get(wish) == same:
            slugs[tag.name] = wish
            continue
        slug = _free(_candidates(wish if wish not in taken else tag.slug or wish, "tag", ""), set(taken))
        taken[slug], slugs[tag.name] = same, slug
    return slugs
