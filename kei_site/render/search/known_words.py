"""Texts of briefs -> the words that a mistyped one may stand for, with how often each stands there. Render, pure.

The search page loads them where a query finds nothing. Names of briefs, authors and tags are all there; of other words,
the most frequent ones. Korean words stand without their particles.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from kei_site.render.search.word_hints import stem_length

MOST = 1_000
"""Words of texts in the list of a segment: some 3 KB."""
READ = 6_000
"""Characters of a text that are read: enough to meet each frequent word of a site."""

_WORD = re.compile(r"[^\W\d_]{4,24}|[가-힣]{2,12}")
_KOREAN = re.compile("[가-힣]+")


def known_words(names: Iterable[str], texts: Iterable[str]) -> bytes:
    """Return a text in JSON: each word as `_after` writes it, and how often it stands: B once, C two or three times.

    Without what words share with the word before, the list is a third shorter when it is packed.
    """
    named, found = _counts(names), _counts(text[:READ] for text in texts)
    frequent = sorted(found, key=lambda word: (-found[word], word))[:MOST]
    words = sorted({*named, *frequent})
    parts = (
        _after(before, word) + chr(ord("A") + min(25, (named[word] + found[word]).bit_length()))
        for before, word in zip(("", *words), words, strict=False)
    )
    return json.dumps("".join(parts), ensure_ascii=False).encode()


def _after(before: str, word: str) -> str:
    """Return how many letters two words begin with together, at most nine, and the rest of the second."""
    shared = next((at for at, pair in enumerate(zip(before, word, strict=False)) if pair[0] != pair[1]), len(before))
    shared = min(shared, 9)
    return f"{shared}{word[shared:]}"


def _counts(texts: Iterable[str]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(normalize("NFC", text).lower()))
    stems: Counter[str] = Counter()
    for word, count in counts.items():
        stems[word[: stem_length(word)] if _KOREAN.fullmatch(word) else word] += count
    return stems
