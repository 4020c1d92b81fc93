"""`kei-site import --verify`: the old addresses and sentences of an archive, replayed against a built site."""

import argparse
from pathlib import Path

from kei_site.commands.options import absolute
from kei_site.core.characters import shown
from kei_site.core.errors import Refusal
from kei_site.importers.built_site import BuiltSite
from kei_site.importers.folder.reader import FolderArchive
from kei_site.importers.items import Archive
from kei_site.importers.receipt import CSV, read_csv
from kei_site.importers.verify import Verified, is_sitemap, verify_archive, verify_sitemap


def run_verify(options: argparse.Namespace) -> int:
    """Print what of the old site is not in the new one; return 1 if there is anything."""
    source, public = absolute(options.verify), options.output
    if public is None or not public.is_dir():
        raise Refusal("name the folder of the built site: kei-site import --verify SOURCE --output PUBLIC")
    if not source.exists():
        raise Refusal(f"{options.verify} is not there")
    found = _verified(source, absolute(public))
    for finding in found.findings:
        print(shown(f"{finding.address}: {finding.message}"))
    for note in found.notes:
        print(shown(note))
    print(f"{found.addresses} addresses and {found.sentences} sentences replayed, {len(found.findings)} findings")
    return int(bool(found.findings))


def _verified(source: Path, public: Path) -> Verified:
    site = BuiltSite(public)
    if source.is_file() and is_sitemap(source):
        return verify_sitemap(source, site)
    receipt = public.parent / CSV
    rows = read_csv(receipt.read_bytes()) if receipt.is_file() else []
    known = {row.key: row.new_address for row in rows if row.kind in ("brief", "page", "file") and row.new_address}
    return verify_archive(_archive(source), site, known)


def _archive(source: Path) -> Archive:
    if source.is_dir():
        return FolderArchive(source)
    from kei_site.importers.wordpress.archive import WordPressArchive

    return WordPressArchive((source,))
