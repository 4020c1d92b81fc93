"""An archive of items that a test writes down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kei_site.importers.items import Item, Progress, Site, reference_token
from kei_site.importers.writing import ImportReport, ImportRequest, import_archive


@dataclass
class WrittenArchive:
    """Items and a site, as an `Archive`."""

    written: list[Item]
    facts: Site = field(default_factory=lambda: Site(software="wordpress", title="Institute"))
    files: dict[str, Path] = field(default_factory=dict)

    def items(self, progress: Progress | None = None) -> Iterator[Item]:
        for number, item in enumerate(self.written, 1):
            if progress:
                progress(number, len(self.written))
            yield item

    def site(self) -> Site:
        return self.facts

    def media(self, item: Item, address: str) -> str:
        return str(self.files.get(address, ""))


def brief_item(key: str, **values: Any) -> Item:
    """Return a public item of one paragraph."""
    return Item(
        **{
            "source": f"export.xml:{len(key)}",
            "key": key,
            "slug": key,
            "title": key.title(),
            "date": "2019-03-04",
            "addresses": (f"https://old.example.org/2019/03/{key}/",),
            "body": f"Words of {key}.",
            "text": f"Words of {key}.",
            **values,
        }
    )


def run_import(into: Path, items: list[Item], **values: Any) -> ImportReport:
    """Import items into a folder."""
    request = {name: values.pop(name) for name in ("media", "dry_run") if name in values}
    return import_archive(WrittenArchive(items, **values), ImportRequest(into=into, **request))


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


token: Callable[[int], str] = reference_token
