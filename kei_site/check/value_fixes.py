"""Front matter and its diagnostics -> edits of values that can be meant in one way only. Check, pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kei_site.check.edits import Edit
from kei_site.core.characters import HIDDEN
from kei_site.core.diagnostics import Diagnostic
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node, Scalar, Sequence, read_yaml
from kei_site.source.fences import split

_NAMES = frozenset(
    "tags authors slug type language translation_of superseded_by related aliases doi references citation_style "
    "src url audio orcid canonical kind timezone".split()
)
"""Keys whose values are names for programs or for lists: no quotes of typographers, no characters without width."""
_PAIRS = (
    "\u201c\u201d",
    "\u2018\u2019",
    "\u201e\u201c",
    "\u00ab\u00bb",
    "\u201d\u201d",
    "\u2019\u2019",
    "\uff02\uff02",
)
_WITHOUT_WORD_ENDS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Scripts that set no blanks between words: a character without width may end a word."""
_ONE_VALUE = re.compile(r"write (\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-]\d\d:\d\d)?)?)", re.ASCII)
_ONE_TAG = re.compile(r"write (.+), or list this spelling under ")
_QUOTED_LINE = re.compile(r'put the value in quotes: (([\w-]+): ".*")')
_FLOW = re.compile(r"[\[\]{}\"'#&*]")


def value_edits(text: str, path: str, diagnostics: Iterable[Diagnostic], variants: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits of one file; `variants` gives the tag for each other spelling."""
    for diagnostic in diagnostics:
        yield from _told(text, diagnostic)
        yield from _written_out(text, diagnostic)
    parts = split(text, path)
    root = read_yaml(parts.front, path, first_line=parts.front_line)[0] if parts.front else None
    for key, item in _scalars(root):
        if key not in _NAMES and key != "title":
            continue
        new = _clean(key, item.text)
        new = variants.get(item.text.strip(), variants.get(new, new)) if key == "tags" else new
        old = item.text.strip() if item.plain else item.text
        if new and new != old:
            yield Edit(line=item.line, column=item.column, old=old, new=_clean(key, new))


def merged_spellings(diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """Return the name of the tag for each spelling that differs from it in case or form only, and so is that tag."""
    merged = (
        (diagnostic.found, _ONE_TAG.match(diagnostic.fix)) for diagnostic in diagnostics if diagnostic.code == "TAG03"
    )
    return {spelling: _clean("tags", name[1]) for spelling, name in merged if name}


def _told(text: str, diagnostic: Diagnostic) -> Iterator[Edit]:
    """Yield the edit of a value or key for which a diagnostic names another one."""
    place, found, fix = diagnostic.place, diagnostic.found, diagnostic.fix
    if diagnostic.code in ("DAT02", "DAT03") and (certain := _ONE_VALUE.fullmatch(fix)):
        yield Edit(line=place.line, column=place.column, old=found, new=certain[1])
    elif diagnostic.code == "FM08" and fix == f"did you mean `{found.lower()}`?":
        yield Edit(line=place.line, column=place.column, old=found, new=found.lower(), is_text=True)


def _written_out(text: str, diagnostic: Diagnostic) -> Iterator[Edit]:
    """Yield the edit of a line whose fix is written out: a list in brackets, a value in quotes."""
    line, column, found, fix = diagnostic.place.line, diagnostic.place.column, diagnostic.found, diagnostic.fix
    if diagnostic.code in ("TAG01", "FM17") and fix.endswith(f": [{found}]`") and not _FLOW.search(found):
        if _rest(text, line, column) == found:
            yield Edit(line=line, column=column, old=found, new=f"[{found}]", is_text=True)
    elif diagnostic.code == "TAG02" and fix == f'put it in quotes: "{found}"':
        yield Edit(line=line, column=column, old=found, new=f'"{found}"', is_text=True)
    elif diagnostic.code in ("FM11", "FM14") and (quoted := _QUOTED_LINE.fullmatch(fix)):
        old = _rest(text, line, 1)
        if old.startswith(f"{quoted[2]}:") and " #" not in old:
            yield Edit(line=line, column=1, old=old, new=quoted[1], is_text=True)


def _rest(text: str, line: int, column: int) -> str:
    """Return what stands in a line from a column on, counted from 1, without blanks at its end."""
    lines = text.split("\n")
    return lines[line - 1][column - 1 :].rstrip() if line <= len(lines) else ""


def _scalars(node: Node | None, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Yield each text with the key that it, or the list around it, belongs to."""
    if isinstance(node, MappingNode):
        for name, child in node.entries.items():
            yield from _scalars(child, name)
    elif isinstance(node, Sequence):
        for child in node.items:
            yield from _scalars(child, key)
    elif isinstance(node, Scalar):
        yield key, node


def _clean(key: str, written: str) -> str:
    """Return a value without what its reader leaves out; of names also without quotes and invisible characters."""
    text = written.strip()
    if key not in _NAMES or "\n" in text:
        return text
    if not _WITHOUT_WORD_ENDS.search(text):
        text = HIDDEN.sub("", text).strip()
    if len(text) > 2 and text[0] + text[-1] in _PAIRS and not any(sign in text[1:-1] for sign in text[0] + text[-1]):
        text = text[1:-1].strip()
    return " ".join(text.split()) if key == "tags" else text
