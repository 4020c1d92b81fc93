"""The name of a brief or an author that does not exist -> what the editor probably meant."""

import posixpath
import unicodedata
from collections.abc import Iterable

from kei_site.core.suggest import Suggester
from kei_site.core.urls import shortened, slugify
from kei_site.model.brief import Brief


def new_author(wanted: str) -> str:
    """Return how to make the record of an author; an id that is no slug is taken for the author's name."""
    author = shortened(slugify(wanted))
    if not author or author == wanted.casefold():
        return f"add content/authors/{wanted}.md with `name:`"
    return f"write `{author}`, and add content/authors/{author}.md with `name: {wanted}`"


def nearest_brief(wanted: str, brief: Brief, paths: Iterable[str], suggester: Suggester) -> str:
    """Return the path of the brief most like `wanted`, relative to `brief`, or an empty string; never `brief` itself.

    Paths are compared as a whole, without `index.md`: in folders of briefs the last part is always the same.
    """
    folder = posixpath.dirname(brief.path)
    meant = _name(posixpath.normpath(f"{folder}/{unicodedata.normalize('NFC', wanted)}"))
    close = suggester.nearest(meant, "paths", lambda: map(_name, paths), without=_name(brief.path))
    found = {_name(path): path for path in paths}.get(close, "") if close else ""
    return posixpath.relpath(found, folder) if found else ""


def _name(path: str) -> str:
    return path.removeprefix("content/briefs/").removesuffix(".md").removesuffix("/index")
