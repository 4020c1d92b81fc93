"""The bytes of one source file -> its record, its fragment and its diagnostics. Source, pure.

The result depends on no other file: it is cached by the digest of the bytes, and can be made in any process.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kei_site.config import Config
from kei_site.core.codec import encode
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic, errors_in
from kei_site.core.hashing import NO_DIGEST, Digest, digest_bytes, with_hash
from kei_site.core.pdf_settings import PdfSettings, gets_pdf
from kei_site.core.urls import permalink, shortened, slug_of_file
from kei_site.core.value import value
from kei_site.markdown.parser.plain_text import is_plain
from kei_site.markdown.state import TextOptions
from kei_site.model.brief import Author, Brief, Fragment, FrontMatter, Page
from kei_site.model.figures import FigureSpec
from kei_site.model.routes import invalid_slug
from kei_site.schema.fields import pack_places
from kei_site.source.decode import decode
from kei_site.source.extra import Declared
from kei_site.source.fences import Split, split
from kei_site.source.file_kinds import Kind, is_work_file, kind_of
from kei_site.source.front_matter import read_front_matter
from kei_site.source.metadata_digest import metadata_digest
from kei_site.source.page_slugs import check_page_slug, page_slug
from kei_site.source.pdf_letters import Letters, missing_letters
from kei_site.source.pdf_sizes import too_much_for_pdf
from kei_site.source.records import PageRead, read_author, read_page

if TYPE_CHECKING:
    from kei_site.markdown.document import Text

_Titled = TypeVar("_Titled", FrontMatter, PageRead)
_SIGN = re.compile(r"\A(?:[#>+*-]{1,6})[ \t]|[$=%^~\uff0a]|:[a-z]")
"""What may stand in a title that `is_plain` and yet shows syntax."""
SUMMARY_LETTERS = 200
"""The most characters of a summary that is taken from the text."""


@value
class Settings:
    """The settings of a site that change how its files are read."""

    timezone: str
    language: str
    extra: Declared = ()
    texts: TextOptions = TextOptions()
    has_references: bool = False
    """Whether the site has files of references: without them, `[@name]` is text."""
    pdf: PdfSettings = PdfSettings()
    pdf_letters: str = ""
    """A regular expression of a letter that the fonts of PDFs lack; empty when it is not known."""


def settings_of(config: Config, paths: Iterable[str], pdf_letters: str = "") -> Settings:
    """Return the settings that change how files are read, of a configuration and of the paths of all source files."""
    references = config.references
    return Settings(
        timezone=config.timezone,
        language=config.language,
        extra=tuple((key.name, key.type) for key in config.extra),
        texts=TextOptions(style=references.style, frame_hosts=config.embeds.hosts, has_mathematics=config.math),
        has_references=bool(references.files) or any(map(is_work_file, paths)),
        pdf=config.pdf,
        pdf_letters=pdf_letters,
    )


@value
class LoadedFile:
    """The result of loading one file."""

    path: str
    brief: Brief | None = None
    page: Page | None = None
    author: Author | None = None
    version: Brief | None = None
    """A brief as it was, of a file below `content/versions/`; its references count from there."""
    fragment: Fragment | None = None
    metadata_digest: Digest = NO_DIGEST
    """Of a complete brief: see `metadata_digest`."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def record(self) -> Brief | Page | Author | None:
        """The record of the file, whatever its kind."""
        return self.brief or self.page or self.author or self.version

    @property
    def fragment_key(self) -> Digest:
        """The key of the fragment that the record names."""
        return self.record.body if self.record else NO_DIGEST


def load(path: str, data: bytes, settings: Settings) -> LoadedFile:
    """Return the record of the Markdown file `path` with the bytes `data`; never raises."""
    decoded = decode(data, path)
    parts = split(decoded.text, path)
    return _load(path, parts, settings, (*decoded.diagnostics, *parts.diagnostics))


