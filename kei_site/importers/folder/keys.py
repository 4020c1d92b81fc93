"""The front matter of other generators -> the keys of this site; a key with words that has no place here is named."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from kei_site.core.clock import today
from kei_site.core.value import value
from kei_site.core.written_dates import date_in_name, read_any_date
from kei_site.importers.folder.values import decoded, first_of, is_no, is_yes, text_of, texts_of
from kei_site.importers.items import ItemImage, Written
from kei_site.importers.words import text_of_fragment, without_email
from kei_site.model.brief import BRIEF_TYPES
from kei_site.schema.formats import is_language

_DATES = ("date", "pubdate", "published_at", "publishdate", "publish_date", "created", "created_at", "datepublished")
_UPDATES = ("updated", "lastmod", "last_modified_at", "modified", "date-modified", "last_updated", "updated_at")
_SUMMARIES = ("description", "summary", "excerpt", "abstract", "lead", "deck", "standfirst", "dek")
_IMAGES = ("image", "featured_image", "featuredimage", "cover", "cover_image", "thumbnail", "hero", "banner", "images")
_TAGS = ("tags", "tag", "categories", "category", "topics")
_FIELDS = {"doi": "doi", "number": "number", "license": "license", "funding": "funding", "disclosure": "disclosure"}
_MATH = ("math", "katex", "mathjax", "usemathjax", "latex")
"""Keys with which themes load a program that sets formulas."""
WORKS = (".bib", ".json")
"""Endings of files of references."""
_STYLES = {
    "apa": "apa",
    "chicago-author-date": "chicago-author-date",
    "chicago-fullnote-bibliography": "chicago-notes",
    "chicago-note-bibliography": "chicago-notes",
    "mla": "mla",
    "modern-language-association": "mla",
}
"""Of our styles, by the names of files of CSL (https://github.com/citation-style-language/styles)."""
_STARTS = ("eventdate", "event_date", "event_start", "start_date", "startdate", "date_start", "start")
_ENDS = ("event_end", "eventend", "end_date", "enddate", "date_end", "end")
_EVENT_PLACES = ("location", "venue", "place")
_NO_CATEGORIES = frozenset({"", "pages", "drafts", "articles", "posts", "content", "blog"})
"""Folders of Pelican that say nothing of the subject."""
_OUT = frozenset({"published", "publish", "public", "visible", "live", "final", "done"})
_HELD = ("draft", "isdraft", "private", "hidden", "unlisted", "unpublished", "wip", "headless", "hide")
_STATES = ("status", "state", "post_status", "workflow", "visibility")
_ELEMENT = re.compile(r"</?(?:p|br|b|i|em|strong|a|span|div|img|ul|ol|li|h[1-6]|sup|sub|code)\b[^<>]*>", re.IGNORECASE)
_USED = frozenset((
    *_DATES, *_UPDATES, *_SUMMARIES, *_IMAGES, *_TAGS, *_FIELDS, *_HELD, *_STATES,
    "title", "slug", "url", "permalink", "aliases", "alias", "redirect_from", "redirects", "author", "authors",
    "byline",
    "series", "lang", "language", "locale", "translationkey", "translation_of", "translation", "id", "guid", "type",
    "published", "expirydate", "image-alt", "image_alt", "image_caption", "header", "keywords", "citation", "ref",
))  # fmt: skip
"""Keys that have a place here, in small letters."""
_LOOKS = re.compile(
    r"layout|template|theme|css|class|style|color|icon|weight|order|nav|menu|toc|sidebar|comments?|share|sitemap|robots"
    r"|cascade|outputs?|format|engine|execute|editor|jupyter|bibliography|csl|code|number-sections|freeze|cache|params"
    r"|build|resources|pagination|permalink|linktitle|is[a-z]*home|pin(?:ned)?|sticky|featured?|mathjax|math|katex"
    r"|mermaid|uid|aliases|filters|listing|links?-?.*|toc-.*|date-format|page-layout|eleventy.*|locale|social|topic|show.*"
    r"|excerpt.separator|display.*|enable.*|disable.*|.*_?template|collection|engine|save_as|.*save_as|.*slug|.*id|authors?_.*|summary-.*"
)
"""Keys that say how a page looks or is made, in small letters: they hold no words of the text."""


@value
class Keys:
    """What the front matter and the path of a text say, in the words of this site."""

    title: str = ""
    slug: str = ""
    date: str = ""
    updated: str = ""
    is_draft: bool = False
    reason: str = ""
    """Why it is a draft."""
    type: str = "brief"
    tags: tuple[str, ...] = ()
    series: str = ""
    summary: str = ""
    language: str = ""
    translation_key: str = ""
    """What the versions of one text have in common, or empty."""
    translation_of: str = ""
    """The path of the original, if the text names it."""
    id: str = ""
    image: ItemImage | None = None
    fields: Mapping[str, Written] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_keys(front: Mapping[str, Any], path: str, tool: str) -> Keys:
    """Return what front matter says; `path` is below the folder of texts."""
    keys = _lower(front, path, tool)
    reason = _draft_reason(keys, path)
    date, date_problem = _date(keys, path)
    type_ = text_of(keys.get("type")).lower()
    return Keys(
        title=decoded(text_of(keys.get("title"))),
        slug=text_of(keys.get("slug")).strip("/").rpartition("/")[2],
        date=date,
        updated=read_any_date(first_of(keys, _UPDATES)[1] or ""),
        is_draft=bool(reason),
        reason=reason,
        type=type_ if type_ in BRIEF_TYPES else "brief",
        tags=_tags(keys, tool),
        series=next(iter(texts_of(keys.get("series"))), ""),
        summary=_plain(text_of(first_of(keys, _SUMMARIES)[1])),
        language=_language(keys, path),
        translation_key=text_of(keys.get("translationkey") or keys.get("ref")),
        translation_of=text_of(keys.get("translation_of")),
        id=text_of(keys.get("id") or keys.get("guid")) if tool == "markdown" else text_of(keys.get("guid")),
        image=_image(keys),
        fields={**_texts(keys), **_works(keys), **_math(keys), **_embargo(keys), **_event(keys)},
        problems=tuple(filter(None, (date_problem, *_unplaced(keys), *_unread_works(keys)))),
    )


def _texts(keys: Mapping[str, Any]) -> dict[str, str]:
    found = {ours: text for name, ours in _FIELDS.items() if (text := text_of(keys.get(name)))}
    file = text_of(keys.get("pdf"))
    return found | ({"pdf": file} if file.lower().endswith(".pdf") else {})


def _works(keys: Mapping[str, Any]) -> dict[str, Written]:
    """Return the files of references of a text, and their style if it is one of ours."""
    found: dict[str, Written] = {}
    if files := tuple(name for name in texts_of(keys.get("bibliography")) if name.lower().endswith(WORKS)):
        found["references"] = files
    if style := _STYLES.get(_style_of(keys), ""):
        found["citation_style"] = style
    return found


def _math(keys: Mapping[str, Any]) -> dict[str, Written]:
    return {"math": "true"} if any(name in keys and is_yes(keys[name]) for name in _MATH) else {}


def _unread_works(keys: Mapping[str, Any]) -> Iterator[str]:
    for name in texts_of(keys.get("bibliography")):
        if not name.lower().endswith(WORKS):
            yield f"`bibliography: {name[:120]}` is no .bib or .json file: export it as one of them"
    if (style := _style_of(keys)) and style not in _STYLES:
        yield f"`csl: {style[:120]}` has no place here: choose a `citation_style`"


def _style_of(keys: Mapping[str, Any]) -> str:
    return posixpath.basename(text_of(keys.get("csl"))).removesuffix(".csl")


def _lower(front: Mapping[str, Any], path: str, tool: str) -> Mapping[str, Any]:
    """Return keys in small letters, with the folder that Pelican takes for a category."""
    keys = {str(name).lower(): found for name, found in front.items()}
    folder = posixpath.basename(posixpath.dirname(path))
    if tool == "pelican" and folder.lower() not in _NO_CATEGORIES:
        keys.setdefault("category", folder)
    return keys


def _event(keys: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
    """Return when and where an event takes place, if its day can be read."""
    start, end = (read_any_date(first_of(keys, names)[1] or "") for names in (_STARTS, _ENDS))
    if not start or text_of(keys.get("type")).lower() != "event":
        return {}
    found = {"start": start, "end": end if end > start else "", "place": text_of(first_of(keys, _EVENT_PLACES)[1])}
    return {"event": {key: text for key, text in found.items() if text}}


def _plain(text: str) -> str:
    """Return the words of a summary that is written in HTML, or a text with its entities decoded."""
    if _ELEMENT.search(text) is None:
        return decoded(text)
    return " ".join(text_of_fragment(text).split())


def _date(keys: Mapping[str, Any], path: str) -> tuple[str, str]:
    """Return the date, and what is wrong with one that cannot be read."""
    name, written = first_of(keys, _DATES)
    found = read_any_date(written) if name else ""
    if found:
        return found, ""
    instead = date_in_name(path)
    problem = f"`{name}: {text_of(written)}` is no date that can be read for certain" if name else ""
    return instead, problem


def _embargo(keys: Mapping[str, Any]) -> dict[str, str]:
    """Return until when a text waits that has a later day of publication than its date (Hugo's `publishDate`)."""
    later, date = read_any_date(keys.get("publishdate") or ""), read_any_date(keys.get("date") or "")
    if not later or not date or later[:10] <= date[:10]:
        return {}
    whole = later if "T" in later else f"{later}T00:00:00"
    return {"embargo": whole if re.search(r"(?:Z|[+-]\d\d:\d\d)$", whole) else f"{whole}Z"}


def _draft_reason(keys: Mapping[str, Any], path: str) -> str:
    """Return why a text is held back; empty if everybody may see it."""
    held = next((name for name in _HELD if name in keys and is_yes(keys[name])), "")
    if held:
        return held
    if "published" in keys and is_no(keys["published"]):
        return "published: false"
    if unwritten := _unwritten_reason(keys):
        return unwritten
    state = next((text for name in _STATES if (text := text_of(keys.get(name)).lower()) and text not in _OUT), "")
    if state:
        return state
    folders = path.split("/")[:-1]
    if any(folder.lower().lstrip("_") in ("drafts", "draft") for folder in folders):
        return "in a folder of drafts"
    expiry = read_any_date(keys.get("expirydate") or "")
    return f"expired on {expiry[:10]}" if expiry and expiry[:10] < today() else ""


def _unwritten_reason(keys: Mapping[str, Any]) -> str:
    """Return why no page was written of a text: `permalink: false` of Eleventy, `build: {render: never}` of Hugo."""
    if "permalink" in keys and is_no(keys["permalink"]):
        return "permalink: false"
    for name in ("build", "_build"):
        rules = keys.get(name)
        render = rules.get("render") if isinstance(rules, Mapping) else None
        if render is not None and (is_no(render) or text_of(render).lower() == "never"):
            return f"{name}: render: {text_of(render).lower()}"
    return ""


def _tags(keys: Mapping[str, Any], tool: str) -> tuple[str, ...]:
    """Return tags and categories, once each. Texts are cut as the generator cuts them; collections are no tags."""
    parts = {"jekyll": " ", "pelican": ","}.get(tool, ",")
    found: list[str] = []
    for name in _TAGS:
        cut = "" if name == "category" and tool != "pelican" else parts
        found += texts_of(keys.get(name), parts=cut)
    dropped = ("post", "posts", "all", "nav") if tool == "eleventy" else ()
    by_name: dict[str, str] = {}
    for text in found:
        by_name.setdefault(text.casefold(), text)
    return tuple(text for name, text in by_name.items() if name not in dropped)


def _language(keys: Mapping[str, Any], path: str) -> str:
    written = text_of(keys.get("lang") or keys.get("language") or keys.get("locale")).replace("_", "-")
    if written and is_language(written):
        return written
    found = re.search(r"\.([a-z]{2}(?:-[A-Za-z]{2,4})?)\.\w+$", posixpath.basename(path))
    return found[1] if found and is_language(found[1]) else ""


def _image(keys: Mapping[str, Any]) -> ItemImage | None:
    _, written = first_of(keys, _IMAGES)
    header = keys.get("header")
    if written is None and isinstance(header, dict):
        _, written = first_of(header, ("image", "overlay_image", "teaser"))
        keys = {**header, **keys}
    if isinstance(written, list):
        written = written[0] if written else None
    alt = text_of(keys.get("image-alt") or keys.get("image_alt") or keys.get("image_description"))
    caption = text_of(keys.get("image_caption") or keys.get("caption"))
    if isinstance(written, dict):
        parts = {str(name).lower(): text_of(part) for name, part in written.items()}
        address = next((parts[name] for name in ("src", "path", "image", "url", "feature") if parts.get(name)), "")
        image = ItemImage(
            address=address,
            alt=parts.get("alt") or alt,
            caption=parts.get("caption") or caption,
            credit=parts.get("credit", ""),
        )
        return image if address else None
    return ItemImage(address=text_of(written), alt=alt, caption=caption) if text_of(written) else None


def _unplaced(keys: Mapping[str, Any]) -> list[str]:
    """Return a problem for each key whose words have no place here."""
    summaries = [name for name in _SUMMARIES if text_of(keys.get(name))]
    placed = {*_USED, *_texts(keys), *((*_STARTS, *_ENDS, *_EVENT_PLACES) if _event(keys) else ())}
    left = [name for name in keys if name not in placed and not _LOOKS.fullmatch(name)]
    written = {name: text_of(keys[name]) or ", ".join(texts_of(keys[name])) for name in (*left, *summaries[1:])}
    words = {name: without_email(text) for name, text in written.items() if "mail" not in name}
    return [
        f"`{name}: {text[:120]}` has no place here"
        for name, text in words.items()
        if re.search(r"[^\W\d_]{3}", text) and text.lower() not in ("true", "false")
    ]
