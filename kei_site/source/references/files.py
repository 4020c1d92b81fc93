"""The text of a `.bib` or CSL-JSON file -> its works, and what is wrong with its entries. Source, pure.

A broken entry never hides the others: bibtexparser goes on after it.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kei_site.core.bibliography import Work, WorkFile
from kei_site.core.characters import without_forbidden
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.suggest import Suggester, nearest
from kei_site.markdown.parser.citations import KEY
from kei_site.source.references.bibtex import KNOWN_TYPES, work_of_bibtex
from kei_site.source.references.csl_json import TYPES, work_of_csl
from kei_site.source.references.entries import entry_of, problems_of, with_parent

_KEY = re.compile(KEY)
_HEAD = re.compile(r"@\s*\w+\s*[{(]\s*([^,\s}]*)")
_SECOND_PART = re.compile(r'"date-parts": \[\["?\d+"?, "?([0-9]+)')
_TYPE = re.compile(r"\s*@\s*(\w+)")
_SPACE = re.compile(r"[\s,]*")


class _Reader:
    """Collects the works of one file, and its diagnostics."""

    def __init__(self, path: str, text: str) -> None:
        """Begin with the file at `path`, which holds `text`."""
        self.path = path
        self.lines = text.split("\n")
        self.works: dict[str, tuple[Work, tuple[int, int]]] = {}
        self.unread: list[tuple[str, int]] = []
        self.diagnostics: list[Diagnostic] = []

    def report(self, code: str, begin: tuple[int, int], message: str, *, found: str = "", fix: str = "") -> None:
        """Add a diagnostic where `found` stands in a line, at or behind the column in `begin`, its (line, column)."""
        line, column = begin[0], self.column_of(found, begin)
        place = Place(path=self.path, line=line, column=column)
        self.diagnostics.append(diagnostic(code, place, message, found=found, fix=fix))

    def column_of(self, found: str, begin: tuple[int, int]) -> int:
        """Return the column of a text in a line, or else that of the first sign that is no blank, from `begin` on."""
        text, start = self.lines[begin[0] - 1], begin[1] - 1
        sought = found.partition("\n")[0]
        whole = re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", text[start:])
        if sought and (whole or sought in text[start:]):
            return start + (whole.start() if whole else text[start:].index(sought)) + 1
        return start + len(text[start:]) - len(text[start:].lstrip()) + 1

    def add(self, work: Work, begin: tuple[int, int]) -> None:
        """Add the work of an entry that begins at (line, column), or report why it cannot be cited."""
        if not _KEY.fullmatch(work.key):
            message, fix = "an entry whose key no citation can name", "write letters, digits, hyphens and colons"
            self.report("REF01", begin, message, found=work.key, fix=fix)
        elif work.key in self.works:
            fix = "give one of the two another key: the first is used"
            self.report("REF03", begin, "a key of two entries", found=work.key, fix=fix)
        elif not work.title:
            self.unread.append((work.key, begin[0]))
            self.report("REF01", begin, "an entry without a title", found=work.key, fix="add `title`")
        else:
            self.works[work.key] = (work, (begin[0], self.column_of(work.key, begin)))

    def read(self) -> tuple[WorkFile, tuple[Diagnostic, ...]]:
        """Return the file and its diagnostics, in the order of lines."""
        found = self.works.values()
        works, places = tuple(work for work, _ in found), tuple(place for _, place in found)
        file = WorkFile(path=self.path, works=works, places=places, unread=tuple(self.unread))
        return file, tuple(sorted(self.diagnostics, key=lambda told: (told.place.line, told.place.column)))


def read_works(text: str, path: str) -> tuple[WorkFile, tuple[Diagnostic, ...]]:
    """Return the works in the `text` of the file at `path`, and its diagnostics (REF01, REF03). Never raises."""
    reader = _Reader(path, text)
    if path.lower().endswith(".bib"):
        _read_bibtex(text, reader)
    else:
        _read_csl(text, reader)
    return reader.read()


def _read_bibtex(text: str, reader: _Reader) -> None:
    from bibtexparser.entrypoint import parse_string

    with _silent():
        library = parse_string(text)
    strings = {found.key: str(found.value) for found in library.strings}
    suggester = Suggester()
    read = [entry_of(entry, strings, suggester) for entry in library.entries]
    entries = {entry.key: entry for entry, _ in read}
    for alone, problems in read:
        entry, lost = with_parent(alone, entries, suggester)
        for problem in (*problems, *lost, *problems_of(alone)):
            reader.report("REF01", (problem.line, 1), problem.message, found=problem.found, fix=problem.fix)
        texts = {name: field.text for name, field in entry.fields.items()}
        reader.add(work_of_bibtex(entry.kind, entry.key, texts), (entry.line, 1))
    if text.strip() and not (entries or library.failed_blocks):
        reader.report(
            "REF01", (1, 1), "a file without entries", fix="write them as @book{key, title = {…}, year = 2024}"
        )
    for block in library.failed_blocks:
        _report_block(block, reader)
    for comment in library.comments:
        _report_lost(comment, reader)


def _report_lost(comment: Any, reader: _Reader) -> None:
    """Report each entry in a text that bibtexparser takes for a comment, because no brace follows the type."""
    for at, text in enumerate((comment.raw or "").split("\n")):
        head = _TYPE.match(text)
        if head and head[1].lower() in (*KNOWN_TYPES, "string"):
            line, fix = (comment.start_line or 0) + 1 + at, f"write @{head[1]}{{key, title = {{…}}, year = 2024}}"
            reader.report("REF01", (line, 1), "an entry that cannot be read", found=text.strip()[:60], fix=fix)


def _report_block(block: Any, reader: _Reader) -> None:
    line = (block.start_line or 0) + 1
    head = _HEAD.match(block.raw or "")
    found = head[1] if head else (block.raw or "")[:60]
    kind = type(block).__name__
    if kind == "DuplicateBlockKeyBlock":
        fix = "give one of the two another key: the first is used"
        reader.report("REF03", (line, 1), "a key of two entries", found=found, fix=fix)
    elif kind == "DuplicateFieldKeyBlock":
        reader.unread.append((found, line))
        twice = ", ".join(sorted(block.duplicate_keys))
        reader.report("REF01", (line, 1), f"an entry that gives {twice} twice", found=found, fix="keep one of the two")
    else:
        end = line + (block.raw or "").rstrip().count("\n")
        lines = f"lines {line} to {end}" if end > line else f"line {line}"
        fix = f"look for a comma, a quote or a brace that is missing in {lines}"
        reader.unread.append((found, line))
        reader.report("REF01", (line, 1), "an entry that cannot be read", found=found, fix=fix)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep bibtexparser from writing on the terminal what is reported here."""
    logger = logging.getLogger("bibtexparser.splitter")
    logger.addFilter(_refuse)
    try:
        yield
    finally:
        logger.removeFilter(_refuse)


