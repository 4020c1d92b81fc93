"""The bytes of one item -> its text: each item is read by itself, since old databases mix encodings."""

import re

from kei_site.core.characters import without_forbidden
from kei_site.core.value import value

_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_PAIR = re.compile(r"&#(x[dD][89abAB][0-9a-fA-F]{2}|5[56][0-9]{3});&#(x[dD][c-fC-F][0-9a-fA-F]{2}|5[67][0-9]{3});")
"""The halves of a character of UTF-16, as programs in JavaScript and Java write them."""
_HANGUL = re.compile("[가-힣]")
_NOT_UTF8 = "surrogateescape"
_STRAY = re.compile("[\udc80-\udcff]+")


@value
class Decoded:
    """A text, and what had to be done to read it."""

    text: str
    problem: str = ""


def decoded(data: bytes, encoding: str) -> Decoded:
    """Return the text of bytes that claim to be in `encoding`, without characters that XML forbids."""
    try:
        return _clean(data.decode("utf-8"), "")
    except UnicodeDecodeError:
        pass
    if encoding != "utf-8":
        try:
            return _clean(data.decode(encoding), "")
        except (UnicodeDecodeError, LookupError):
            pass
    return _guessed(data)


def _guessed(data: bytes) -> Decoded:
    """Read bytes that are not what they claim to be: Korean as a whole, or stray bytes of Western Europe."""
    try:
        korean = data.decode("cp949")
    except UnicodeDecodeError:
        korean = ""
    if sum(1 for _ in _HANGUL.finditer(korean)) * 2 > sum(char > "\x7f" for char in korean):
        return _clean(korean, "not in the encoding that the file declares: read as Korean (CP949)")
    text = _STRAY.sub(_western, data.decode("utf-8", _NOT_UTF8))
    return _clean(text, "bytes that are not in the encoding that the file declares: read as Windows-1252")


def _western(stray: re.Match[str]) -> str:
    return stray[0].encode("utf-8", _NOT_UTF8).decode("cp1252", "replace")


def _clean(text: str, problem: str) -> Decoded:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = _PAIR.sub(_joined, lines) if "&#" in lines else lines
    whole, repair = _repaired(whole)
    problem = problem or repair
    clean = without_forbidden(whole)
    clean = _REFERENCE.sub(_without_forbidden_reference, clean) if "&#" in clean else clean
    if problem or len(clean) == len(whole):
        return Decoded(text=clean, problem=problem)
    return Decoded(text=clean, problem="control characters, or halves of characters, were taken out")


def _repaired(text: str) -> tuple[str, str]:
    """Return a text whose bytes former programs read in a wrong encoding as its authors wrote it, and what was done."""
    if "\u00e2\u20ac" in text or "\u00e2\x80" in text:
        again = _TWICE.sub(_once, text)
        if again != text:
            return _C1.sub(_of_windows, again), "UTF-8 that a program had read as Windows-1252 was read again"
    signs = _C1.sub(_of_windows, text)
    return signs, "" if signs == text else "control characters that are signs of Windows-1252 were read as these"


def _once(twice: re.Match[str]) -> str:
    """Return the character that bytes stand for of which each was read as a character; these, if they are none."""
    try:
        data = b"".join(char.encode("latin-1" if char < "\u0100" else "cp1252") for char in twice[0])
        return data.decode("utf-8")
    except UnicodeError:
        return twice[0]


def _of_windows(sign: re.Match[str]) -> str:
    return sign[0].encode("latin-1").decode("cp1252", "ignore")


def _joined(pair: re.Match[str]) -> str:
    """Return the character of which two references name the halves; the references, if they are none."""
    high, low = (int(half[1:], 16) if half[0] == "x" else int(half) for half in pair.groups())
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return pair[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _without_forbidden_reference(found: re.Match[str]) -> str:
    """Return a numeric reference as it is; nothing, or a blank between words, for a character that is forbidden."""
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    if number in _WINDOWS:
        return found[0]
    char = chr(number)
    return found[0] if char in "\r\x85" else found[0] if without_forbidden(char) else _blank_for(char)


def _blank_for(char: str) -> str:
    return " " if without_forbidden(f"a{char}a") == "a a" else ""


_C1 = re.compile("[\x80-\x84\x86-\x9f]")
"""Control characters that no text holds: bytes of Windows-1252 that were read as Latin-1. U+0085 is a line end."""
_SIGNS = "".join(bytes((number,)).decode("cp1252", "ignore") for number in range(0x80, 0xA0))
_TWICE = re.compile(f"\u00e2[\u20ac\x80][\x80-\xbf{_SIGNS}]|[\u00c2\u00c3][\x80-\xbf{_SIGNS}]")
"""Signs and letters of Europe in UTF-8, read as Windows-1252 or Latin-1. Words alone may hold the pairs; where the
beginning of quotation marks and dashes stands, too, they are such letters."""
_WINDOWS = range(0x80, 0xA0)
"""References that HTML reads as characters of Windows-1252."""
