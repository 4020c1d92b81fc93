"""The attributes of a shortcode: read from its tag, its number if it counts, and what its HTML lacks of them."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote_plus

from kei_site.importers.html.attribute_words import plain_of, seen_words, unshown
from kei_site.importers.html.shortcode_names import FILLED

_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"(?=\s|$)|([\w-]+)\s*=\s*'([^']*)'(?=\s|$)|([\w-]+)\s*=\s*([^\s'"]+)(?=\s|$)"""
    r"""|"([^"]*)"(?=\s|$)|'([^']*)'(?=\s|$)|(\S+)"""
)
_DIVI_SIGNS = {"%22": '"', "%91": "[", "%93": "]"}
_BAKERY_SIGNS = {"``": '"', "`{`": "[", "`}`": "]"}
_BAKERY = re.compile("`[{}]`|``")
_DIVI = re.compile("%(?:22|91|93)")
_COUNTER = re.compile(r"bar|circle|count|number|percent|pie|progress|stat")
_CHART = re.compile(r"chart|graph")
_MOST_TOLD = 400
"""Characters of the words of one attribute in a message."""


def attributes_of(shortcode: str, text: str) -> Mapping[str, str]:
    """Return the attributes in the tag of a shortcode of that name; those without a name by their number."""
    given: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text.strip().removeprefix("=")):
        groups = found.groups()
        name = groups[0] or groups[2] or groups[4]
        words = next((group for group in (groups[1], groups[3], groups[5], *groups[6:]) if group is not None), "")
        key = name.lower() if name else str(sum(known.isdigit() for known in given))
        given.setdefault(key, unescape(words))
    if shortcode.startswith("vc_"):
        return {key: _BAKERY.sub(lambda found: _BAKERY_SIGNS[found[0]], words) for key, words in given.items()}
    return {key: _of_divi(words) for key, words in given.items()} if shortcode.startswith("et_pb_") else given


def _of_divi(text: str) -> str:
    """Return an attribute without what Divi writes for quotation marks and brackets; an address as it is."""
    return text if text.startswith(("http", "/")) else _DIVI.sub(lambda found: _DIVI_SIGNS[found[0]], text)


def with_number(shortcode: str, given: Mapping[str, str]) -> Mapping[str, str]:
    """Return attributes; of a shortcode that counts, with its number and unit as readers saw them."""
    number = given.get("value") or given.get("percentage") or given.get("count") or ""
    if not _COUNTER.search(shortcode) or "number" in given or not re.fullmatch(r"[\d.,]+", number):
        return given
    unit = given.get("unit") or given.get("units") or ""
    kept = {key: text for key, text in given.items() if key not in ("unit", "units")}
    return {**kept, "number": f"{number}{unit}"}


def losses_of(shortcode: str, given: Mapping[str, str], html: str) -> Iterator[str]:
    """Yield what of a shortcode is not in its HTML: words of attributes, or all that it showed."""
    for name, words in unshown(seen_words(given), html):
        yield f"words of an attribute that were left out: [{shortcode} {name}] {words[:_MOST_TOLD]}"
    if _CHART.search(shortcode) and given.get("values"):
        data = unquote_plus(given["values"])[:_MOST_TOLD]
        yield f"[{shortcode}] draws a chart, which was left out: {data}"
    if FILLED.search(shortcode) and not plain_of(html):
        yield f"[{shortcode}] was left out: WordPress fills it"
