"""Addresses in running text, `https://example.org/a`, `www.example.org`, `a@example.org`, -> links.

As in GitHub Flavored Markdown, section 6.9. Letters of other scripts belong to an address after a separator
(`/wiki/한국`, `_(국가)`) unless they are a particle of Korean (`/를`); after ASCII letters they are the next word.
Hosts may have letters of any script (`한국.kr`), but the last label of a host is one that exists.
"""

import re
from html import unescape

from markdown_it.rules_inline import StateInline

from kei_site.core.patterns import pattern_of
from kei_site.markdown.parser.unread_links import report_brackets

_SCHEME = pattern_of(r"(?<![a-z0-9+.-])https?$", re.IGNORECASE)
PARTICLES = (
    "은|는|이|가|을|를|의|도|만|와|과|로|에|에서|에게|으로|까지|부터|처럼|보다|이나|라는|이라는"
    "|에는|에도|에만|에의|에서는|에서도|에서의|으로는|로는|로도|와는|과는|까지는|부터는"
)
"""The pattern of particles of Korean, which stand right behind their word."""
_ASCII_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_COUNTRIES = (
    "한국|닷컴|닷넷|中国|中國|香港|台湾|台灣|新加坡|澳門|みんな|コム|рф|рус|укр|бел|бг|ею|срб|мкд|мон|қаз|ελ|ευ|გე|հայ|ישראל"  # noqa: RUF001
    "|امارات|السعودية|مصر|المغرب|الجزائر|تونس|الاردن|عمان|قطر|فلسطين|سورية|ایران|پاکستان"
)
"""The pattern of last labels of hosts in other scripts (IANA, "Root Zone Database"); a particle may follow."""
_LABEL = r"[^\W_](?:(?:[^\W_]|-)*[^\W_])?"
_HOST = rf"(?:{_LABEL}\.)+(?:[a-z]{{2,}}|{_COUNTRIES})"
_LATIN = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
"""Letters that stand in one word with those of ASCII: `/wiki/\u00c9conomie_fran\u00e7aise`."""
_PATH = (
    rf"(?::[0-9]{{1,5}})?(?:[/?#](?:[a-z0-9_\-.~:/?#@!$&'()*+,;=%{_LATIN}]"
    rf"|(?:(?<=[/=_#?&%-])(?!(?:{PARTICLES})(?!\w)|を)|(?<=_\()|(?<=[^\x00-\x7f]))(?![\x00-\x7f])\w)*)?"
)
_REST = pattern_of(rf"://{_HOST}{_PATH}", re.IGNORECASE)
_WITHOUT_SCHEME = pattern_of(rf"www\.{_HOST}{_PATH}", re.IGNORECASE)
_WWW = pattern_of(r"www\.(?<![A-Za-z0-9/.@:&=?%-]www\.)(?=[^\W_])")
_TRAILING = pattern_of(r"(?:[?!.,:*_~'\";(]|&[a-z0-9]+;)+$", re.IGNORECASE)
_LOCAL_PART = pattern_of(r"(?:mailto:)?(?<![A-Za-z0-9.+_/-])[A-Za-z0-9][A-Za-z0-9.+_-]*$")
_DOMAIN = pattern_of(rf"@{_ASCII_HOST}(?![a-z0-9_@-])", re.IGNORECASE)
_LONGEST_LOCAL_PART = 80


def bare_address(inline: StateInline, silent: bool) -> bool:
    """Read an address whose `:` stands here. The text before it waits in `inline.pending`."""
    start = inline.pos
    if silent or inline.linkLevel or not inline.src.startswith("://", start):
        return False
    scheme = _SCHEME.search(inline.src[max(start - 6, 0) : start])
    found = _REST.match(inline.src, start, inline.posMax) if scheme else None
    if scheme is None or found is None or not inline.pending.endswith(scheme[0]):
        return False
    report_brackets(inline, start - len(scheme[0]))
    _push(inline, scheme[0], _without_end_of_sentence(found[0]), "")
    return True


def bare_mail_address(inline: StateInline, silent: bool) -> bool:
    """Read an e-mail address whose `@` stands here. The text before it waits in `inline.pending`."""
    if silent or inline.linkLevel:
        return False
    local = _LOCAL_PART.search(inline.pending[-_LONGEST_LOCAL_PART:])
    domain = _DOMAIN.match(inline.src, inline.pos, inline.posMax) if local else None
    if local is None or domain is None:
        return False
    _push(inline, local[0], domain[0], "" if local[0].startswith("mailto:") else "mailto:")
    return True


def text(inline: StateInline, silent: bool) -> bool:
    """Read text up to the next character that a rule begins with, or up to the end of an address `www.…`."""
    start = inline.pos
    stop = inline.md.inline.terminator_re.search(inline.src, start, inline.posMax)
    inline.pos = stop.start() if stop else inline.posMax
    if not silent and not inline.linkLevel and inline.env["state"].has_www:
        begin = _WWW.search(inline.src, start, inline.pos)
        found = _WITHOUT_SCHEME.match(inline.src, begin.start(), inline.posMax) if begin else None
        if begin and found:
            inline.append_pending(inline.src[start : begin.start()])
            inline.pos = begin.start()
            _push(inline, "", _without_end_of_sentence(found[0]), "http://")
            return True
    if not silent:
        inline.append_pending(inline.src[start : inline.pos])
    return inline.pos > start


def _push(inline: StateInline, before: str, rest: str, scheme: str) -> None:
    """Add a link to an address: `before` of it waits in `inline.pending`, `rest` begins here."""
    if before:
        inline.pending = inline.pending[: -len(before)]
    offset = inline.pos - len(before)
    token = inline.push("link_open", "a", 1)
    token.attrs, token.meta = {"href": scheme + unescape(before + rest)}, {"offset": offset}
    inline.push("text", "", 0).content = unescape(before + rest)
    inline.push("link_close", "a", -1)
    inline.pos += len(rest)


def _without_end_of_sentence(address: str) -> str:
    """Return an address without punctuation at its end, and without a bracket that it does not open."""
    while True:
        shorter = _TRAILING.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
