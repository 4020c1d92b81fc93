"""The metadata of an item that has no place here -> what the receipt says of it."""

import re
from collections.abc import Iterator

from kei_site.importers.wordpress.fields import Fields

_CANONICAL = ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_genesis_canonical_uri")
_PRICES = ("_regular_price", "edd_price")
_DOWNLOADS = ("__wpdm_files", "_downloadable_files")
"""Files of Download Manager and WooCommerce."""


def unkept_problems(fields: Fields, host: str) -> Iterator[str]:
    """Yield what plug-ins say of an item and this site does not; `host` is that of the former site, without `www.`."""
    canonical = _first(fields, _CANONICAL)
    found = re.match(r"https?://(?:www\.)?([^/]+)", canonical)
    if found and found[1].lower() != host:
        yield f"it first appeared elsewhere, at {canonical[:200]}: write `published_in:`"
    if fields.meta_of("_yoast_wpseo_meta-robots-noindex") == "1" or "noindex" in fields.meta_of("rank_math_robots"):
        yield "search engines were asked not to list it; here they may"
    if (price := _first(fields, _PRICES)).strip("0., "):
        yield f"a price has no place here: {price[:40]}"
    if _first(fields, _DOWNLOADS).strip("[]{} "):
        yield "the files that a plug-in offers with it were not taken over"


def _first(fields: Fields, keys: tuple[str, ...]) -> str:
    return next((text.strip() for key in keys if (text := fields.meta_of(key)).strip()), "")
