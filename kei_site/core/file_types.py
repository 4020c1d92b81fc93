"""The name and the first bytes of a file -> whether it may be published beside a text. Core, pure.

A file is an attachment if no browser and no server runs anything in it: its ending is on a list, and its first bytes
are those of its type. Browsers take a file for a page by its first bytes (https://mimesniff.spec.whatwg.org), servers
for a program by any part of its name (Apache's `mod_mime`: `notes.php.pdf`).
"""

import posixpath
import re
from collections.abc import Collection, Mapping

from kei_site.core.value import value

HEAD = 1445
"""The bytes that are looked at: as many as browsers look at."""
_ZIP = rb"PK\x03\x04|PK\x05\x06"
_OLE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOX = rb"[\s\S]{4}ftyp"
_TIFF = rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+"
_JPEG = rb"\xff\xd8\xff"
_ANY = b""

_SIGNATURES: Mapping[str, bytes] = {
    ".pdf": rb"%PDF-",
    **dict.fromkeys((".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".zip", ".epub"), _ZIP),
    **dict.fromkeys((".doc", ".xls", ".ppt"), _OLE + rb"|\{\\rtf"),
    **dict.fromkeys((".csv", ".tsv", ".json", ".txt", ".bib", ".ris"), _ANY),
    ".ics": rb"BEGIN:VCALENDAR",
    ".vtt": rb"WEBVTT",
    # Streams of these begin anywhere, also with tags of many kinds.
    **dict.fromkeys((".mp3", ".aac"), _ANY),
    **dict.fromkeys((".m4a", ".mp4", ".m4v", ".mov", ".avif", ".heic", ".heif"), _BOX),
    **dict.fromkeys((".oga", ".ogg", ".opus", ".ogv"), rb"OggS"),
    ".flac": rb"fLaC|ID3",
    ".wav": rb"(?:RIFF|RF64)[\s\S]{4}WAVE",
    ".webm": rb"\x1a\x45\xdf\xa3",
    ".png": rb"\x89PNG\r\n\x1a\n",
    **dict.fromkeys((".jpg", ".jpeg", ".jfif", ".jpe", ".jif"), _JPEG),
    ".webp": rb"RIFF[\s\S]{4}WEBP",
    ".gif": rb"GIF8[79]a",
    ".jxl": rb"\xff\x0a|\x00\x00\x00\x0cJXL ",
    ".jp2": rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51",
    **dict.fromkeys((".tif", ".tiff"), _TIFF),
    ".bmp": rb"BM",
    ".psd": rb"8BPS",
}
"""What the files of each type begin with, as patterns."""
KNOWN = frozenset(_SIGNATURES)
"""The endings of attachments."""
SAVED = (("Content-Disposition", "attachment"), ("Content-Security-Policy", "sandbox; default-src 'none'"))
"""The headers of attachments that are to be saved: where one is opened all the same, nothing in it runs or loads."""
_SHOWN = re.compile(
    r"\.(?:pdf|mp3|aac|m4a|oga|ogg|opus|flac|wav|mp4|m4v|mov|ogv|webm|png|jpe?g|jfif|jpe|jif|webp|gif|avif|hei[cf]|jxl"
    r"|jp2|tiff?|bmp|psd)"
)
"""Pictures, recordings and PDF, which browsers show; all others are to be saved."""
_RUN_BY_SERVERS = frozenset(".phtml .phar .pht .cgi .fcgi .pl .shtml .shtm .stm .asp .aspx .jsp .jspx .cfm".split())
"""What some servers run in any part of a name."""
_RUN = _RUN_BY_SERVERS | frozenset(
    ".htm .xhtml .xht .mht .mhtml .hta .svg .svgz .xml .xsl .xslt .xsd .rdf .rss .atom .mathml .mml .opml "
    ".js .mjs .cjs .jsm .ts .jsx .tsx .css .wasm .swf .jar .class .jnlp .htc .webmanifest .appcache .manifest "
    ".py .rb .sh .lua .ashx .asmx .cer .htaccess .config .exe .msi .com .bat .cmd .scr .ps1 .vbs .wsf .lnk .url "
    ".md .yaml".split()
)
_MARKUP = re.compile(rb"\s*(?:<[!?%/a-z]|#!)", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@value
class Refused:
    """Why a file is not published beside a text."""

    message: str
    fix: str


def ending_of(path: str) -> str:
    """Return the ending of a file name in small letters, with its dot; empty if it has none."""
    return posixpath.splitext(path)[1].lower()


def may_run(ending: str) -> bool:
    """Return whether browsers or servers run files with an ending, or build upon them."""
    return ending in _RUN or ending.startswith((".php", ".html", ".asp"))


def is_shown(ending: str) -> bool:
    """Return whether browsers show or play attachments with an ending in place of saving them."""
    return _SHOWN.fullmatch(ending.lower()) is not None


def refused_name(path: str, more: Collection[str]) -> Refused | None:
    """Return why a file is no attachment by its name; `more` are endings that the site allows besides."""
    ending = ending_of(path)
    inner = ["." + part for part in posixpath.basename(path).lower().split(".")[1:-1]]
    if may_run(ending):
        message = f"a browser or a server may run what ends in {ending}"
        return Refused(message=message, fix="link a PDF of it, or put it into a ZIP file")
    if run := next((part for part in inner if part in _RUN_BY_SERVERS or part.startswith(".php")), ""):
        return Refused(message=f"a server may run what has {run} in its name", fix="rename the file")
    if ending in _SIGNATURES or ending in more:
        return None
    if not ending:
        return Refused(message="a file without an ending is not published", fix="give it the ending of its type")
    fix = f"put it into a ZIP file, or write `attachments: [{ending}]` in site.yaml"
    return Refused(message=f"what ends in {ending} is not published", fix=fix)


def refused_content(path: str, head: bytes) -> Refused | None:
    """Return why a file is no attachment by its first HEAD bytes."""
    ending = ending_of(path)
    words = next((head.removeprefix(mark) for mark in _MARKS if head.startswith(mark)), head)
    if _MARKUP.match(words.replace(b"\0", b"")):
        message = "begins like a page or a program, whatever its name says"
        return Refused(message=message, fix="save it in the form that its ending names, or put it into a ZIP file")
    signature = _SIGNATURES.get(ending, _ANY)
    if signature and not re.match(signature, words.lstrip() if ending in {".pdf", ".vtt", ".ics"} else head):
        name = ending[1:].upper()
        return Refused(message=f"is not the {name} file that its name says", fix=f"save it again as {name}")
    return None
