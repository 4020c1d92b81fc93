"""An archive -> the source files of this site, and the lines of the receipt.

Importing twice changes nothing, an interrupted import can be run again, and what editors changed is left as it is.
"""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from kei_site.core.value import value
from kei_site.importers.aliases import AliasPlanner
from kei_site.importers.fetching import KEPT, MediaFetcher
from kei_site.importers.host_rules import author_address, public_names, tag_lists
from kei_site.importers.item_files import ItemWriter, Plan
from kei_site.importers.items import Archive, Item, Progress, Site, replace_tokens
from kei_site.importers.media import FoundFile, MediaFolders, in_first_size
from kei_site.importers.names import Names, plan_names
from kei_site.importers.old_addresses import OldAddresses, absolute_address
from kei_site.importers.receipt import CSV, HTML, Row, csv_bytes, html_bytes, read_csv
from kei_site.importers.references import Surroundings
from kei_site.importers.site_files import author_rows, tag_rows
from kei_site.importers.site_yaml import settings_rows
from kei_site.importers.sound_items import sound_items
from kei_site.importers.spool import Entry, Spool
from kei_site.importers.target_folder import TargetFolder
from kei_site.importers.uploaded_files import file_redirects, file_rows, kept_files
from kei_site.importers.usual_addresses import usual_redirects

GONE = "no longer in the archive"
_ANCHORS_KEPT = 1024


@value
class ImportRequest:
    """What an import is asked for."""

    into: Path
    """The folder of the site."""
    media: tuple[Path, ...] = ()
    """Folders in which images and files are looked for."""
    fetch: bool = False
    """Whether files that are in no folder are loaded from the old site."""
    dry_run: bool = False


@value
class ImportReport:
    """What an import did."""

    rows: tuple[Row, ...]
    outcomes: Counter[str]
    """How many files are new, updated, unchanged, or left, by the words of `target_folder`."""
    site: Site


ProgressOf = Callable[[str], Progress | None]
"""Takes what is being done; returns what is told of it, or None if nobody looks."""


def import_archive(archive: Archive, request: ImportRequest, progress_of: ProgressOf = lambda _: None) -> ImportReport:
    """Write an archive into a folder; raises Refusal and OSError, after which the import can be run again."""
    earlier = _earlier(request.into)
    recorded = {row.file: row.digest for row in earlier if row.file and row.digest}
    folder = TargetFolder(request.into, recorded, dry_run=request.dry_run)
    with Spool() as spool:
        entries = [spool.add(item) for item in sound_items(archive.items(progress_of("reading")))]
        site = archive.site()
        names = plan_names(entries, site, {f"{row.kind} {row.key}": row.file for row in earlier if row.file})
        plan = _plan(entries, names, spool, (archive, site, request))
        texts = list(_written(spool, plan, folder, progress_of("writing")))
        kept = kept_files(site, entries, plan)
        pages = dict(file_redirects(kept, plan.around.old))
        files = file_rows(kept, {row.file for _, row in texts}, folder)
        written = [*texts, *files, *_beside(site, entries, replace(plan, file_pages=pages), folder)]
    rows = [*(row for _, row in written), *_gone(earlier, [row for _, row in written])]
    _put_receipt(rows, folder)
    folder.finish()
    return ImportReport(rows=tuple(rows), outcomes=Counter(outcome for outcome, _ in written if outcome), site=site)


def _earlier(into: Path) -> list[Row]:
    try:
        return read_csv((into / CSV).read_bytes())
    except FileNotFoundError:
        return []


