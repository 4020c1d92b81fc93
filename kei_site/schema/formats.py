"""Readers of texts with a format: languages, addresses, old paths, identifiers. Schema, pure."""

import functools
import re
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from kei_site.core.characters import FORBIDDEN, HIDDEN, name_of
from kei_site.core.dates import zone_of
from kei_site.core.file_types import may_run
from kei_site.core.patterns import pattern_of
from kei_site.core.suggest import WordIndex
from kei_site.core.urls import HOST_NAMES
from kei_site.schema.fields import Problems, Reader, text, text_by_key, wrong_kind
from kei_site.schema.nodes import Mapping, Node, Scalar
from kei_site.schema.shapes import TEXT, TIME_ZONE, caseless, shape_of, shaped, text_like

_LANGUAGES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz "
    "ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
    "lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi "
    "pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti "
    "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
"""The languages of two letters (ISO 639-1), between spaces. Any three letters are accepted."""

_LANGUAGE_TAG = pattern_of(
    r"([a-z]{2,3})(-[a-z]{3})?(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
"""The syntax of RFC 5646, section 2.1, without grandfathered tags."""
_EMAIL = r"[^\s@<>\"]+@[^\s@<>\".]+(?:\.[^\s@<>\".]+)+"


def is_language(tag: str) -> bool:
    """Tell whether `tag` is a language tag (BCP 47); a language of two letters has to be a known one."""
    parts = _LANGUAGE_TAG.fullmatch(tag)
    return parts is not None and (len(parts[1]) == 3 or f" {parts[1].lower()} " in _LANGUAGES)


_ANY_TAG = _LANGUAGE_TAG.pattern.replace("a-z", "A-Za-z").replace("a-wyz", "A-WYZa-wyz").replace(r"\d", "0-9")
_TWO_LETTERS = "|".join(map(caseless, _LANGUAGES.split()))


@text_like(rf"(?=(?:{_TWO_LETTERS}|[A-Za-z]{{3}})(?:-|$)){_ANY_TAG}")
def language(node: Node, problems: Problems, code: str = "") -> str | None:
    """Read a language tag; `code` is that of the diagnostic, by default the code for choices."""
    tag = text(node, problems)
    if tag is None or is_language(tag):
        return tag
    joined = tag.replace("_", "-")
    fix = f"write {joined}" if is_language(joined) else "write a tag such as en, ko or pt-BR"
    problems.add(code or problems.codes.choice, node, "not a language tag (BCP 47)", found=tag, fix=fix)
    return None


def by_language(item: Reader) -> Reader:
    """Return a reader of a mapping from language tags to what `item` reads."""

    @shaped(
        {
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$"},
            "additionalProperties": shape_of(item),
        }
    )
    def read(node: Node, problems: Problems) -> Any:
        if type(node) is not Mapping:
            return wrong_kind(node, problems, "a mapping", "{ko: ...}")
        found = {}
        for tag, child in node.entries.items():
            if language(node.keys[tag], problems) and (value := item(child, problems)) is not None:
                found[tag] = value
        return found

    return read


def invalid_web_address(written: str) -> str:
    """Return why a text is not an absolute http or https address; an empty string if it is one."""
    try:
        parts = urlsplit(written)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "not an address"
    if parts.scheme not in ("http", "https"):
        return "not an http or https address"
    if not host or parts.username is not None or re.search(r"[\s\\<>\"^`{|}]", written):
        return "not a valid address"
    return ""


_SIGN = r"[^\s\\<>\"^`{|}]"
_HOST = r"(?:[^\s\\<>\"^`{|}/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])"
_PORT = "(?:[0-9]{0,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
HOST_AND_PORT = f"{_HOST}(?::{_PORT})?"
_WEB_ADDRESS = f"{caseless('http')}[Ss]?://{HOST_AND_PORT}(?:[/?#]{_SIGN}*)?"


@shaped({**shape_of(text_like(_WEB_ADDRESS)(lambda: None)), "format": "uri"})
def web_address(node: Node, problems: Problems) -> str | None:
    """Read an absolute http or https address; LNK01 for another scheme."""
    written = text(node, problems)
    message = invalid_web_address(written) if written is not None else ""
    if written is None or not message:
        return written
    has_scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", written) and "http" in message
    code = "LNK01" if has_scheme else problems.codes.kind
    problems.add(code, node, message, found=written, fix="write https:// and the rest of the address")
    return None


@text_like(rf"/(?!/){_SIGN}*|{_WEB_ADDRESS}")
def address(node: Node, problems: Problems) -> str | None:
    """Read a root-relative path, or an absolute http or https address."""
    written = text(node, problems)
    if written is None or re.fullmatch(r"/(?!/)[^\s\\<>\"]*", written):
        return written
    return web_address(node, problems)


@text_like(f"{_EMAIL}|{_WEB_ADDRESS}")
def contact(node: Node, problems: Problems) -> str | None:
    """Read an e-mail address, or an absolute http or https address."""
    written = text(node, problems)
    return written if written is None or re.fullmatch(_EMAIL, written) else web_address(node, problems)


def matching(pattern: str, expected: str) -> Reader:
    """Return a reader of a text that matches `pattern`."""

    @text_like(pattern)
    def read(node: Node, problems: Problems) -> str | None:
        written = text(node, problems)
        if written is None or re.fullmatch(pattern, written):
            return written
        wrong_kind(node, problems, expected)
        return None

    return read


email = matching(_EMAIL, "an e-mail address")
"""Reads an e-mail address."""


@functools.cache
def _zones() -> WordIndex:
    from zoneinfo import available_timezones

    return WordIndex(available_timezones())


@shaped(TIME_ZONE)
def time_zone(node: Node, problems: Problems) -> str | None:
    """Read the IANA name of a time zone (CFG05)."""
    name = text(node, problems)
    if name is None or zone_of(name):
        return name
    meant = _zones().nearest(name)
    hint = f"; did you mean `{meant}`?" if meant else ""
    problems.add("CFG05", node, "an unknown time zone", found=name, fix=f"use a name such as Asia/Seoul{hint}")
    return None


HOST_NAME = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"


@shaped({"type": "object", "propertyNames": {"pattern": f"^{HOST_NAME}$"}, "additionalProperties": TEXT})
def names_by_host(node: Node, problems: Problems) -> dict[str, str] | None:
    """Read names of sites by their hosts, in small letters: `{maps.example.org: Maps}`."""
    names: dict[str, str] | None = text_by_key("hosts: {maps.example.org: Maps}")(node, problems)
    for host, key in node.keys.items() if type(node) is Mapping else ():
        if not re.fullmatch(HOST_NAME, host):
            fix = "write the host alone, in small letters, such as maps.example.org"
            problems.add(problems.codes.choice, key, "not a host", found=host, fix=fix)
    return names


_ENDING = matching(r"\.[A-Za-z0-9]{1,12}", "the ending of a file name, such as .dta")


@text_like(r"\.[A-Za-z0-9]{1,12}")
def attachment_ending(node: Node, problems: Problems) -> str | None:
    """Read an ending of files that neither browsers nor servers run (CFG02), in small letters."""
    written = _ENDING(node, problems)
    if written is None or not may_run(written.lower()):
        return None if written is None else str(written).lower()
    message, fix = "a browser or a server may run files of this ending", "remove it, and link a PDF or a ZIP file"
    problems.add("CFG02", node, message, found=written, fix=fix)
    return None


_HOST_FILES = "|".join(map(caseless, sorted(HOST_NAMES)))
OLD_PATH = (
    rf"(?!//|\.|[A-Za-z][A-Za-z0-9+.-]*:|/?(?:{_HOST_FILES})(?:/|$))(?!.*(?:/\.(?!well-known/)|//|/:))(?=.*\S)"
    r'(?:[^\\?#%*<>"|\x00-\x1f\x7f\u200b\u2060-\u2064]|%[0-9A-Fa-f]{2})+'
)
"""Paths that `old_path` takes, but for what escapes such as %00 stand for."""


@text_like(OLD_PATH)
def old_path(node: Node, problems: Problems) -> str | None:
    """Read a former path of the site: decoded, NFC, with a leading slash (URL04).

    Refused are paths that leave the site, are hidden, have an empty part, or belong to a file that configures hosts.
    """
    written = text(node, problems)
    if written is None:
        return None
    path = normalize("NFC", unquote(written, errors="replace"))
    if not path or not _stays_inside(written, path):
        message = "an old path that leaves the site, is hidden, or that web hosts cannot serve or take for their own"
        problems.add("URL04", node, message, found=written, fix="write a path such as /old/address/")
        return None
    return "/" + path.lstrip("/")


def _stays_inside(written: str, path: str) -> bool:
    has_scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path)
    # `*` and `:name` are wildcards in the redirect rules of web hosts; Windows cannot store the others.
    odd = re.search(r"[\\?#%*<>\"|\ufffd]|/:", path) or FORBIDDEN.search(path) or HIDDEN.search(path)
    names = path.lstrip("/").split("/")
    is_hidden = any(name.startswith(".") for name in names[names[0] == ".well-known" :])
    is_taken = names[0].lower() in HOST_NAMES or "//" in path
    return not (has_scheme or odd or is_hidden or is_taken)


