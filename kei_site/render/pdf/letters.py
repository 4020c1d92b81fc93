"""A PDF by Typst -> the same one, in which each glyph says its own letter when words are copied or searched. Render.

Typst says of each glyph of a letter with marks, of the letter's and of the marks', that it is the whole, so the letter
is read twice; and as a glyph has one entry in `ToUnicode` (ISO 32000-1, 9.10.3), the letter without marks is then read
with them all over the text by programs that do not know `ActualText`. Of letters with a joiner between them, which has
no glyph, it says that the joiner belongs to the next one; readers that turn right-to-left words round misplace it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

from kei_site.core.value import value
from kei_site.render.pdf.languages import direction_of

_ENTRY = re.compile(rb"^<([0-9A-F]{4})> <(?!FFFF>)([0-9A-F]+)>$", re.MULTILINE)
"""A glyph and its letters, but for the range of all codes."""
_SPAN = re.compile(
    rb"/Span<</ActualText(?:<FEFF(?P<digits>[0-9A-F]+)>|\((?P<string>(?:[^\\()]|\\.)*)\))>>BDC(?P<shown>.*?)\nEMC",
    re.DOTALL,
)
"""Text that is to be read instead of what is shown; Typst writes a line break in a string as `\\n`."""
_FONT = re.compile(rb"/(f[0-9]+) ")
_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_JOINERS = "\u200c\u200d"
_NEAREST = "\u0651\u05c1\u05c2\u05bc"
"""Marks that shaping (HarfBuzz) puts before all others of a letter: shadda, the dots of shin, dagesh."""

_Texts = dict[int, str]
"""Glyphs, by their codes, and the letters that they stand for."""


@value
class _Letters:
    """The letters of a font."""

    texts: Mapping[int, str]
    is_changed: bool


def with_own_letters(pdf: pikepdf.Pdf) -> None:
    """Let each glyph of a PDF say its own letter."""
    seen: dict[tuple[int, int], _Letters] = {}
    for page in pdf.pages:
        fonts: Any = page.Resources.get("/Font", {})
        known = {
            name[1:]: _letters(font, seen)
            for name, font in fonts.items()
            if {"/ToUnicode", "/DescendantFonts"} <= font.keys()
        }
        if any(letters.is_changed for letters in known.values()):
            texts = {name.encode(): letters.texts for name, letters in known.items()}
            contents = page.Contents
            contents.write(_SPAN.sub(_unless_needed(texts), contents.read_bytes()))


def _letters(font: Any, seen: dict[tuple[int, int], _Letters]) -> _Letters:
    """Return the letters of a font, and correct what it says of them."""
    if font.objgen not in seen:
        data = font.ToUnicode.read_bytes()
        said = {int(code, 16): _decoded(text) for code, text in _ENTRY.findall(data)}
        texts = own_letters(said, _weightless(font.DescendantFonts[0], said))
        seen[font.objgen] = _Letters(texts=texts, is_changed=texts != said)
        if texts != said:
            font.ToUnicode.write(_ENTRY.sub(lambda entry: _written(entry, texts), data))
    return seen[font.objgen]


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _written(entry: re.Match[bytes], texts: Mapping[int, str]) -> bytes:
    letters = texts[int(entry[1], 16)].encode("utf-16-be").hex().upper()
    return b"<" + entry[1] + b"> <" + letters.encode() + b">"


def _weightless(font: Any, texts: Mapping[int, str]) -> frozenset[int]:
    """Return the glyphs that take no room, as marks do; Typst leaves their widths out (`/DW 0`)."""
    found: set[int] = set()
    widths = [*font.get("/W", [])]
    while widths:
        first, then = int(widths.pop(0)), widths.pop(0)
        if isinstance(then, pikepdf.Array):
            found.update(first + at for at, width in enumerate(then) if width)
        elif widths.pop(0):
            found.update(range(first, int(then) + 1))
    return frozenset(texts.keys() - found)


def own_letters(said: Mapping[int, str], weightless: frozenset[int]) -> _Texts:
    """Return what each glyph of a font stands for, given what is said of it, and which glyphs take no room."""
    texts = {code: _without_joiners(text) for code, text in said.items()}
    shown = _own_marks(texts, weightless)
    marks = frozenset("".join(shown.values()))
    for code in texts.keys() - weightless:
        letters, others = _parts(texts[code])
        if letters and others and marks.issuperset(others):
            shown[code] = letters
    return texts | shown


def _own_marks(texts: Mapping[int, str], weightless: frozenset[int]) -> _Texts:
    """Return the marks that glyphs without room stand for, by what is said of them: a letter with its marks."""
    wholes: dict[str, list[int]] = {}
    for code in sorted(weightless):
        wholes.setdefault(texts[code], []).append(code)
    found: _Texts = {}
    for text, codes in sorted(wholes.items(), key=lambda whole: len(whole[0])):
        marks = _parts(text)[1]
        if len(codes) == 1:
            rest = "".join(mark for mark in marks if mark not in found.values())
            found[codes[0]] = rest or marks
        elif len(codes) == len(marks):
            found |= dict(zip(codes, _as_drawn(text, marks), strict=True))
    return {code: marks for code, marks in found.items() if marks}


def _without_joiners(text: str) -> str:
    return "".join(char for char in text if char not in _JOINERS) or text


def _parts(text: str) -> tuple[str, str]:
    """Return the letters of a text, with the marks that a letter of Unicode includes, and its other marks."""
    composed = unicodedata.normalize("NFC", text)
    marks = "".join(char for char in composed if unicodedata.category(char).startswith("M"))
    return "".join(char for char in composed if char not in marks), marks


def _as_drawn(text: str, marks: str) -> list[str]:
    """Return the marks of a text in the order in which they are drawn, from left to right."""
    shaped = sorted(marks, key=lambda mark: mark not in _NEAREST)
    return shaped[::-1] if direction_of(text) == "rtl" else shaped


def _unless_needed(fonts: Mapping[bytes, Mapping[int, str]]) -> Callable[[re.Match[bytes]], bytes]:
    """Return a function that gives what a span shows, without its other text if the glyphs say that themselves."""

    def shown(span: re.Match[bytes]) -> bytes:
        font = _FONT.search(span["shown"])
        texts = fonts.get(font[1], {}) if font else {}
        codes = b"".join(map(_unescaped, _STRING.findall(span["shown"])))
        glyphs = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
        other = _decoded(span["digits"]) if span["digits"] else _unescaped(span["string"]).decode("latin-1")
        said = "".join(texts.get(glyph, "?") for glyph in glyphs)
        is_said = _counted(said) <= _counted(_without_joiners(other))
        return span["shown"] + b"\n" if is_said else span[0]

    return shown


def _counted(text: str) -> Counter[str]:
    """Return how often a text has each letter and each mark."""
    return Counter(unicodedata.normalize("NFD", text))


def _unescaped(string: bytes) -> bytes:
    """Return the bytes of a string as it is written between brackets (ISO 32000-1, 7.3.4.2)."""
    return _ESCAPED.sub(_character, string)


def _character(escape: re.Match[bytes]) -> bytes:
    written = escape[1]
    return bytes([int(written, 8) & 0xFF]) if written.isdigit() else _ESCAPES.get(written, written)
