"""Attributes of raw tags -> the harmless ones, escaped again."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape, unescape

from kei_site.core.value import value
from kei_site.markdown.html.heading_ids import raw_id
from kei_site.markdown.sanitize.allowlist import CLASSES, ELEMENTS, GLOBAL
from kei_site.markdown.state import ParseState

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_SPAN = re.compile(r"[1-9][0-9]?")
_PIXELS = re.compile(r"([1-9][0-9]{0,3})(?:px)?")
_DAY_PARTS = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
_FIXES = {
    "class": f"use one of: {', '.join(sorted(CLASSES))}",
    "id": "use lower-case letters, digits and hyphens, and an id that is free",
    "style": "remove it: the theme sets the style",
}


@value
class Attributes:
    """The attributes of one tag."""

    allowed: Mapping[str, str]
    offsets: Mapping[str, int]
    """Where each one begins in the text of the tag's attributes."""
    refused: tuple[str, ...] = ()

    @property
    def are_harmless(self) -> bool:
        """Whether no refused attribute could do harm."""
        return set(self.refused) <= _HARMLESS


def read_attributes(state: ParseState, name: str, text: str) -> Attributes:
    """Return the attributes in `text`, the inside of a tag `name` (an allowed element); a name counts once."""
    allowed: dict[str, str] = {}
    offsets: dict[str, int] = {}
    refused = []
    for found in _ATTRIBUTE.finditer(text):
        key = found[1].lower()
        if key in offsets:
            continue
        offsets[key] = found.start()
        value = _allowed_value(state, name, key, unescape((found[2] or "").strip("\"'")))
        if value is None or (key == "class" and len(value.split()) < len(found[2].split())):
            refused.append(key)
        if value is not None:
            allowed[key] = value
    alignment = allowed.pop("align", "").lower()
    if alignment in ("center", "right"):
        allowed["class"] = f"{allowed.get('class', '')} align-{alignment}".strip()
    return Attributes(allowed=allowed, offsets=offsets, refused=tuple(refused))


def fix_of(attribute: str) -> str:
    """Return what to do about an attribute that is not allowed."""
    if attribute.startswith("on"):
        return "remove it: pages hold no scripts"
    return _FIXES.get(attribute, "remove it")


def attributes_html(allowed: Mapping[str, str], omitted: frozenset[str] = frozenset()) -> str:
    """Return attributes as HTML, each after a blank, without those named in `omitted`."""
    pairs = ((key, value) for key, value in allowed.items() if key not in omitted and (value or key in _FLAGS))
    return "".join(f' {key}="{escape(value)}"' for key, value in pairs)


def _allowed_value(state: ParseState, name: str, key: str, value: str) -> str | None:
    """Return the value as it may be published, or None when the attribute is not allowed."""
    if key not in GLOBAL and key not in ELEMENTS[name]:
        return None
    if key in ("id", "name"):
        return value if raw_id(state, value) else None
    check = _CHECKS.get(key)
    return check(value.strip()) if check else value


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda value: value if pattern.fullmatch(value) else None


def _one_of(*values: str) -> Callable[[str], str | None]:
    return lambda value: value if value in values else None


def _classes(value: str) -> str:
    return " ".join(dict.fromkeys(name for name in value.split() if name in CLASSES))


def _pixels(value: str) -> str | None:
    found = _PIXELS.fullmatch(value)
    return found[1] if found else None


def _time(value: str) -> str | None:
    if _DAY_PARTS.fullmatch(value):
        return value
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value if value[4:5] == "-" else None


_HARMLESS = frozenset(
    "align bgcolor border cellpadding cellspacing clear color decoding face frame frameborder height hspace".split()
    + "loading nowrap rel rules size sizes summary target valign vspace width".split()
)
"""Attributes that only say how an element looks or opens."""
_FLAGS = ("open", "reversed", "alt")
_CHECKS: Mapping[str, Callable[[str], str | None]] = {
    "class": _classes,
    "colspan": _matching(_SPAN),
    "datetime": _time,
    "dir": _one_of("ltr", "rtl", "auto"),
    "height": _pixels,
    "lang": _matching(_LANGUAGE),
    "open": lambda _: "",
    "reversed": lambda _: "",
    "rowspan": _matching(_SPAN),
    "scope": _one_of("row", "col", "rowgroup", "colgroup"),
    "span": _matching(_SPAN),
    "start": _matching(_WHOLE),
    "type": _one_of("1", "a", "A", "i", "I"),
    "width": _pixels,
}