_DOI = r"10\.\d{4,9}/(?:\S*[^\s.,;:!?\"'”’)\]>]|(?=[^\s(]*\()\S*\)|(?=[^\s\[]*\[)\S*\]|(?=[^\s<]*<)\S*>)"
"""A DOI that ends in no sign of the sentence around it; a bracket ends one that opens it."""
_DOI_WITH_PREFIX = pattern_of(rf"(?:https?://(?:dx\.)?doi\.org/|doi: *)?({_DOI})", re.IGNORECASE | re.ASCII)
_DOI_IN_TEXT = pattern_of(_DOI, re.ASCII)


@text_like(rf"(?:[Hh][Tt][Tt][Pp][Ss]?://(?:dx\.)?doi\.org/|[Dd][Oo][Ii]: *)?{_DOI}")
def doi(node: Node, problems: Problems) -> str | None:
    """Read a DOI such as `10.1234/abc`, with or without the address of a resolver before it."""
    written = text(node, problems)
    if written is None:
        return None
    parts = _DOI_WITH_PREFIX.fullmatch(written)
    if parts is None:
        inner = _DOI_IN_TEXT.search(written[:300])
        fix = f"write it as {inner[0] if inner else '10.1234/abc'}"
        problems.add(problems.codes.kind, node, "not a DOI", found=written, fix=fix)
    return parts[1] if parts else None


_ORCID = pattern_of(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])", re.ASCII)


@text_like(r"(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")
def orcid(node: Node, problems: Problems) -> str | None:
    """Read an ORCID iD: 16 digits in groups of four, with a check digit (ISO 7064 MOD 11-2)."""
    written = text(node, problems)
    if written is None:
        return None
    parts = _ORCID.fullmatch(written)
    if parts and _checks(parts[1].replace("-", "").upper()):
        return parts[1].upper()
    problems.add(problems.codes.kind, node, "not an ORCID iD", found=written, fix="copy it from orcid.org")
    return None


def _checks(digits: str) -> bool:
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def note_hidden(node: Node, value: str, problems: Problems) -> None:
    """Warn of invisible characters in `value` (TXT01), at the first of them."""
    found = HIDDEN.search(value)
    if found is None or type(node) is not Scalar:
        return
    offset = max(0, node.text.find(found[0]))
    at = Scalar(text="", line=node.line, column=node.column + offset + (not node.plain))
    message = "invisible or direction-changing characters"
    fix = "delete them; for another direction use `lang` and `dir` in the text"
    problems.add("TXT01", at, message, found=f"<{name_of(found[0])}>", fix=fix)