def _refuse(_: logging.LogRecord) -> bool:
    return False


def _read_csl(text: str, reader: _Reader) -> None:
    decoder, at = json.JSONDecoder(), _SPACE.match(text)
    position = at.end() if at else 0
    if text[position : position + 1] != "[":
        fix = 'export the references as CSL-JSON: [{"id": …, "type": …, "title": …}]'
        begin, found = _place(text, position), _beginning(text, position)
        reader.report("REF01", begin, "not a list of entries", found=found, fix=fix)
        return
    position = _next(text, position + 1)
    while position < len(text) and text[position] != "]":
        try:
            entry, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            begin = _place(text, getattr(error, "pos", position))
            fix, found = "correct the JSON from here on: the entries behind are not read", _beginning(text, position)
            reader.report("REF01", begin, "an entry that cannot be read", found=found, fix=fix)
            return
        _add_csl(entry, _place(text, position), reader)
        position = _next(text, end)


def _add_csl(entry: object, begin: tuple[int, int], reader: _Reader) -> None:
    if not isinstance(entry, dict):
        found = without_forbidden(str(entry))[:40]
        reader.report("REF01", begin, "not an entry", found=found, fix='write {"id": …, "title": …}')
        return
    work = work_of_csl(entry)
    if work.type not in TYPES and (near := nearest(work.type, TYPES)):
        reader.report("REF01", begin, "an unknown type", found=work.type[:60], fix=f"did you mean {near}?")
    if entry.get("issued") and not work.issued.year:
        found = _shown(entry["issued"])
        fix = 'write {"date-parts": [[2024, 7, 21]]}: without a year, references say that there is no date'
        reader.report("REF01", begin, "a date that cannot be read", found=found, fix=fix)
    elif not work.issued.month and (lost := _SECOND_PART.search(_shown(entry.get("issued")))):
        fix = "correct it: references would give the year alone"
        reader.report("REF01", begin, "a month that no year has", found=lost[1], fix=fix)
    for key, names in (("author", work.authors), ("editor", work.editors), ("translator", work.translators)):
        if entry.get(key) and not names:
            found = _shown(entry[key])
            fix = 'write [{"family": …, "given": …}], or [{"literal": …}] for an institution'
            reader.report("REF01", begin, "names that cannot be read", found=found, fix=fix)
    if entry.get("URL") and not work.url:
        found = without_forbidden(str(entry["URL"]))[:60]
        fix = "write https:// and the rest of the address"
        reader.report("REF01", begin, "no address of the web", found=found, fix=fix)
    reader.add(work, begin)


def _shown(written: object) -> str:
    return without_forbidden(json.dumps(written, ensure_ascii=False))[:60]


def _beginning(text: str, position: int) -> str:
    return text[position : position + 40].partition("\n")[0]


def _place(text: str, position: int) -> tuple[int, int]:
    """Return the line and the column of a position in a text."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _next(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position
