"""A segment of the search index -> its files. Render.

Each brief becomes a small HTML document of its searched texts and its date; the catalogue has what readers filter by.
Every segment carries the script and the WebAssembly of Pagefind, so that any can be the primary one.
"""

import re
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape, unescape
from pathlib import Path

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.search import SearchDocument, SegmentView
from kei_site.render.citations.text import with_references
from kei_site.render.search.canonical_index import canonical
from kei_site.render.search.known_words import READ, known_words
from kei_site.render.search.pagefind import CHUNK_SIZE, LARGE_CHUNK_SIZE, IndexOptions, SearchFailed, index_documents
from kei_site.render.search.word_hints import forms, has_korean, html_with_hints, with_hints

__all__ = ["SearchFailed", "document_html", "index_language", "render_segment"]

_STEMMED = "ar ca da de el en eo es et eu fi fr ga hi hu hy id it lt nb ne nl nn no pl pt ro ru sr sv ta tr yi"
"""Languages whose inflected words Pagefind reduces to stems."""
_WANTED = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.\w+\.pf_meta|wasm\.(?!unknown\.)\w+\.pagefind"
    r"|(?:index|fragment)/\w+\.pf_\w+"
)
_TAGS = re.compile(r"<[^>]*>")
_WORD = re.compile(r"<[^>]*>|([^<\s]+)")
_UNPARTED = re.compile("</(?:caption|dd|dt|figcaption|th)>")
"""Ends of elements after which Pagefind writes neither a blank nor a full stop, as it does after `td`, `li` and `p`."""
_NOTE_ID = ' id="fn'
"""The beginning of the ids of notes. Results lead to headings, but Pagefind would keep every id."""


def render_segment(view: SegmentView, fragment: Callable[[Digest], Fragment], workspace: Path) -> Mapping[str, bytes]:
    """Return the files of a segment by their paths below its folder. Raises SearchFailed.

    `workspace` is a folder for temporary files; processes that share it take turns.
    """
    folder = workspace / f"pagefind-{view.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Oldest first: of two briefs with the same date the later is the newer.
    documents = view.documents[::-1]
    try:
        index = index_documents(
            (document_html(document, _text(document, fragment)) for document in documents),
            folder,
            number=len(documents),
            options=IndexOptions(
                language=index_language(view.language),
                chunk_size=LARGE_CHUNK_SIZE if view.has_few_files else CHUNK_SIZE,
            ),
            turn=_turn(workspace / "pagefind.lock"),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    wanted = {name: data for name, data in index.files.items() if _WANTED.fullmatch(name)}
    files = _canonical(wanted, dict(zip(index.pages, (document.url for document in documents), strict=True)))
    names = (" ".join((document.title, *document.authors, *document.tags)) for document in documents)
    texts = (f"{document.summary} {_plain(_text(document, fragment)[:READ])}" for document in documents)
    return {**files, "words.json": known_words(names, texts)}


def index_language(language: str) -> str:
    """Return the language whose stems a site in `language` (BCP 47) uses: English when Pagefind knows none of its own.

    A Korean site has English words in it, too; `word_hints` serves its nouns.
    """
    primary = language.partition("-")[0].lower()
    return primary if primary in _STEMMED.split() else "en"


def document_html(document: SearchDocument, html: str) -> str:
    """Return the document of a brief in the index; `html` is its text."""
    meta = {
        "title": with_hints(document.title),
        "authors": with_hints(", ".join(document.authors)),
        "tags": with_hints(", ".join(document.tags)),
        # The letter keeps searches for a number away from dates.
        "on": f"d{document.date.replace('-', '')}",
        "forms": " ".join(_forms(document, html)),
    }
    data = [_meta_element(name, value) for name, value in meta.items() if value]
    text = _UNPARTED.sub(r"\g<0> ", html_with_hints(_without_note_ids(html)))
    body = f"{''.join(data)}{_summary(document, html)}{text}"
    return f'<html lang="en"><body data-pagefind-body>{body}</body></html>'


def _forms(document: SearchDocument, html: str) -> tuple[str, ...]:
    words = f"{document.title} {document.summary}"
    return forms(f"{words} {_plain(html)}") if has_korean(words) or has_korean(html) else ()


def _meta_element(name: str, value: str) -> str:
    return f'<i data-pagefind-meta="{name}[data-v]" data-v="{escape(value)}"></i>'


def _summary(document: SearchDocument, html: str) -> str:
    """Return the summary, unless the text begins with it.

    A brief without any word is found by its title, or by its address: Pagefind makes no index without words.
    """
    words = " ".join(document.summary.split())
    if not _has_word(words) and not any(map(_has_word, _words(html))):
        return f"<p>{html_with_hints(escape(document.title if _has_word(document.title) else document.url))}</p>"
    if not words or _begins_with(html, words.rstrip("….")):
        return ""
    return f'<p data-pagefind-weight="2">{html_with_hints(escape(words))}</p>'


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _begins_with(html: str, words: str) -> bool:
    for word in _words(html):
        if len(word) >= len(words):
            return word.startswith(words)
        if not words.startswith(f"{word} "):
            return False
        words = words[len(word) + 1 :]
    return not words


def _words(html: str) -> Iterator[str]:
    for found in _WORD.finditer(html):
        if found[1]:
            yield from unescape(found[1]).split()


def _without_note_ids(html: str) -> str:
    """Return a text without the ids of notes. To split it by a string takes half as long as by a pattern."""
    first, *others = html.split(_NOTE_ID)
    kept = [part.partition('"')[2] if part.startswith(("-", "ref-")) else _NOTE_ID + part for part in others]
    return "".join((first, *kept))


def _text(document: SearchDocument, fragment: Callable[[Digest], Fragment]) -> str:
    html = fragment(document.fragment).html if document.fragment else ""
    text = with_references(html, document.cited) if document.cited else html
    return f"{text}<p>{escape(document.figures, quote=False)}</p>" if document.figures else text


def _plain(html: str) -> str:
    return unescape(_TAGS.sub(" ", html))


def _canonical(files: Mapping[str, bytes], urls: Mapping[str, str]) -> Mapping[str, bytes]:
    try:
        return canonical(files, urls)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise SearchFailed(f"this version of Pagefind writes another kind of index: {error}") from error


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """Wait until no other process holds the lock, and hold it.

    Systems without such locks do not wait: that costs memory and time, but changes no result.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with open(lock, "w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
