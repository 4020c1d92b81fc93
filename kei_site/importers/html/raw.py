"""Elements that Markdown cannot write, such as tables with joined cells -> raw HTML that this site publishes."""

from collections.abc import Callable, Mapping
from html import escape

from kei_site.importers.html.formulas import TAG, as_html
from kei_site.importers.html.inline import address_of_player, host_of_address, image_address
from kei_site.importers.html.tree import Element, text_of
from kei_site.importers.html.writing import Writing
from kei_site.markdown.sanitize.allowlist import ELEMENTS, RENAMED, VOID

_ATTRIBUTES = {
    "td": ("colspan", "rowspan", "align"),
    "th": ("colspan", "rowspan", "align", "scope"),
    "ol": ("start", "type"),
    "li": ("value",),
    "abbr": ("title",),
    "img": ("alt",),
}
_CHOICES = {
    "scope": ("row", "col", "rowgroup", "colgroup"),
    "type": ("1", "a", "A", "i", "I"),
    "align": ("center", "right", "left"),
}

_LINE_END = "&#10;"
"""Of code, where all HTML stands in one line."""


def raw_html(writing: Writing, element: Element) -> str:
    """Return an element with all its content in one line."""
    tag = RENAMED.get(str(element.tag), str(element.tag))
    label = element.get("data-kei-note")
    if label:
        return _note(writing, label)
    if tag == "kei-note":
        return f" ({_inside(writing, element).strip()})"
    write = _WRITERS.get(tag)
    if write:
        return write(writing, element)
    inside = _inside(writing, element)
    if tag in VOID:
        return f"<{tag}>"
    if tag not in ELEMENTS or (tag == "time" and not element.get("datetime")):
        return inside
    return f"<{tag}{_attributes(writing, element, tag)}>{inside}</{tag}>"


def raw_code(writing: Writing, element: Element) -> str:
    """Return a `pre` with all its content, line by line."""
    return raw_html(writing, element).replace(_LINE_END, "\n")


def _inside(writing: Writing, element: Element) -> str:
    is_code = element.tag == "pre" or any(parent.tag == "pre" for parent in element.iterancestors())
    out = [_text(element.text or "", is_code)]
    for child in element:
        out += [raw_html(writing, child), _text(child.tail or "", is_code)]
    return as_html(writing, "".join(out))


def _text(text: str, is_code: bool) -> str:
    words = escape(text, quote=False)
    return (
        words.replace("\n", _LINE_END) if is_code else " ".join(words.split(" ")).replace("\n", " ").replace("\t", " ")
    )


def _attributes(writing: Writing, element: Element, tag: str) -> str:
    out = ""
    if tag == "a":
        address = element.get("href", "").strip()
        out = (
            f' href="{writing.token(address)}"'
            if (address and ":" not in address.partition("/")[0]) or address.startswith(("http", "mailto:"))
            else ""
        )
    if tag == "ol" and element.get("reversed") is not None:
        out += " reversed"
    for name in _ATTRIBUTES.get(tag, ()):
        text = element.get(name, "").strip()
        if text and (text in _CHOICES[name] if name in _CHOICES else name == "title" or text.lstrip("-").isdigit()):
            out += f' {name}="{escape(text)}"'
    return out


def _image(writing: Writing, element: Element) -> str:
    address = image_address(element)
    if not address:
        return ""
    return (
        f'<img src="{writing.token(address, is_media=True)}" alt="{escape(" ".join(element.get("alt", "").split()))}">'
    )


def _embed(writing: Writing, element: Element) -> str:
    address = address_of_player(element)
    inside = _inside(writing, element)
    if not address.startswith(("http://", "https://", "//", "/")):
        return inside
    return f'<a href="{writing.token(address)}">{escape(element.get("title") or host_of_address(address))}</a>{inside}'


def _note(writing: Writing, label: str) -> str:
    element = writing.note_elements.get(label)
    return f" ({escape(text_of(element), quote=False)})" if element is not None else ""


def _formula(writing: Writing, element: Element) -> str:
    return f"<code>{escape(as_html(writing, element.text or ''), quote=False)}</code>"


_WRITERS: Mapping[str, Callable[[Writing, Element], str]] = {
    **dict.fromkeys(("iframe", "embed", "object", "audio", "video", "kei-embed"), _embed),
    "img": _image,
    TAG: _formula,
}