def _plan(entries: list[Entry], names: Names, spool: Spool, made: tuple[Archive, Site, ImportRequest]) -> Plan:
    archive, site, request = made
    old = _old_addresses(entries, names, site)
    folders = MediaFolders(request.media)
    fetcher = MediaFetcher(request.into / KEPT, old.is_own) if request.fetch and not request.dry_run else None

    uploads = frozenset(old.path(file.address) for file in site.files)

    def find_file(item: Item, address: str, whole: str) -> FoundFile:
        is_upload = old.path(whole) in uploads
        found = folders.find(address, archive.media(item, address), is_upload=is_upload)
        if found.source or found.problem or fetcher is None:
            return found
        asked = absolute_address(whole, site.url)
        for wish in dict.fromkeys((asked if is_upload else in_first_size(asked), asked)):
            found = fetcher.fetch(wish)
            if found.source:
                name = posixpath.basename(unquote(urlsplit(wish).path)) if wish != asked else ""
                return replace(folders.find(whole, str(found.source)), name=name)
        return found

    around = Surroundings(old=old, items=names.items, anchors=_anchors(entries, names, spool), find_file=find_file)
    return Plan(names=names, aliases=AliasPlanner(names.items, old).plan(entries), ids=_ids(entries), around=around)


def _old_addresses(entries: list[Entry], names: Names, site: Site) -> OldAddresses:
    addresses = (address for entry in entries for address in entry.addresses if "://" in address)
    old = OldAddresses(site.url or urljoin(next(addresses, ""), "/").removesuffix("/"))
    for entry in sorted(entries, key=lambda entry: entry.state != "published"):
        for address in entry.addresses if entry.key in names.items else ():
            old.add(address, names.items[entry.key].path)
    for address, list_of_tag in tag_lists(site, public_names(entries), names.tags):
        old.add(address, list_of_tag)
    for key, author in site.authors.items():
        if author.name_in_address:
            old.add(author_address(site, author.name_in_address), f"/authors/{names.authors[key]}/")
    for former, new in usual_redirects(site, entries, old, names.tags):
        old.add(former, new)
        for month in range(1, 13) if new.startswith("/archive/") else ():
            old.add(f"{former}{month:02}/", new)
    old.add("/", "/")
    return old


def _ids(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the permanent id of each item by key; of items with one id, the first keeps it."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.id and not entry.is_refused:
            first.setdefault(entry.id, entry.key)
    return {key: name for name, key in first.items()}


def _anchors(entries: Iterable[Entry], names: Names, spool: Spool) -> Callable[[str], tuple[str, ...]]:
    numbers = {names.items[entry.key].path: entry.number for entry in entries if entry.key in names.items}

    @lru_cache(maxsize=_ANCHORS_KEPT)
    def anchors(path: str) -> tuple[str, ...]:
        from kei_site.markdown.document import read_markdown

        if path not in numbers:
            return ()
        body = replace_tokens(spool.item(numbers[path]).body, lambda number: "x")
        return read_markdown(body, path=path, first_line=1, language="en").anchors

    return anchors


def _written(spool: Spool, plan: Plan, folder: TargetFolder, progress: Progress | None) -> Iterator[tuple[str, Row]]:
    writer = ItemWriter(plan, folder)
    for number, item in enumerate(spool, 1):
        yield from writer.write(item)
        if progress:
            progress(number, len(spool))


def _beside(site: Site, entries: list[Entry], plan: Plan, folder: TargetFolder) -> Iterator[tuple[str, Row]]:
    yield from author_rows(site, plan.names, folder)
    yield from tag_rows(site, plan.names, folder)
    yield from settings_rows(site, entries, plan, folder)


def _gone(earlier: Iterable[Row], now: Iterable[Row]) -> Iterator[Row]:
    """Yield the lines of an earlier import whose item or file is not taken any more; their files are left."""
    here = {(row.kind, row.key) for row in now if row.state != "refused"}
    yield from (replace(row, reason=GONE) for row in earlier if (row.kind, row.key) not in here and row.file)


def _put_receipt(rows: list[Row], folder: TargetFolder) -> None:
    for name, data in ((CSV, csv_bytes(rows)), (HTML, html_bytes(rows))):
        place = folder.root / name
        if not place.is_file() or place.read_bytes() != data:
            folder.replace(name, data)
