"""A source file -> the same file with its safe fixes, those without a choice; words and keys stay. Check, pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from kei_site.core.characters import without_forbidden
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.urls import slugify
from kei_site.core.value import value
from kei_site.model.brief import TagRecord
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Scalar, Sequence, read_yaml
from kei_site.schema.writer import scalar
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
    edits = [*_dates(text, diagnostics), *_tags(text, path, variants)]
    changes += [f"{edit.old} -> {edit.new}" for edit in edits]
    text = _edited(text, edits)
    return Fixed(data=text.encode(), changes=tuple(changes)) if text != written else None


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


_ONE_DAY = re.compile(r"write (\d{4}-\d\d-\d\d)")


def _dates(text: str, diagnostics: Iterable[Diagnostic]) -> Iterator[_Edit]:
    for diagnostic in diagnostics:
        day = _ONE_DAY.fullmatch(diagnostic.fix) if diagnostic.code == "DAT02" else None
        if day:
            yield _Edit(line=diagnostic.place.line, column=diagnostic.place.column, old=diagnostic.found, new=day[1])


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
    quote = line[start : start + 1] if line[start : start + 1] in ("'", '"') else ""
    written = f"{quote}{edit.old}{quote}"
    if not line.startswith(written, start):
        return line
    return line[:start] + scalar(edit.new, quote) + line[start + len(written) :]
