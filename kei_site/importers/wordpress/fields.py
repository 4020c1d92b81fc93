"""The text of one item -> its fields, by name: with a strict parser, then repaired, at last by the names of fields.

A prefix means its namespace where it is WordPress's own, and otherwise itself: exports exist that bind `wp` to another
address, or to none.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from html.entities import html5

from lxml import etree

from kei_site.core.value import value

_OWN = (
    (re.compile(r"wordpress\.org/export/[\d.]+/?$"), "wp"),
    (re.compile(r"wordpress\.org/export/[\d.]+/excerpt/?$"), "excerpt"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content/?$"), "content"),
    (re.compile(r"purl\.org/dc/elements/1\.1/?$"), "dc"),
)
_DECLARATION = re.compile(r"""\sxmlns:([A-Za-z_][\w.-]{0,40})\s*=\s*(?:"([^"<>]{0,300})"|'([^'<>]{0,300})')""")
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,40}):[A-Za-z_]|\s([A-Za-z_][\w.-]{0,40}):[\w-]+\s*=\s*[\"']")
_REPAIRED = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,31};)?", re.S
)
_SINGLE = (
    "title link pubDate dc:creator guid content:encoded excerpt:encoded wp:post_id wp:post_date wp:post_date_gmt "
    "wp:post_modified wp:post_modified_gmt wp:post_name wp:status wp:post_parent wp:menu_order wp:post_type "
    "wp:post_password wp:is_sticky wp:attachment_url"
).split()
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_CDATA_END = re.compile(r"\]\]>")
_CATEGORY = re.compile(r"<category((?:\s[^<>]*)?)>(.*?)</category\s*>", re.S)
_CATEGORY_END = re.compile(r"</category\s*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_META = re.compile(r"<\w+:postmeta>(.*?)</\w+:postmeta\s*>", re.S)
_META_END = re.compile(r"</\w+:postmeta\s*>")


@value
class Term:
    """One category, tag or other term of an item."""

    domain: str
    nicename: str
    name: str
    """As the export has it: HTML."""


@value
class Fields:
    """The fields of one item; texts are decoded from XML, once, and are HTML where WordPress has HTML."""

    texts: Mapping[str, str]
    """By canonical name: `title`, `content:encoded`, `wp:post_id`."""
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    enclosure: str = ""
    problem: str = ""

    def get(self, name: str) -> str:
        """Return a field of one line, without blanks around it."""
        return self.texts.get(name, "").strip()

    def meta_of(self, key: str) -> str:
        """Return the first value of a key of the metadata that is not empty."""
        return next((text for name, text in self.meta if name == key and text), "")


def prefixes_of(head: str) -> Mapping[str, str]:
    """Return the namespaces that the head of an export declares, by prefix."""
    return {found[1]: found[2] or found[3] or "" for found in _DECLARATION.finditer(head)}


def names_of(prefixes: Mapping[str, str]) -> Mapping[str, str]:
    """Return the canonical prefix for each declared one: `wp` for whatever is bound to WordPress's own address."""
    known = {}
    for prefix, address in prefixes.items():
        own = next((name for pattern, name in _OWN if pattern.search(address.strip())), "")
        if own:
            known[prefix] = own
    return {prefix: known.get(prefix, f"other-{prefix}" if prefix in known.values() else prefix) for prefix in prefixes}


def read_fields(text: str, prefixes: Mapping[str, str]) -> Fields:
    """Return the fields of an item, `<item>…</item>`."""
    names = names_of({**prefixes, **prefixes_of(text[: text.find(">")])})
    root = _parsed(text, prefixes)
    if root is not None:
        return _from_tree(root, names, "")
    repaired = _REPAIRED.sub(_repair, text)
    root = _parsed(repaired, prefixes)
    if root is not None:
        return _from_tree(root, names, "")
    return _from_text(text, names)


def _repair(found: re.Match[str]) -> str:
    """Return a section as it is, an entity of HTML as its characters, and a stray `&` as one that is written out."""
    if found[0].startswith("<"):
        return found[0]
    character = html5.get(found[1] or "")
    return escape(character, quote=False) if character else f"&amp;{found[1] or ''}"


def _parsed(text: str, prefixes: Mapping[str, str]) -> etree._Element | None:
    used = {name for found in _PREFIX.finditer(text) for name in found.groups() if name} - {"xmlns", "xml"}
    bound = "".join(f' xmlns:{name}="{escape(prefixes.get(name) or f"urn:unbound:{name}")}"' for name in sorted(used))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(f"<r{bound}>{text}</r>".encode(), parser)[0]
    except (etree.XMLSyntaxError, IndexError, ValueError):
        return None


def _from_tree(item: etree._Element, names: Mapping[str, str], problem: str) -> Fields:
    texts: dict[str, str] = {}
    terms, meta, enclosure = [], [], ""
    for child in item:
        if not isinstance(child.tag, str):
            continue
        name = _name(child, names)
        if name == "category":
            terms.append(_term(child.attrib, _inside(child)))
        elif name == "wp:postmeta":
            meta.append(_pair(child))
        elif name == "enclosure":
            enclosure = enclosure or child.get("url", "")
        else:
            texts.setdefault(name, _inside(child))
    return Fields(texts=texts, terms=tuple(terms), meta=tuple(meta), enclosure=enclosure, problem=problem)


def _name(element: etree._Element, names: Mapping[str, str]) -> str:
    local = str(etree.QName(element).localname)
    if not element.prefix:
        return local
    own = next((name for pattern, name in _OWN if pattern.search(etree.QName(element).namespace or "")), "")
    return f"{own or names.get(element.prefix, element.prefix)}:{local}"


def _inside(element: etree._Element) -> str:
    """Return the content of an element, with the tags of HTML that stands in it without a section around it."""
    if not len(element):
        return element.text or ""
    children = (etree.tostring(child, encoding="unicode", with_tail=False) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(children)


def _pair(element: etree._Element) -> tuple[str, str]:
    found = {etree.QName(child).localname: _inside(child) for child in element if isinstance(child.tag, str)}
    return found.get("meta_key", "").strip(), found.get("meta_value", "")


def _term(attributes: Mapping[str, str], name: str) -> Term:
    return Term(domain=attributes.get("domain", ""), nicename=attributes.get("nicename", ""), name=name)


def _from_text(text: str, names: Mapping[str, str]) -> Fields:
    """Read the fields by their names, where no parser can: the content may hold anything."""
    texts = {}
    rest = text
    for name in ("content:encoded", "excerpt:encoded", *_SINGLE):
        found, rest = _cut_field(rest, name, names)
        if found is not None and name not in texts:
            texts[name] = found
    categories = _CATEGORY.finditer(_until_last(_CATEGORY_END, rest))
    terms = tuple(_term(_attributes(found[1]), _plain(found[2])) for found in categories)
    meta = tuple(_meta_of(found[1]) for found in _META.finditer(_until_last(_META_END, rest)))
    return Fields(texts=texts, terms=terms, meta=meta, problem="faults of XML: read by the names of its fields")


def _until_last(end: re.Pattern[str], text: str) -> str:
    """Return a text up to its last end mark. There every search for an end succeeds: one that fails reads all the rest,
    and a text of openings would take the square of the time.
    """
    last = 0
    for found in end.finditer(text):
        last = found.end()
    return text[:last]


def _cut_field(text: str, name: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    """Return (content of a field, or None; the text without it). A field ends at its last end tag, if it holds HTML."""
    prefix, _, local = name.rpartition(":")
    spellings = (
        [f"{written}:{local}" for written, own in names.items() if own == prefix] + [name] if prefix else [local]
    )
    for spelling in spellings:
        start = re.search(rf"<{re.escape(spelling)}(?:\s[^<>]*)?>", text)
        end_tag = f"</{spelling}>"
        end = (text.rfind if local == "encoded" else text.find)(end_tag, start.end()) if start else -1
        if start and end >= 0:
            return _plain(text[start.end() : end]), text[: start.start()] + text[end + len(end_tag) :]
    return None, text


def _plain(written: str) -> str:
    """Return what a field says: the inside of its sections, or its text decoded from XML."""
    text = written.strip()
    if not text.startswith("<![CDATA["):
        return unescape(text) if "<" not in text else text
    inside = text.removeprefix("<![CDATA[").removesuffix("]]>").replace("]]]]><![CDATA[>", "]]>")
    closed = _until_last(_CDATA_END, inside)
    return _CDATA.sub(r"\1", closed) + inside[len(closed) :]


def _attributes(text: str) -> Mapping[str, str]:
    return {found[1]: unescape(found[2] or found[3] or "") for found in _ATTRIBUTE.finditer(text)}


def _meta_of(text: str) -> tuple[str, str]:
    return _part_of(text, "meta_key"), _part_of(text, "meta_value")


def _part_of(text: str, name: str) -> str:
    end = rf"</\w+:{name}\s*>"
    found = re.search(rf"<\w+:{name}>(.*?){end}", _until_last(re.compile(end), text), re.S)
    return _plain(found[1]) if found else ""
