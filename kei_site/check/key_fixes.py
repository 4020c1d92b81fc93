"""Front matter that cannot be read -> the same with usual colons, blanks and indents, if it can then. Check, pure."""

import re
from collections.abc import Iterator

from kei_site.schema.nodes import Mapping, read_yaml
from kei_site.schema.parse_errors import without_tabs
from kei_site.source.fences import split

_ODD_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
_BLANKS = rf"[ \t{_ODD_BLANKS}]*"
_KEY = re.compile(
    rf"^[{_ODD_BLANKS}]*(?P<key>[A-Za-z_][\w-]*){_BLANKS}(?:\uff1a|:(?!//)){_BLANKS}(?P<value>\S.*)?$",
    re.MULTILINE | re.ASCII,
)
"""A line that begins with a key: inside a value it would be indented."""
_INDENT = re.compile(rf"^[ \t]*[{_ODD_BLANKS}]{_BLANKS}", re.MULTILINE)


def with_plain_keys(text: str, path: str) -> str:
    """Return a source file whose front matter, or YAML, can be read further than before; else as it is."""
    is_yaml = path.endswith((".yaml", ".yml"))
    front = text if is_yaml else split(text, path).front
    if front is None or _first_fault(front, path) is None:
        return text
    start = 0 if is_yaml else text.index("\n") + 1
    best = max(_candidates(front), key=lambda candidate: _lines_read(candidate, path))
    if _lines_read(best, path) <= _lines_read(front, path):
        return text
    return text[:start] + best + text[start + len(front) :]


def _candidates(front: str) -> Iterator[str]:
    yield front
    plain = _INDENT.sub(lambda blanks: " " * len(blanks[0]) if blanks.start() else "", _KEY.sub(_plain, front))
    yield plain
    yield without_tabs(plain.split("\n"))[0] or plain


def _plain(line: re.Match[str]) -> str:
    return f"{line['key']}: {line['value']}" if line["value"] else f"{line['key']}:"


def _lines_read(front: str, path: str) -> float:
    """Return how many lines can be read before the first fault."""
    fault = _first_fault(front, path)
    return float("inf") if fault is None else fault


def _first_fault(front: str, path: str) -> int | None:
    """Return the line of the first fault of YAML, or of a key with odd blanks; None without one."""
    root, diagnostics = read_yaml(front, path)
    if not isinstance(root, Mapping):
        return min((diagnostic.place.line for diagnostic in diagnostics), default=0)
    odd = re.compile(f"[{_ODD_BLANKS}]")
    return min((node.line for key, node in root.keys.items() if odd.search(key)), default=None)
