"""Uploaded files of an archive -> files at their old addresses, redirects from their pages, lines of the receipt.

A file is public here if it was on the former site: those of drafts, and of texts that nobody could read, stay away.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kei_site.core.value import value
from kei_site.importers.aliases import SHORT
from kei_site.importers.item_files import Plan
from kei_site.importers.items import Item, ItemFile, Site
from kei_site.importers.media import FoundFile, static_path
from kei_site.importers.old_addresses import OldAddresses, absolute_address, query_id, redirectable
from kei_site.importers.receipt import Row
from kei_site.importers.site_yaml import SITE
from kei_site.importers.spool import Entry
from kei_site.importers.target_folder import LEFT, TargetFolder
from kei_site.model.routes import RESERVED

KIND = "file"
"""Of the lines of the receipt."""
NOT_FOUND = "an uploaded file that is not here: name its folder with --media, or load it with --fetch"
_MOST_PAGES = 2_000
"""Redirects from pages of files in `site.yaml`, which is read whole at each build."""
_NO_REDIRECT = f"no redirect leads from its old page here: {SITE} has the first {_MOST_PAGES:,} of such"


@value
class KeptFile:
    """What becomes of one uploaded file."""

    file: ItemFile
    path: str = ""
    """Below the folder of the site; empty if it is not kept."""
    found: FoundFile = FoundFile()
    reason: str = ""
    """Why it is not kept."""
    is_public: bool = True
    """Whether everybody could read it: the receipt names no other, since people sent some of them by forms."""
    pages: tuple[str, ...] = ()
    """Old addresses of the page that showed it alone, from which a redirect leads to it."""
    is_left: bool = False
    """Whether such a page has no redirect, since there are too many."""


def kept_files(site: Site, entries: Iterable[Entry], plan: Plan) -> list[KeptFile]:
    """Decide about all uploaded files; those that nobody could read are not looked for."""
    states = {entry.key: entry.state for entry in entries}
    kept = (_kept(file, states.get(file.item, "published"), plan, site.url) for file in site.files)
    return list(_with_pages(kept, plan.around.old))


def _with_pages(kept: Iterable[KeptFile], old: OldAddresses) -> Iterator[KeptFile]:
    """Yield the files with their pages, as far as these have redirects."""
    count = 0
    for each in kept:
        own = tuple(page for page in each.file.pages if old.is_own(page)) if each.path else ()
        room = _MOST_PAGES - count
        count = min(count + len(own), _MOST_PAGES)
        yield replace(each, pages=own[:room], is_left=len(own) > room)


def _kept(file: ItemFile, state: str, plan: Plan, url: str) -> KeptFile:
    old = plan.around.old
    whole = absolute_address(file.address, url)
    path = static_path(old.path(whole)) if old.is_own(whole) else ""
    hidden = file.reason or ("uploaded to a text that is not public" if state != "published" else "")
    if hidden:
        return KeptFile(file=file, reason=hidden, is_public=False)
    if not path:
        return KeptFile(file=file, reason="an uploaded file whose address cannot be kept here")
    found = plan.around.find_file(Item(source=file.source, key=file.key), file.address, whole)
    if found.source is None:
        return KeptFile(file=file, reason=found.problem or NOT_FOUND)
    return KeptFile(file=file, path=path, found=found)


def file_redirects(kept: Iterable[KeptFile], old: OldAddresses) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of pages that showed one file alone, of no text, with the address of the file."""
    for page, new in ((page, file.path.removeprefix("static")) for file in kept for page in file.pages):
        number = query_id(page)
        path = f"{SHORT}{number}/" if number else redirectable(page, old)
        if path and path.strip("/").lower() not in RESERVED:
            yield path, new


def file_rows(kept: Iterable[KeptFile], copied: Collection[str], folder: TargetFolder) -> Iterator[tuple[str, Row]]:
    """Copy the files that no text has brought along (`copied`); yield what happened to each, and its line."""
    brought = set(copied)
    for each in kept:
        address = each.file.address if each.is_public else ""
        row = Row(kind=KIND, key=each.file.key, source=each.file.source, old_address=address, state="refused")
        if each.found.source is None:
            yield "", replace(row, reason=each.reason)
            continue
        problem = _NO_REDIRECT if each.is_left else ""
        row = replace(row, state="written", new_address=each.path.removeprefix("static"), problems=problem)
        if each.path in brought:
            yield "", row
            continue
        brought.add(each.path)
        outcome, digest = folder.put_copy(each.path, each.found.source)
        reason = outcome if outcome in LEFT else ""
        yield outcome, replace(row, file=each.path, digest=digest, reason=reason)
