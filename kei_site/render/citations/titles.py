"""A title as its source gives it -> the same title in capitals of headlines, as Chicago and MLA ask. Render, pure.

Words with a capital stay as they are, and so do titles in other languages than English.
"""

import functools
import re
from dataclasses import replace

from kei_site.core.bibliography import Work
from kei_site.core.patterns import pattern_of

_SMALL = frozenset(
    "a about above across afore after against along alongside amid amidst among amongst an and apropos around as aside "
    "astride at athwart atop barring before behind below beneath beside besides between beyond but by circa despite "
    "down during et except for from given in inside into lest like modulo near next nor notwithstanding of off on onto "
    "or out over per plus pro qua sans since so than the through throughout thru till to toward towards under "
    "underneath until unto up upon v. versus via vis-à-vis vs. with within without yet".split()
)
"""Words that stay small inside a title: articles, conjunctions and prepositions, by the list of the CSL project."""
_WORD = pattern_of(r"[^\s\-–—/]+")
_OPENING = pattern_of(r"(?:^|[:?!—]\s*|[“‘\"(]\s*)$")
_LOWER = pattern_of(r"[(\[“‘\"']*[a-z][a-z'’]*[^A-Za-z]*")


@functools.lru_cache(maxsize=1 << 13)
def headline(work: Work) -> Work:
    """Return the work with its titles in capitals of headlines, if they are in English."""
    if not is_english(work):
        return work
    return replace(
        work,
        title=capitalized(work.title),
        title_short=capitalized(work.title_short),
        container=capitalized(work.container),
        collection=capitalized(work.collection),
    )


def is_english(work: Work) -> bool:
    """Tell whether a work says to be in English, or says nothing and has letters of English alone."""
    return work.language.lower().startswith("en") if work.language else _ascii(work.title)


def _ascii(text: str) -> bool:
    return all(char.isascii() or not char.isalpha() for char in text)


def capitalized(title: str) -> str:
    """Return a title with a capital at the beginning of each word that is not a small one."""
    if not title:
        return title
    last = title.rstrip().rpartition(" ")[2]
    return _WORD.sub(lambda found: _word(found, last), title)


def _word(found: re.Match[str], last: str) -> str:
    word = found[0]
    if not _LOWER.fullmatch(word):
        return word
    bare = word.strip("(“‘\"'.,;:?!)”’")
    begins = _OPENING.search(found.string[: found.start()]) is not None
    if (bare in _SMALL or f"{bare}." in _SMALL) and not begins and word != last:
        return word
    at = next(position for position, char in enumerate(word) if char.isalpha())
    return word[:at] + word[at].upper() + word[at + 1 :]
