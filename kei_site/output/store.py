"""The cache of an output folder, in two database files.

`memory` is synced to the disk; `fragments`, the texts as HTML, is not: the checksum of a row shows any damage.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from kei_site.core.codec import CodecError, decode, encode
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment, Heading
from kei_site.output.database import Tables
from kei_site.plan.outdated import Trace

_T = TypeVar("_T")

_MEMORY = ("files", "records", "images", "recordings", "traces", "fields", "pages", "lists", "results")


@value
class TableChange:
    """The rows to be written into a table, as the codec gives them, and the keys to be removed."""

    table: str
    rows: Mapping[str, bytes]
    remove: frozenset[str] = frozenset()


class Store:
    """The cache and the traces of one output folder; a resource, to be closed."""

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`, which must exist."""
        self.folder = folder
        self._memory = Tables(folder / "memory.sqlite", _MEMORY, synced=True)
        self._fragments = Tables(folder / "fragments.sqlite", ("fragments",), synced=False)

    @property
    def was_damaged(self) -> bool:
        """Whether a damaged database was deleted."""
        return self._memory.was_damaged or self._fragments.was_damaged

    def rows(self, table: str, kind: type[_T]) -> dict[str, _T]:
        """Return the rows of a table that hold values of type `kind`."""
        found = self._memory.read_all(table)
        return {key: value for key, data in found.items() if (value := _decoded(kind, data)) is not None}

    def row(self, table: str, key: str, kind: type[_T]) -> _T | None:
        """Return the value of type `kind` in one row of a table, or None."""
        return _decoded(kind, self._memory.read(table, key))

    def keys(self, table: str) -> frozenset[str]:
        """Return the keys of a table, whatever its rows hold."""
        return self._memory.keys(table)

    def put(self, table: str, rows: Mapping[str, object], *, remove: Iterable[str] = ()) -> None:
        """Write rows (values that the codec knows) into a table of the memory."""
        self._memory.write(table, {key: encode(value) for key, value in rows.items()}, remove=remove)

    def apply(self, change: TableChange) -> None:
        """Change a table of the memory."""
        self._memory.write(change.table, change.rows, remove=change.remove)

    def traces(self) -> dict[str, Trace]:
        """Return the traces of what was published, by output path."""
        return self.rows("traces", Trace)

    def put_fragments(self, fragments: Mapping[Digest, Fragment]) -> None:
        """Keep texts under their keys."""
        self._fragments.write("fragments", {str(key): _written(fragment) for key, fragment in fragments.items()})

    def fragment(self, key: Digest) -> Fragment | None:
        """Return the text under `key`, or None if it is not (soundly) there."""
        data = self._fragments.read("fragments", key)
        return None if data is None else _fragment(data)

    def fragment_keys(self) -> frozenset[str]:
        """Return the keys of all texts."""
        return self._fragments.keys("fragments")

    def remove_fragments(self, keys: Iterable[str]) -> None:
        """Drop texts that no plan names any more."""
        self._fragments.write("fragments", {}, remove=keys)

    def clear_texts(self) -> None:
        """Delete all texts: a damaged file may also lose texts that are written into it now."""
        self._fragments.clear()

    def close(self) -> None:
        """Close the database files."""
        self._memory.close()
        self._fragments.close()


def _decoded(kind: type[_T], data: bytes | None) -> _T | None:
    try:
        return None if data is None else decode(kind, data)
    except CodecError:
        return None


def _written(fragment: Fragment) -> bytes:
    """Return a text as its headings in JSON, which is one line, and its HTML as it is: quick to read again."""
    return encode(fragment.headings) + b"\n" + fragment.html.encode("utf-8", "surrogatepass")


def _fragment(data: bytes) -> Fragment | None:
    headings, line_end, html = data.partition(b"\n")
    found = _decoded(tuple[Heading, ...], headings)
    try:
        return Fragment(html=html.decode(), headings=found) if line_end and found is not None else None
    except UnicodeDecodeError:
        return None