def stand_in(path: str, settings: Settings, diagnostics: tuple[Diagnostic, ...] = ()) -> LoadedFile:
    """Return a record of a file that exists but could not be read, so that links to it are not reported as broken."""
    return _load(path, Split(front=None), settings, diagnostics)


def _load(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> LoadedFile:
    read = {Kind.BRIEF: _brief, Kind.PAGE: _page, Kind.VERSION: _version}.get(kind_of(path), _author)
    return read(path, parts, settings, early)


def _text(path: str, parts: Split, language: str, options: TextOptions) -> tuple["Text", tuple[FigureSpec, ...]]:
    """Return what the body of a file says, and the figures in it; their diagnostics are with those of the text."""
    from kei_site.markdown.document import read_markdown

    text = read_markdown(parts.body, path=path, first_line=parts.body_line, language=language, options=options)
    told = text.diagnostics
    if parts.front is None:
        # Without front matter, a heading of the first level is the title.
        told = tuple(found for found in told if found.code != "MD04")
    if not text.figures:
        return replace(text, diagnostics=told), ()
    from kei_site.source.figures import read_figures

    read = read_figures(text.figures, path)
    return replace(text, diagnostics=(*told, *read.diagnostics)), read.figures


def _with_marks(
    read: _Titled, places: Mapping[str, tuple[int, int]], path: str
) -> tuple[_Titled, tuple[Diagnostic, ...]]:
    """Return what has a title and a summary with both as plain text and as HTML, and diagnostics of their marks."""
    diagnostics: tuple[Diagnostic, ...] = ()
    for key in ("title", "summary"):
        text: str = getattr(read, key)
        if is_plain(text) and not _SIGN.search(text):
            continue
        from kei_site.markdown.document import read_title

        line, column = places.get(key, (1, 1))
        words, found = read_title(text, Place(path=path, line=line, column=column))
        changes: dict[str, Any] = {key: words.plain, f"{key}_html": words.html}
        read = replace(read, **changes)
        diagnostics += found
    return read, diagnostics


def _brief(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> LoadedFile:
    read = read_front_matter(parts, path, timezone=settings.timezone, language=settings.language, extra=settings.extra)
    front, marks = _with_marks(read.front, read.places, path)
    text, figures = _text(path, parts, front.language, _options(front, settings))
    diagnostics = (*early, *read.diagnostics, *marks, *text.diagnostics)
    is_set = gets_pdf(front.pdf, front.type, settings.pdf)
    if is_set and (found := too_much_for_pdf(text.fragment.html, Place(path=path, line=parts.body_line))):
        front, diagnostics, is_set = replace(front, pdf="false"), (*diagnostics, found), False
    if settings.pdf_letters and is_set:
        letters = Letters(pattern=settings.pdf_letters, path=path, body=parts.body, first_line=parts.body_line)
        diagnostics += missing_letters(letters, front, read.places, text.fragment.html)
    slug = front.slug or shortened(slug_of_file(posixpath.basename(_id(path))))
    if read.places and not front.slug:
        diagnostics += _check_slug(slug, path, "give the brief a `slug:`")
    record = _record(path, _with_summary(front, text), slug, text)
    brief = replace(record, figures=figures, places=pack_places(read.places))
    if not read.is_complete or _is_lost(diagnostics):
        return LoadedFile(path=path, brief=replace(brief, body=NO_DIGEST, is_broken=True), diagnostics=diagnostics)
    metadata = metadata_digest(brief)
    return LoadedFile(path=path, brief=brief, fragment=text.fragment, metadata_digest=metadata, diagnostics=diagnostics)


def _version(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> LoadedFile:
    """Return a frozen version, read as its brief was; nobody would correct what only deserves a warning."""
    read = _brief(path, parts, settings, early)
    errors = errors_in(read.diagnostics)
    return replace(read, brief=None, version=read.brief, metadata_digest=NO_DIGEST, diagnostics=errors)


def _options(front: FrontMatter, settings: Settings) -> TextOptions:
    """Return how the text of a brief is read: it cites if the site or itself has files of references."""
    has_references = settings.has_references or front.references
    style = front.citation_style or settings.texts.style
    has_mathematics = settings.texts.has_mathematics if front.math is None else front.math
    return replace(settings.texts, style=style if has_references else "", has_mathematics=has_mathematics)


_LOSING = frozenset({"LIM02", "LIM04", "LIM05"})
"""Codes of texts of which nothing was read."""


def _is_lost(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(found.code in _LOSING for found in diagnostics)


def _record(path: str, front: FrontMatter, slug: str, text: "Text") -> Brief:
    return Brief(
        id=_id(path),
        path=path,
        front=with_hash(front),
        slug=slug,
        url=permalink("briefs", str(front.date.year), slug),
        body=digest_bytes(encode(text.fragment)),
        word_count=text.word_count,
        links=text.links,
        images=text.images,
        frames=text.frames,
        citations=text.citations,
        bare_keys=text.bare_keys,
        anchors=text.anchors,
    )


def _check_slug(slug: str, path: str, fix: str) -> tuple[Diagnostic, ...]:
    invalid = invalid_slug(slug)
    return (diagnostic(invalid[0], Place(path=path), invalid[1], found=slug, fix=fix),) if invalid else ()


def _id(path: str) -> str:
    name = unicodedata.normalize("NFC", path).removeprefix("content/briefs/").removesuffix(".md")
    return name.removesuffix("/index")


def _with_summary(front: FrontMatter, text: "Text") -> FrontMatter:
    if front.summary:
        return front
    return replace(front, summary=_shortened(text.first_paragraph), summary_is_derived=True)


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) <= SUMMARY_LETTERS:
        return plain
    head, _, rest = plain[:SUMMARY_LETTERS].rpartition(" ")
    return (head or rest).rstrip(" ,;:–—-") + "…"


def _page(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> LoadedFile:
    found = read_page(parts, path, language=settings.language)
    read, marks = _with_marks(found, found.places, path)
    text, figures = _text(path, parts, read.language, replace(settings.texts, style=""))
    name = unicodedata.normalize("NFC", path).removeprefix("content/pages/").removesuffix(".md")
    slug = page_slug(name, read.slug)
    clash = check_page_slug(slug, path) if read.places else ()
    page = Page(
        id=name,
        path=path,
        title=read.title,
        summary=read.summary or _shortened(text.first_paragraph),
        title_html=read.title_html,
        summary_html=read.summary_html,
        summary_is_derived=not read.summary,
        language=read.language,
        slug=slug,
        url=permalink(slug),
        body=digest_bytes(encode(text.fragment)),
        links=text.links,
        images=text.images,
        frames=text.frames,
        figures=figures,
        anchors=text.anchors,
        places=pack_places(read.places),
    )
    diagnostics = (*early, *read.diagnostics, *marks, *text.diagnostics, *clash)
    if read.title and not _is_lost(diagnostics):
        return LoadedFile(path=path, page=page, fragment=text.fragment, diagnostics=diagnostics)
    return LoadedFile(path=path, page=replace(page, body=NO_DIGEST, is_broken=True), diagnostics=diagnostics)


def _author(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> LoadedFile:
    read = read_author(parts, path, language=settings.language)
    text, figures = _text(path, parts, read.author.language, replace(settings.texts, style=""))
    has_text = bool(parts.body.strip())
    author = replace(
        read.author,
        body=digest_bytes(encode(text.fragment)) if has_text else NO_DIGEST,
        links=text.links,
        images=text.images,
        frames=text.frames,
        figures=figures,
        anchors=text.anchors,
    )
    return LoadedFile(
        path=path,
        author=author,
        fragment=text.fragment if has_text else None,
        diagnostics=(*early, *read.diagnostics, *text.diagnostics),
    )
