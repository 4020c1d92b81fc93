"""Titles, names and paths -> slugs, permalinks and output paths. Core, pure.

A *slug* is one part of an address, an *output path* is below the output folder (both Unicode, NFC), a *permalink*
stands in `href` (percent-coded, with the site's prefix). What an editor writes passes `routes.invalid_slug` first.
"""

import functools
import re
import unicodedata
from urllib.parse import quote, urlsplit

from kei_site.core.limits import LIMITS
from kei_site.core.patterns import pattern_of

HOST_NAMES = frozenset(
    "_headers _redirects _routes.json _worker.js cname firebase.json netlify.toml now.json staticwebapp.config.json "
    "vercel.json web.config wrangler.json wrangler.jsonc wrangler.toml".split()
)
"""Files at the top of a published folder, in small letters, by which web hosts are configured."""
WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"]
)
_MARKED_SCRIPTS = (
    (0x7A6, 0x7B1),
    (0x7EB, 0x7F4),
    (0x900, 0x10A0),
    (0x1700, 0x1800),
    (0x1A00, 0x1C50),
    (0xA800, 0xAB00),
    (0xABE0, 0xAC00),
    (0x11000, 0x12000),
    (0x1E944, 0x1E94B),
)
"""Code points of scripts that write vowels or tones as marks: Thaana, N'Ko, Indic scripts, Thai, Burmese, Adlam, ..."""
VOWEL_SIGNS = "".join(
    char
    for first, end in _MARKED_SCRIPTS
    for char in map(chr, range(first, end))
    if unicodedata.category(char) in ("Mn", "Mc")
)
"""Marks that are letters of words: without them, different words are one."""
MIDDLE_DOTS = "\u00b7\u318d\u2027\u2219\u22c5\u30fb\uff65"
"""What keyboards and editors write for the dot in \ud55c\u00b7\ubbf8."""
_DOTS = str.maketrans(dict.fromkeys(MIDDLE_DOTS, "\u00b7"))
_JOINING = pattern_of(rf"[^\w{VOWEL_SIGNS}]+|_+")
_LEADING_DATE = pattern_of(r"^\d{4}-\d{2}-\d{2}-(?=.)")


def plain_form(text: str) -> str:
    """Return `text` in NFKC, with one middle dot for all, and Thai and Lao AM whole: people type it as one letter."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text.translate(_DOTS))
    return plain.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")


@functools.lru_cache(maxsize=1 << 11)
def slugify(text: str) -> str:
    """Return a slug made of `text`: NFC, lower case, letters and digits of any script joined by single hyphens.

    Apostrophes are dropped, so that `Korea's` becomes `koreas`. May be empty, when `text` has no letter or digit.
    """
    plain = unicodedata.normalize("NFC", plain_form(text).lower())
    plain = re.sub("['\u2019\u02bc]", "", plain)
    if not plain.isascii():
        plain = "".join(
            char for char in plain if not unicodedata.combining(char) or char.isalnum() or char in VOWEL_SIGNS
        )
    return _JOINING.sub("-", plain).strip("-")


def shortened(slug: str) -> str:
    """Return `slug` cut at a hyphen (if there is one) so that it keeps the limits of length."""
    cut = slug
    while len(cut) > LIMITS.slug_letters.most or len(cut.encode()) > LIMITS.slug_bytes.most:
        head, _, _ = cut.rpartition("-")
        cut = head or cut[:-1]
    return cut


def slug_of_name(name: str) -> str:
    """Return the slug of a tag or series; one of more bytes than a slug may have is cut, as no disk could store it."""
    return shortened(slugify(name)) if is_cut(name) else slugify(name)


def is_cut(name: str) -> bool:
    """Return whether the slug of a tag or series is only the beginning of its name."""
    return len(name) > LIMITS.slug_bytes.most // 4 and len(slugify(name).encode()) > LIMITS.slug_bytes.most


def slug_of_file(stem: str) -> str:
    """Return the slug that a file name gives: without its ending and a leading date."""
    return slugify(_LEADING_DATE.sub("", unicodedata.normalize("NFC", stem)))


def is_windows_name(name: str) -> bool:
    """Tell whether Windows cannot store a file of that name (Windows API, "Naming Files, Paths, and Namespaces")."""
    return name.partition(".")[0].lower() in WINDOWS_NAMES or name[-1:] in (".", " ")


def folded(path: str) -> str:
    """Return the form in which some file systems and readers take two paths for the same: NFKC, case folded."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFC", path).casefold())


@functools.lru_cache(maxsize=1 << 15)
def permalink(*parts: str) -> str:
    """Return the root-relative, percent-coded address of a page: `permalink("tags", "nato")` is `/tags/nato/`."""
    return "/" + "".join(quote(part, safe="-._~/") + "/" for part in parts)


@functools.lru_cache(maxsize=1 << 15)
def file_link(path: str) -> str:
    """Return the root-relative, percent-coded address of an output path such as `assets/a.css`."""
    return "/" + quote(path, safe="-._~/")


def page_path(*parts: str) -> str:
    """Return the output path of a page: `page_path("tags", "nato")` is `tags/nato/index.html`."""
    return "/".join((*parts, "index.html"))


def host_of(url: str) -> str:
    """Return the host of an absolute address, lower case, without a port."""
    return (urlsplit(url).hostname or "").lower()


def prefix_of(url: str) -> str:
    """Return the path of an absolute address without a closing slash: empty for a site at the root of its host."""
    return urlsplit(url).path.rstrip("/")


def is_web_address(target: str) -> bool:
    """Tell whether a target is an address on the web, and no path."""
    return target.startswith(("https://", "http://"))
