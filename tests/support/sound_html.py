"""Looks at a fragment as a strict reader does: every element closed in order, every id unique, every tag known."""

import re
from html.parser import HTMLParser

from kei_site.markdown.sanitize.allowlist import ELEMENTS, VOID

_KNOWN = {*ELEMENTS, "aside", "section"}
_ADDRESSES = {
    "href": re.compile(r"kei-link:\d+$|#fn(?:ref)?-\d+(?:-\d+)?$|https?://|mailto:|tel:"),
    "src": re.compile(r"kei-image:\d+$"),
}


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            self.problems.append(f"<{tag}>")
        if tag == "a" and "a" in self.open:
            self.problems.append("a link in a link")
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id":
            self.ids.append(value)
        if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
            self.problems.append(f"<{tag} {name}>")
        if name in _ADDRESSES and not _ADDRESSES[name].match(value):
            self.problems.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.problems.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.problems.append("a declaration")


def problems(html: str) -> list[str]:
    """Return what is wrong with a fragment; nothing, as a rule."""
    checker = _Checker()
    checker.feed(html)
    checker.close()
    unclosed = [f"<{tag}> is not closed" for tag in checker.open]
    twice = [f"id {name} twice" for name in set(checker.ids) if checker.ids.count(name) > 1]
    return [*checker.problems, *unclosed, *twice, *(["an empty id"] if "" in checker.ids else [])]
