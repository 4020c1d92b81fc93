"""The text of a heading -> its id: unique, never empty, never a name that scripts or the page itself use.

An element with an id becomes a property of `window` and can hide one of the document ("DOM clobbering"). Names with
hyphens or capitals are not listed here, because slugs hold none.
"""

import re
from html import unescape

from kei_site.core.urls import slugify
from kei_site.markdown.sanitize.content_models import OnHeading
from kei_site.markdown.state import ParseState
from kei_site.model.brief import Heading

PAGE_LEVEL = 1
"""The level of the page's title."""
NAMELESS = "section"
"""The id of a heading without letters, and the prefix of an id that would be taken."""
_RAW_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_OWN_ID = re.compile(r"(?<=[^\s\\])[ \t]*(\{#([a-z][a-z0-9-]*)\})$")
_OWN_PREFIXES = ("kei-", "fn-", "fnref-")
_TAKEN = frozenset(
    """
    action after alert all anchors animate append applets assign atob attributes autocapitalize autocomplete
    autocorrect autofocus before blur body btoa caches charset children chrome clear click clipboard close closed
    closest confirm connection console constructor contains cookie coords credentialless credentials crypto dataset
    dir doctype document domain download draggable elements embeds encoding enctype escape eval evaluate event
    external fence fetch find focus fonts forms frames fullscreen geolocation gpu hash head hid hidden history host
    hostname href hreflang id images implementation inert ink keyboard lang language languages length links location
    locationbar locks login managed matches menubar method name navigation navigator nonce normalize open opener
    origin parent part password pathname performance permissions personalbar ping platform plugins popover port prefix
    prepend prerendering presentation print product prompt proto protocol pseudo referrer rel reload remove replace
    reset rev role scheduler scheduling screen scripts scroll scrollbars search self serial shape slot spellcheck
    status statusbar stop storage style submit target text timeline title toolbar top translate type undefined
    unescape usb username vendor vibrate viewport webdriver when window write writeln xr infinity nan object array
    function
    """.split()
)
_ID = re.compile(r' id="([^"]*)"')
_TAGS_AND_REFS = re.compile(r'<sup class="fnref">.*?</sup>|<a href="kei-cite:[0-9]+">.*?</a>|<[^>]*>', re.DOTALL)
_HANDLER = re.compile(r"on[a-z]{3,}")


def new_id(state: ParseState, text: str) -> str:
    """Return a free id for a heading with the words `text`, and take it."""
    base = slugify(text)
    if not base or is_taken(base):
        base = f"{NAMELESS}-{base}".rstrip("-")
    return _take(state, base)


def own_id(state: ParseState, text: str) -> tuple[str, str]:
    """Return (text of a heading, id written after it as in `Methods {#how}`); the id is "" when none can be used."""
    found = _OWN_ID.search(text) if "{#" in text else None
    if found and raw_id(state, found[2]):
        return text[: found.start()], found[2]
    if found:
        fix = "write another id of a-z, 0-9 and single hyphens, or none"
        message = "this id is taken, or has hyphens in a row or at an end, and is published as text"
        state.report("MD12", state.at(found.start(1)), message, found=found[1], fix=fix)
    return text, ""


def is_taken(name: str) -> bool:
    """Return whether an id belongs to the page's own elements or to the document object model."""
    return name in _TAKEN or name.startswith(_OWN_PREFIXES) or _HANDLER.fullmatch(name) is not None


def raw_id(state: ParseState, name: str) -> bool:
    """Take an id that an editor wrote; return whether it can be used."""
    if not _RAW_ID.fullmatch(name) or is_taken(name) or name in state.headings.ids:
        return False
    _take(state, name)
    return True


def add_heading(state: ParseState, level: int, name: str, text: str) -> int:
    """Add a heading; return the level to show: at most one below its parent's, as screen readers move by levels."""
    headings = state.headings
    while headings.ancestors and headings.ancestors[-1][0] >= level:
        headings.ancestors.pop()
    shown = (headings.ancestors[-1][1] if headings.ancestors else PAGE_LEVEL) + 1
    headings.ancestors.append((level, shown))
    headings.levels[name] = level
    headings.entries.append(Heading(level=shown, id=name, text=text))
    return shown


def collector(state: ParseState) -> OnHeading:
    """Return a function that gives raw headings their ids and levels, and lists all headings in their order."""
    written = {heading.id: heading.text for heading in state.headings.entries}
    state.headings.entries.clear()
    state.headings.ancestors.clear()

    def collect(level: int, attributes: str, inside: str) -> tuple[int, str]:
        given = _ID.search(attributes)
        text = " ".join(unescape(_TAGS_AND_REFS.sub("", inside)).split())
        name = given[1] if given else new_id(state, text)
        shown = add_heading(state, state.headings.levels.get(name, level), name, written.get(name, text))
        return shown, attributes if given else f'{attributes} id="{name}"'

    return collect


def _take(state: ParseState, base: str) -> str:
    """Take the first free id among `base`, `base-2`, `base-3` …, and return it."""
    headings = state.headings
    name, number = base, headings.ids.get(base, 0)
    while name in headings.ids:
        number += 1
        name = f"{base}-{number + 1}"
    headings.ids[base] = number
    headings.ids.setdefault(name, 0)
    headings.anchors.append(name)
    return name
