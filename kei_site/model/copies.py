"""Texts -> those that are copies of others, made by accident: each would be published with what the other holds back.

A name such as `budget (2).md` is no proof. A copy has another text that it is a copy of, except where the name is one
that only programs give which keep folders alike.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from kei_site.core.diagnostics import Diagnostic, Place, Severity, diagnostic
from kei_site.core.patterns import pattern_of
from kei_site.core.urls import folded
from kei_site.model.brief import Author, Brief, Page

_BY_PROGRAMS = pattern_of(
    r" ?\([^()]*(?:conflicted copy|case conflict|stehende kopie|en conflit|en conflicto|충돌|競合|冲突|衝突)[^()]*\)$"
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?$",
    re.IGNORECASE,
)
"""What programs that keep folders alike write behind the names of conflicting versions."""
_MARK = pattern_of(
    r" ?\(\d{1,2}\)$"
    r"| - (?:copy|copie|kopie|kopia|kopi|cópia|copia|복사본|사본|コピー|副本)(?: ?\(?\d+\)?)?$"
    r"| (?:copy|copie|kopie|kopia|kopi|cópia|copia|копия|복사본|사본|コピー|副本)(?: ?\(?\d+\)?)?$"
    r"|^(?:copy of|kopie von|copie de|copia d[ei]|cópia de|kopia|копия|복사본|사본|副本|コピー(?: [~\u301c\uff5e])?) "
    r"|(?:의 |の)(?:복사본|사본|コピー)$",
    re.IGNORECASE,
)
"""What browsers and file managers add to the names of copies, in several languages."""
_Text = Brief | Page | Author


def find_copies(briefs: Iterable[Brief], pages: Iterable[Page] = (), authors: Iterable[Author] = ()) -> dict[str, str]:
    """Return the paths of the copies, each with the path of its original (empty if that is gone), sorted."""
    texts: tuple[_Text, ...] = (*briefs, *pages, *authors)
    return dict(sorted({**dict(_beside(texts)), **dict(_by_name(texts))}.items()))


def copy_diagnostics(copies: Mapping[str, str]) -> list[Diagnostic]:
    """Return an error (FIL02) for each copy; `copies` are originals by path."""
    return [_copy(path, original) for path, original in copies.items()]


def _copy(path: str, original: str) -> Diagnostic:
    of = (
        f"looks like a copy of {original} that was made by accident" if original else "looks like a conflicting version"
    )
    fix = "delete it; if it is a text of its own, give it another file name, title or `slug:`"
    found = diagnostic("FIL02", Place(path=path), of, found=posixpath.basename(path), fix=fix)
    return replace(found, severity=Severity.ERROR)


def _name(text: _Text) -> str:
    """Return the name of a text below its folder; that of the folder for `folder/index.md`."""
    return text.path.removesuffix(".md").removesuffix("/index")


def _by_name(texts: Collection[_Text]) -> Iterator[tuple[str, str]]:
    """Yield (copy, original) for names with the mark of a copy, whose original is there by its name or content."""
    marked = [text for text in texts if _MARK.search(_stem(text)) or _BY_PROGRAMS.search(_stem(text))]
    if not marked:
        return
    names = {folded(_name(text)): text.path for text in texts}
    paths = {text.path for text in marked}
    contents = {content: text.path for text in texts if text.path not in paths for content in _contents(text)}
    for text in marked:
        folder, stem = posixpath.split(_name(text))
        plain = folded(f"{folder}/{_MARK.sub('', _BY_PROGRAMS.sub('', stem))}")
        original = names.get(plain) or next((contents[each] for each in _contents(text) if each in contents), "")
        if original or _BY_PROGRAMS.search(stem):
            yield text.path, original


def _stem(text: _Text) -> str:
    return posixpath.basename(_name(text))


def _contents(text: _Text) -> Iterator[tuple[str, ...]]:
    """Yield what two texts have in common when one is a copy of the other: id, title, words."""
    if isinstance(text, Author):
        return
    kind = type(text).__name__
    if isinstance(text, Page):
        yield kind, "title", text.language, text.title
        return
    front = text.front
    signs = (("title", front.language, front.title), ("id", "", front.id), ("words", front.language, _words(text)))
    yield from ((kind, *sign) for sign in signs if sign[-1])


def _words(brief: Brief) -> str:
    return brief.body if brief.word_count else ""


def _beside(texts: Iterable[_Text]) -> Iterator[tuple[str, str]]:
    """Yield (copy, original) for names that are the name of the text beside it with something behind: `a-LAPTOP.md`.

    Both have the same `slug:` if any, and the same title or words.
    """
    signs: defaultdict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for text in texts:
        for content in _contents(text):
            signs[posixpath.dirname(_name(text)), _written_slug(text), *content].append((_name(text), text.path))
    for group in signs.values():
        yield from _copies(sorted(group)) if len(group) > 1 else ()


def _written_slug(text: _Text) -> str:
    if isinstance(text, Page):
        # A key stands below the line that opens the front matter.
        return text.slug if text.place("slug").line > 1 else ""
    return text.front.slug if isinstance(text, Brief) else ""


def _copies(texts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (path of a copy, path of the original); `texts` are (name, path), sorted."""
    name, path = texts[0]
    for other, other_path in texts[1:]:
        rest = other.removeprefix(name)
        if rest != other and not rest[0].isalnum():
            yield other_path, path
        else:
            name, path = other, other_path
