"""The last words of a paragraph -> whether its sentence is over."""

import re

from kei_site.core.patterns import pattern_of

_END = pattern_of(
    r"[.,;:!?…。！？：](?:[\"'”’»」』)\]*_~`\uff09]|\[\^[^\]\n]+\])*$"  # noqa: RUF001 - wide forms
    r"|(?:[가-힣]다|[가-힣]요|니까)$"
)
"""A sign that ends a sentence, perhaps with quotes, brackets or the marks of notes after it; or a verb of Korean."""
_GOES_ON = pattern_of(r"\b(?:a|an|and|but|or|than|the)$", re.IGNORECASE)
_BEFORE_NUMBER = pattern_of(
    r"\b(?:about|above|around|at|below|between|by|for|from|in|into|nearly|of|on|only|over|to|under|with)$"
    r"|[가-힣](?:은|는|을|를|에|에서|으로|와|과|의|보다)$",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """Return whether a sentence ends where `text` ends."""
    return _END.search(text) is not None


def goes_on(text: str, next_char: str) -> bool:
    """Return whether the sentence at the end of `text` certainly goes on with `next_char`."""
    return bool(_GOES_ON.search(text) or (next_char.isdigit() and _BEFORE_NUMBER.search(text)))
