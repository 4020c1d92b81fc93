"""An entry as bibtexparser gives it -> its fields as texts, and what is wrong with them. Source, pure.

A value may be joined of parts with `#`. What follows a value without a comma is told and left away.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kei_site.core.suggest import Suggester, nearest
from kei_site.core.value import value
from kei_site.source.references.bibtex import KNOWN_TYPES, SUFFIX, parted
from kei_site.source.references.tex import plain, verbatim
from kei_site.source.references.values import bare_doi, date_of, month_of, web_address

_OTHER_TYPES = frozenset(
    "artwork audio bibnote bookinbook commentary custom image inmanual jurisdiction legal legislation letter movie "
    "music mvreference newspaper patent performance reference review set software standard suppcollection "
    "suppperiodical unpublished video webpage".split()
)
_NAMES = ("author", "editor", "translator")
_PART = re.compile(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\"[^\"]*\"|[^\s#\"{}]+")
_WORD = r"[^\W\d_][\w’'-]+"
_SPOKEN = re.compile(rf"(?:{_WORD} ){{0,3}}[^\W\d_]\.(?:[ -]?[^\W\d_]\.){{0,3}} ?{_WORD}(?: {_WORD}){{0,3}}")
"""A name as it is spoken, with an initial before its family name: `A. Fine`, `J.R.R. Tolkien`, `Sun B. van Ark`."""
_MONTH = re.compile(r"\d{4}[-/]\d{2}(?!\d)")
_SHOWN = 60


@value
class Field:
    """A field of an entry."""

    text: str
    """As it is written, without what encloses it."""
    line: int


@value
class Entry:
    """An entry, its fields by their names in small letters."""

    kind: str
    key: str
    line: int
    fields: Mapping[str, Field]


@value
class Problem:
    """What is wrong with an entry."""

    line: int
    message: str
    found: str
    fix: str


def entry_of(raw: Any, strings: Mapping[str, str], suggester: Suggester) -> tuple[Entry, list[Problem]]:
    """Return an entry; `strings` are the values of `@string` by name; one `suggester` serves all entries of a file."""
    problems: list[Problem] = []
    enclosed = raw.parser_metadata.get("removed_enclosing", {})
    fields = {}
    for field in raw.fields:
        text, line = str(field.value), (field.start_line or 0) + 1
        if enclosed.get(field.key) == "no-enclosing" and not text.isdigit():
            text, told = _joined(text, strings, line, suggester)
            problems += told
        fields[field.key.lower()] = Field(text=text, line=line)
    return Entry(kind=raw.entry_type.lower(), key=raw.key, line=(raw.start_line or 0) + 1, fields=fields), problems


def _joined(text: str, strings: Mapping[str, str], line: int, suggester: Suggester) -> tuple[str, list[Problem]]:
    """Return the value of a field that is not one text in braces or quotation marks, and what is wrong with it."""
    parts = _PART.findall(text)
    if len(parts) != 1 + text.count("#"):
        fix = "look for a comma that is missing, or write the value in braces"
        problem = Problem(line=line, message="a value that goes on behind its end", found=text[:_SHOWN], fix=fix)
        return text.strip('"') if text.startswith('"') else _opened(parts[0]), [problem]
    unknown = [part for part in parts if not (part[0] in '{"' or part.isdigit() or part in strings or month_of(part))]
    problems = []
    for part in unknown:
        near = suggester.nearest(part, "strings", lambda: strings)
        fix = f"did you mean {near}?" if near else "write the value in braces"
        problems.append(Problem(line=line, message="no @string has this name", found=part, fix=fix))
    return "".join(strings.get(part, _opened(part)) for part in parts), problems


def _opened(part: str) -> str:
    return part[1:-1] if part[:1] in ("{", '"') else part


def with_parent(entry: Entry, entries: Mapping[str, Entry], suggester: Suggester) -> tuple[Entry, list[Problem]]:
    """Return an entry with what it takes over from the entry that `crossref` names, as BibTeX does."""
    named = entry.fields.get("crossref")
    if named is None:
        return entry, []
    parent = entries.get(named.text)
    if parent is None:
        near = suggester.nearest(named.text, "entries", lambda: entries)
        fix = f"did you mean {near}?" if near else "add the entry, or remove `crossref`"
        return entry, [Problem(line=named.line, message="no entry has this key", found=named.text, fix=fix)]
    taken = {name: field for name, field in parent.fields.items() if name not in ("title", "subtitle", "crossref")}
    if "title" in parent.fields:
        taken["booktitle"] = parent.fields["title"]
    return Entry(kind=entry.kind, key=entry.key, line=entry.line, fields={**taken, **entry.fields}), []


def problems_of(entry: Entry) -> Iterator[Problem]:
    """Yield what is wrong with the values of an entry, which references would show wrongly or leave away."""
    if entry.kind not in KNOWN_TYPES and entry.kind not in _OTHER_TYPES and (near := nearest(entry.kind, KNOWN_TYPES)):
        yield Problem(line=entry.line, message="an unknown type", found=f"@{entry.kind}", fix=f"did you mean @{near}?")
    for name in _NAMES:
        if name in entry.fields:
            yield from _of_names(entry.fields[name])
    for name in ("date", "year"):
        field = entry.fields.get(name)
        if field and field.text and not date_of(plain(field.text)).year:
            fix = "write a year: without one, references say that there is no date"
            yield Problem(line=field.line, message=f"a {name} that cannot be read", found=field.text[:_SHOWN], fix=fix)
        elif field and _MONTH.match(field.text) and not date_of(plain(field.text)).month:
            yield _no_month(field)
    month = entry.fields.get("month")
    if month and month.text.isdigit() and not month_of(month.text):
        yield _no_month(month)
    yield from _of_addresses(entry.fields)


def _no_month(field: Field) -> Problem:
    fix = "correct it: references would give the year alone"
    return Problem(line=field.line, message="a month that no year has", found=field.text[:_SHOWN], fix=fix)


def _of_addresses(fields: Mapping[str, Field]) -> Iterator[Problem]:
    doi, url = fields.get("doi"), fields.get("url")
    if doi and doi.text and not bare_doi(verbatim(doi.text)):
        yield Problem(line=doi.line, message="no DOI", found=doi.text[:_SHOWN], fix="write it as 10.1234/abc")
    if url and url.text and not web_address(verbatim(url.text)):
        fix = "write https:// and the rest of the address"
        yield Problem(line=url.line, message="no address of the web", found=url.text[:_SHOWN], fix=fix)


def _of_names(field: Field) -> Iterator[Problem]:
    text = field.text
    if re.search(r";(?![^{]*\})", text) and "&" not in text:
        fix = "part names by ` and `: Kim, A. and Lee, B."
        yield Problem(line=field.line, message="names that are parted by semicolons", found=text[:_SHOWN], fix=fix)
    elif re.search(r"\bet\.? al\b", text):
        fix = "write ` and others` at the end"
        yield Problem(line=field.line, message="a name that stands for others", found=text[:_SHOWN], fix=fix)
    elif any(map(_is_several, parted(text, " and "))):
        fix = "part names by ` and `; put the name of an institution in braces of its own"
        yield Problem(line=field.line, message="a name that holds several", found=text[:_SHOWN], fix=fix)


def _is_several(name: str) -> bool:
    """Tell whether a name was made of several: `John Smith, Jane Doe, Bob Roe`, `J. Smith, J. Doe`, `Kim and and Lee`.

    Two parts without initials may be one name, `García Márquez, Gabriel José`.
    """
    parts = parted(name, ",")
    has_suffix = any(SUFFIX.fullmatch(plain(part)) for part in parts[1:])
    are_spoken = len(parts) == 2 and all(map(_SPOKEN.fullmatch, parts))
    return name.startswith("and ") or len(parts) > 3 or (len(parts) == 3 and not has_suffix) or are_spoken
