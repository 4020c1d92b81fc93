"""Replacements of values, by their places -> a text in which they are made. Check, pure."""

from collections.abc import Iterable

from kei_site.core.value import value
from kei_site.schema.writer import scalar


@value
class Edit:
    """A value of a source file, and what should stand in its place."""

    line: int
    column: int
    """Where the value begins, with its quotes; counts from 1."""
    old: str
    """Without quotes."""
    new: str
    is_text: bool = False
    """True: `old` and `new` stand in the file as they are; else they are values of YAML, quoted where need be."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with the edits whose old values stand in their places in one piece; others change nothing."""
    lines = text.split("\n")
    for edit in sorted(set(edits), key=lambda edit: (edit.line, edit.column), reverse=True):
        if edit.line <= len(lines):
            lines[edit.line - 1] = _replaced(lines[edit.line - 1], edit)
    return "\n".join(lines)


def _replaced(line: str, edit: Edit) -> str:
    start = edit.column - 1
    if edit.is_text:
        return line[:start] + line[start:].replace(edit.old, edit.new, 1) if line.startswith(edit.old, start) else line
    quote = line[start : start + 1] if line[start : start + 1] in ("'", '"') else ""
    written = f"{quote}{edit.old}{quote}"
    if not line.startswith(written, start):
        return line
    return line[:start] + scalar(edit.new, quote) + line[start + len(written) :]
