"""Items in the order of the archive -> a temporary file without a name, from which each can be read again.

An archive may be larger than the memory: only what decides names and addresses is kept of an item.
"""

import tempfile
from collections.abc import Iterator
from types import TracebackType

from kei_site.core.codec import decode, encode
from kei_site.core.value import value
from kei_site.importers.items import Item


@value
class Entry:
    """What is kept in memory of an item."""

    number: int
    """Its place in the spool, from 0."""
    key: str
    kind: str
    type: str
    state: str
    date: str
    slug: str
    title: str
    language: str
    translation_of: str
    addresses: tuple[str, ...]
    id: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]

    @property
    def is_refused(self) -> bool:
        """Whether nothing is written for it."""
        return self.state == "refused"


class Spool:
    """The items of an archive, on the disk; a context manager."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by `__exit__`
        self._ends = [0]

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, item: Item) -> Entry:
        """Append an item; return what stays in memory of it."""
        data = encode(item)
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        return _entry(item, len(self) - 1)

    def item(self, number: int) -> Item:
        """Return an item by its place."""
        self._file.seek(self._ends[number])
        return decode(Item, self._file.read(self._ends[number + 1] - self._ends[number]))

    def __iter__(self) -> Iterator[Item]:
        return (self.item(number) for number in range(len(self)))


def _entry(item: Item, number: int) -> Entry:
    return Entry(
        number=number,
        key=item.key,
        kind=item.kind,
        type=item.type,
        state=item.state,
        date=item.date,
        slug=item.slug,
        title=item.title,
        language=item.language,
        translation_of=item.translation_of,
        addresses=item.addresses,
        id=item.id,
        tags=item.tags,
        authors=item.authors,
    )
