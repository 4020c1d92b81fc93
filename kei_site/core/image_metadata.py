"""A picture -> the same picture without what cameras and programs wrote into it. Core, pure.

Place, time, owner and camera stand in metadata, in thumbnails and in what follows the picture (second pictures, films).
Pixels, colours and the way up stay as they are, because nothing is encoded again. JPEG (ITU-T T.81), PNG and WebP
(RFC 9649) are known; other files stay as they are.
"""

import io
import struct
from collections.abc import Iterator

from kei_site.core.image_decoding import way_up

_HUFFMAN = (0xC0, 0xC1, 0xC2)
"""Frames of JPEG that browsers draw: baseline, extended and progressive; of arithmetic coding they draw none."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_CHUNKS = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
"""Flags in the header of an extended WebP file."""
_STUFFED = frozenset((0x00, *range(0xD0, 0xD8)))
"""What follows 0xFF within the pixels of a JPEG file."""
_SOS, _EOI = 0xDA, 0xD9


def without_metadata(data: bytes) -> bytes:
    """Return the bytes of a picture without metadata; other bytes as they are."""
    if data.startswith(b"\xff\xd8"):
        return b"".join(_jpeg(data))
    if data.startswith(_PNG):
        return _PNG + b"".join(_png(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return data


def is_jpeg_of_browsers(data: bytes) -> bool:
    """Tell whether browsers draw a JPEG file; Pillow opens more of them."""
    return any(marker in _HUFFMAN for marker, _ in _segments(data))


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    turn = _exif(data)
    if turn:
        yield b"\xff\xe1" + (len(turn) + 8).to_bytes(2, "big") + b"Exif\0\0" + turn
    for marker, segment in _segments(data):
        if _is_kept(marker, segment[4:16]):
            yield segment
    yield b"\xff\xd9"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG file, each after its marker, up to the end of the first picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _EOI:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") if marker != 0xFF else at + 1
        if marker == _SOS:
            end = _end_of_pixels(data, end)
        yield marker, data[at:end]
        at = end


def _is_kept(marker: int, begin: bytes) -> bool:
    """Return whether a segment of a JPEG file says how to draw it: of the applications' own, colours and size alone."""
    if 0xE0 <= marker <= 0xEF:
        return begin.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))
    return marker not in (0xFE, 0xFF)


def _end_of_pixels(data: bytes, at: int) -> int:
    """Return where the next marker of a JPEG file stands, or the end."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in _STUFFED and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _PNG_CHUNKS:
            yield data[at:end]
        at = len(data) if name == b"IEND" else end


def _webp(data: bytes) -> bytes:
    turn = _exif(data)
    chunks = []
    for name, content in _webp_chunks(data):
        if name == b"VP8X":
            flags = (content or b"\0")[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if turn else 0)
            chunks.append(_chunk(name, bytes([flags]) + content[1:]))
        elif name in _WEBP_CHUNKS:
            chunks.append(_chunk(name, content))
    if turn:
        chunks.append(_chunk(b"EXIF", turn))
    return _chunk(b"RIFF", b"WEBP" + b"".join(chunks))


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, whole = 12, int.from_bytes(data[4:8], "little") + 8
    while at + 8 <= min(whole, len(data)):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)


def _exif(data: bytes) -> bytes:
    """Return Exif data (CIPA DC-008) with the way up alone; empty for a picture that stands as it is."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "WEBP")) as image:
            turn = way_up(image)
    except (OSError, SyntaxError, ValueError, LookupError, struct.error, Image.DecompressionBombError):
        return b""
    if turn not in range(2, 9):
        return b""
    return b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" + bytes((turn, 0, 0, 0)) + bytes(4)
