r"""A value of BibTeX -> plain text: `{\"u}` becomes `ü`, `\&` becomes `&`, `--` becomes a dash. Source, pure."""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_LETTERS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "i": "\u0131", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "ldots": "…", "dots": "…", "textellipsis": "…", "textbackslash": "\\",
    "textbraceleft": "\ue000", "textbraceright": "\ue001",
    "textasciitilde": "\ue002", "textasciicircum": "^", "S": "§", "P": "¶", "copyright": "©", "pounds": "£",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "euro": "€", "slash": "/",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?:([`'^~\"=.])\s*|([uvHcdbkr])(?:\s+|(?=\{)))(?:\{\s*(\\[ij](?![A-Za-z])|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))")
_ESCAPED = re.compile(r"\\([&%$#_{} ,;/!@-])")
_HELD = {"{": "\ue000", "}": "\ue001"}
_DASHES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))
_SIGNS = re.compile(r"[\\{}~`'\ue000-\ue002]|--")
_VERBATIM = re.compile(r"\\([_%#&{}~])")


def plain(value: str) -> str:
    """Return the words of a value on one line, in NFC, without commands and braces."""
    text = value
    if not _SIGNS.search(text):
        return unicodedata.normalize("NFC", " ".join(text.split()))
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)
        text = _ESCAPED.sub(lambda found: _HELD.get(found[1], "" if found[1] in ",;/!@-" else found[1]), text)
        text = _COMMAND.sub(lambda found: _LETTERS.get(found[1], ""), text)
    for written, meant in _DASHES:
        text = text.replace(written, meant)
    text = text.replace("{", "").replace("}", "").replace("\ue000", "{").replace("\ue001", "}").replace("\ue002", "~")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def verbatim(value: str) -> str:
    """Return an address as it is meant: braces and escapes of TeX are taken away, dashes and tildes stay."""
    text = value.strip().removeprefix(r"\url").strip()
    while text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    text = text.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    return _VERBATIM.sub(r"\1", text)


def _accented(found: re.Match[str]) -> str:
    mark = _ACCENTS[found[1] or found[2]]
    letter = (found[3] or found[4]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + mark)
