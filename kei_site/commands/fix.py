"""Safe fixes -> changed source files, after each change was shown and, on a terminal or by `--yes`, agreed to."""

import difflib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kei_site.build.records import SitePlan
from kei_site.check.fixes import Fixed, fix, fix_data_file, right_variants
from kei_site.check.value_fixes import merged_spellings
from kei_site.core.characters import shown
from kei_site.core.diagnostics import Diagnostic
from kei_site.model.brief import TagRecord
from kei_site.output.disk import write_durably
from kei_site.source.data_text import as_utf8
from kei_site.source.file_kinds import TAGS, TEXTS, Kind, kind_of
from kei_site.source.records import read_tags
from kei_site.source.reread import source_bytes, source_text
from kei_site.source.scan import is_regular


def fix_files(site: SitePlan, found: Iterable[Diagnostic], root: Path, *, sure: bool, out: TextIO) -> tuple[int, int]:
    """Print the safe fixes of the files below `root` on `out`, and apply them if wanted.

    Returns how many files have safe fixes, and how many were changed.
    """
    fixed = list(_fixed(site, found))
    for path, before, after in fixed:
        print(shown(f"{path}: {', '.join(after.changes)}"), file=out)
        for line in _difference(path, before, after.data):
            print(shown(line), file=out)
    if not fixed or not (sure or _is_wanted(len(fixed), out)):
        return len(fixed), 0
    written = [path for path, before, after in fixed if _write(root / path, before, after.data)]
    print(f"{len(written)} of {len(fixed)} files fixed", file=out)
    return len(fixed), len(written)


def _fixed(site: SitePlan, found: Iterable[Diagnostic]) -> Iterator[tuple[str, bytes, Fixed]]:
    diagnostics: dict[str, list[Diagnostic]] = defaultdict(list)
    told_of_all = tuple(found)
    for diagnostic in told_of_all:
        diagnostics[diagnostic.place.path].append(diagnostic)
    variants = {**merged_spellings(told_of_all), **right_variants(_records(site), site.library.tags.slugs)}
    for path in site.snapshot.files:
        told = diagnostics[path]
        is_foreign = any(diagnostic.code == "ENC09" for diagnostic in told)
        if kind_of(path) not in TEXTS and not is_foreign:
            continue
        data, changed = source_bytes(site.snapshot, path)
        if changed:
            continue
        used = variants if kind_of(path) is Kind.BRIEF else {}
        after = fix_data_file(data) if is_foreign else fix(data, path, told, used)
        if after:
            yield path, data, after


def _records(site: SitePlan) -> tuple[TagRecord, ...]:
    if TAGS not in site.snapshot.files:
        return ()
    return read_tags(source_text(site.snapshot, TAGS)[0], TAGS).tags


def _difference(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff; invisible changes (line ends, encodings) are named above it instead."""
    if as_utf8(before):
        return
    old, new = (data.decode().removeprefix("\ufeff").replace("\r\n", "\n").split("\n") for data in (before, after))
    for line in difflib.unified_diff(old, new, path, path, lineterm="", n=0):
        yield f"  {shown(line)}"


def _is_wanted(count: int, out: TextIO) -> bool:
    files = "this file" if count == 1 else f"these {count} files"
    if not (sys.stdin.isatty() and out.isatty()):
        print(f"nothing was changed; --yes changes {files}", file=out)
        return False
    return input(f"Change {files}? [y/N] ").strip().lower() in ("y", "yes")


def _write(path: Path, before: bytes, after: bytes) -> bool:
    if not is_regular(str(path)) or path.read_bytes() != before:
        return False
    mode = path.stat().st_mode
    write_durably(path, after)
    path.chmod(mode)
    return True
