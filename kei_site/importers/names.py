"""Items, authors and tags of an archive -> their names here: files, slugs, ids, each valid and given once.

What an earlier import named keeps its name: addresses stay when a title or a date changes in the archive.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kei_site.core.dates import FIRST_YEAR, LAST_YEAR
from kei_site.core.hashing import digest_bytes
from kei_site.core.limits import LIMITS
from kei_site.core.urls import folded, permalink, shortened, slug_of_file, slugify
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
    beside: frozenset[str] = frozenset()
    """The keys of items whose file is named as another one with something behind: `news-spring` beside `news`."""


def plan_names(entries: Iterable[Entry], site: Site, recorded: Mapping[str, str]) -> Names:
    """Name everything; `recorded` has the paths of earlier imports by `KIND KEY`."""
    authors = _author_ids(site.authors, recorded)
    nobody = _free(valid_slug(site.title, "editors"), _Taken(authors.values()))
    items = _item_names([entry for entry in entries if not entry.is_refused], recorded)
    return Names(
        items=items,
        authors=authors,
        tags=_tag_slugs(site.tags),
        nobody=nobody,
        beside=_beside(items),
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
    taken = _Taken()
    for entry in entries:
        path = recorded.get(f"{entry.kind} {entry.key}", "")
        if path.startswith(_folder(entry)) and taken.is_free(path):
            names[entry.key] = _name(entry, path, _slug_of_path(path))
            taken.add(path, names[entry.key].url)
    rest = [entry for entry in entries if entry.key not in names]
    for entry in sorted(rest, key=lambda entry: (entry.state != "published", entry.translation_of != "")):
        names[entry.key] = _new_name(entry, taken)
        taken.add(names[entry.key].path, names[entry.key].url)
    return names


def _beside(items: Mapping[str, ItemName]) -> frozenset[str]:
    stems = {name.path.removesuffix(".md") for name in items.values()}
    return frozenset(
        key
        for key, name in items.items()
        if any(name.path[: end.start()] in stems for end in re.finditer(r"[\W_](?!md$)", name.path))
    )


class _Taken:
    """Names that are given, and the next number for each that was wished again."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {folded(name) for name in names}
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, *names: str) -> None:
        """Note names as given; an empty one is none."""
        self._names |= {folded(name) for name in names if name}

    def is_free(self, *names: str) -> bool:
        """Tell whether none of some names is given."""
        return not any(folded(name) in self._names for name in names if name)

    def numbers(self, scope: str, slug: str) -> Iterator[str]:
        """Yield a slug with numbers, from the first that has not been tried in a scope."""
        while True:
            number = self._numbers.get((scope, slug), 2)
            self._numbers[scope, slug] = number + 1
            yield _joined(slug, str(number))


def _new_name(entry: Entry, taken: _Taken) -> ItemName:
    wish = slugify(without_unseen(entry.slug)) or slugify(without_unseen(entry.title))
    slug = valid_slug(wish, f"{entry.kind}-{slugify(entry.key)}")
    folder = _year_folder(entry)
    first = (slug, *([_joined(slug, slugify(entry.language))] if entry.language else []))
    names = (_name(entry, f"{folder}{each}.md", each) for each in chain(first, taken.numbers(folder, slug)))
    return next(name for name in names if taken.is_free(name.path, name.url))


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


def valid_slug(wish: str, stand_in: str) -> str:
    """Return the slug of a wish, or of what stands in for one that gives none; never a reserved one."""
    slug = shortened(slugify(wish)) or shortened(slugify(stand_in))
    return _joined(slug, slugify(stand_in.partition("-")[0])) if invalid_slug(slug) else slug


def _joined(slug: str, ending: str) -> str:
    """Return a slug with an ending; the slug is cut where both are too long."""
    cut = slug
    while (
        len(cut) + len(ending) >= LIMITS.slug_letters.most or len(f"{cut}-{ending}".encode()) > LIMITS.slug_bytes.most
    ):
        cut = cut[:-1]
    return f"{cut.rstrip('-')}-{ending}"


def _free(slug: str, taken: _Taken) -> str:
    """Return a slug that is free, with a number if need be, and take it."""
    found = next(name for name in chain((slug,), taken.numbers("", slug)) if taken.is_free(name))
    taken.add(found)
    return found


def _author_ids(authors: Mapping[str, ItemAuthor], recorded: Mapping[str, str]) -> dict[str, str]:
    """Return ids by key; authors of one name are one person, whom an archive knows by several accounts."""
    ids: dict[str, str] = {}
    by_name: dict[str, str] = {}
    stems = {key: posixpath.basename(path).removesuffix(".md") for key, path in recorded.items()}
    taken = _Taken(stem for key, stem in stems.items() if key.startswith("author "))
    for key, author in authors.items():
        known = stems.get(f"author {author_row_key(key)}", "")
        name = author.name.casefold()
        if name not in by_name:
            wish = valid_slug(author.slug or author.name, f"author-{len(by_name) + 1}")
            by_name[name] = known or _free(wish, taken)
        ids[key] = by_name[name]
    return ids


def _tag_slugs(tags: Iterable[ItemTag]) -> dict[str, str]:
    """Return slugs by name. A tag has the slug of its name if that is free, else the one that it had, or a number."""
    slugs: dict[str, str] = {}
    owners: dict[str, str] = {}
    taken = _Taken()
    for tag in tags:
        wish = slugify(tag.name)
        same = folded(without_unseen(tag.name)).replace("-", " ")
        if not wish or owners.get(wish) != same:
            wish = _free(valid_slug(wish if wish not in owners else tag.slug or wish, "tag"), taken)
            owners[wish] = same
        slugs[tag.name] = wish
    return slugs
