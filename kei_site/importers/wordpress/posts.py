"""The fields of one post of WordPress -> items of this site: one, or one for each language in its fields."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from html import unescape
from urllib.parse import unquote, urlsplit

from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.importers.html.convert import Converted, Surroundings, convert_wordpress
from kei_site.importers.html.media_shortcodes import Media
from kei_site.importers.html.words import words_of
from kei_site.importers.items import Item, ItemImage, ItemProblem, ItemReference, Leftover
from kei_site.importers.wordpress.builders import builder_problems, built_html
from kei_site.importers.wordpress.channel import plain
from kei_site.importers.wordpress.dates import date_of
from kei_site.importers.wordpress.documents import with_documents
from kei_site.importers.wordpress.events import event_problems
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.index import Index
from kei_site.importers.wordpress.kept_fields import kept_fields
from kei_site.importers.wordpress.kinds import Kind
from kei_site.importers.wordpress.states import with_hidden_parts
from kei_site.importers.wordpress.terms import series_of, tags_of
from kei_site.importers.wordpress.translations import in_languages, translation_of
from kei_site.importers.wordpress.unkept_fields import unkept_problems

_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description",
                 "_genesis_description", "_seopress_titles_desc", "_su_description")  # fmt: skip
_VARIABLE = re.compile(r"%%?\w+%%?|#\w+_\w+")
"""A place holder of a plug-in in a description."""
_MOST_PAGES = 99
_MOST_FILE_PAGES = 100
"""Of one text: all stand in its front matter."""
_PAGE_FILE = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
_COPY = re.compile(r"^(?:https?:)?//i[0-9]\.wp\.com/([^?#]+).*")
"""An image on the network of Jetpack, which copies it from the site that its path names."""


@value
class Source:
    """What a post is read with."""

    place: str
    """`FILE:LINE`."""
    file: str
    """The name of the file."""
    text_line: int
    """The line in which its text begins."""
    kind: Kind
    key: str
    state: tuple[str, str]
    """(state, reason)."""
    url: str = ""
    """The address of the former site."""
    language: str = ""
    """Of the site."""
    problems: tuple[str, ...] = field(default=())


class _Files:
    """The files of an export, as a text of the item `number` sees them."""

    def __init__(self, index: Index, number: str) -> None:
        self._index, self._number = index, number

    def by_id(self, number: str) -> Media | None:
        return self._index.by_id(number)

    def of_item(self) -> list[Media]:
        return list(self._index.files_of(self._number))


def items_of(fields: Fields, source: Source, index: Index) -> Iterator[Item]:
    """Yield the items of a post; the first is the post itself, others are its texts in other languages."""
    contents = in_languages(fields.texts.get("content:encoded", ""))
    titles = in_languages(fields.texts.get("title", ""))
    excerpts = in_languages(fields.texts.get("excerpt:encoded", ""))
    languages = list(dict.fromkeys(language for language in (*contents, *titles) if language)) or [""]
    main = source.language.partition("-")[0]
    languages.sort(key=lambda language: language != main)
    for language in languages:
        texts = {
            "title": titles.get(language, "" if language in contents and "" not in titles else titles.get("", "")),
            "content:encoded": contents.get(language, contents.get("", "")),
            "excerpt:encoded": excerpts.get(language, excerpts.get("", "")),
        }
        item = _item(replace(fields, texts={**fields.texts, **texts}), source, index)
        if language == languages[0]:
            yield replace(item, language=language if language and language != main else item.language)
        else:
            yield _other_language(item, source, language)


def _other_language(item: Item, source: Source, language: str) -> Item:
    address = item.addresses[0] if item.addresses else ""
    folder = re.sub(r"^(https?://[^/]+)(?=/|$)", rf"\1/{language}", address)
    return replace(
        item,
        key=f"{source.key}-{language}",
        addresses=(folder,) if folder != address else (),
        id="",
        slug=f"{item.slug}-{language}" if item.slug else "",
        language=language,
        translation_of=source.key,
    )


def _item(fields: Fields, source: Source, index: Index) -> Item:
    number = fields.get("wp:post_id")
    surroundings = Surroundings(
        media=_Files(index, number),
        notes=_notes(fields),
        reusable=lambda block: index.reusable.get(block, ""),
        has_mathematics=source.kind.kind == "brief",
        fragments=index.fragments,
    )
    content = index.authors.logins.without_values(built_html(fields) or fields.texts.get("content:encoded", ""))
    text = (
        convert_wordpress(content, surroundings)
        if len(content) <= LIMITS.exported_text.most
        else Converted(markdown="")
    )
    said, kept = translation_of(fields), kept_fields(fields, source.kind.type, index.places)
    state, reason = with_hidden_parts(source.state, (name for name, _ in text.leftovers), text.enclosing)
    if len(content) > LIMITS.exported_text.most or len(text.markdown.encode()) > LIMITS.imported_text.most:
        state, reason = "refused", f"its text is too long: a source file holds {LIMITS.imported_text.most:,} bytes"
    is_main = said.language.partition("-")[0] in ("", source.language.partition("-")[0])
    item = Item(
        source=source.place,
        key=source.key,
        kind=source.kind.kind,
        state=state,
        reason=reason,
        addresses=_addresses(fields, source, index),
        id=_id(fields, index),
        title=plain(fields.texts.get("title", "")),
        slug=_slug(fields),
        date=date_of(fields),
        updated=_updated(fields),
        type=kept.type,
        authors=index.authors.of_item(fields),
        tags=tags_of(fields, source.language, _primary(fields, index)),
        series=series_of(fields),
        summary=_summary(fields),
        language="" if is_main else said.language,
        translation_of=index.original_of(said.group, number, source.language) or index.keys.get(said.original, ""),
        image=_image(fields, index),
        fields={**kept.fields, "math": "true"} if text.has_mathematics else kept.fields,
        body=text.markdown,
        references=tuple(_reference(reference, index, source.url) for reference in text.references),
        text=text.text if len(content) <= LIMITS.exported_text.most else content[: LIMITS.exported_text.most],
        notes=text.notes,
        leftovers=_leftovers(text, source),
        problems=tuple(_problems(fields, source, text, index)),
    )
    return with_documents(item, fields, index.files_of(number))


def _addresses(fields: Fields, source: Source, index: Index) -> tuple[str, ...]:
    number, guid = fields.get("wp:post_id"), unescape(fields.get("guid"))
    query = "page_id" if source.kind.kind == "page" else "p"
    short = f"{source.url.rstrip('/')}/?{query}={number}" if number.isdigit() else ""
    public = re.sub(r"(?<=[^:/])/{2,}(?=[^?#]*)", "/", unescape(fields.get("link")))
    is_other = re.search(r"[?&](?:p|page_id)=\d", guid) is not None
    known = (public, short, guid if source.url and guid.startswith(source.url) and not is_other else "")
    found = (
        *known,
        *_former_addresses(fields, public),
        *_later_pages(fields, public),
        *_file_pages(number, source, index),
    )
    absolute = (address for address in found if address.startswith(("http://", "https://", "/")))
    return tuple(dict.fromkeys(map(index.authors.logins.without, absolute)))


def _former_addresses(fields: Fields, public: str) -> Iterator[str]:
    """Yield the addresses that WordPress leads to the present one: those with a former name of the post."""
    name = fields.get("wp:post_name")
    for key, former in fields.meta:
        if key == "_wp_old_slug" and former.strip() and name and public.rstrip("/").endswith(f"/{name}"):
            yield f"{public.rstrip('/').removesuffix(name)}{former.strip()}/"


def _later_pages(fields: Fields, public: str) -> Iterator[str]:
    """Yield the addresses of all pages but the first, of a text that is divided into several."""
    marks = fields.texts.get("content:encoded", "").count("<!--nextpage-->") if public.endswith("/") else 0
    yield from (f"{public}{number}/" for number in range(2, min(marks, _MOST_PAGES) + 2))


def _file_pages(number: str, source: Source, index: Index) -> Iterator[str]:
    """Yield the addresses on the former site of the pages that showed one file of the item `number` each."""
    pages = index.pages_of_files(number)[:_MOST_FILE_PAGES]
    yield from (page for page in pages if page.startswith("/") or _host(page) == _host(source.url))


def _id(fields: Fields, index: Index) -> str:
    guid = unescape(fields.get("guid"))
    is_id = re.fullmatch(r"[a-z][a-z0-9+.-]*:\S{1,500}", guid) and "@" not in guid
    return guid if is_id and index.authors.logins.without(guid) == guid else ""


def _slug(fields: Fields) -> str:
    """Return the last part of the address; exports of other programs have whole paths and names of files for it."""
    name = unquote(fields.get("wp:post_name"))
    try:
        path = name or unquote(urlsplit(unescape(fields.get("link"))).path)
    except ValueError:
        return ""
    return _PAGE_FILE.sub("", path.rstrip("/").rpartition("/")[2])


def _updated(fields: Fields) -> str:
    changed, first = date_of(fields, "post_modified"), date_of(fields)
    return changed if changed[:10] > first[:10] else ""


def _summary(fields: Fields) -> str:
    excerpt = " ".join(words_of(fields.texts.get("excerpt:encoded", "")).split())
    if excerpt:
        return excerpt
    described = (plain(fields.meta_of(key)) for key in _DESCRIPTIONS)
    return next((text for text in described if text and not _VARIABLE.search(text)), "")


def _image(fields: Fields, index: Index) -> ItemImage | None:
    media = index.by_id(fields.meta_of("_thumbnail_id").strip())
    if media is None or not media.address:
        return None
    return ItemImage(address=media.address, alt=media.alt, caption=" ".join(words_of(media.caption).split()))


def _primary(fields: Fields, index: Index) -> str:
    """Return the nicename of the category that Yoast or Rank Math calls the main one; empty if none does."""
    number = fields.meta_of("_yoast_wpseo_primary_category") or fields.meta_of("rank_math_primary_category")
    return index.terms.get(number.strip(), ("", ""))[0]


def _notes(fields: Fields) -> Mapping[str, str]:
    """Return the notes of the block editor, which stand in the metadata."""
    try:
        notes = json.loads(fields.meta_of("footnotes") or "[]")
    except (ValueError, RecursionError):
        return {}
    known = (note for note in notes if isinstance(note, dict)) if isinstance(notes, list) else ()
    return {str(note.get("id", "")): str(note.get("content", "")) for note in known}


def _reference(reference: ItemReference, index: Index, url: str) -> ItemReference:
    """Return a reference to the whole file instead of a small version or its page, and to a name instead of a login."""
    attached = re.search(r"[?&]attachment_id=(\d+)", reference.address)
    is_own = reference.address.startswith("/") or _host(reference.address) == _host(url)
    media = index.by_id(attached[1]) if attached else index.file_of_page(reference.address) if is_own else None
    if media:
        return replace(reference, address=media.address, is_media=True)
    if reference.is_media:
        return replace(reference, address=index.whole_file(_COPY.sub(r"https://\1", reference.address)))
    return replace(reference, address=index.authors.in_address(reference.address, url)) if is_own else reference


def _host(address: str) -> str:
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", address.lower()).partition("/")[0]


def _leftovers(text: Converted, source: Source) -> tuple[Leftover, ...]:
    return tuple(Leftover(name=name, place=f"{source.file}:{source.text_line + line}") for name, line in text.leftovers)


def _problems(fields: Fields, source: Source, text: Converted, index: Index) -> Iterator[ItemProblem]:
    for message, line in text.problems:
        place = source.place if line is None else f"{source.file}:{source.text_line + line}"
        yield ItemProblem(place=place, message=message)
    messages = [*source.problems]
    if fields.get("wp:is_sticky") == "1":
        messages.append("pinned to the top of the former site: name it under `home` if it shall stay there")
    messages += (*builder_problems(fields, has_text=bool(text.markdown)), *event_problems(fields, index.hosts))
    left = len(index.pages_of_files(fields.get("wp:post_id"))) - _MOST_FILE_PAGES
    messages += [
        f"pages of single files of this text that lead nowhere, after the first {_MOST_FILE_PAGES}: {left}"
    ] * (left > 0)
    messages += unkept_problems(fields, _host(source.url))
    yield from (ItemProblem(place=source.place, message=message) for message in messages)
