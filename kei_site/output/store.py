"""What earlier builds of one output folder remember. Output room.

Two database files: `memory` (stamps of source files, records, traces, small results; synced to the disk) and
`fragments` (texts as HTML, by key; any damage is found by the checksum of each row, so it is not synced). Any doubt
about any of it means: empty.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kei_site.codec import CodecError, from_row, to_row
from kei_site.digest import Digest
from kei_site.model.brief import Fragment
from kei_site.output.tables import Tables
from kei_site.plan.outdated import Trace

_MEMORY = ("files", "records", "traces", "fields", "results")


class Store:
    """The memo and the traces of one output folder; a resource, to be closed."""

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`, which must exist."""
        self.folder = folder
        self._memory = Tables(folder / "memory.sqlite", _MEMORY, synced=True)
        self._fragments = Tables(folder / "fragments.sqlite", ("fragments",), synced=False)

    @property
    def was_damaged(self) -> bool:
        """Whether any part had to be thrown away."""
        return self._memory.was_damaged or self._fragments.was_damaged

    def rows(self, table: str) -> dict[str, object]:
        """Return the rows of a table of the memory, decoded from JSON."""
        return {key: value for key, text in self._memory.read_all(table).items() if (value := _json(text)) is not None}

    def row(self, table: str, key: str) -> object:
        """Return one row of a table of the memory, decoded from JSON, or None."""
        text = self._memory.read(table, key)
        return _json(text) if text else None

    def put(self, table: str, rows: Mapping[str, object], *, remove: Iterable[str] = ()) -> None:
        """Write rows (JSON-ready values) into a table of the memory."""
        texts = {key: json.dumps(value, ensure_ascii=True, separators=(",", ":")) for key, value in rows.items()}
        self._memory.write(table, texts, remove=remove)

    def traces(self) -> dict[str, Trace]:
        """Return the traces of what was published, by output path."""
        return {path: trace for path, row in self.rows("traces").items() if (trace := _trace(row)) is not None}

    def put_traces(self, traces: Mapping[str, Trace], *, remove: Iterable[str]) -> None:
        """Remember what was published."""
        self.put("traces", {path: to_row(trace) for path, trace in traces.items()}, remove=remove)

    def put_fragments(self, fragments: Mapping[Digest, Fragment]) -> None:
        """Keep texts under their keys."""
        texts: dict[str, str] = {key: json.dumps(to_row(one), ensure_ascii=False) for key, one in fragments.items()}
        self._fragments.write("fragments", texts)

    def fragment(self, key: Digest) -> Fragment | None:
        """Return the text under `key`, or None if it is not (soundly) there."""
        text = self._fragments.read("fragments", key)
        try:
            return from_row(Fragment, json.loads(text)) if text else None
        except (CodecError, ValueError):
            return None

    def fragment_keys(self) -> frozenset[str]:
        """Return the keys of all texts."""
        return self._fragments.keys("fragments")

    def forget_fragments(self, keys: Iterable[str]) -> None:
        """Drop texts that no plan names any more."""
        self._fragments.write("fragments", {}, remove=keys)

    def throw_texts_away(self) -> None:
        """Drop all texts, so that they are made again: a damaged file may lose those, too, that are written into it."""
        self._fragments.throw_away()

    def close(self) -> None:
        """Close the database files."""
        self._memory.close()
        self._fragments.close()


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _trace(row: object) -> Trace | None:
    try:
        return from_row(Trace, row)
    except CodecError:
        return None
