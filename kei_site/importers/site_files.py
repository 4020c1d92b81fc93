"""What an archive says beside its items -> files of authors, `tags.yaml`, and their lines of the receipt."""

from collections.abc import Iterator
from dataclasses import replace

from kei_site.core.urls import permalink, slugify
from kei_site.importers.brief_file import author_text
from kei_site.importers.items import ItemAuthor, ItemTag, Site
from kei_site.importers.names import Names, author_row_key
from kei_site.importers.receipt import Row
from kei_site.importers.target_folder import LEFT, TargetFolder
from kei_site.schema.writer import scalar

TAGS = "content/tags.yaml"


def author_rows(site: Site, names: Names, folder: TargetFolder) -> Iterator[tuple[str, Row]]:
    """Write the authors' files; yield what happened to each, and its line."""
    merged: dict[str, tuple[str, ItemAuthor]] = {}
    for key, author in site.authors.items():
        first = merged.setdefault(names.authors[key], (key, author))
        merged[names.authors[key]] = (first[0], _merged(first[1], author))
    for name, (key, author) in merged.items():
        yield _put_author(name, key, author, folder)
    desk = ItemAuthor(key="", name=site.title or "Editors", kind="organization")
    yield _put_author(names.nobody, "", desk, folder)


def _merged(first: ItemAuthor, second: ItemAuthor) -> ItemAuthor:
    """Return one author of two accounts of the same name."""
    return replace(first, biography=first.biography or second.biography, url=first.url or second.url)


def _put_author(name: str, key: str, author: ItemAuthor, folder: TargetFolder) -> tuple[str, Row]:
    path = f"content/authors/{name}.md"
    outcome, digest = folder.put(path, author_text(author).encode())
    row = Row(
        kind="author",
        key=author_row_key(key),
        file=path,
        new_address=permalink("authors", name),
        state="written",
        digest=digest,
    )
    old = f"/author/{author.slug}/" if author.slug else ""
    return outcome, replace(row, old_address=old, reason=outcome if outcome in LEFT else "")


def tag_rows(site: Site, names: Names, folder: TargetFolder) -> Iterator[tuple[str, Row]]:
    """Write `tags.yaml`, if a tag has a description or an address that its name does not give."""
    entries = [line for tag in site.tags for line in _tag_lines(tag, names)]
    if not entries:
        return
    outcome, digest = folder.put(TAGS, "".join(f"{line}\n" for line in entries).encode())
    reason = outcome if outcome in LEFT else ""
    yield outcome, Row(kind="tags", key="tags", file=TAGS, state="written", reason=reason, digest=digest)


def _tag_lines(tag: ItemTag, names: Names) -> list[str]:
    slug = names.tags[tag.name]
    parts = {
        "description": " ".join(tag.description.split()),
        "slug": slug if slug != slugify(tag.name) else "",
    }
    lines = [f"  {key}: {scalar(text)}" for key, text in parts.items() if text]
    return [f"{scalar(tag.name)}:", *lines] if lines else []
