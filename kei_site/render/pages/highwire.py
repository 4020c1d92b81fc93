"""A brief -> the `citation_*` tags that Google Scholar and Zotero read. Render, pure.

Scholar's policy refuses opinion pieces and announcements. Both tell the parts of a name apart by a comma. Zotero drops
the keywords of pages; it takes them from the RIS and BibTeX files.
"""

import functools
from collections.abc import Iterable

from kei_site.core.bibliography import Name, Work
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.exports import ended_if_whole, family_first
from kei_site.render.citations.record import CITED_TYPES, first_published, record_of
from kei_site.render.urls import absolute

Tags = tuple[tuple[str, str], ...]


def citation_tags(view: BriefView) -> Tags:
    """Return (name, content) of each Highwire tag, in order; empty for types that scholars do not cite."""
    if view.front.type not in CITED_TYPES:
        return ()
    work = record_of(view)
    tags = [
        ("citation_title", work.title),
        *(("citation_author", name) for name in _authors(work.authors)),
        *_dates(view),
        ("citation_technical_report_institution", work.publisher),
        ("citation_technical_report_number", work.collection_number or work.number),
        ("citation_series_title", work.collection),
        ("citation_doi", work.doi),
        ("citation_language", work.language),
        ("citation_keywords", "; ".join(word.replace(";", ",") for word in work.keywords)),
        ("citation_abstract", work.abstract),
        ("citation_pdf_url", _full_text(view)),
        ("citation_fulltext_html_url", work.url),
        *(("citation_reference", reference_tag(cited)) for cited in (view.text.cited.works if view.text.cited else ())),
    ]
    return filled(tags)


def _authors(names: tuple[Name, ...]) -> list[str]:
    """Return authors as `Family, Given`.

    Zotero takes a sole author with blanks before and behind the comma for two, unless there is a semicolon.
    """
    written = [ended_if_whole(name) for name in names]
    family, _, given = written[0].partition(", ") if len(written) == 1 else ("", "", "")
    return [f"{written[0]};"] if " " in family and " " in given else written


_CONTAINERS = {
    "article-journal": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
}


@functools.lru_cache(maxsize=1 << 12)
def reference_tag(work: Work) -> str:
    """Return a cited work as the content of a tag: fields of Highwire, parted by semicolons.

    Old DOIs hold one. Changed, they would name another work or none, so they are left away.
    """
    first, _, last = work.pages.partition("-")
    parts = [
        ("citation_title", work.title),
        *(("citation_author", family_first(name)) for name in work.authors or work.editors),
        ("citation_publication_date", work.issued.slashed),
        (_CONTAINERS.get(work.type, "citation_inbook_title"), work.container),
        ("citation_volume", work.volume),
        ("citation_issue", work.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_publisher", work.publisher),
        ("citation_doi", "" if ";" in work.doi else work.doi),
    ]
    return "; ".join(f"{name}={content.replace(';', ',')}" for name, content in parts if content)


def filled(tags: Iterable[tuple[str, str]]) -> Tags:
    """Return the tags that have content."""
    return tuple([(name, content) for name, content in tags if content])


def _full_text(view: BriefView) -> str:
    """Return the address of the PDF in the folder of the brief's page; Scholar takes none from elsewhere."""
    if view.pdf:
        return absolute(view.site, view.pdf.url)
    file = view.enclosure
    url = absolute(view.site, file.url) if file and file.media_type == "application/pdf" else ""
    return url if url.startswith(view.permalink) and "/" not in url.removeprefix(view.permalink) else ""


def _dates(view: BriefView) -> Tags:
    first = first_published(view.front)
    published = ("citation_publication_date", first.day.replace("-", "/"))
    if first.day == view.front.date.day:
        return (published,)
    return (published, ("citation_online_date", view.front.date.day.replace("-", "/")))
