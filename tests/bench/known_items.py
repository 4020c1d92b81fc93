"""Turns published pages into queries, as a reader types them to find a known brief.

Four kinds in turn: its title; two telling words of its title; two telling words of its text; five consecutive words
of its text. A telling word is rare; two of them occur together in this brief alone. The same pages make the same
queries.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from random import Random

from lxml import html

KINDS = ("title", "words of the title", "words of the text", "phrase of the text")
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w\u2019'-]*")
_PLAIN = re.compile(r"[^\W\d_]{4,18}")
_QUOTABLE = re.compile(r"[\w \u2019'-]+")
_SHARE = {"words of the title": 0.05, "words of the text": 0.02, "phrase of the text": 0.05}
"""In how many of the briefs a telling word may be."""
_PHRASE = 5
_SHORTEST = 60
"""Words of a text that is worth looking for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A published brief as a reader sees it."""

    url: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """A query and the address of the brief that it is for."""

    kind: str
    query: str
    url: str


def published_pages(output: Path) -> list[Page]:
    """Return the briefs of a published site."""
    return [
        _page(path, output)
        for path in sorted((output / "briefs").glob("*/*/index.html"))
        if path.parent.parent.name != "page"
    ]


def _page(path: Path, output: Path) -> Page:
    tree = html.fromstring(path.read_bytes())
    text = tree.get_element_by_id("kei-text", None)
    words = [] if text is None else " ".join(text.itertext()).split()
    title = " ".join("".join(tree.find(".//h1").itertext()).split())
    return Page(url=f"/{path.parent.relative_to(output).as_posix()}/", title=title, text=" ".join(words))


def known_items(pages: Sequence[Page], count: int = 200, seed: str = "known items") -> list[KnownItem]:
    """Return up to `count` queries, about as many of each kind, for briefs that can be told apart by their titles."""
    titles = Counter(page.title for page in pages)
    order = [page for page in pages if titles[page.title] == 1 and len(page.text.split()) >= _SHORTEST]
    Random(seed).shuffle(order)
    makers = _makers(pages)
    items: list[KnownItem] = []
    for turn, (place, page) in product(range(len(KINDS)), enumerate(order)):
        kind = KINDS[(place + turn) % len(KINDS)]
        query = makers[kind](page)
        if query:
            items.append(KnownItem(kind=kind, query=query, url=page.url))
        if len(items) == count:
            break
    return items


def _makers(pages: Sequence[Page]) -> dict[str, Callable[[Page], str]]:
    urls: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for word in _words(f"{page.title} {page.text}"):
            urls[word].add(page.url)

    def telling(words: Iterable[str], kind: str) -> list[str]:
        most = max(3, _SHARE[kind] * len(pages))
        return sorted({word for word in words if _PLAIN.fullmatch(word) and len(urls[word]) <= most})

    def pair(page: Page, text: str, kind: str) -> str:
        pairs = list(combinations(telling(_words(text), kind), 2))
        Random(page.url).shuffle(pairs)
        return next((" ".join(two) for two in pairs[:200] if urls[two[0]] & urls[two[1]] == {page.url}), "")

    def phrase(page: Page) -> str:
        words = page.text.split()
        for start in Random(page.url).sample(range(len(words) - _PHRASE), k=min(60, len(words) - _PHRASE)):
            found = " ".join(words[start : start + _PHRASE])
            rare = telling(_words(found), "phrase of the text")
            if _QUOTABLE.fullmatch(found) and len(rare) >= 2 and sum(found in other.text for other in pages) == 1:
                return found
        return ""

    return {
        "title": lambda page: page.title,
        "words of the title": lambda page: pair(page, page.title, "words of the title"),
        "words of the text": lambda page: pair(page, page.text, "words of the text"),
        "phrase of the text": phrase,
    }


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
