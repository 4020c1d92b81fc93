"""An attribute of a shortcode or block -> whether readers saw its words: by its name, or by the words alone.

Page builders put words and settings side by side: `button_text="Read on"`, `button_text_color="dark blue"`. A name
whose last part is a word for text (`…_title`) holds words, unless another part is one of settings (`title_align`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote_plus

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[_\-\s]+|(?<=[a-z])(?=\d)")
_TEXTS = frozenset(
    "answer author body button caption citation cite citetext company content cta description footnote head header "
    "heading headline hint intro job label lead legend message name note notice prefix question quote role subhead "
    "subheading subtext subtitle suffix summary tagline teaser text title tooltip unit units words".split()
)
"""Last parts of names of attributes that hold words."""
_PLACES = frozenset(
    "a b back front one two three four five first second third last left right before after top bottom value".split()
)
"""Parts behind them that say which one: `title_front`, `button_text_2`."""
_SETTINGS = frozenset(
    "admin alias align alignment alt anchor animation background bg binding border builder category categories "
    "class classes classname col color colour colors columns cols condition css custom data date dynamic easing "
    "effect email family field filter font fonts form format global gradient height href icon id ids image img "
    "include exclude key kind lang language layout level lock metadata mode offset order orderby overlay padding "
    "margin pattern placeholder post preset query radius rel responsive script selector separator shadow shape "
    "size skin slug source spacing speed src style styles tablet phone tag tags target taxonomy template term "
    "terms theme thumbnail timing transition type types url variant version video visibility weight width".split()
)
"""Parts of names of attributes that say how something looks or works, or what it shows of the site."""
_CHOICES = frozenset(
    "above all always auto back below black block blue both bottom center centre circle close closed cover custom dark "
    "default disable disabled down east enable enabled false fixed front full gray green grey h1 h2 h3 h4 h5 h6 hidden "
    "hide hover initial inherit inline large left light medium middle never next no none north null off on open "
    "outside inside primary prev red right round rounded secondary self show small solid south square standard "
    "stretch top transparent true undefined up visible west white wide yes".split()
)
"""Words in small letters that are choices, also where the name says words."""
_TAGS = re.compile(r"<[^<>]*>")
_PACKED = re.compile(
    r"\s*(?:(?:https?:|mailto:|tel:|data:|//|www\.|[#./][\w./-])\S*|[\[{].*|[aOsib]:\d+[:;{].*|#[0-9a-f]{3,8}|\S+@\S+"
    r"|[\w-]++:\S[^|]*+\|[\w-]++:.*|[^|]*+\|[^|]*+\|[^|]*+\|.*|\.?[\w-]++\{.*|url:.*|(?:[\w-]++\s*+:[^;]*+;\s*+)++[^;]*+"
    r"|(?:%[0-9A-Fa-f]{2}|[\w.-])+)\s*",
    re.DOTALL | re.IGNORECASE,
)
"""What holds no words for readers: addresses, colours, data of programs, styles, single names."""
_MEASURE = re.compile(
    r"-?\.?\d+(?:\.\d+)?(?:px|em|rem|ms|s|vh|vw|deg|fr|%)?,?|#[0-9a-f]{3,8}|[a-z-]+\([^()]*\)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?:|mailto:|//|[\[{#]|\S+@\S+|url:)")
_BAR = re.compile(r"\s*(\d+)\s*\|\s*([^,|]*[^\W\d_][^,|]*?)\s*(?:\|[^,]*)?(?:,|$)")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DEEPEST = 6


def holds_words(name: str) -> bool:
    """Return whether the name of an attribute says that readers saw its words."""
    parts = _parts_of(name)
    while len(parts) > 1 and (parts[-1] in _PLACES or parts[-1].isdigit()):
        parts.pop()
    return bool(parts) and not name.startswith("_") and parts[-1] in _TEXTS and not _SETTINGS.intersection(parts)


def is_choice(text: str) -> bool:
    """Return whether a text is a choice that an editor made, and no word for readers: `on`, `left`."""
    return all(word in _CHOICES for word in text.split())


def is_prose(name: str, text: str) -> bool:
    """Return whether a text has the form of words for readers, under a name that does not say so."""
    words = plain_of(text)
    if name.startswith("_") or _SETTINGS.intersection(_parts_of(name)) or _PACKED.fullmatch(words):
        return False
    return sum(_LETTERS.search(word) is not None and not _is_setting(word) for word in words.split()) > 1


def is_shown(name: str, text: str) -> bool:
    """Return whether readers saw the text of an attribute, as far as its name and form say."""
    return is_prose(name, text) or (holds_words(name) and _is_word(plain_of(text)))


def seen_words(attributes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (name, words) of the attributes that readers saw."""
    for name, text in _texts(attributes, 0):
        if is_shown(name, text):
            yield name, plain_of(text)


def unshown(seen: Iterable[tuple[str, str]], html: str) -> Iterator[tuple[str, str]]:
    """Yield those of (name, words) whose words HTML has neither for text nor in an attribute."""
    letters = ""
    for name, words in seen:
        letters = letters or _letters(unescape(_TAGS.sub(" ", html))) + " " + _letters(unescape(html))
        if _letters(words) not in letters:
            yield name, words


def entries_of(text: object) -> list[Mapping[str, Any]]:
    """Return the entries of an attribute that holds a list: percent-coded JSON, or `90|Label,80|Label`."""
    if not isinstance(text, str):
        return []
    if text.lstrip().lower().startswith(("%5b%7b", "[{")):
        try:
            found = json.loads(unquote_plus(text) if text.lstrip().startswith("%") else text)
        except (ValueError, RecursionError):
            return []
        return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    bars = list(_BAR.finditer(text)) if "|" in text else []
    is_whole = bool(bars) and "".join(bar[0] for bar in bars) == text
    return [{"label": bar[2], "value": bar[1]} for bar in bars] if is_whole else []


def plain_of(text: str) -> str:
    """Return the words of a text that may hold tags."""
    return " ".join(unescape(_TAGS.sub(" ", text)).split())


def _is_setting(word: str) -> bool:
    return word in _CHOICES or _MEASURE.fullmatch(word) is not None


def _is_word(words: str) -> bool:
    return _LETTERS.search(words) is not None and not is_choice(words) and _ADDRESS.match(words) is None


def _texts(found: Any, depth: int, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, text) of all texts in attributes, also of those in lists; settings are not entered."""
    if isinstance(found, str):
        yield from _texts(entries, depth + 1, name) if (entries := entries_of(found)) else [(name, found)]
    elif isinstance(found, Mapping) and depth < _DEEPEST:
        for key, inner in found.items():
            if not _SETTINGS.intersection(_parts_of(str(key))):
                yield from _texts(inner, depth + 1, str(key))
    elif isinstance(found, list) and depth < _DEEPEST:
        for inner in found:
            yield from _texts(inner, depth + 1, name)


def _parts_of(name: str) -> list[str]:
    return [part for part in _PARTS.split(_CAMEL.sub("_", name).lower()) if part]


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).lower()
