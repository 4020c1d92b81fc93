"""Elements within a line -> inline Markdown, with signs for marks that `marks.resolved` turns."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from urllib.parse import urlsplit

from kei_site.core.players import player_of
from kei_site.importers.html.escaping import escape_text, quoted
from kei_site.importers.html.marks import BREAK, CODE, DELETED, EMPHASIS, IMAGE, STRONG
from kei_site.importers.html.tree import BLOCKS, Element, Part, classes_of, parts_of, text_of
from kei_site.importers.html.writing import Writing

_MARKS = {
    **dict.fromkeys(("strong", "b"), STRONG),
    **dict.fromkeys(("em", "i", "cite", "dfn"), EMPHASIS),
    **dict.fromkeys(("del", "s", "strike"), DELETED),
}
_STYLED = {
    STRONG: re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)\b"),
    EMPHASIS: re.compile(r"(?:^|;)\s*font-style\s*:\s*italic\b"),
    DELETED: re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:\s*line-through\b"),
}
"""What the editors of old programs, and texts that were pasted, write for marks."""
_UNSTYLED = {
    STRONG: re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:normal|400)\b"),
    EMPHASIS: re.compile(r"(?:^|;)\s*font-style\s*:\s*normal\b"),
}
"""Google Docs puts a whole text into an element of bold letters that is not bold."""
_UNSEEN = "".join((BREAK, " \n\t\u00a0", *STRONG, *EMPHASIS, *DELETED))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT = frozenset("abbr bdi bdo ins kbd mark q rp rt ruby samp small sub sup time u var".split())
"""Elements that pass as they are: Markdown has no form of its own for them."""
_KEPT_ATTRIBUTES = ("title", "lang", "dir", "datetime")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")
"""Attributes of an image that may hold its address, the best first."""
_SIDES = {
    "alignleft": "left",
    "left": "left",
    "alignright": "right",
    "right": "right",
    "alignwide": "wide",
    "alignfull": "wide",
}
_YOUTUBE = re.compile(r"/(?:embed|v|shorts)/([\w-]{6,20})")
_PLACEHOLDER = ("data:", "about:")


def inline_of(writing: Writing, parts: Iterable[Part]) -> str:
    """Return the inline Markdown of text and elements."""
    out = []
    for part in parts:
        is_text = isinstance(part, str)
        out.append(escape_text(part, has_links=not writing.links) if is_text else element_of(writing, part))
    return "".join(out)


def element_of(writing: Writing, element: Element) -> str:
    """Return the inline Markdown of one element; a block within a line is parted from it."""
    tag = element.tag if isinstance(element.tag, str) else ""
    label = element.get("data-kei-note")
    if label:
        return _note_reference(writing, label)
    if tag == "sup" and len(element) == 1 and element[0].get("data-kei-note") and not text_of(element).strip("[]()"):
        return element_of(writing, element[0])
    write = _WRITERS.get(tag, _plain)
    return _anchor(writing, element) + write(writing, element)


def _plain(writing: Writing, element: Element) -> str:
    """Return an element of which Markdown has a mark, or that passes as it is; of any other, the content."""
    tag = str(element.tag)
    inside = inline_of(writing, parts_of(element))
    for start, end in _marks_of(element):
        inside = start + inside + end
    if tag in BLOCKS:
        return f"{BREAK}{inside}{BREAK}"
    if tag == "acronym":
        return _kept(element, "abbr", inside)
    if tag in _KEPT or (tag == "span" and _is_marked(element)):
        return _kept(element, tag, inside)
    return inside


def _marks_of(element: Element) -> list[tuple[str, str]]:
    """Return the marks that an element stands for, by its tag or by its style; none twice within each other."""
    style = element.get("style", "").lower()
    mark = _MARKS.get(str(element.tag))
    if mark:
        return [] if mark in _UNSTYLED and _UNSTYLED[mark].search(style) else [mark]
    if not style or element.tag not in ("span", "font"):
        return []
    around = {str(parent.tag) for parent in element.iterancestors()}
    known = {_MARKS[tag] for tag in around if tag in _MARKS} | ({STRONG} if around & _HEADINGS else set())
    return [mark for mark, pattern in _STYLED.items() if mark not in known and pattern.search(style)]


def image_of(writing: Writing, element: Element, caption: str = "") -> str:
    """Return an image, or nothing for one without an address; `caption` is plain text."""
    address = image_address(element)
    if not address:
        return ""
    alt = escape_text(" ".join(element.get("alt", "").split()))
    title = f" {quoted(caption)}" if caption else ""
    return f"{IMAGE}[{alt}]({writing.token(address, is_media=True)}{title}){side_of(element)}"


def image_address(element: Element) -> str:
    """Return the address of an image: of the file itself where the page would load it later; of a spacer, none."""
    if {element.get("width", ""), element.get("height", "")} <= {"0", "1"}:
        return ""
    found = (element.get(name, "").strip() for name in SOURCES)
    return next((address for address in found if address and not address.startswith(_PLACEHOLDER)), "")


def side_of(*elements: Element) -> str:
    """Return the attributes of an image that stands beside the text, or wider than it: `{.left}`."""
    names = [_SIDES[name] for element in elements for name in sorted(classes_of(element)) if name in _SIDES]
    return f"{{.{names[0]}}}" if names else ""


def _anchor(writing: Writing, element: Element) -> str:
    """Return an empty element with an id that links of this text lead to."""
    return writing.anchor(element.get("id"), element.get("name"))


def _note_reference(writing: Writing, label: str) -> str:
    number = writing.note_numbers.setdefault(label, len(writing.note_numbers) + 1)
    if writing.quotes_notes and label in writing.note_elements:
        return f" ({escape_text(text_of(writing.note_elements[label]))})"
    return f"[^{number}]"


def _is_marked(element: Element) -> bool:
    return bool(_LANGUAGE.fullmatch(element.get("lang", "")) or element.get("dir") in ("ltr", "rtl"))


def _kept(element: Element, tag: str, inside: str) -> str:
    if not inside.strip():
        return inside
    if tag == "time" and not element.get("datetime"):
        return inside
    given = "".join(
        f' {name}="{escape(text)}"' for name in _KEPT_ATTRIBUTES if (text := _attribute(element, tag, name))
    )
    return f"<{tag}{given}>{inside}</{tag}>"


def _attribute(element: Element, tag: str, name: str) -> str:
    text: str = " ".join(element.get(name, "").split())
    allowed = {
        "title": tag == "abbr",
        "datetime": tag == "time" and re.fullmatch(r"\d{4}(?:-\d\d){0,2}(?:T[\d:.+-]+Z?)?", text) is not None,
        "lang": _LANGUAGE.fullmatch(text) is not None,
        "dir": text in ("ltr", "rtl", "auto"),
    }
    return text if allowed[name] else ""


def _link(writing: Writing, element: Element) -> str:
    writing.links += 1
    inside = inline_of(writing, parts_of(element)).strip(f" \n\t{BREAK}")
    writing.links -= 1
    words = _text_before_link(element), _text_after_link(element)
    address = element.get("href", "").strip()
    if not inside.strip(_UNSEEN) or not address or _is_in_link(element) or address == "#":
        return f"{words[0]}{inside}{words[1]}"
    if _is_own_image(element, address):
        return inside
    title = " ".join(element.get("title", "").split())
    shown = f" {quoted(title)}" if title and title != text_of(element) else ""
    return f"{words[0]}[{inside}]({writing.token(address)}{shown}){words[1]}"


def _text_before_link(element: Element) -> str:
    text = "".join(element.itertext())
    return " " if text[:1].isspace() else ""


def _text_after_link(element: Element) -> str:
    text = "".join(element.itertext())
    return " " if text[-1:].isspace() and text.strip() else ""


def _is_in_link(element: Element) -> bool:
    return any(parent.tag == "a" for parent in element.iterancestors())


def _is_own_image(element: Element, address: str) -> bool:
    """Return whether a link around an image leads to the same image, or to its page in the old program."""
    images = list(element.iter("img"))
    if len(images) != 1 or text_of(element):
        return False
    is_page = "attachment" in element.get("rel", "") or "attachment_id=" in address
    return is_page or address.rpartition(".")[2].partition("?")[0].lower() in ("jpg", "jpeg", "png", "gif", "webp")


def _code(writing: Writing, element: Element) -> str:
    if any(child.tag in ("a", "img") for child in element.iter()):
        inside = inline_of(writing, parts_of(element))
        return f"<code>{inside}</code>" if text_of(element) else inside
    code = " ".join(element.text_content().split())
    return f"{CODE[0]}{code}{CODE[1]}" if code else ""


def _embed(writing: Writing, element: Element) -> str:
    """Return a link to what an element shows, and its content; no link where the next one leads there, too."""
    address = address_of_player(element)
    inside = inline_of(writing, parts_of(element))
    following = element.getnext()
    is_linked = following is not None and following.tag == "a" and following.get("href") == address
    if is_linked or not address.startswith(("http://", "https://", "//", "/")):
        return f" {inside} "
    page = page_of_video(address)
    words = element.get("title") or host_of_address(page) or page
    return f" [{escape_text(words)}]({writing.token(page)}) {inside} "


def address_of_player(element: Element) -> str:
    """Return the address of what a frame, a recording or a film shows: its own, else that of its first source."""
    sources = (source.get("src") for source in element.iter("source"))
    own = element.get("src") or element.get("data") or element.get("data-src")
    return str(own or next(filter(None, sources), "")).strip()


def host_of_address(address: str) -> str:
    """Return the host or file name that stands for an address as words."""
    found = re.match(r"(?:https?:)?//(?:www\.)?([^/?#:]+)", address)
    name = address.split("?", maxsplit=1)[0].rstrip("/").rpartition("/")[2]
    return (
        name
        if "." in name and re.search(r"\.(?!html?$)[a-z0-9]{2,4}$", name, re.I) and found and name != found[1]
        else found[1]
        if found
        else name
    )


def page_of_video(address: str) -> str:
    """Return the address of a video's page for that of its frame, and any other address with its scheme."""
    whole = f"https:{address}" if address.startswith("//") else address
    host, found = host_name(whole), _YOUTUBE.search(whole)
    if found and "youtube" in host:
        if found[1] == "videoseries":
            return _page_of_list(whole)
        return f"https://www.youtube.com/watch?v={found[1]}"
    if host == "player.vimeo.com":
        return re.sub(r"//player\.vimeo\.com/video/(\d+).*", r"//vimeo.com/\1", whole)
    return whole


def _page_of_list(address: str) -> str:
    """Return the address of a list of videos for that of its frame; that of a frame without a list as it is."""
    player = player_of(address, {})
    return player.page if player else address


def host_name(address: str) -> str:
    """Return the host of an address in small letters; empty if it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _note(writing: Writing, element: Element) -> str:
    label = f"inline-{len(writing.note_elements) + 1}"
    writing.note_elements[label] = element
    return _note_reference(writing, label)


_WRITERS: Mapping[str, Callable[[Writing, Element], str]] = {
    "a": _link,
    "br": lambda _, __: BREAK,
    "img": lambda writing, element: image_of(writing, element),
    **dict.fromkeys(("code", "tt"), _code),
    **dict.fromkeys(("iframe", "embed", "object", "audio", "video", "kei-embed"), _embed),
    "kei-note": _note,
    **dict.fromkeys(("source", "track", "param", "wbr"), lambda _, __: ""),
}
