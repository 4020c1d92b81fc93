"""One file of an export -> its items with their fields and places, and then its channel. One item is held at a time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kei_site.core.hashing import Digest, digest_bytes
from kei_site.core.value import value
from kei_site.importers.wordpress.bytes import chunks_of, declared_encoding
from kei_site.importers.wordpress.channel import Channel, read_channel
from kei_site.importers.wordpress.decoding import decoded
from kei_site.importers.wordpress.fields import Fields, prefixes_of, read_fields
from kei_site.importers.wordpress.pieces import Cutter, Piece, RefusedExportError

_NO_EXPORT = "it holds no export of WordPress (WXR)"
_CONTENT = re.compile(rb"<[\w.-]{1,40}:encoded[\s>]")
_FIELD_END = re.compile(rb"</[\w.-]{1,40}:encoded")
_PART = 1 << 20
"""Bytes, and up to the end of the line, that are decoded at once."""
_MAX_LEFT = 1 << 20
"""Bytes of the text of a lost item that are kept, to count its words."""


@value
class ReadItem:
    """One item of a file."""

    line: int
    size: int
    text_line: int
    """The line in which its text begins."""
    digest: Digest
    fields: Fields
    problem: str = ""
    """What had to be done to read it."""
    loss: str = ""
    """Why it cannot be read; what is left of it is in the fields."""
    left: str = ""
    """What is left of the text of an item that cannot be read, in HTML."""

    @property
    def is_post(self) -> bool:
        """Whether WordPress wrote it."""
        return any(name.startswith("wp:") for name in self.fields.texts)


@dataclass(slots=True)
class ExportFile:
    """A file of an export."""

    path: Path
    loss: str = ""
    """Why the file ended too early, if it did."""
    channel: Channel = field(default_factory=Channel)
    """Complete when all items have been read."""

    def items(self) -> Iterator[ReadItem]:
        """Yield the items of the file. Raises OSError, and RefusedExportError if it is no export of WordPress."""
        cutter = Cutter(chunks_of(self.path))
        encoding, prefixes = "utf-8", self.channel.prefixes
        is_ours = False
        for number, piece in enumerate(cutter.pieces()):
            if number == 0:
                head = cutter.head()
                encoding = declared_encoding(head)
                prefixes = prefixes_of(_head_text(head, encoding))
            item = _read(piece, encoding, prefixes)
            is_ours = is_ours or item.is_post
            if not is_ours and not item.loss:
                raise RefusedExportError(
                    "its items are none of WordPress: it is a feed, or an export of another program"
                )
            yield item
        self.loss = cutter.loss or (
            "what stands around the items is too long: not all of it was read" * cutter.around.is_over
        )
        head = cutter.head()
        if not is_ours and b"<channel" not in head:
            raise RefusedExportError(_NO_EXPORT)
        self.channel = read_channel(_head_text(head, encoding))
        if not is_ours and not self.channel.version:
            raise RefusedExportError(_NO_EXPORT)


def _head_text(head: bytes, encoding: str) -> str:
    """Return the text around the items, decoded in parts: noise takes many times its size while it is decoded."""
    parts, at = [], 0
    while at < len(head):
        end = head.find(b"\n", at + _PART) + 1 or len(head)
        parts.append(decoded(head[at:end], encoding).text)
        at = end
    return "".join(parts)


def _read(piece: Piece, encoding: str, prefixes: Mapping[str, str]) -> ReadItem:
    text = decoded(piece.data, encoding)
    fields = read_fields(text.text, prefixes)
    start = _CONTENT.search(piece.data)
    before = piece.data.count(b"\n", 0, start.start()) if start else 0
    return ReadItem(
        line=piece.line,
        size=len(piece.data),
        text_line=piece.line + before,
        digest=digest_bytes(piece.data),
        fields=fields,
        problem="; ".join(problem for problem in (text.problem, fields.problem) if problem),
        loss=piece.loss,
        left=_left(piece.data[start.start() :][:_MAX_LEFT], encoding) if piece.loss and start else "",
    )


def _left(data: bytes, encoding: str) -> str:
    """Return the text in what is left of an item, from the start tag of its field."""
    return decoded(_FIELD_END.split(data, maxsplit=1)[0], encoding).text
