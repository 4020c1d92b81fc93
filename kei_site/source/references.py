"""Addresses as written -> what a link may become. Source room, pure.

Only `http`, `https`, `mailto` and paths into the site are links; everything else is refused, however it is
spelled. A scheme is looked for after undoing what browsers and tricksters do: entities, percent codes,
control and format characters, wide letters.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urlsplit

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_PLAIN = re.compile(r"[\w./#?=,~\-]*", re.ASCII)
_STRIPPED = re.compile(r"[\t\n\r]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto")
_SAFE = "%/:?#@!$&'()*+,;=-._~"
_ROUNDS = 3
"""How often percent codes and entities may be wrapped in each other before a look at the scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a written address is."""

    kind: str
    """`external` (value: a URL), `internal` (value: a reference), or `refused` (value: why)."""
    value: str


def address_of(written: str) -> Address:
    """Return what the address `written` (entities already decoded by Markdown or HTML) may become."""
    if _PLAIN.fullmatch(written) and not written.startswith("//"):
        return Address(kind="internal", value=written)
    text = _STRIPPED.sub("", written).strip(_BLANKS)
    probe = _bared(text)
    scheme = _SCHEME.match(probe)
    if scheme:
        return _with_scheme(text, scheme[1])
    if text[:2].replace("\\", "/") == "//":
        return _external("https:" + text.replace("\\", "/"))
    if probe.startswith("//"):
        return Address(kind="refused", value="an address that hides its host")
    return Address(kind="internal", value=target_of(text))


def target_of(text: str) -> str:
    """Return a reference into the site as `Reference.target` holds it: percent-decoded, NFC."""
    return unicodedata.normalize("NFC", unquote(text)) if "%" in text or not text.isascii() else text


def is_elsewhere(address: Address) -> bool:
    """Tell whether an address leads to another site."""
    return address.kind == "external"


_BLANKS = "".join(map(chr, range(33))) + "\x7f"


def _bared(text: str) -> str:
    for _ in range(_ROUNDS):
        text = unescape(unquote(text))
    text = unicodedata.normalize("NFKC", text)
    kept = (mark for mark in text if unicodedata.category(mark) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn"))
    return "".join(kept).replace("\\", "/").lower()


def _with_scheme(text: str, scheme: str) -> Address:
    written = _SCHEME.match(text)
    if written and written[1].lower() == "brief":
        return Address(kind="internal", value=target_of(text))
    if not written or written[1].lower() != scheme or scheme not in _ALLOWED:
        return Address(kind="refused", value="a scheme that is not allowed")
    if scheme == "mailto":
        return Address(kind="external", value=_coded(text))
    return _external(text.replace("\\", "/"))


def _external(text: str) -> Address:
    try:
        parts = urlsplit(text)
        is_whole = bool(_HOST.match(text) and parts.hostname and "@" not in parts.netloc) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or not _is_host(parts.hostname or ""):
        return Address(kind="refused", value="an address that cannot be read")
    return Address(kind="external", value=_with_host(text, parts.netloc))


def _is_host(host: str) -> bool:
    return not re.search(r"[\s<>\"'`{}|^%\\]", host)


def _with_host(text: str, host: str) -> str:
    head, _, rest = text.partition(host)
    return head.lower() + host + _coded(rest)


def _coded(text: str) -> str:
    path, mark, anchor = _STRAY_PERCENT.sub("%25", text).partition("#")
    return quote(path, safe=_SAFE) + mark + quote(anchor.replace("#", "%23"), safe=_SAFE)
