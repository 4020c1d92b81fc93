"""Font files -> what Typst takes, their letters and names; a language -> the order of their families. Render.

Typst reads TrueType and OpenType, not the compressed WOFF2 of a site's own fonts.
"""

import functools
import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from kei_site.core.languages import primary
from kei_site.core.pdf_fonts import font_files, tools_digest

_INVISIBLE = frozenset(
    (
        *range(0x20),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0x034F,
        0x061C,
        0x180E,
        0xFEFF,
    )
)
"""Characters that need no glyph."""
_REGIONS = {"ko": ("KR", "JP", "SC"), "ja": ("JP", "KR", "SC"), "zh": ("SC", "KR", "JP")}
"""Fonts of Chinese signs for a language: the first draws them as its readers do."""
_ARABIC = ("Amiri", "Noto Naskh Arabic")
"""Beside sans serif, too: sans serifs have one glyph for lam and alef, whose two letters readers of PDFs turn round."""
_SCRIPTS = (
    "Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala "
    "Tamil Telugu Thai Symbols"
)
_OTHERS = ("Noto Sans", *(f"Noto Sans {script}" for script in _SCRIPTS.split()), "Noto Emoji")


def families_for(language: str) -> dict[str, tuple[str, ...]]:
    """Return the families for each use in a language (BCP 47); the first that has a letter is taken.

    Each list has all families, so a letter of one is in all.
    """
    regions = _REGIONS.get(primary(language), _REGIONS["ko"])
    serif = ("Source Serif 4", *(f"Noto Serif {region}" for region in regions), *_ARABIC, "Noto Serif Hebrew")
    sans = ("Source Sans 3", *(f"Noto Sans {region}" for region in regions), *_ARABIC, "Noto Sans Hebrew")
    code = ("Source Code Pro",)
    orders = {
        "text": (*serif, *sans, *code),
        "headings": (*serif, *sans, *code),
        "label": (*sans, *serif, *code),
        "mono": (*code, *sans, *serif),
        "gothic": (serif[0], *sans[1:], *serif[1:], sans[0], *code),
    }
    return {use: (*families, *_OTHERS) for use, families in orders.items()}


def unpacked(data: bytes) -> bytes:
    """Return the font in a WOFF2 file as TrueType or OpenType."""
    from fontTools.ttLib import TTFont

    out = io.BytesIO()
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
        font.flavor = None
        font.save(out)
    return out.getvalue()


def family_of(data: bytes) -> str:
    """Return the name of the family of a font."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data)) as font:
        return str(font["name"].getBestFamilyName() or "")


def is_font(data: bytes) -> bool:
    """Tell whether the data of a WOFF2 file are a font with a name and letters, as `known_letters` and PDFs need it."""
    from fontTools.ttLib import TTFont

    try:
        font = unpacked(data)
        with TTFont(io.BytesIO(font)) as opened:
            return bool(family_of(font) and opened.getBestCmap())
    except Exception:  # the library raises errors of many kinds
        return False


def known_letters(own: Iterable[bytes] = ()) -> str:
    """Return a regular expression of a letter that no font has, the site's `own` ones (WOFF2) included.

    It is empty when the extra is not installed.
    """
    if not tools_digest():
        return ""
    return _missing_pattern(tuple(unpacked(data) for data in own))


@functools.lru_cache(maxsize=4)
def _missing_pattern(own: tuple[bytes, ...]) -> str:
    from fontTools.ttLib import TTFont

    known = set(_INVISIBLE)
    for source in (*map(str, font_files()), *map(io.BytesIO, own)):
        with TTFont(source, lazy=True) as font:
            known.update(font.getBestCmap())
    return "[^" + "".join(map(_range, _runs(sorted(known)))) + "]"


def _runs(points: Sequence[int]) -> Iterable[tuple[int, int]]:
    for _, run in groupby(enumerate(points), key=lambda pair: pair[1] - pair[0]):
        found = [point for _, point in run]
        yield found[0], found[-1]


def _range(run: tuple[int, int]) -> str:
    first, last = (f"\\U{point:08x}" for point in run)
    return first if first == last else f"{first}-{last}"
