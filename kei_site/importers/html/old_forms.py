"""Forms of HTML that Markdown lacks -> forms that it has, in a tree: maps of images, lists of Word, signs, players."""

import re
from collections.abc import Iterator

from lxml import etree

from kei_site.core.value import value
from kei_site.importers.html.inline import address_of_player
from kei_site.importers.html.tree import Element, classes_of, has_blocks, text_of

_OF_WORD = re.compile(r"MsoListParagraph", re.IGNORECASE)
_LEVEL = re.compile(r"mso-list:[^;]*\blevel([1-9])\b", re.IGNORECASE)
_BULLETS = "\u00b7\u2022\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u25e6\u2023\u2043\uf0a7\uf0b7\uf0d8\uf0fc"
_MARK = re.compile(
    rf"[\s\u00a0]*(?:(?P<bullet>[{_BULLETS}](?=[\s\u00a0])|[\u00a7\u00d8\u00fcov*\u2013\u2014-](?=\s*\u00a0))"
    r"|(?P<open>\(?)(?P<number>[0-9]{1,4}|(?:[A-Za-z]|[ivxlcIVXLC]{1,6})(?=[.)]\s*\u00a0))(?P<close>[.)]))[\s\u00a0]+(?=\S)"
)
"""Blanks that do not break stand behind letters that are marks: `o` is a word, `J.` the beginning of a name."""
_PLAIN_MARK = re.compile(rf"[\s\u00a0]*(?P<bullet>[{_BULLETS}])[\s\u00a0]+(?=\S)")
_DIRECTED = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
_FROM_RIGHT = re.compile(r"\bdirection\s*:\s*rtl\b", re.IGNORECASE)
_PICTOGRAMS = frozenset({"emoji", "wp-smiley"})
_SIGN_NAME = re.compile(r"icon|toggle|plus|minus|sign|indicator|arrow|chevron|caret")
_LONGEST_SIGN = 4
_LONGEST_FALLBACK = 600
"""Characters for browsers that play no recordings; more are the text behind a player that is not closed."""
_SIGN_HOLDERS = ("h1", "h2", "h3", "h4", "h5", "h6", "button", "summary", "dt")


def take_old_forms(body: Element) -> None:
    """Turn the old forms of a tree."""
    for picture in [*body.iter("map")]:
        _list_areas(picture)
    for image in [*body.iter("img")]:
        if image.get("alt") and not _PICTOGRAMS.isdisjoint(classes_of(image)):
            _write_sign(image)
    for element in [*body.iter(*_DIRECTED)]:
        if _is_from_right(element) and not has_blocks(element) and text_of(element):
            _mark_direction(element)
    for player in [*body.iter("audio", "video")]:
        _leave_out_fallback(player)
    for element in [*body.iter()]:
        if element is not body and _is_sign(element):
            element.drop_tree()
    for holder in dict.fromkeys(paragraph.getparent() for paragraph in body.iter("p")):
        _make_lists(holder)


def _list_areas(picture: Element) -> None:
    """Put a list of links in the place of the areas of a map."""
    areas = [*picture.iter("area")]
    known = {link.get("href") for link in picture.iter("a")}
    found: dict[tuple[str, str], None] = {}
    for area in areas:
        address = area.get("href", "").strip()
        words = " ".join((area.get("alt") or area.get("title") or "").split())
        if address not in known and (address or words):
            found[address, words or address] = None
        area.drop_tree()
    picture.tag = "div"
    entries = etree.SubElement(picture, "ul") if found else None
    for address, words in found:
        item = etree.SubElement(entries, "li")
        holder = etree.SubElement(item, "a", href=address) if address else item
        holder.text = words


def _write_sign(image: Element) -> None:
    """Put the character that an image shows in its place: WordPress loads these images from a site of its own."""
    image.tail = f"{image.get('alt')}{image.tail or ''}"
    image.drop_tree()


def _is_from_right(element: Element) -> bool:
    return element.get("dir", "").lower() == "rtl" or _FROM_RIGHT.search(element.get("style", "")) is not None


def _mark_direction(element: Element) -> None:
    """Put the direction and the language of a paragraph on its words, since a paragraph of Markdown has neither."""
    given = {"dir": "rtl", **({"lang": element.get("lang")} if element.get("lang") else {})}
    words = etree.Element("span", given)
    words.text, element.text = (element.text or "").lstrip(), None
    words.extend(element[:])
    element.append(words)


