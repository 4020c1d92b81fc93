"""The path, keys and date of a text -> the addresses that it had, by the rules of its generator."""

import posixpath
import re
from calendar import month_abbr, month_name
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from kei_site.core.urls import slugify
from kei_site.importers.folder.values import text_of, texts_of

_REDIRECTS = ("aliases", "redirect_from", "redirects", "alias")
_FILE_SLUG = re.compile(r"\{\{-?\s*page\.fileSlug\s*-?\}\}")
_LEADING_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_](?=.)")
_ROOTS: Mapping[str, tuple[str, ...]] = {
    "hugo": ("content/",),
    "eleventy": ("src/", "content/"),
    "pelican": ("content/",),
    "quarto": (),
    "jekyll": (),
    "mkdocs": ("docs/",),
    "markdown": ("content/briefs/", "content/", "briefs/", "docs/"),
}
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}


def content_path(path: str, tool: str) -> str:
    """Return a path below the folder of texts of a generator."""
    root = next((root for root in _ROOTS[tool] if path.startswith(root)), "")
    return path.removeprefix(root)


def file_slug(path: str) -> str:
    """Return the name of a text by its file: that of its folder for `index.md`, without a leading date."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    stem = re.sub(r"\.[a-z]{2}(?:-[A-Za-z]{2,4})?$", "", stem)
    if stem.lower() in ("index", "_index"):
        stem = posixpath.basename(folder) or "index"
    return _LEADING_DATE.sub("", stem)


def old_addresses(path: str, keys: Mapping[str, Any], date: str, settings: tuple[str, Mapping[str, Any]]) -> list[str]:
    """Return the addresses of a text, its own first; `settings` are the generator and its configuration."""
    tool, config = settings
    written = text_of(keys.get("permalink")) or text_of(keys.get("url"))
    if written.lower() == "false":
        return []
    if tool == "eleventy":
        written = _with_page(written, path, keys, date)
    own = _rooted(written) if written and "{" not in written and ":" not in urlsplit(written).path else ""
    is_made = tool == "eleventy" and "{" in written
    if not own and not is_made and tool in _RULES:
        own = _RULES[tool](content_path(path, tool), keys, date, config)
    if tool == "hugo" and own and not written:
        own = f"{_language_folder(path, config)}{own}"
    near = {"hugo": posixpath.dirname(own.rstrip("/")), "quarto": posixpath.dirname(own)}.get(tool, "/")
    more = [_rooted(old, near) for key in _REDIRECTS for old in texts_of(keys.get(key))]
    return list(dict.fromkeys(address for address in (own, *more) if address))


def _with_page(written: str, path: str, keys: Mapping[str, Any], date: str) -> str:
    """Return an address of Eleventy with what its tags print, as far as that is sure."""
    stem = content_path(posixpath.splitext(path)[0], "eleventy").removesuffix("/index")
    written = _FILE_SLUG.sub(file_slug(path), written)
    written = re.sub(r"\{\{-?\s*page\.filePathStem\s*-?\}\}", f"/{stem}", written)
    written = re.sub(r"\{\{-?\s*title\s*\|\s*slug(?:ify)?\s*-?\}\}", slugify(text_of(keys.get("title"))), written)
    days = {"%Y": date[:4], "%m": date[5:7], "%d": date[8:10], "yyyy": date[:4], "MM": date[5:7], "dd": date[8:10]}
    day = re.compile(r"\{\{-?\s*page\.date\s*\|\s*\w+\s*[:(]\s*[\"']([%\w/-]+)[\"']\s*\)?\s*-?\}\}")
    return day.sub(lambda tag: re.sub(r"%\w|yyyy|MM|dd", lambda part: days.get(part[0]) or "{", tag[1]), written)


def _language_folder(path: str, config: Mapping[str, Any]) -> str:
    """Return the folder of a translation of Hugo (`x.ko.md` is below `/ko`); empty for the language of the site."""
    found = re.search(r"\.([a-z]{2}(?:-[A-Za-z]{2,4})?)\.\w+$", path)
    usual = text_of(config.get("defaultContentLanguage")) or "en"
    return f"/{found[1].lower()}" if found and found[1] != usual else ""


def _rooted(address: str, near: str = "/") -> str:
    """Return an address from the root of the site; Hugo reads others from the folder `near`, that of the page."""
    if address.startswith(("/", "http://", "https://")):
        return address
    return posixpath.normpath(f"/{near}/{address}").replace("//", "/") + ("/" if address.endswith("/") else "")


def _hugo(path: str, keys: Mapping[str, Any], date: str, config: Mapping[str, Any]) -> str:
    section = path.partition("/")[0] if "/" in path else ""
    rules = config.get("permalinks")
    is_list = posixpath.basename(path).startswith("_index.")
    pattern = _pattern_of(rules, section) if isinstance(rules, dict) and not is_list else ""
    slug = text_of(keys.get("slug")) or file_slug(path)
    if pattern:
        name, title = file_slug(path), _hugo_name(text_of(keys.get("title")))
        given = text_of(keys.get("slug"))
        names = {
            "slug": _hugo_name(given) or title,
            "title": title,
            "section": section,
            "sections": posixpath.dirname(path),
            **dict.fromkeys(("filename", "contentbasename"), _hugo_name(name)),
            **dict.fromkeys(("slugorfilename", "slugorcontentbasename"), _hugo_name(given or name)),
        }
        return _filled(pattern, names, date)
    folder = posixpath.dirname(path)
    if posixpath.splitext(posixpath.basename(path))[0].lower() in ("index", "_index"):
        folder = posixpath.dirname(folder)
        slug = slug if folder or path.count("/") else ""
    parts = [part for part in (folder, slug) if part]
    return quote("/" + "".join(f"{part.lower().replace(' ', '-')}/" for part in parts))


_NO_NAME = re.compile(r"[^\w\s./\\#+~@-]")


def _hugo_name(text: str) -> str:
    """Return a title or name as Hugo writes it in an address: small letters, hyphens for blanks."""
    return re.sub(r"\s*(-+)\s*|\s+", lambda blanks: blanks[1] or "-", _NO_NAME.sub("", text).strip()).lower()


def _pattern_of(rules: Mapping[str, Any], section: str) -> str:
    """Return the pattern of a section: newer settings part the patterns of texts from those of lists."""
    of_texts = rules.get("page")
    return text_of(rules.get(section)) or (text_of(of_texts.get(section)) if isinstance(of_texts, Mapping) else "")


def _jekyll(path: str, keys: Mapping[str, Any], date: str, config: Mapping[str, Any]) -> str:
    written = text_of(config.get("permalink")) or "date"
    if "_posts/" in path or path.startswith("_posts"):
        folders = [folder for folder in path.partition("_posts")[0].split("/") if folder]
        written_out = texts_of(keys.get("category")) + texts_of(keys.get("categories"), parts=" ")
        categories = dict.fromkeys(text.lower() for text in (*folders, *written_out))
        names = {
            "categories": "/".join(categories),
            "slugified_categories": "/".join(map(slugify, categories)),
            "title": text_of(keys.get("slug")) or file_slug(path),
            "slug": file_slug(path),
        }
        return _filled(_JEKYLL.get(written, written), names, date)
    stem = posixpath.splitext(path)[0]
    if path.startswith("_"):
        collection, _, rest = stem.removeprefix("_").partition("/")
        pattern = text_of(collection_rule(config, collection).get("permalink"))
        return _filled(
            pattern or "/:collection/:path.html",
            {"collection": collection, "path": rest, **dict.fromkeys(("name", "title", "slug"), file_slug(path))},
            date,
        )
    stem = stem.removesuffix("index").rstrip("/")
    ending = (
        "/"
        if written in ("pretty",) or written.endswith("/") or posixpath.basename(path).startswith("index.")
        else ".html"
    )
    return f"/{quote(stem)}{ending}" if stem else "/"


def collection_rule(config: Mapping[str, Any], collection: str) -> Mapping[str, Any]:
    """Return what the settings of Jekyll say of a collection; nothing if they do not name it."""
    rules = config.get("collections")
    rule = rules.get(collection) if isinstance(rules, Mapping) else None
    return rule if isinstance(rule, Mapping) else {}


def _quarto(path: str, keys: Mapping[str, Any], date: str, config: Mapping[str, Any]) -> str:
    stem = posixpath.splitext(path)[0]
    return f"/{quote(stem.removesuffix('index'))}" if posixpath.basename(stem) == "index" else f"/{quote(stem)}.html"


def _mkdocs(path: str, keys: Mapping[str, Any], date: str, config: Mapping[str, Any]) -> str:
    stem = posixpath.splitext(path)[0]
    if re.fullmatch(r"(?:.*/)?(?:index|README)", stem):
        return quote(f"/{posixpath.dirname(stem)}/".replace("//", "/"))
    return quote(f"/{stem}.html" if text_of(config.get("use_directory_urls")) == "false" else f"/{stem}/")


def _eleventy(path: str, keys: Mapping[str, Any], date: str, config: Mapping[str, Any]) -> str:
    folder, name = posixpath.split(posixpath.splitext(path)[0])
    slug = _LEADING_DATE.sub("", name)
    parts = [part for part in (folder, "" if slug == "index" else slug) if part]
    return quote("/" + "".join(f"{part}/" for part in parts))


def _pelican(path: str, keys: Mapping[str, Any], date: str, config: Mapping[str, Any]) -> str:
    slug = text_of(keys.get("slug")) or slugify(text_of(keys.get("title"))) or file_slug(path)
    is_page = path.startswith("pages/")
    language = text_of(keys.get("lang"))
    is_translated = language not in ("", text_of(config.get("DEFAULT_LANG")) or "en")
    pattern = text_of(config.get(f"{'PAGE' if is_page else 'ARTICLE'}{'_LANG' if is_translated else ''}_URL"))
    pattern = pattern or f"{'pages/' if is_page else ''}{{slug}}{'-{lang}' if is_translated else ''}.html"
    category = slugify(text_of(keys.get("category")) or posixpath.dirname(path))
    filled = pattern.replace("{slug}", slug).replace("{category}", category).replace("{lang}", language)
    days = {"%Y": date[:4], "%m": date[5:7], "%d": date[8:10]}
    if date:
        number = int(date[5:7])
        days |= {"%b": month_abbr[number], "%B": month_name[number], "%-m": str(number), "%-d": str(int(date[8:10]))}
    filled = re.sub(
        r"\{date:([^{}]*)\}", lambda found: re.sub(r"%-?\w", lambda part: days.get(part[0], "{"), found[1]), filled
    )
    return "" if "{" in filled else f"/{quote(filled)}"


def _filled(pattern: str, names: Mapping[str, str], date: str) -> str:
    """Return a pattern such as `/:year/:slug/` with its names filled in; empty if one is unknown."""
    parts = {
        "year": date[:4],
        "month": date[5:7],
        "day": date[8:10],
        "i_month": date[5:7].lstrip("0"),
        "i_day": date[8:10].lstrip("0"),
        "output_ext": ".html",
        **names,
    }
    unknown = [
        name
        for name in re.findall(r":(\w+)", pattern)
        if name not in parts or (not name.endswith("categories") and not parts[name])
    ]
    if unknown:
        return ""
    filled = re.sub(r":(\w+)", lambda found: parts[found[1]], pattern)
    return quote("/" + re.sub(r"/{2,}", "/", filled).lstrip("/"))


_RULES = {
    "hugo": _hugo,
    "jekyll": _jekyll,
    "quarto": _quarto,
    "eleventy": _eleventy,
    "pelican": _pelican,
    "mkdocs": _mkdocs,
}
