"""The bytes of an export -> its items, one piece each, with their lines, and what stands around them.

No XML parser sees more than one item, so a fault costs one item, and memory is bounded by the longest. Comments of
readers are cut out here: nothing that comes later can publish an address of theirs.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.importers.wordpress.bytes import CutOffError

MAX_ITEM = LIMITS.exported_item.most
"""Bytes of one item; a longer one is lost. A brief holds 2 MiB at most."""
MAX_AROUND = 16 << 20
"""Bytes kept of what stands around the items: authors, categories."""
MAX_ITEMS = LIMITS.exported_items.most
"""Items read of one file; what stands in a line of the receipt for each is held in memory."""
MAX_UNCLOSED = 1000
"""Items in a row that begin and do not end; after them, the file is no export."""
_UNCLOSED = "the next item begins within it"
_LOOK_AHEAD = 1 << 20
_TAIL, _LONG_TAIL = 64, 256
"""Bytes that wait for the next chunk: a mark, or the end of an item, may begin in them."""
_NEXT_ITEM = rb"</item\s{0,20}>\s{0,200}(?:<item[\s>]|</channel)"
_MARK = re.compile(
    rb"<(?:(?P<cdata>!\[CDATA\[)|(?P<note>!--)|(?P<start>item(?=[\s>]))|(?P<end>/item\s{0,20}>)"
    rb"|(?P<drop>[A-Za-z][\w.-]{0,20}:comment>)|(?P<doctype>!(?i:DOCTYPE|ENTITY)\b))"
)
_ENDS = {
    "cdata": re.compile(rb"\]\]>|(?P<next>" + _NEXT_ITEM + rb")"),
    "note": re.compile(rb"-->|(?P<next>" + _NEXT_ITEM + rb")"),
    "drop": re.compile(rb"</[A-Za-z][\w.-]{0,20}:comment>|(?P<next>" + _NEXT_ITEM + rb")"),
}
_CDATA = b"<![CDATA["
_ESCAPED_END = b"]]]]><![CDATA[>"


class RefusedExportError(Exception):
    """An export that is not read; its argument is the reason."""


@value
class Piece:
    """One item as it stands in the file, or what is left of it."""

    line: int
    data: bytes
    loss: str = ""
    """Why it cannot be read: it is too long, or the file ends within it."""


@dataclass(slots=True)
class _Sink:
    """Collects bytes up to a limit."""

    limit: int
    parts: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, data: bytes) -> None:
        self.size += len(data)
        if self.size <= self.limit:
            self.parts.append(data)

    @property
    def is_over(self) -> bool:
        return self.size > self.limit


@dataclass(slots=True)
class Cutter:
    """Cuts the chunks of one file into pieces; `around` is complete at the end."""

    chunks: Iterator[bytes]
    around: _Sink = field(default_factory=lambda: _Sink(MAX_AROUND))
    loss: str = ""
    """Why the file ended too early, if it did."""
    _data: bytes = b""
    _at: int = 0
    """The offset in the data of what has not been taken."""
    _line: int = 1
    _item: _Sink | None = None
    _item_line: int = 0
    _drops: bool = False
    _count: int = 0
    _unclosed: int = 0
    """Items that begin and do not end, in a row, up to the last one."""

    def pieces(self) -> Iterator[Piece]:
        """Yield the items of the file. Raises RefusedExportError."""
        while True:
            found = _MARK.search(self._data, self._at)
            if found is None:
                if not self._refill():
                    break
                continue
            self._take_to(found.start())
            piece = self._at_mark(found.lastgroup or "", found[0])
            if piece and self._is_past_limit(piece):
                return
            if piece:
                yield piece
        self._take_to(len(self._data))
        if self._item is not None:
            yield self._piece(self.loss or "the file ends within it")

    def head(self) -> bytes:
        """Return what stands around the items that have been read."""
        return b"".join(self.around.parts)

    def _is_past_limit(self, piece: Piece) -> bool:
        """Count an item; say in `loss` why it and the rest of the file are not read, if they are not."""
        self._count += 1
        self._unclosed = self._unclosed + 1 if piece.loss == _UNCLOSED else 0
        reason = f"the {MAX_UNCLOSED} items before it begin and do not end" * (self._unclosed > MAX_UNCLOSED)
        reason = reason or f"the limit is {MAX_ITEMS} items: export it in parts" * (self._count > MAX_ITEMS)
        if reason:
            self.loss = f"from line {piece.line} on, since {reason}"
        return bool(reason)

    def _at_mark(self, kind: str, mark: bytes) -> Piece | None:
        """Take what a mark at the start of the data begins; return the item that it ends."""
        if kind == "doctype":
            if self._item is None:
                raise RefusedExportError("it declares a document type or entities, which no export of WordPress does")
            self._take_to(self._at + len(mark))
        elif kind == "start":
            lost = self._piece(_UNCLOSED) if self._item is not None else None
            self._item, self._item_line = _Sink(MAX_ITEM), self._line
            self._take_to(self._at + len(mark))
            return lost
        elif kind == "end":
            self._take_to(self._at + len(mark))
            return self._piece() if self._item is not None else None
        else:
            self._take_through(kind, len(mark))
        return None

    def _take_through(self, kind: str, size: int) -> None:
        """Take a section to its end, or to the end of the item if it is never closed."""
        self._drops = kind == "drop"
        self._take_to(self._at + size)
        while True:
            found = _ENDS[kind].search(self._data, self._at)
            if found is None:
                if self._refill(tail=_LONG_TAIL):
                    continue
                self._take_to(len(self._data))
                break
            start, end = found.start() - self._at, found.end() - self._at
            if not found["next"]:
                self._take_to(self._at + end)
                break
            if self._item is not None and (kind != "cdata" or self._is_unclosed(start)):
                self._take_to(self._at + start)
                break
            self._take_to(self._at + end)
        self._drops = False

    def _is_unclosed(self, ahead: int) -> bool:
        """Return whether a section that holds the end of an item, `ahead` bytes from here, is not closed.

        The next item opens sections of its own. In a text about exports, their ends have the form that WordPress
        writes, divided between two sections.
        """
        while len(self._data) - self._at < ahead + _LOOK_AHEAD and self._refill(tail=sys.maxsize):
            pass
        at = self._at + ahead
        opened, closed = self._data.find(_CDATA, at), self._data.find(b"]]>", at)
        if opened < 0 or closed < opened:
            return False
        return not self._data.startswith(_ESCAPED_END, closed - 2)

    def _refill(self, *, tail: int = _TAIL) -> bool:
        """Read the next chunk; return False at the end. What has been searched is taken, but for its tail."""
        self._take_to(max(self._at, len(self._data) - tail))
        try:
            chunk = next(self.chunks, b"")
        except CutOffError as error:
            self.loss = str(error)
            return False
        self._data, self._at = self._data[self._at :] + chunk, 0
        return bool(chunk)

    def _take_to(self, end: int) -> None:
        """Move bytes from the data to the item, or to what stands around."""
        taken, self._at = self._data[self._at : end], end
        self._line += taken.count(b"\n")
        if not self._drops:
            (self._item or self.around).add(taken)

    def _piece(self, loss: str = "") -> Piece:
        sink, self._item = self._item or _Sink(0), None
        if sink.is_over:
            return Piece(line=self._item_line, data=b"".join(sink.parts), loss=f"longer than {MAX_ITEM >> 20} MiB")
        return Piece(line=self._item_line, data=b"".join(sink.parts), loss=loss)
