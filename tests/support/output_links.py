"""A published folder -> its links: which are dead, which pages can be reached from home, and which ids are wrong."""

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LABELS = ("for", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "headers")
"""Attributes that name elements by their ids."""


@dataclass
class Page(HTMLParser):
    """The addresses and ids of one page."""

    addresses: list[tuple[str, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)
    """Ids of several elements."""
    labels: set[str] = field(default_factory=set)
    """Ids that other elements name."""

    def __post_init__(self) -> None:
        """Set the parser up."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag leads to, and what leads to it."""
        given = {key: value for key, value in attrs if value}
        self.twice += [given["id"]] if given.get("id") in self.ids else []
        self.ids |= {given["id"]} if "id" in given else set()
        self.labels.update(name for key in _LABELS for name in given.get(key, "").split())
        self.addresses += [(tag, given[key]) for key in ("href", "src") if key in given]
        self.addresses += [
            (tag, candidate.split()[0]) for candidate in given.get("srcset", "").split(",") if candidate.strip()
        ]


@dataclass(frozen=True)
class Links:
    """What the pages of a folder lead to."""

    dead: list[str]
    reached: set[str]
    """Pages that links lead to from `index.html`, itself included."""
    pages: set[str]
    wrong_ids: list[str]
    """Ids that stand twice in a page, or that something names although they are not there."""


def links_of(folder: Path) -> Links:
    """Read every page below `folder`."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {path: _read(folder / path) for path in sorted(files) if path.endswith(".html")}
    dead: list[str] = []
    graph: dict[str, set[str]] = {path: set() for path in pages}
    for path, page in pages.items():
        for tag, address in page.addresses:
            target, anchor = _target(path, address)
            if target is None:
                continue
            if target not in files or (anchor and target in pages and anchor not in pages[target].ids):
                dead.append(f"{path}: {address}")
            elif tag == "a":
                graph[path].add(target)
    wrong = [
        f"{path}: {name}" for path, page in pages.items() for name in (*page.twice, *sorted(page.labels - page.ids))
    ]
    return Links(dead=dead, reached=_reached(graph), pages=set(pages), wrong_ids=wrong)


def _read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def _target(path: str, address: str) -> tuple[str | None, str]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None, ""
    anchor = "" if parts.fragment.startswith(":~:") else unquote(parts.fragment)
    if not parts.path:
        return path, anchor
    found = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path))).lstrip("/")
    return (posixpath.join(found, "index.html") if parts.path.endswith("/") else found), anchor


def _reached(graph: dict[str, set[str]]) -> set[str]:
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += graph.get(page, set())
    return reached
