"""Headings -> ids: unique, never empty, never a name that scripts or the page itself use. Source room.

An element with an id becomes a property of `window`, so an id equal to a property of the document object
model could stand in its way ("DOM clobbering"). Such names hold no hyphen and no capital here, because slugs
hold none.
"""

import re
from collections.abc import Callable
from html import unescape

from kei_site.model.brief import Heading
from kei_site.source.draft import Draft
from kei_site.urls import slugify

PAGE_LEVEL = 1
"""The level of the page's title."""
NAMELESS = "section"
"""The id of a heading without letters, and the prefix of ids that would otherwise be taken."""
_RAW_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_OWN_ID = re.compile(r"(?<=\S)[ \t]*\{#([a-z][a-z0-9-]*)\}$")
_OWN_PREFIXES = ("kei-", "fn-", "fnref-")
_TAKEN = frozenset(
    re.findall(
        r"\w+",
        """
        action after alert all anchors animate append applets assign atob attributes autocapitalize
        autocomplete autocorrect autofocus before blur body btoa caches charset children chrome clear click
        clipboard close closed closest confirm connection console constructor contains cookie coords
        credentialless credentials crypto dataset dir doctype document domain download draggable elements
        embeds encoding enctype escape eval evaluate event external fence fetch find focus fonts forms
        frames fullscreen geolocation gpu hash head hid hidden history host hostname href hreflang id images
        implementation inert ink keyboard lang language languages length links location locationbar locks
        login managed matches menubar method name navigation navigator nonce normalize open opener origin
        parent part password pathname performance permissions personalbar ping platform plugins popover port
        prefix prepend prerendering presentation print product prompt proto protocol pseudo referrer rel
        reload remove replace reset rev role scheduler scheduling screen scripts scroll scrollbars search
        self serial shape slot spellcheck status statusbar stop storage style submit target text timeline
        title toolbar top translate type undefined unescape usb username vendor vibrate viewport webdriver
        when window write writeln xr infinity nan object array function
        """,
    )
)
_ID = re.compile(r' id="([^"]*)"')
_TAGS_AND_MARKS = re.compile(r'<sup class="fnref">.*?</sup>|<[^>]*>', re.DOTALL)
_HANDLER = re.compile(r"on[a-z]{3,}")


def new_id(draft: Draft, text: str) -> str:
    """Return a free id for a heading that reads `text`, and take it."""
    base = slugify(text)
    if not base or is_taken(base):
        base = f"{NAMELESS}-{base}".rstrip("-")
    return _free(draft, base)


def own_id(draft: Draft, text: str) -> tuple[str, str]:
    """Return (the text of a heading, the id that it gives itself): `Methods {#how}`; "" when it gives none."""
    found = _OWN_ID.search(text) if "{#" in text else None
    if found and raw_id(draft, found[1]):
        return text[: found.start()], found[1]
    return text, ""


def is_taken(name: str) -> bool:
    """Tell whether an id belongs to the page's own furniture or to the document object model."""
    return name in _TAKEN or name.startswith(_OWN_PREFIXES) or _HANDLER.fullmatch(name) is not None


def raw_id(draft: Draft, name: str) -> bool:
    """Take an id that raw HTML gives; tell whether it can be used."""
    if not _RAW_ID.fullmatch(name) or is_taken(name) or name in draft.ids:
        return False
    _free(draft, name)
    return True


def add_heading(draft: Draft, level: int, name: str, text: str) -> int:
    """List a heading written with `level`; return the level to show it with: never more than one below its parent's.

    A skipped level is an error to validators, for readers of screens move by levels.
    """
    while draft.outline and draft.outline[-1][0] >= level:
        draft.outline.pop()
    shown = (draft.outline[-1][1] if draft.outline else PAGE_LEVEL) + 1
    draft.outline.append((level, shown))
    draft.heading_levels[name] = level
    draft.headings.append(Heading(level=shown, id=name, text=text))
    return shown


def collector(draft: Draft) -> Callable[[int, str, str], tuple[int, str]]:
    """Return a function that is shown each heading: (level, attributes, HTML inside) -> (level, attributes).

    It gives raw headings their ids and levels, and lists all headings in the order of the text.
    """
    written = {one.id: one.text for one in draft.headings}
    draft.headings.clear()
    draft.outline.clear()

    def collect(level: int, attributes: str, inside: str) -> tuple[int, str]:
        given = _ID.search(attributes)
        text = " ".join(unescape(_TAGS_AND_MARKS.sub("", inside)).split())
        name = given[1] if given else new_id(draft, text)
        shown = add_heading(draft, draft.heading_levels.get(name, level), name, written.get(name, text))
        return shown, attributes if given else f'{attributes} id="{name}"'

    return collect


def _free(draft: Draft, base: str) -> str:
    name, number = base, draft.ids.get(base, 0)
    while name in draft.ids:
        number += 1
        name = f"{base}-{number + 1}"
    draft.ids[base] = number
    draft.ids.setdefault(name, 0)
    draft.anchors.append(name)
    return name