def _leave_out_fallback(player: Element) -> None:
    """Leave out what only browsers show that cannot play a recording, but for links to anything else."""
    if not address_of_player(player) or len(text_of(player)) > _LONGEST_FALLBACK:
        return
    sources, links = [*player.iter("source", "track")], [*player.iter("a")]
    known = {address_of_player(player), *(source.get("src") for source in sources)}
    del player[:]
    player.text = None
    for kept in (*sources, *(link for link in links if link.get("href") not in known)):
        if kept.tag != "a":
            del kept[:]
            kept.text = None
        kept.tail = " "
        player.append(kept)


def _is_sign(element: Element) -> bool:
    """Return whether an element only shows that something opens: `+` in the heading of an accordion."""
    if element.get("aria-hidden") != "true":
        is_named = any(_SIGN_NAME.search(name) for name in classes_of(element))
        if not is_named or next(element.iterancestors(*_SIGN_HOLDERS), None) is None:
            return False
    text = "".join(element.itertext()).strip()
    return 0 < len(text) <= _LONGEST_SIGN and re.search(r"\w", text) is None


@value
class _Entry:
    """A paragraph that stands for an entry of a list."""

    paragraph: Element
    level: int
    """0 where only its mark says how deep it is."""
    sign: str
    """`·`, `1.`, `(a)`: the same for all entries of a list."""
    number: str
    length: int
    """Letters of the mark."""


def _make_lists(holder: Element) -> None:
    run: list[_Entry] = []
    for child in [*holder, None]:
        entry = _entry_of(child) if child is not None and child.tag == "p" else None
        if entry is not None and not (run and (run[-1].paragraph.tail or "").strip()):
            run.append(entry)
            continue
        _make_list(run)
        run = [entry] if entry is not None else []


def _entry_of(paragraph: Element) -> _Entry | None:
    style = paragraph.get("style", "")
    level = _LEVEL.search(style)
    is_of_word = level is not None or any(_OF_WORD.match(name) for name in classes_of(paragraph))
    text = "".join(paragraph.itertext())
    mark = (_MARK if is_of_word else _PLAIN_MARK).match(text)
    if mark is None:
        return None
    number = (mark.groupdict().get("number") or "") if is_of_word else ""
    kind = "1" if number.isdigit() else "a" if number else ""
    sign = f"{mark['open']}{kind}{mark['close']}" if number else mark["bullet"]
    return _Entry(
        paragraph=paragraph,
        level=int(level[1]) if level else 0 if is_of_word else -1,
        sign=sign,
        number=number,
        length=mark.end(),
    )


def _make_list(run: list[_Entry]) -> None:
    """Replace paragraphs that follow each other by a list; one alone without a name of Word's stays."""
    if not run or (len(run) == 1 and run[0].level < 0):
        return
    opened: list[Element] = []
    behind = run[-1].paragraph.tail
    for entry, depth in zip(run, _depths(run), strict=True):
        del opened[depth + 1 :]
        while len(opened) <= depth:
            opened.append(_new_list(entry, opened[-1] if opened else None))
        paragraph = entry.paragraph
        _drop_letters(paragraph, entry.length)
        for element in reversed([*paragraph.iterdescendants("span")]):
            if not element.text and not len(element) and not element.get("id"):
                element.drop_tree()
        opened[depth].append(paragraph)
        paragraph.tag, paragraph.tail = "li", None
    opened[0].tail = behind


def _depths(run: list[_Entry]) -> Iterator[int]:
    """Yield how deep each entry stands, from 0: by its level, else by the marks of the lists around it."""
    signs: list[str] = []
    for entry in run:
        if entry.level > 0:
            depth = min(entry.level - 1, len(signs))
        else:
            depth = signs.index(entry.sign) if entry.sign in signs else len(signs)
        del signs[depth:]
        signs.append(entry.sign)
        yield depth


def _new_list(entry: _Entry, outer: Element) -> Element:
    """Return a new list: inside the last entry of the outer one, or before the paragraph of its first entry."""
    made = etree.Element("ol" if entry.number else "ul")
    if entry.number.isdigit() and entry.number != "1":
        made.set("start", entry.number)
    elif entry.number and not entry.number.isdigit():
        made.set("type", entry.number if entry.number in "iI" else "a" if entry.number.islower() else "A")
    if outer is None:
        entry.paragraph.addprevious(made)
    else:
        (outer[-1] if len(outer) else etree.SubElement(outer, "li")).append(made)
    return made


def _drop_letters(element: Element, count: int) -> int:
    """Remove the first letters of an element; return how many are left to remove."""
    text = element.text or ""
    element.text, left = text[count:], max(count - len(text), 0)
    for child in element:
        if not left:
            break
        left = _drop_letters(child, left)
        tail = child.tail or ""
        child.tail, left = tail[left:], max(left - len(tail), 0)
    return left
