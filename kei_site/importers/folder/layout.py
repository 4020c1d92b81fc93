"""A folder -> the generator that it was made for, its settings, and the files in it that are texts."""

import ast
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.importers.folder.addresses import collection_rule
from kei_site.importers.folder.defaults import Defaults, folder_defaults, jekyll_defaults, keys_of, with_defaults
from kei_site.importers.folder.front_matter import FrontText, read_data, read_front
from kei_site.importers.folder.parts import with_parts
from kei_site.importers.folder.values import text_of, texts_of

TOOLS = ("hugo", "jekyll", "quarto", "eleventy", "pelican", "mkdocs", "markdown")
TEXT_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
HTML_ENDINGS = (".html", ".htm", ".njk", ".liquid")
"""Texts in HTML have front matter with a title; those that print lists of other texts are templates."""
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", re.DOTALL)
_LOOP = re.compile(r"\{%-?\s*(?:for|assign|block|extends)\b|\{\{-?\s*(?:content|range|define|template|block)\b")
POSTS = re.compile(
    r"(?:^|/)_?(?:posts?|drafts|blog|articles|news|briefs|publications|papers|reports|commentary)/", re.IGNORECASE
)
"""Folders of texts with a date."""
OTHER_TEXTS = {
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".ipynb": "a Jupyter notebook",
    ".mdx": "MDX",
    ".webc": "WebC",
}
"""Texts that are not Markdown: they are refused by name, so that nobody misses them."""
_SIGNS = (
    ("hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default", "archetypes", "config.toml")),
    ("quarto", ("_quarto.yml", "_quarto.yaml")),
    ("jekyll", ("_config.yml", "_config.yaml", "_posts")),
    ("eleventy", (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")),
    ("pelican", ("pelicanconf.py", "publishconf.py")),
    ("mkdocs", ("mkdocs.yml", "mkdocs.yaml")),
)
_CONFIGS: Mapping[str, tuple[str, ...]] = {
    "hugo": (
        *(f"{name}.{ending}" for name in ("hugo", "config") for ending in ("toml", "yaml", "yml", "json")),
        *(
            f"config/_default/{name}.{ending}"
            for name in ("hugo", "config")
            for ending in ("toml", "yaml", "yml", "json")
        ),
    ),
    "jekyll": ("_config.yml", "_config.yaml"),
    "quarto": ("_quarto.yml", "_quarto.yaml"),
    "eleventy": (
        "_data/site.json",
        "src/_data/site.json",
        "_data/metadata.json",
        "_data/site.yml",
        "src/_data/metadata.json",
    ),
    "pelican": ("pelicanconf.py", "publishconf.py"),
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
    "markdown": ("site.yaml", "content/site.yaml"),
}
_DATA = re.compile(r"(?:^|/)_?data/.*\.(?:ya?ml|json|toml)$|(?:^|/)\.?authors\.ya?ml$")
"""Data files, and what the blogs of MkDocs and Docusaurus know of their authors."""
_SKIPPED = frozenset(
    "node_modules vendor themes archetypes layouts public _site _book dist build target __pycache__ _includes _layouts "
    "_sass _freeze renv site_libs".split()
)
"""Folders that hold programs, templates, or what a generator has made."""
_NOT_ITEMS = frozenset("readme license licence contributing changelog code_of_conduct security agents claude".split())
MAX_BYTES = LIMITS.imported_file.most
"""The bytes that are read of a file."""


@value
class Layout:
    """A folder, looked at."""

    root: Path
    tool: str
    """One of TOOLS."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """The settings of the generator, as written."""
    texts: tuple[str, ...] = ()
    """Paths of texts below the root, sorted."""
    others: tuple[str, ...] = ()
    """Paths of texts that cannot be read."""
    data: tuple[str, ...] = ()
    """Paths of data files."""
    defaults: Defaults = ()

    def front_of(self, path: str) -> FrontText:
        """Return the front matter and the body of a text, with the keys that it has by its place."""
        front = read_front(read_text(self.root / path))
        params = front.keys.get("params")
        own = {**params, **front.keys} if self.tool == "hugo" and isinstance(params, Mapping) else front.keys
        body = with_parts(front.body, path, self._part) if self.tool == "quarto" else front.body
        return replace(front, keys=with_defaults(own, keys_of(self.defaults, path)), body=body)

    def _part(self, path: str) -> str | None:
        """Return the text of a file that others include; None if it is not there, or no text."""
        place, root = os.path.realpath(self.root / path), os.path.realpath(self.root)
        is_text = place.startswith(root + os.sep) and path.lower().endswith((*TEXT_ENDINGS, ".txt"))
        return read_text(Path(place)) if is_text and os.path.isfile(place) else None

    def unlisted(self, path: str) -> str:
        """Return why a text had no page of its own; empty if it had one."""
        top, _, below = path.partition("/")
        is_part = any(part.startswith("_") for part in path.split("/"))
        if self.tool == "quarto" and is_part:
            return "a part of other texts"
        if self.tool == "jekyll" and below and top.startswith("_") and top not in ("_posts", "_drafts"):
            is_shown = text_of(collection_rule(self.config, top[1:]).get("output")) == "true"
            is_included = top in texts_of(self.config.get("include"))
            return "" if is_shown or is_included or not self.config else "of a collection without pages"
        return ""


def read_layout(root: Path, tool: str = "") -> Layout:
    """Look at a folder; `tool` is one of TOOLS, or empty to guess it."""
    paths = sorted(_files(root))
    found = tool or guessed_tool(root, paths)
    config = _config(root, found)
    html = {path: _is_text_in_html(root, path) for path in paths if path.lower().endswith(HTML_ENDINGS)}
    return Layout(
        root=root,
        tool=found,
        config=config,
        texts=tuple(path for path in paths if _is_text(path, TEXT_ENDINGS) or html.get(path)),
        others=tuple(path for path in paths if _is_text(path, tuple(OTHER_TEXTS)) or html.get(path) is False),
        data=tuple(path for path in paths if _DATA.search(path)),
        defaults=jekyll_defaults(config) if found == "jekyll" else folder_defaults(found, root, paths, read_text),
    )


def _files(root: Path) -> Iterator[str]:
    """Yield the paths of all files; hidden folders, links, and folders of programs are not entered."""
    for folder, names, files in os.walk(root):
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        names[:] = [name for name in names if not name.startswith(".") and name.lower() not in _SKIPPED]
        for name in files:
            if not os.path.islink(os.path.join(folder, name)):
                yield name if inside == "." else f"{inside}/{name}"


def _is_text(path: str, endings: tuple[str, ...]) -> bool:
    stem, ending = posixpath.splitext(posixpath.basename(path))
    return ending.lower() in endings and stem.lower() not in _NOT_ITEMS and not stem.startswith(".")


def _is_text_in_html(root: Path, path: str) -> bool | None:
    """Tell whether a file in HTML is a text, or a template with words; None if it is neither."""
    text = read_text(root / path)
    front = read_front(text)
    if not text.startswith(("---", "+++")):
        return True if {"title", "date"} <= front.keys.keys() else None
    is_list = prints_list(front.body) and POSTS.sub("", path, count=1).startswith("index.")
    if "title" in front.keys and not is_list and (POSTS.search(path) or _LOOP.search(front.body) is None):
        return True
    has_words = re.search(r"[^\W\d_]{2}", _TAGS.sub("", front.body)) is not None
    return False if has_words or ("title" in front.keys and prints_list(front.body)) else None


def prints_list(body: str) -> bool:
    """Tell whether a template goes through texts."""
    return re.search(r"\{%-?\s*for\b", body) is not None


def guessed_tool(root: Path, paths: list[str]) -> str:
    """Return the generator whose files are in a folder or above it, else the one that its texts look like."""
    for folder in (root, root.parent):
        for tool, signs in _SIGNS:
            if any((folder / sign).exists() for sign in signs):
                return tool
    texts = [path for path in paths if _is_text(path, TEXT_ENDINGS)]
    if any(path.endswith(".qmd") for path in texts):
        return "quarto"
    if any(re.search(r"(?:^|/)_(?:posts|drafts)/", path) for path in texts) or root.name == "_posts":
        return "jekyll"
    return _by_text(root, texts)


def _by_text(root: Path, texts: list[str]) -> str:
    """Return the generator of the first sign in some of the texts."""
    for path in texts[:: max(1, len(texts) // 200)]:
        head = read_text(root / path)[:20_000]
        if head.startswith("+++") or re.search(r"\{\{[<%] ", head):
            return "hugo"
        if re.match(r"(?:Title|Date): .*\n", head) or re.search(r"\{(?:filename|static|attach)\}", head):
            return "pelican"
        if re.search(r"\{%-? (?:include|highlight|link|post_url)\b|^layout: ", head, re.MULTILINE):
            return "jekyll"
    return "markdown"


def read_text(place: Path) -> str:
    """Return the text of a file with LF line ends: UTF-8, else what its mark or its bytes say."""
    with place.open("rb") as opened:
        data = opened.read(MAX_BYTES)
    for codec in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return ""


def _config(root: Path, tool: str) -> Mapping[str, Any]:
    for folder in (root, root.parent):
        for name in _CONFIGS[tool]:
            place = folder / name
            if place.is_file() and not place.is_symlink():
                text = read_text(place)
                found = _literals(text) if name.endswith(".py") else read_data(text, posixpath.splitext(name)[1])
                return found if isinstance(found, dict) else {}
    return {}


def _literals(source: str) -> dict[str, Any]:
    """Return the settings in a Python file that are written out; nothing of it is run."""
    found: dict[str, Any] = {}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return found
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except (ValueError, TypeError, RecursionError):
                continue
    return found
