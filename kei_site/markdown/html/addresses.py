"""An address as written -> what a link to it may become: `http`, `https`, `mailto`, `tel` or a path into the site.

The scheme is looked for after undoing entities, percent codes, control and format characters, and wide letters.
"""

import re
import unicodedata
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from kei_site.core.patterns import pattern_of
from kei_site.core.suggest import nearest
from kei_site.core.value import value

_SCHEME = pattern_of(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_PLAIN = pattern_of(r"[\w./#?=,~\-]*", re.ASCII)
_USUAL = pattern_of(
    r"https?://(?!(?i:https?)(?![A-Za-z0-9.-]))[A-Za-z0-9.-]+(?:[/?][\w/.?=&,:;@!$'()*+~-]*)?(?:#[\w/.?=&,:;@!$'()*+~-]*)?",
    re.ASCII,
)
"""An address of another site with nothing in it to undo, to refuse or to code."""
_STRIPPED = pattern_of(r"[\t\n\r]")
_STRAY_PERCENT = pattern_of(r"%(?![0-9A-Fa-f]{2})")
_HOST = pattern_of(r"https?://[^/?#\s]", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto", "tel")
_UNSAFE = frozenset((
    "afp", "app", "blob", "chrome", "chrome-extension", "data", "dict", "edge", "file", "filesystem", "git", "gopher",
    "help", "hcp", "intent", "its", "jar", "javascript", "jscript", "ldap", "livescript", "mhtml", "mk", "mocha",
    "moz-extension", "nfs", "opera", "qrc", "rdp", "res", "resource", "rlogin", "search", "search-ms", "sftp", "shell",
    "smb", "ssh", "steam", "svn", "telnet", "vbs", "vbscript", "view-source", "vnc", "wyciwyg", "x-javascript",
))  # fmt: skip
"""Schemes that run code, or open files and programs of the reader's machine."""
_UNWANTED = frozenset((
    "about", "bitcoin", "callto", "cid", "fax", "feed", "ftp", "ftps", "geo", "im", "irc", "ircs", "isbn",
    "magnet", "maps", "mid", "mms", "news", "nntp", "sip", "sips", "skype", "sms", "urn", "webcal", "xmpp",
))  # fmt: skip
"""Schemes that harm nobody, but that this site has no use for."""
_SAFE = "%/:?#@!$&'()*+,;=-._~"
_ROUNDS = 3
"""How often percent codes and entities that stand in each other are decoded before the scheme is looked for."""


@value
class Address:
    """What a written address means."""

    kind: str
    """`external` (value: a URL), `internal` (value: a reference), or `refused` (value: why)."""
    value: str
    refusal: str = ""
    """Why it is refused: `unsafe` (it can run or open something), `unwanted` (harmless, not allowed all the same), or
    `broken` (no address that anything could open)."""
    fix: str = ""


def address_of(written: str) -> Address:
    """Return what the address `written` may become; its entities are decoded already, by Markdown or HTML."""
    if _PLAIN.fullmatch(written) and not written.startswith("//"):
        return Address(kind="internal", value=written)
    if _USUAL.fullmatch(written):
        return Address(kind="external", value=written)
    text = _STRIPPED.sub("", written).strip(_BLANKS)
    probe = _bared(text)
    scheme = _SCHEME.match(probe)
    if scheme:
        return _with_scheme(text, scheme[1])
    if text[:2].replace("\\", "/") == "//":
        return _external("https:" + text.replace("\\", "/"))
    if probe.startswith("//"):
        return _refused("unsafe", "an address that hides its host")
    return Address(kind="internal", value=target_of(text))


def target_of(text: str) -> str:
    """Return a reference into the site as `Reference.target` holds it: percent-decoded, in the Unicode form written."""
    return unquote(text) if "%" in text else text


_BLANKS = "".join(map(chr, range(33))) + "\x7f"


def _bared(text: str) -> str:
    for _ in range(_ROUNDS):
        text = unescape(unquote(text))
    text = unicodedata.normalize("NFKC", text)
    visible = (char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn"))
    return "".join(visible).replace("\\", "/").lower()


def _with_scheme(text: str, scheme: str) -> Address:
    written = _SCHEME.match(text)
    if written and written[1].lower() == "brief":
        return Address(kind="internal", value=target_of(text))
    if not written or written[1].lower() != scheme or scheme not in _ALLOWED:
        return _refused_scheme(text, scheme, is_plain=bool(written) and scheme == text[: len(scheme)].lower())
    if scheme == "mailto" and not _is_mail(text):
        return _refused("broken", "an e-mail address that cannot be read", "write mailto: and name@example.org")
    if scheme in ("mailto", "tel"):
        return Address(kind="external", value=f"{scheme}:{_coded(text.partition(':')[2])}")
    return _external(text.replace("\\", "/"))


def _refused(refusal: str, why: str, fix: str = "use http, https, mailto or a relative path") -> Address:
    return Address(kind="refused", value=why, refusal=refusal, fix=fix)


def _refused_scheme(text: str, scheme: str, *, is_plain: bool) -> Address:
    """Refuse an address for its scheme; a disguised one is always unsafe."""
    if not is_plain or scheme in _UNSAFE or scheme.startswith("ms-"):
        return _refused("unsafe", "a scheme that is not allowed")
    if scheme == "doi":
        return _refused("unwanted", "a scheme that is not allowed", f"write https://doi.org/{text[4:].lstrip('/')}")
    if scheme in _UNWANTED:
        return _refused("unwanted", "a scheme that is not allowed")
    close = nearest(scheme, _ALLOWED)
    fix = f"did you mean {close}:{text[len(scheme) + 1 :]}?" if close else "use http, https, mailto or a relative path"
    return _refused("broken", "an unknown scheme", fix)


def _external(text: str) -> Address:
    try:
        parts = urlsplit(text)
        is_whole = bool(_HOST.match(text) and parts.hostname and "@" not in parts.netloc) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or not _is_host(parts.hostname or ""):
        fix = "write https:// and the host, such as https://example.org"
        return _refused("broken", "an address that cannot be read", fix)
    return Address(kind="external", value=_with_host(text, parts.netloc))


def _is_host(host: str) -> bool:
    last = host.rpartition(".")[2]
    is_mixed = not last.isascii() and any(map(str.isascii, last)) and not last.startswith("xn--")
    return not is_mixed and host not in ("http", "https") and not re.search(r"[\s<>\"'`{}|^%\\]", host)


def _is_mail(text: str) -> bool:
    """Return whether each recipient of an address `mailto:` has an `@`; none at all leaves it to the reader."""
    recipients = unquote(text.partition(":")[2].partition("?")[0])
    return not recipients or all(re.fullmatch(r"[^@]+@[^\s@]+", part.strip()) for part in recipients.split(","))


def _with_host(text: str, host: str) -> str:
    head, _, rest = text.partition(host)
    return head.lower() + host + _coded(rest)


def _coded(text: str) -> str:
    path, hash_sign, anchor = _STRAY_PERCENT.sub("%25", text).partition("#")
    return quote(path, safe=_SAFE) + hash_sign + quote(anchor.replace("#", "%23"), safe=_SAFE)
