"""The path of a source file -> its kind. Source, pure."""

import posixpath
import re
from enum import StrEnum

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic

CONFIG = "content/site.yaml"
TAGS = "content/tags.yaml"
REFERENCES = "content/references/"
WORDS = "content/words/"
"""The folder of words of the interface, a file a language."""


class Kind(StrEnum):
    """The purpose of a source file."""

    CONFIG = "config"
    TAGS = "tags"
    BRIEF = "brief"
    PAGE = "page"
    AUTHOR = "author"
    VERSION = "version"
    """The text of a brief as it was before a change."""
    TEMPLATE = "template"
    STATIC = "static"
    MATERIAL = "material"
    """An image or another file that belongs to a text."""


TEXTS = (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR, Kind.CONFIG, Kind.TAGS)
"""The kinds of files that are texts of editors."""

_TEXTS = (("content/briefs/", Kind.BRIEF), ("content/pages/", Kind.PAGE), ("content/authors/", Kind.AUTHOR))
_FOLDERS = (("templates/", Kind.TEMPLATE), ("static/", Kind.STATIC), ("content/", Kind.MATERIAL))
_WORKS = (".bib", ".json")
_VERSIONS = "content/versions/"
_VERSION = re.compile(rf"{_VERSIONS}.+/v[1-9][0-9]{{0,3}}\.md")
_SETTINGS = (WORDS, "content/figures/", "content/tags.")
"""Where files of YAML lie that are not texts."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdwn")


def kind_of(path: str) -> Kind:
    """Return the kind of the file at `path`, relative to the folder of the site."""
    if path in (CONFIG, TAGS):
        return Kind.CONFIG if path == CONFIG else Kind.TAGS
    if path.endswith(".md") and posixpath.basename(path).lower() != "readme.md":
        for folder, kind in _TEXTS:
            if path.startswith(folder) and (kind is not Kind.AUTHOR or "/" not in path.removeprefix(folder)):
                return kind
        if path.startswith(_VERSIONS) and _VERSION.fullmatch(path):
            return Kind.VERSION
    return next((kind for folder, kind in _FOLDERS if path.startswith(folder)), Kind.MATERIAL)


def is_work_file(path: str) -> bool:
    """Tell whether a file holds references by its place and name: below `content/references/`, or called so."""
    stem, ending = posixpath.splitext(path)
    if ending not in _WORKS or not path.startswith("content/"):
        return False
    return path.startswith(REFERENCES) or posixpath.basename(stem) == "references"


def is_figure(path: str) -> bool:
    """Tell whether a file describes a figure that several texts may show."""
    return path.startswith("content/figures/") and path.endswith(".yaml") and path.count("/") == 2


def name_diagnostic(path: str) -> Diagnostic | None:
    """Return the diagnostic of a file that is not read because of its name, though it looks like a text or settings."""
    name = posixpath.basename(path)
    stem, ending = posixpath.splitext(name)
    if path.lower().startswith(_SETTINGS) and ending.lower() in (".yml", ".yaml") and ending != ".yaml":
        message, fix = "ignored: files of settings end in .yaml", f"call it {stem}.yaml"
        return diagnostic("FIL02", Place(path=path), message, found=ending, fix=fix)
    if not path.startswith("content/") or ending.lower() not in _MARKDOWN:
        return None
    place, fix = Place(path=path), "delete or rename it"
    if ending != ".md":
        return diagnostic("FIL02", place, "ignored: texts end in .md", found=ending, fix=fix)
    if kind_of(path) is Kind.MATERIAL:
        if stem.lower() == "readme":
            return diagnostic("FIL02", place, "ignored: a README is no text of the site", found=name, fix="rename it")
        if path.startswith(_VERSIONS):
            message, fix = "ignored: no version of a brief", "call it v1.md, in a folder named after the brief"
            return diagnostic("FIL02", place, message, found=name, fix=fix)
        message, fix = "ignored: not in content/briefs, content/pages or content/authors", "move the file there"
        return diagnostic("FIL02", place, message, found=posixpath.dirname(path), fix=fix)
    return None
