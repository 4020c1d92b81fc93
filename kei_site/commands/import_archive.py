"""`kei-site import`: an archive of another program becomes a site; or is replayed against a built one."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kei_site.commands.options import absolute
from kei_site.core.characters import shown
from kei_site.core.errors import Refusal
from kei_site.importers.items import Archive, Progress
from kei_site.importers.receipt import CSV, HTML, Row, count_listed, summary_lines
from kei_site.importers.site_yaml import left_to_decide
from kei_site.importers.target_folder import LEFT, NEW, UNCHANGED, UPDATED
from kei_site.importers.wordpress.states import THROWN_AWAY
from kei_site.importers.writing import GONE, ImportReport, ImportRequest, import_archive
from kei_site.model.brief import BRIEF_TYPES

_MOST_NAMED = 20
_KINDS = ("page", "skip", *BRIEF_TYPES)
"""What a type of posts can become."""


def run_import(options: argparse.Namespace) -> int:
    """Import or verify; return 1 if words of the archive are in no file, or if an old address leads nowhere."""
    if options.verify:
        from kei_site.commands.import_verify import run_verify

        return run_verify(options)
    if not options.kind:
        raise Refusal("name a kind of archive: kei-site import wordpress FILE, or kei-site import markdown FOLDER")
    archive = archive_of(options)
    request = ImportRequest(
        into=absolute(options.into),
        media=tuple(_folder(folder) for folder in options.media),
        fetch=options.fetch,
        dry_run=options.dry_run,
    )
    with _bars() as bar_of:
        report = import_archive(archive, request, bar_of)
    for line in (*_lines(report, request), *_sums(report, request)):
        print(shown(line))
    return int(any(_is_lost(row) for row in report.rows))


def archive_of(options: argparse.Namespace) -> Archive:
    """Return the reader of the archive that the options name. Raises Refusal if it is not there."""
    if options.kind == "wordpress":
        return _wordpress(options)
    from kei_site.importers.folder.reader import FolderArchive

    folder, into = _folder(options.folder), absolute(options.into)
    if into.resolve().is_relative_to(folder.resolve()):
        raise Refusal(f"{into} lies in the old site, which is only read; name another folder with --into")
    return FolderArchive(folder, options.tool)


def _wordpress(options: argparse.Namespace) -> Archive:
    missing = next((path for path in options.files if not path.is_file()), None)
    if missing:
        raise Refusal(f"{missing} is no file")
    types = dict(pair.partition("=")[::2] for pair in options.type)
    wrong = next((f"{name}={kind}" for name, kind in types.items() if not name or kind not in _KINDS), "")
    if wrong:
        raise Refusal(f"--type {wrong}: write NAME=KIND, and as KIND one of {', '.join(_KINDS)}")
    from kei_site.importers.wordpress.archive import WordPressArchive

    return WordPressArchive(tuple(map(absolute, options.files)), types)


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise Refusal(f"{path} is no folder")
    return absolute(path)


def _is_lost(row: Row) -> bool:
    """Tell whether words are in no file; those that the former site had thrown away are not missed."""
    return row.state == "refused" and row.words_before > 0 and row.reason not in THROWN_AWAY.values()


def _is_wordless(row: Row) -> bool:
    """Tell whether a line only says that a record without words was passed over."""
    return row.state == "refused" and not row.words_before


def _lines(report: ImportReport, request: ImportRequest) -> Iterator[str]:
    """Yield what should be looked at; the whole receipt if nothing is written."""
    if request.dry_run:
        yield from (_line(row) for row in report.rows if row.kind in ("brief", "page"))
    told = [row for row in report.rows if _note(row) and not _is_wordless(row)]
    yield from (f"{row.source or row.file}: {_note(row)}" for row in told[:_MOST_NAMED])
    if len(told) > _MOST_NAMED:
        yield f"… and {len(told) - _MOST_NAMED} more, in {CSV}"
    passed: dict[str, list[Row]] = {}
    for row in filter(_is_wordless, report.rows):
        passed.setdefault(_note(row), []).append(row)
    for note, rows in passed.items():
        yield f"{rows[0].source}{f' and {len(rows) - 1} more' if len(rows) > 1 else ''}: {note}"


def _line(row: Row) -> str:
    words = f"{row.words_before} words" + (f", {count_listed(row.lost)} lost" if row.lost else "")
    return f"{row.state:9} {row.old_address or row.source} -> {row.file or '-'} ({words})"


def _note(row: Row) -> str:
    """Return what a line of the receipt says that somebody should know; empty if all went well."""
    if row.state == "refused":
        return f"refused: {row.reason}"
    if row.reason == GONE or any(word in row.reason for word in LEFT):
        return f"{row.file} was left as it is: {row.reason}"
    return f"lost words: {' '.join(row.lost.split())[:200]}" if row.lost else ""


def _sums(report: ImportReport, request: ImportRequest) -> Iterator[str]:
    yield from summary_lines(list(report.rows))
    left = sum(report.outcomes[word] for word in LEFT)
    new, updated, same = (report.outcomes[word] for word in (NEW, UPDATED, UNCHANGED))
    yield f"files: {new} new, {updated} updated, {same} unchanged, {left} left as they are"
    if request.dry_run:
        yield "nothing was written"
        return
    yield f"the receipt is {request.into / HTML} (and {CSV})"
    yield "left for you to decide:"
    yield from (f"  - {line}" for line in left_to_decide(report.site))


@contextmanager
def _bars() -> Iterator[Any]:
    """Yield a function from words to a progress bar, which appears on a terminal when the work takes long."""
    bars: list[Any] = []

    def bar_of(words: str) -> Progress | None:
        if not sys.stderr.isatty():
            return None
        from tqdm import tqdm

        bar = tqdm(desc=words, unit="", leave=False, delay=1.0, file=sys.stderr)
        bars.append(bar)

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return show

    try:
        yield bar_of
    finally:
        for bar in bars:
            bar.close()
