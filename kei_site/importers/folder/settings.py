"""The configuration of a generator -> what it says of the site: title, address, language, menu."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kei_site.importers.folder.values import text_of
from kei_site.schema.formats import is_language

_PLACES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "SITENAME", "site_name", "name", "website.title", "book.title"),
    "url": ("baseURL", "baseurl", "url", "SITEURL", "site_url", "website.site-url"),
    "description": (
        "description",
        "site_description",
        "params.description",
        "SITESUBTITLE",
        "website.description",
        "tagline",
    ),
    "language": ("defaultContentLanguage", "languageCode", "lang", "language", "DEFAULT_LANG", "locale"),
    "timezone": ("timeZone", "timezone", "TIMEZONE"),
    "author": ("author", "AUTHOR", "params.author"),
}


def site_settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return title, url, description, language, timezone and author, each under its name; empty if there is none."""
    found: dict[str, Any] = {name: _first(config, places) for name, places in _PLACES.items()}
    found |= {name: text_of(found[name]) for name in found if name != "author"}
    if not found["url"].startswith(("http://", "https://")):
        found["url"] = _below(text_of(config.get("url")), found["url"])
    language = found["language"].replace("_", "-")
    return {**config, **found, "language": language if is_language(language) else ""}


def _below(url: str, folder: str) -> str:
    """Return the address of a site that names its host and its folder apart (`url`, `baseurl` of Jekyll)."""
    if not url.startswith(("http://", "https://")):
        return ""
    return f"{url.rstrip('/')}/{folder.strip('/')}".rstrip("/") if folder.startswith("/") else url


def _first(config: Mapping[str, Any], places: tuple[str, ...]) -> Any:
    return next((found for place in places if (found := _at(config, place)) not in (None, "", [], {})), "")


def _at(config: Any, place: str) -> Any:
    for part in place.split("."):
        config = config.get(part) if isinstance(config, Mapping) else None
    return config


def menu_of(config: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return (label, address) of the main menu."""
    places = ("menu.main", "menus.main", "website.navbar.left", "MENUITEMS")
    return tuple(pair for pair in _pairs(_first(config, places)) if all(pair))


def _of_source(address: str) -> str:
    """Return the address of the page of a text that a menu of Quarto names by its file."""
    found = re.fullmatch(r"/?([^:?#]+)\.(?:qmd|md|rmd|ipynb)", address, re.IGNORECASE)
    return "/" + re.sub(r"(?:^|(?<=/))index\.html$", "", f"{found[1]}.html") if found else address


def _pairs(items: Any) -> Iterator[tuple[str, str]]:
    for item in items if isinstance(items, list | tuple) else ():
        if isinstance(item, Mapping):
            label = text_of(item.get("name") or item.get("text") or item.get("title") or item.get("label"))
            yield label, _of_source(text_of(item.get("url") or item.get("href") or item.get("pageRef")))
        elif isinstance(item, list | tuple) and len(item) == 2:
            yield text_of(item[0]), text_of(item[1])
