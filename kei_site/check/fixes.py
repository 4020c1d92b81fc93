"""A source file -> the same file with its safe fixes, those without a choice; words and keys stay. Check, pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kei_site.check.address_fixes import address_edits
from kei_site.check.edits import Edit, edited
from kei_site.check.key_fixes import with_plain_keys
from kei_site.check.value_fixes import value_edits
from kei_site.core.characters import FORBIDDEN, without_forbidden
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.urls import slugify
from kei_site.core.value import value
from kei_site.model.brief import TagRecord
from kei_site.source.data_text import as_utf8


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
    ends = _LINE_END.findall(written)
    text, changes = _LINE_END.sub("\n", written), ["line ends"] if "\r" in ends else []
    for words, step in _STEPS:
        changed = step(text, path)
        changes += [words] if changed != text else []
        text = changed
    found = tuple(diagnostics)
    edits = [*value_edits(text, path, found, variants), *address_edits(text, found), *_escapes(text, found)]
    changes += [f"{edit.old} -> {edit.new}" for edit in edits if edited(text, [edit]) != text]
    text = _with_ends(edited(text, edits), ends)
    return Fixed(data=text.encode(), changes=tuple(dict.fromkeys(changes))) if text != written else None


_LINE_END = re.compile(r"\r\n|\r|\n")


def _with_ends(text: str, ends: Sequence[str]) -> str:
    """Return lines with the ends that they had; a carriage return alone becomes an end as the others have it."""
    usual = "\r\n" if "\r\n" in ends else "\n"
    lines = text.split("\n")
    whole = [usual if end == "\r" else end for end in ends]
    return "".join(f"{line}{end}" for line, end in zip(lines, [*whole, ""], strict=True))


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


_STEPS: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    ("byte order marks", lambda text, _: text.replace("\ufeff", "")),
    ("control characters", lambda text, _: without_forbidden(text)),
    ("Unicode form", lambda text, _: unicodedata.normalize("NFC", text)),
    ("colons, blanks and tabs around keys", with_plain_keys),
)


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


def _escapes(text: str, diagnostics: Iterable[Diagnostic]) -> Iterator[Edit]:
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
                yield Edit(line=place.line, column=quoted.start() + 1, old=quoted[0], new=new, is_text=True)


def _unescaped(escape: re.Match[str]) -> str:
    """Return an escape as it stands; for a separator of words a blank, for a forbidden character nothing."""
    code = escape[1] or escape[2] or escape[3]
    char = chr(min(int(code, 16), 0x10FFFF)) if code else _LETTERS.get(escape[4] or "", " ")
    if char in "\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return " "
    return "" if FORBIDDEN.match(char) else escape[0]
