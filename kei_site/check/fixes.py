"""A source file -> the same file with its safe fixes, those without a choice; words and keys stay. Check, pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from kei_site.core.characters import FORBIDDEN, without_forbidden
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.urls import slugify
from kei_site.core.value import value
from kei_site.model.brief import TagRecord
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Scalar, Sequence, read_yaml
from kei_site.schema.writer import scalar
from kei_site.source.data_text import as_utf8
from kei_site.source.fences import split


@value
class Fixed:
    """A fixed file, and a description of each change."""

    data: bytes
    changes: tuple[str, ...]


def fix(data: bytes, path: str, diagnostics: Iterable[Diagnostic], variants: Mapping[str, str]) -> Fixed | None:
    """Return the fixed file, or None without a safe fix or UTF-8; `variants` gives the tag for each other spelling."""
    try:
        written = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text, changes = written, []
    for words, step in _STEPS:
        changed = step(text)
        changes += [words] if changed != text else []
        text = changed
    found = tuple(diagnostics)
    edits = [*_dates(found), *_addresses(text, found), *_escapes(text, found), *_tags(text, path, variants)]
    changes += [f"{edit.old} -> {edit.new}" for edit in edits]
    text = _edited(text, edits)
    return Fixed(data=text.encode(), changes=tuple(changes)) if text != written else None


def fix_data_file(data: bytes) -> Fixed | None:
    """Return a data file in UTF-8 with the mark by which spreadsheets know it; None unless its encoding is certain."""
    converted = as_utf8(data)
    return Fixed(data=converted, changes=("converted to UTF-8",)) if converted else None


def right_variants(records: Iterable[TagRecord], used: Iterable[str]) -> dict[str, str]:
    """Return the tag of `tags.yaml` for each variant that it lists, and for those `used` in another case."""
    known = tuple(records)
    listed = {spelling: record.name for record in known for spelling in (*record.variants, record.name)}
    folded = {(record.slug, record.name.casefold()): record.name for record in known}
    near = {tag: folded[key] for tag in used if (key := (slugify(tag), tag.casefold())) in folded}
    return {written: name for written, name in {**near, **listed}.items() if written != name}


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("line ends", lambda text: text.replace("\r\n", "\n").replace("\r", "\n")),
    ("byte order marks", lambda text: text.replace("\ufeff", "")),
    ("control characters", without_forbidden),
    ("Unicode form", lambda text: unicodedata.normalize("NFC", text)),
)


@value
class _Edit:
    line: int
    column: int
    """Where the value begins, with its quotes; counts from 1."""
    old: str
    """Without quotes."""
    new: str
    is_text: bool = False
    """True: `old` and `new` stand in the file as they are; else they are values of YAML, quoted where need be."""


_ONE_DAY = re.compile(r"write (\d{4}-\d\d-\d\d)")


def _dates(diagnostics: Iterable[Diagnostic]) -> Iterator[_Edit]:
    for diagnostic in diagnostics:
        day = _ONE_DAY.fullmatch(diagnostic.fix) if diagnostic.code == "DAT02" else None
        if day:
            yield _Edit(line=diagnostic.place.line, column=diagnostic.place.column, old=diagnostic.found, new=day[1])


_HOST_AND_PATH = re.compile(r"(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?:/\S*)?")
"""An address without its scheme."""
_ADDRESS_CODES = frozenset({"FM17", "AUT02", "CFG02", "CFG04"})


def _addresses(text: str, diagnostics: Iterable[Diagnostic]) -> Iterator[_Edit]:
    """Yield `https://` for addresses without a scheme: where an address is asked for, and for links to `www.…`."""
    lines = text.split("\n")
    for diagnostic in diagnostics:
        place, found = diagnostic.place, diagnostic.found
        if not _HOST_AND_PATH.fullmatch(found) or place.line > len(lines):
            continue
        if diagnostic.code in _ADDRESS_CODES and "https" in diagnostic.message + diagnostic.fix:
            yield _Edit(line=place.line, column=place.column, old=found, new=f"https://{found}")
        elif diagnostic.code == "LNK02" and found.startswith("www."):
            at = lines[place.line - 1].find(f"]({found}", place.column - 1)
            if at >= 0:
                yield _Edit(line=place.line, column=at + 3, old=found, new=f"https://{found}", is_text=True)


_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abefvNLP])|.)")
_LETTERS = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}


def _escapes(text: str, diagnostics: Iterable[Diagnostic]) -> Iterator[_Edit]:
    """Yield quoted values without the escapes of YAML that stand for characters which no file may hold."""
    lines = text.split("\n")
    for diagnostic in diagnostics:
        place = diagnostic.place
        if diagnostic.code not in ("ENC04", "ENC05", "ENC06") or place.line > len(lines):
            continue
        for quoted in _QUOTED.finditer(lines[place.line - 1]):
            if (
                quoted.start() < place.column <= quoted.end()
                and (new := _ESCAPE.sub(_unescaped, quoted[0])) != quoted[0]
            ):
                yield _Edit(line=place.line, column=quoted.start() + 1, old=quoted[0], new=new, is_text=True)


def _unescaped(escape: re.Match[str]) -> str:
    """Return an escape as it stands; for a separator of words a blank, for a forbidden character nothing."""
    code = escape[1] or escape[2] or escape[3]
    char = chr(min(int(code, 16), 0x10FFFF)) if code else _LETTERS.get(escape[4] or "", " ")
    if char in "\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return " "
    return "" if FORBIDDEN.match(char) else escape[0]


def _tags(text: str, path: str, variants: Mapping[str, str]) -> Iterator[_Edit]:
    parts = split(text, path)
    root = read_yaml(parts.front, path, first_line=parts.front_line)[0] if parts.front else None
    tags = root.entries.get("tags") if isinstance(root, MappingNode) else None
    for item in tags.items if isinstance(tags, Sequence) else ():
        if isinstance(item, Scalar) and item.text.strip() in variants:
            old = item.text.strip()
            yield _Edit(line=item.line, column=item.column, old=old, new=variants[old])


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        if edit.line <= len(lines):
            lines[edit.line - 1] = _replaced(lines[edit.line - 1], edit)
    return "\n".join(lines)


def _replaced(line: str, edit: _Edit) -> str:
    """Return the line with the value replaced; as it was, when the value does not stand there in one piece."""
    start = edit.column - 1
    if edit.is_text:
        return line[:start] + line[start:].replace(edit.old, edit.new, 1) if line.startswith(edit.old, start) else line
    quote = line[start : start + 1] if line[start : start + 1] in ("'", '"') else ""
    written = f"{quote}{edit.old}{quote}"
    if not line.startswith(written, start):
        return line
    return line[:start] + scalar(edit.new, quote) + line[start + len(written) :]
