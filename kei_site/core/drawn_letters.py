"""A text -> the letters that the fonts of drawn images lack, and the font that draws it. Core, pure.

Two fonts lie with the program. One has Latin letters of Western Europe, the Hangul of KS X 1001 and a few signs; the
other the rest of Latin, with Vietnamese, Greek and Cyrillic. A text is drawn by one of them.
"""

from kei_site.core.patterns import pattern_of

_HANGUL_FONT = pattern_of(
    "[ -~\u00a0-\u0103\u0110-\u0113\u011a\u011b\u0128-\u012b\u0143\u0144\u0147\u0148\u014c-\u014f\u0152\u0153"
    "\u0168-\u016d\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20a9\u20ac\u3000-\u301f]"
)
"""Its characters besides Hangul."""
_EUROPEAN_FONT = pattern_of(
    "[ -~\u00a0-\u024f\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03e1\u03f0-\u052f\u1e00-\u1eff"
    "\u2010-\u2026\u2030-\u203a\u20a0-\u20bf\u2116\u2212]"
)


def missing_letters(text: str) -> str:
    """Return the letters that no font has or, if a text needs both fonts, those that Hangul's lacks; each one time."""
    letters = [letter for letter in dict.fromkeys(text) if not letter.isspace()]
    lacking = [letter for letter in letters if not _is_with_hangul(letter)]
    unknown = [letter for letter in lacking if not _EUROPEAN_FONT.match(letter)]
    if unknown or all(map(_EUROPEAN_FONT.match, letters)):
        return "".join(unknown)
    return "".join(lacking)


def is_european(text: str) -> bool:
    """Return whether the font without Hangul draws a text: it has a letter that the other one lacks."""
    return not all(letter.isspace() or _is_with_hangul(letter) for letter in text)


def _is_with_hangul(letter: str) -> bool:
    """Return whether the font with Hangul has a letter; the codec writes syllables beside KS X 1001 as four letters."""
    return bool(_HANGUL_FONT.match(letter)) or ("가" <= letter <= "힣" and len(letter.encode("euc_kr")) == 2)
