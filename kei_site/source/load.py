"""The bytes of one source file -> its record, its fragment and its diagnostics. Source room, pure per file.

Nothing here knows other files, so the result can be remembered under the digest of the bytes and made in any process.
"""

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from kei_site.codec import encode
from kei_site.diagnostics import Diagnostic, Place, diagnostic
from kei_site.digest import NO_DIGEST, Digest, digest_bytes, sealed
from kei_site.model.brief import Brief, Fragment, FrontMatter, Page, pack_places
from kei_site.model.outline import outline_of
from kei_site.source.decode import decode
from kei_site.source.front_matter import Split, read_front_matter, split
from kei_site.source.kinds import Kind, kind_of
from kei_site.source.loaded import Loaded, Settings
from kei_site.source.markdown import Text, read_markdown
from kei_site.source.records import read_author, read_page
from kei_site.urls import permalink, shortened, slug_diagnostic, slug_of_file

SUMMARY_LETTERS = 200


def load(path: str, data: bytes, settings: Settings) -> Loaded:
    """Return what the Markdown file `path` with the bytes `data` gives; never raises for any bytes."""
    decoded = decode(data, path)
    parts = split(decoded.text, path)
    early = (*decoded.diagnostics, *parts.diagnostics)
    return _load(path, parts, settings, early)


def stand_in(path: str, settings: Settings, diagnostics: tuple[Diagnostic, ...] = ()) -> Loaded:
    """Return a record of a file that is there but could not be read: nothing that names it is to be called wrong."""
    return _load(path, Split(front=None), settings, diagnostics)


def _load(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> Loaded:
    kind = kind_of(path)
    if kind is Kind.BRIEF:
        return _brief(path, parts, settings, early)
    return _page(path, parts, settings, early) if kind is Kind.PAGE else _author(path, parts, settings, early)


def _key(fragment: Fragment) -> Digest:
    return digest_bytes(encode(fragment))


def _text(path: str, parts: Split, language: str) -> Text:
    text = read_markdown(parts.body, path=path, first_line=parts.body_line, language=language)
    if parts.front is not None:
        return text
    # A heading of the first level is the title that the front matter is missed for.
    return replace(text, diagnostics=tuple(one for one in text.diagnostics if one.code != "MD04"))


def _brief(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> Loaded:
    read = read_front_matter(parts, path, timezone=settings.timezone, language=settings.language)
    text = _text(path, parts, read.front.language)
    diagnostics = (*early, *read.diagnostics, *text.diagnostics)
    slug = read.front.slug or shortened(slug_of_file(_stem(path)))
    problem = slug_diagnostic(slug) if read.places and not read.front.slug else None
    if problem:
        where = Place(path=path)
        diagnostics = (
            *diagnostics,
            diagnostic(problem[0], where, problem[1], found=slug, fix="give the brief a `slug:`"),
        )
    brief = _record(path, _with_summary(read.front, text), slug, text, read.places)
    if read.is_complete:
        return Loaded(
            path=path, brief=brief, fragment=text.fragment, outline=outline_of(brief), diagnostics=diagnostics
        )
    return Loaded(path=path, brief=replace(brief, body=NO_DIGEST, is_broken=True), diagnostics=diagnostics)


def _record(path: str, front: FrontMatter, slug: str, text: Text, places: Mapping[str, tuple[int, int]]) -> Brief:
    return Brief(
        id=_id(path),
        path=path,
        front=sealed(front),
        slug=slug,
        url=permalink("briefs", str(front.date.year), slug),
        body=_key(text.fragment),
        word_count=text.word_count,
        links=text.links,
        images=text.images,
        anchors=text.anchors,
        places=pack_places(places),
    )


def _id(path: str) -> str:
    name = unicodedata.normalize("NFC", path).removeprefix("content/briefs/").removesuffix(".md")
    return name.removesuffix("/index")


def _stem(path: str) -> str:
    return posixpath.basename(_id(path))


def _with_summary(front: FrontMatter, text: Text) -> FrontMatter:
    if front.summary:
        return front
    return replace(front, summary=_shortened(text.first_paragraph), summary_is_derived=True)


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) <= SUMMARY_LETTERS:
        return plain
    head, _, rest = plain[:SUMMARY_LETTERS].rpartition(" ")
    return (head or rest).rstrip(" ,;:–—-") + "…"


def _page(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> Loaded:
    read = read_page(parts, path, language=settings.language)
    text = _text(path, parts, read.language)
    stem = _page_stem(path)
    slug = read.slug or slug_of_file(stem)
    problem = slug_diagnostic(slug) if read.places else None
    where = Place(path=path)
    clash = (diagnostic(problem[0], where, problem[1], found=slug, fix="give the page a `slug:`"),) if problem else ()
    page = Page(
        id=stem,
        path=path,
        title=read.title,
        summary=read.summary or _shortened(text.first_paragraph),
        language=read.language,
        slug=slug,
        url=permalink(slug),
        body=_key(text.fragment),
        links=text.links,
        images=text.images,
        anchors=text.anchors,
    )
    diagnostics = (*early, *read.diagnostics, *text.diagnostics, *clash)
    if read.title:
        return Loaded(path=path, page=page, fragment=text.fragment, diagnostics=diagnostics)
    return Loaded(path=path, page=replace(page, body=NO_DIGEST, is_broken=True), diagnostics=diagnostics)


def _page_stem(path: str) -> str:
    return unicodedata.normalize("NFC", posixpath.splitext(posixpath.basename(path))[0])


def _author(path: str, parts: Split, settings: Settings, early: tuple[Diagnostic, ...]) -> Loaded:
    read = read_author(parts, path, language=settings.language)
    text = _text(path, parts, read.author.language)
    has_text = bool(parts.body.strip())
    author = replace(
        read.author,
        body=_key(text.fragment) if has_text else NO_DIGEST,
        links=text.links,
        images=text.images,
    )
    return Loaded(
        path=path,
        author=author,
        fragment=text.fragment if has_text else None,
        diagnostics=(*early, *read.diagnostics, *text.diagnostics),
    )
