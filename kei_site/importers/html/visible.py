"""Attributes of a shortcode or block -> HTML of the words that readers saw, which stand nowhere else."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import unquote, unquote_plus

from kei_site.core.value import value

_HEADINGS = ("title", "heading", "header", "headline", "subtitle", "subheading", "name", "tab_title", "question",
             "h2", "h3", "h4")  # fmt: skip
_TEXTS = (
    "text body caption label content description message quote answer author company company_name position "
    "job_title job role prefix number counter percent price currency suffix subtext sub_title citation cite copy "
    "teaser summary"
).split()
_LINK_WORDS = ("button_text", "link_text", "btn_text", "button_label", "button", "cta_text", "text", "title")
_ADDRESSES = ("url", "link", "href", "button_url", "button_link", "link_url", "btn_link", "btn_url", "src_link")
_IMAGES = ("image_url", "img", "image_src", "img_url", "photo", "picture", "image", "src")
_IMAGE = re.compile(r"https?://\S+\.(?:jpe?g|png|gif|webp)(?:\?\S*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|mailto:|/|#)\S*")
_BUILDER_LINK = re.compile(r"url:([^|]*)(?:\|(?:.*\|)?title:([^|]*))?")


@value
class _Link:
    address: str = ""
    key: str = ""
    """Of the attribute that its words come from."""
    words: str = ""


def visible_html(attributes: Mapping[str, Any], *, every: bool = False) -> str:
    """Return HTML of the words, link and image in attributes; with `every`, of each text that is no setting."""
    given = {str(key).lower(): text for key, text in attributes.items() if isinstance(text, str) and text.strip()}
    link = _link_of(given)
    out = [f"<p><strong>{_html(given[key])}</strong></p>" for key in _HEADINGS if key in given and key != link.key]
    out += [f"<p>{_html(given[key])}</p>" for key in _TEXTS if key in given and key != link.key]
    if every:
        known = {*_HEADINGS, *_TEXTS, *_IMAGES, *_ADDRESSES}
        out += [f"<div>{text}</div>" for key, text in given.items() if key not in known and _is_prose(key, text)]
    image = next((given[key] for key in _IMAGES if _IMAGE.fullmatch(given.get(key, ""))), "")
    if image:
        out.append(f'<p><img src="{escape(image)}" alt="{escape(given.get("alt", ""))}"></p>')
    if link.address:
        out.append(f'<p><a href="{escape(link.address)}">{_html(link.words or link.address)}</a></p>')
    return "\n".join(out)


def address_in(attributes: Mapping[str, str]) -> str:
    """Return the address that attributes name for a link, or an empty string."""
    return _link_of(attributes).address


def _link_of(attributes: Mapping[str, str]) -> _Link:
    for name in _ADDRESSES:
        text = attributes.get(name, "")
        built = _BUILDER_LINK.match(text)
        if built or _ADDRESS.fullmatch(text):
            key = next((key for key in _LINK_WORDS if _is_words(attributes.get(key, ""))), "")
            words = unquote_plus(built[2] or "") if built else ""
            return _Link(
                address=unquote(built[1]) if built else text,
                key="" if words else key,
                words=words or attributes.get(key, ""),
            )
    return _Link()


def _is_words(text: str) -> bool:
    return bool(text) and not _ADDRESS.fullmatch(text)


def _is_prose(key: str, text: str) -> bool:
    return not key.startswith("_") and " " in text.strip() and not text.strip().startswith(("{", "["))


def _html(text: str) -> str:
    """Return a text that may hold tags as it is, and any other one escaped."""
    return text if "<" in text and ">" in text else escape(text, quote=False)
