"""The bytes of a text file -> its text: LF line ends, no byte order mark, no forbidden character. Source, pure.

Wrong bytes are reported and replaced, so that they hide no other diagnostic. Lines and columns count from 1.
"""

import re
from itertools import islice

from kei_site.core.characters import FORBIDDEN, name_of, place_at, without_forbidden
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.core.value import value

_USUAL = b"\t\n" + bytes(range(0x20, 0x7F))
"""The bytes of the allowed characters of ASCII."""
CHARACTER_FIX = "delete the character, or let `kei-site check --fix` do it"
_MOST_PLACES = 10
"""The most diagnostics of one kind for one file."""


@value
class Decoded:
    """The text of a file, and the diagnostics of its bytes."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """Return the text of `data`; never raises. Diagnostics: ENC01-03, ENC05, ENC07, LIM02, LIM03.

    Only the front matter is kept of a file that is too large.
    """
    diagnostics: list[Diagnostic] = []
    if len(data) > LIMITS.text_file.most:
        message = f"the file has {len(data)} bytes; the limit is {LIMITS.text_file.most}"
        diagnostics.append(diagnostic("LIM02", Place(path=path), message, fix=LIMITS.text_file.fix))
        data = data[: data.find(b"\n---", 4, LIMITS.front_matter.most) + 5]
    text = _text(data, path, diagnostics).removeprefix("\ufeff")
    if "\r" in text:
        text = _with_line_feeds(text, path, diagnostics)
    if len(data) > LIMITS.line.most:
        diagnostics.extend(_long_lines(text, path))
    if "\ufeff" in text:
        text = _without_marks(text, path, diagnostics)
    if _has_forbidden(text):
        text = _without_forbidden(text, path, diagnostics)
    return Decoded(text=text, diagnostics=tuple(diagnostics))


def _text(data: bytes, path: str, diagnostics: list[Diagnostic]) -> str:
    wide = _wide_codec(data)
    if wide:
        what = f"the file is {wide[:6].upper()}"
        diagnostics.append(diagnostic("ENC01", Place(path=path), what, fix="save it as UTF-8"))
        return data.decode(wide, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        codec, looks, fix = _guess(data, error.start, path)
        before = data[: error.start].decode().removeprefix("\ufeff")
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        place, message = place_at(before, len(before), path), f"bytes that are not UTF-8 ({looks})"
        diagnostics.append(diagnostic("ENC02", place, message, found=f"0x{data[error.start]:02X}", fix=fix))
        return data.decode(codec, "replace")


_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks; the longer are tried first, since some begin with another."""


def _wide_codec(data: bytes) -> str:
    """Return the codec of a text in UTF-16 or UTF-32; an empty string for any other text."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    if b"\0" not in data:
        return ""
    sample = data[:4096]
    zeros = [sample[n::4].count(0) for n in range(4)]
    if sum(zeros) < max(8, len(sample) // 12):
        return ""
    if min(zeros[2:]) > len(sample) // 5 > zeros[0]:
        return "utf-32-le"
    if min(zeros[:2]) > len(sample) // 5 > zeros[3]:
        return "utf-32-be"
    first, second = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if min(first, second) * 10 > max(first, second):
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _guess(data: bytes, start: int, path: str) -> tuple[str, str, str]:
    """Return the codec that the bytes seem to have, its description, and the fix."""
    try:
        korean = data.decode("cp949")
        odd = [char for char in korean if char > "\x7f"]
        if 2 * sum("가" <= char <= "힣" for char in odd) > len(odd):
            return "cp949", "looks like EUC-KR", f"convert it: iconv -f CP949 -t UTF-8 {path}"
    except UnicodeDecodeError:
        pass
    letter = data[start : start + 1].decode("cp1252", "replace")
    if _has_utf8(data):
        return "utf-8", f"in Latin-1 it would be {letter}", f"write the character again, perhaps {letter}"
    return "cp1252", "looks like Latin-1", f"convert it: iconv -f WINDOWS-1252 -t UTF-8 {path}"


def _has_utf8(data: bytes) -> bool:
    return re.search(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data) is not None


def _with_line_feeds(text: str, path: str, diagnostics: list[Diagnostic]) -> str:
    text = text.replace("\r\n", "\n")
    lone = text.find("\r")
    if lone >= 0:
        place = place_at(text, lone, path)
        fix = "save the file with LF line ends"
        diagnostics.append(diagnostic("ENC07", place, "a carriage return without a line feed", fix=fix))
    return text.replace("\r", "\n")


def _long_lines(text: str, path: str) -> list[Diagnostic]:
    sizes = ((number, len(line.encode())) for number, line in enumerate(text.split("\n"), 1))
    long = [(Place(path=path, line=number), size) for number, size in sizes if size > LIMITS.line.most]
    message = "the line has {} bytes; the limit is {}"
    return [
        diagnostic("LIM03", place, message.format(size, LIMITS.line.most), fix=LIMITS.line.fix)
        for place, size in long[:_MOST_PLACES]
    ]


def _without_marks(text: str, path: str, diagnostics: list[Diagnostic]) -> str:
    for found in islice(re.finditer("\ufeff", text), _MOST_PLACES):
        place = place_at(text, found.start(), path)
        diagnostics.append(diagnostic("ENC03", place, "a byte order mark inside the text", fix="delete it"))
    return text.replace("\ufeff", "")


def _has_forbidden(text: str) -> bool:
    # Deleting the allowed bytes is ten times faster than searching the text with the pattern.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    return FORBIDDEN.search(rest.decode("utf-8", "surrogatepass")) is not None


def _without_forbidden(text: str, path: str, diagnostics: list[Diagnostic]) -> str:
    for found in islice(FORBIDDEN.finditer(text), _MOST_PLACES):
        place = place_at(text, found.start(), path)
        message = "a character that is not allowed in XML feeds and web pages"
        diagnostics.append(diagnostic("ENC05", place, message, found=name_of(found[0]), fix=CHARACTER_FIX))
    return without_forbidden(text)
