"""What a build publishes of a text whose error the site has made a warning, by code. Core, data."""

from collections.abc import Mapping

from kei_site.core.diagnostic_codes import CODES

_LEFT_OUT = "the text is left out"
_AS_READ = "the rest of the text is published"
_NO_KEY = "the key is ignored; without title, date or authors, or if it may hold the text back, the text is left out"
_WORDS = "the words are published without a link"
_NO_IMAGE = "the image is not shown"
_CUT = "what is beyond the limit is left out"

_FALLBACKS: Mapping[str, str] = {
    **dict.fromkeys(("ENC01", "ENC02"), "the text is read in the encoding that it seems to have"),
    **dict.fromkeys(("ENC04", "ENC06"), _LEFT_OUT),
    "ENC05": "the character is left out",
    **dict.fromkeys(
        (*(f"FM{n:02}" for n in (1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 16)), *(f"YML{n:02}" for n in range(1, 6))),
        "the text is left out, since its front matter cannot be read",
    ),
    "FM07": "the first of the two counts",
    **dict.fromkeys(("FM08", "FM09", "FM15", "FM17", "FM18"), _NO_KEY),
    **dict.fromkeys(("DAT01", "DAT02", "DAT03", "DAT04", "DAT05"), _NO_KEY),
    **dict.fromkeys(("TAG01", "TAG02", "TAG05"), "the text is published without these tags"),
    "TAG04": "both are one tag",
    **dict.fromkeys(("SLG01", "SLG02", "SLG03", "SLG04", "SLG07"), "the slug is made of the name of the file"),
    **dict.fromkeys(("SLG05", "SLG06", "URL01", "URL02", "URL03"), "the address leads to one of the two"),
    "URL04": "the alias is ignored",
    **dict.fromkeys(("FIL01", "FIL03", "FIL04"), "the file is not published"),
    "LIM01": _CUT,
    **dict.fromkeys(("LIM02", "LIM04", "LIM05"), _LEFT_OUT),
    **dict.fromkeys(("LIM03", "LIM06", "LIM07", "LIM08"), _AS_READ),
    "LIM09": "the images beyond the limit are not shown",
    **dict.fromkeys(("LNK02", "LNK03"), _WORDS),
    **dict.fromkeys((f"IMG{n:02}" for n in (1, 2, 4, 5, 6, 7, 8, 10)), _NO_IMAGE),
    "HTM01": "the element is left out, and its words stay",
    "MD01": "the fence is closed at the end of the text",
    "MD02": "its words are published, without what they are nested in",
    "MTH01": "the formula stands as it is written",
    "AUT01": "the byline leaves the name out",
    "AUT02": "the value is ignored",
    "AUT03": "the first record counts",
    **dict.fromkeys(("SHC01", "SHC02"), "the words in it are published as plain text"),
    "SHC03": "it is closed at the end of the text",
    **dict.fromkeys(("SHC04", "SHC05"), "a link to the address is published"),
    "REL01": "the reference is ignored",
    "REF02": "the brackets are published as they are written",
    "REF04": "the file is ignored",
    "EVT01": "it is published as it is written",
    "EVT02": "the details are shown all the same",
    **dict.fromkeys(
        ("DAT10", "DAT11", "DAT12", "DAT13", "DAT14", "DAT15", "DAT17", "FIG01", "FIG03"), "the figure is left out"
    ),
    "AUT05": "the group stands behind those that are listed",
    "POD01": "the details are shown all the same",
    "POD02": "the chapters are published as they are written",
    "POD03": "the cover is published as it is",
    "LNG03": "the text is ignored",
    "LNG04": "the English text stands in its place",
    "FED02": "feed readers take the two for one",
}


def fallback(code: str) -> str:
    """Return what is published if an error of this code is a warning; empty for warnings, and if nothing is known."""
    return _FALLBACKS.get(code, "") if CODES[code].severity == "error" else ""
