"""Attributes of a shortcode or block -> HTML of the words, links and image that readers saw."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import unquote, unquote_plus

from kei_site.core.value import value
from kei_site.importers.html.attribute_words import entries_of, holds_words, is_choice, is_prose

_HEADINGS = ("title", "heading", "header", "headline", "subtitle", "subheading", "name", "tab_title", "question",
             "h2", "h3", "h4")  # fmt: skip
_TEXTS = (
    "text body caption label content description message quote answer author company company_name position "
    "job_title job role prefix before number counter percent currency price sum after per period suffix subtext "
    "sub_title citation cite copy teaser summary"
).split()
_LINK_WORDS = (
    "button_text",
    "link_text",
    "linktext",
    "btn_text",
    "button_label",
    "button",
    "cta_text",
    "text",
    "label",
    "title",
)
_WORDS_OF_LINK = ("text", "title", "label", "caption", "name")
_IMAGES = ("image_url", "img", "image_src", "img_url", "photo", "picture", "image", "src")
_IMAGE = re.compile(r"(?:https?:/)?/\S+\.(?:jpe?g|png|gif|webp)(?:\?\S*)?", re.IGNORECASE)
_LINK = re.compile(r"(?:(?P<prefix>\w+?)[_-])?(?:url|link|href)(?P<number>[_-]?\d*)|src_link")
_NO_LINK = re.compile(r"(?:^|_)(?:bg|background|icon|image|img|logo|photo|picture|poster|script|thumbnail)$")
"""Beginnings of names of addresses that a page loads."""
_ADDRESS = re.compile(r"(?:manually,)?((?:https?://|mailto:|/|#)\S*)")
_BUILDER_LINK = re.compile(r"url:([^|]*)(?:\|(?:.*\|)?title:([^|]*))?")


@value
class Link:
    """A link that attributes name."""

    address: str = ""
    key: str = ""
    """Of the attribute that its words come from; empty if they stand beside the address."""
    words: str = ""
    hint: str = ""
    """What browsers show beside it."""


def visible_html(attributes: Mapping[str, Any], *, every: bool = False, is_button: bool = False) -> str:
    """Return HTML of the words, links and image in attributes; with `every`, also of texts under unknown names.

    The words of a button are its own before those beside its address, which show when it is pointed at.
    """
    given = {str(key).lower(): text for key, text in attributes.items() if isinstance(text, str) and text.strip()}
    links = list(links_of(given, is_button=is_button))
    taken = {link.key for link in links}
    out = [f"<p><strong>{_html(given[key])}</strong></p>" for key in _HEADINGS if _is_shown(given, key, taken)]
    out += [f"<p>{_html(given[key])}</p>" for key in _TEXTS if _is_shown(given, key, taken)]
    out += [f"<div>{_html(text)}</div>" for text in _others(given, taken, every=every)]
    out += [_entries(entries, given.get("units", "")) for entries in map(entries_of, attributes.values()) if entries]
    image = next((given[key] for key in _IMAGES if _IMAGE.fullmatch(given.get(key, ""))), "")
    if image:
        out.append(f'<p><img src="{escape(image)}" alt="{escape(given.get("alt", ""))}"></p>')
    out += [f"<p>{link_html(link, _html(link.words or link.address))}</p>" for link in links]
    return "\n".join(out)


def links_of(given: Mapping[str, str], *, is_button: bool = False) -> Iterator[Link]:
    """Yield the links that attributes name, each with its words."""
    for name, text in given.items():
        found, built = _LINK.fullmatch(name), _BUILDER_LINK.match(text)
        plain = _ADDRESS.fullmatch(text)
        prefix = (found["prefix"] or "") if found else ""
        if found is None or not (built or plain) or _NO_LINK.search(prefix):
            continue
        key = _key_of_words(given, prefix, found["number"] or "")
        words, beside = given.get(key, ""), unquote_plus(built[2] or "").strip() if built else ""
        is_beside = bool(beside) and not ((prefix or is_button) and words)
        address = unquote(built[1]) if built else plain[1] if plain else ""
        if address.strip():
            yield Link(
                address=address.strip(),
                key="" if is_beside else key,
                words=beside if is_beside else words,
                hint="" if is_beside or beside == words else beside,
            )


def link_html(link: Link, inside: str) -> str:
    """Return a link round HTML."""
    hint = f' title="{escape(link.hint)}"' if link.hint else ""
    return f'<a href="{escape(link.address)}"{hint}>{inside}</a>'


def _entries(entries: list[Mapping[str, Any]], units: str) -> str:
    """Return entries as a list; a number stands behind its label."""
    lines = []
    for entry in entries:
        number = str(entry.get("value", "")).strip()
        measured = f"{number}{units}" if re.fullmatch(r"[\d.,]+", number) else ""
        inside = visible_html({key: text for key, text in entry.items() if key != "value" or not measured}, every=True)
        lines.append("".join(("<li>", inside, f"<p>{_html(measured)}</p>" if measured else "", "</li>")))
    return f"<ul>{''.join(line for line in lines if line != '<li></li>')}</ul>"


def _is_shown(given: Mapping[str, str], key: str, taken: set[str]) -> bool:
    return key in given and key not in taken and not is_choice(given[key])


def _others(given: Mapping[str, str], taken: set[str], *, every: bool) -> Iterator[str]:
    """Yield the texts of attributes whose names end as those of texts do; with `every`, of all with words."""
    known = {*_HEADINGS, *_TEXTS, *taken, *_IMAGES}
    for name, text in given.items():
        if name in known or is_choice(text) or entries_of(text) or _ADDRESS.fullmatch(text):
            continue
        if (holds_words(name) and re.search(r"[^\W\d_]", text)) or (every and is_prose(name, text)):
            yield text


def _key_of_words(given: Mapping[str, str], prefix: str, number: str) -> str:
    """Return the name of the attribute with the words of a link: `btn_title` of `btn_link`; empty if none has them."""
    names = [f"{prefix}_{word}{number}" for word in _WORDS_OF_LINK] + [f"{prefix}{number}"] if prefix else []
    return next((key for key in (*names, *_LINK_WORDS) if _is_words(given.get(key, ""))), "")


def _is_words(text: str) -> bool:
    return bool(text) and not _ADDRESS.fullmatch(text) and not is_choice(text)


def _html(text: str) -> str:
    """Return a text that may hold tags as it is, and any other one escaped."""
    return text if "<" in text and ">" in text else escape(text, quote=False)
