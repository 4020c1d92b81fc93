"""Items as an archive has them -> items that this site can hold; what is changed is said, and no word is lost."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kei_site.core.clock import today
from kei_site.core.limits import LIMITS
from kei_site.core.urls import slugify
from kei_site.importers.brief_file import is_date, short_lines
from kei_site.importers.items import Item, ItemProblem
from kei_site.importers.words import without_unseen

_MOST_BYTES = LIMITS.text_file.most - 2 * LIMITS.front_matter.most
"""The most bytes of one text: a file may have so many (`LIM02`), front matter included."""
_MOST_LETTERS = 60
"""Of a title that is made of the first words of a text."""
_FIRST_HEADING = re.compile(r"#{1,6} (?P<words>[^\n]+)\n+(?=\S)")
"""At the beginning of a text that goes on behind it."""


def sound_items(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items with keys that stand once, dates that can be read, and names that give an address."""
    yield from (item if item.state == "refused" else _sound(item) for item in items_with_own_keys(items))


def items_with_own_keys(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; of several with one key, the second and all that follow have a key of their own."""
    seen: dict[str, int] = {}
    for item in items:
        seen[item.key] = seen.get(item.key, 0) + 1
        yield item if item.state == "refused" else _with_own_key(item, seen[item.key])


def _with_own_key(item: Item, number: int) -> Item:
    """Return an item, whose key stands for the time `number`, with a key of its own."""
    if number == 1:
        return item
    message = f"another item has the key {item.key}, too"
    return _told(replace(item, key=f"{item.key}#{number}"), message)


def _sound(item: Item) -> Item:
    size = len(item.body.encode("utf-8", "replace"))
    if size > _MOST_BYTES:
        return replace(item, state="refused", reason=f"a text of {size} bytes; the limit is {_MOST_BYTES}: split it")
    longest = _longest_line(item.body)
    if longest > LIMITS.line.most:
        return replace(
            item, state="refused", reason=f"a line of {longest} bytes without a blank; the limit is {LIMITS.line.most}"
        )
    item = _with_date(_with_title(item))
    tags = tuple(dict.fromkeys(tag for tag in map(_one_line, item.tags) if tag))
    if len(tags) > LIMITS.tags.most:
        item = _told(
            item,
            f"{len(tags)} tags; the first {LIMITS.tags.most} were kept, not: {', '.join(tags[LIMITS.tags.most :])}",
        )
    series = _one_line(item.series)
    if series and not slugify(series):
        item, series = _told(item, f"no address can be made from the series {series}; it was left out"), ""
    return replace(item, tags=tags[: LIMITS.tags.most], series=series)


def _longest_line(body: str) -> int:
    """Return the bytes of the longest line, once those that can be parted are."""
    long = (line for line in body.split("\n") if len(line) * 4 > LIMITS.line.most)
    return max((len(part.encode("utf-8", "replace")) for line in long for part in short_lines(line)), default=0)


def _with_date(item: Item) -> Item:
    if item.kind != "brief" or is_date(item.date):
        is_hidden = item.kind == "brief" and item.state == "published" and item.date[:10] > today()
        return _told(item, f"its day is still to come: it is hidden until {item.date[:10]}") if is_hidden else item
    found = f"a date that a brief cannot have: {item.date}" if item.date else "no date"
    if item.state == "published":
        item = replace(item, state="draft", reason=found)
    return _told(item, f"{found}; 1970-01-01 was written: correct it")


def _with_title(item: Item) -> Item:
    title = _one_line(item.title)
    if not title:
        return _with_first_heading(item) or _with_first_words(item)
    if len(title) <= LIMITS.title.most:
        return replace(item, title=title)
    message = f"a title of {len(title)} characters was cut at {LIMITS.title.most}; it begins the text in full"
    paragraph = "".join(f"\\{char}" if char in r"\`*_[]<>#&!{}|~" else char for char in title)
    return _told(replace(item, title=title[: LIMITS.title.most].rstrip(), body=f"{paragraph}\n\n{item.body}"), message)


def _with_first_heading(item: Item) -> Item | None:
    """Return an item whose title is the heading that its text began with; None if it begins with another thing."""
    found = _FIRST_HEADING.match(item.body)
    line, _, rest = item.text.lstrip().partition("\n")
    title = _one_line(line)
    if found is None or not title or len(title) > LIMITS.title.most or _letters(found["words"]) != _letters(title):
        return None
    named = replace(item, title=title, body=item.body[found.end() :], text=rest)
    return _told(named, "no title; its first heading was written")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _with_first_words(item: Item) -> Item:
    words = _first_words(item.text)
    said = "its first words were written" if words else "Untitled was written"
    return _told(replace(item, title=words), f"no title; {said}")


def _first_words(text: str) -> str:
    """Return the first line of a text, cut before the word that is too much for a title; empty if there is none."""
    line = next(filter(None, map(_one_line, text.splitlines())), "")
    if len(line) <= _MOST_LETTERS:
        return line
    return f"{line[:_MOST_LETTERS].rpartition(' ')[0] or line[:_MOST_LETTERS]}…"


def _one_line(text: str) -> str:
    return " ".join(without_unseen(text).split())


def _told(item: Item, message: str) -> Item:
    return replace(item, problems=(*item.problems, ItemProblem(place=item.source, message=message)))
