"""Metadata of page builders and of plug-ins for fields -> the HTML of a text that stands nowhere else, and faults.

Elementor writes a flat copy of its widgets into the text of a post, but not in every version. Where the text is empty,
the widgets are read from their metadata. Other builders that do so are named, as are fields that hold words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from kei_site.importers.html.attribute_words import is_prose, is_shown
from kei_site.importers.html.words import words_of
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.words import without_email

_ELEMENTOR = "_elementor_data"
_UNREAD = (
    "_bricks_page_content_2", "_fl_builder_data", "_themify_builder_settings_json", "brizy", "ct_builder_json",
    "ct_builder_shortcodes", "panels_data",
)  # fmt: skip
_WORDS = (
    "title", "title_text", "heading", "sub_heading", "tab_title", "item_title", "alert_title", "editor", "content",
    "tab_content", "description", "description_text", "item_description", "alert_description", "inner_text", "text",
    "testimonial_content", "testimonial_name", "testimonial_job", "blockquote_content", "html",
)  # fmt: skip
"""Settings of widgets that readers see, in the order in which they see them."""
_DEEPEST = 30
_FEW = 3
"""Words; a field of no plug-in that is known with fewer is a choice or a number."""
_MOST_TOLD = 200
"""Characters of the words of one field in a message."""
_NAME = re.compile(r"[^\W\d_][\w'’-]+")
_OWN = re.compile(r"_|rank_math|yoast|aioseo|seopress|itunes|podcast|enclosure|footnotes|duration|doi$|classic-editor")
"""Beginnings of names of what programs write, and of what is read elsewhere."""
_PERSONAL = re.compile(r"mail|phone|tel|fax|user|login|address|(?:^|_)ip(?:_|$)")
_IP = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}", re.IGNORECASE
)
_SERIALIZED = re.compile(r"\s*(?:[aOsib]:\d+[:;]|[{\[])")


def built_html(fields: Fields) -> str:
    """Return the HTML of a text that Elementor keeps in metadata alone; empty if the post has a text of its own."""
    written = fields.meta_of(_ELEMENTOR)
    if not written or words_of(fields.texts.get("content:encoded", "")):
        return ""
    try:
        return "\n".join(_element(json.loads(written), 0))
    except (ValueError, RecursionError):
        return ""


def builder_problems(fields: Fields, *, has_text: bool) -> Iterator[str]:
    """Yield what is said of words in metadata that are not taken over."""
    if not has_text:
        named = next((key for key in (_ELEMENTOR, *_UNREAD) if fields.meta_of(key).strip(' []{}"')), "")
        if named:
            yield f"no text: a page builder keeps it in its own metadata ({named}), which is not read"
    told = [f"{key} ({said})" if said else key for key, said in _words_in_fields(fields)]
    if told:
        yield f"fields of a plug-in hold words that are no part of the text: {', '.join(dict.fromkeys(told))}"


def _words_in_fields(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield (name, words) of fields that an editor filled and a theme showed; of fields about persons, no words.

    Advanced Custom Fields writes `_NAME: field_…` beside the field `NAME`, Toolset writes `wpcf-NAME`.
    """
    kinds = {key for key, text in fields.meta if text.startswith("field_")}
    for key, text in fields.meta:
        words = words_of(text)
        if f"_{key}" in kinds or key.startswith("wpcf-"):
            is_seen = is_prose("", words) or (words[:1] != words[:1].lower() and _NAME.fullmatch(words) is not None)
        else:
            is_seen = not _OWN.match(key) and is_prose(key, words) and len(words.split()) >= _FEW
        if is_seen and not _SERIALIZED.match(text):
            yield key, "" if _PERSONAL.search(key) else _IP.sub("", without_email(" ".join(words.split())))[:_MOST_TOLD]


def _element(found: Any, depth: int) -> Iterator[str]:
    """Yield the HTML of an element of a builder and of those inside."""
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for inner in found:
            yield from _element(inner, depth + 1)
    elif isinstance(found, dict):
        settings = found.get("settings")
        if isinstance(settings, dict):
            yield from _widget(settings, is_heading=found.get("widgetType") == "heading")
        yield from _element(found.get("elements"), depth + 1)


def _widget(settings: Mapping[str, Any], *, is_heading: bool = False) -> Iterator[str]:
    """Yield what readers see of a widget, or of one entry of it, such as a tab."""
    address = _address(settings.get("link"))
    for key in _WORDS:
        words = settings.get(key)
        if not isinstance(words, str) or not words.strip():
            continue
        inside = _inside(words)
        shown = f'<a href="{escape(address)}">{inside}</a>' if address and "<" not in words else inside
        address = "" if shown != inside else address
        yield f"<h2>{shown}</h2>" if is_heading else shown if "<p" in words else f"<p>{shown}</p>"
    others = (
        (key, text) for key, text in settings.items() if isinstance(text, str) and key not in (*_WORDS, "caption")
    )
    yield from (f"<p>{_inside(text)}</p>" for key, text in others if is_shown(key, text))
    if picture := _address(settings.get("image")):
        caption = settings.get("caption")
        below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if isinstance(caption, str) else ""
        yield f'<figure><img src="{escape(picture)}">{below}</figure>'
    for entries in settings.values():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                yield from _widget(entry)
    pictures = settings.get("gallery") or settings.get("wp_gallery")
    images = [_address(entry) for entry in pictures] if isinstance(pictures, list) else []
    if any(images):
        figures = "".join(f'<figure><img src="{escape(image)}"></figure>' for image in images)
        yield f"<kei-gallery>{figures}</kei-gallery>"


def _inside(words: str) -> str:
    return words if "<" in words else escape(words, quote=False)


def _address(setting: Any) -> str:
    """Return the address in a setting that names a link or an image."""
    address = setting.get("url") if isinstance(setting, dict) else ""
    return address if isinstance(address, str) else ""
