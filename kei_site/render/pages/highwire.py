"""A brief -> the `citation_*` tags that Google Scholar and Zotero read. Render, pure.

Scholar's policy refuses opinion pieces and announcements. Both tell the parts of a name apart by a comma. Zotero drops
the keywords of pages; it takes them from the RIS and BibTeX files.
"""

import re
from collections.abc import Iterable

from kei_site.core.bibliography import Work
from kei_site.core.clock import Moment
from kei_site.model.brief import FrontMatter
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.names import inverted
from kei_site.render.urls import absolute, doi_of

_DEGREES = re.compile(
    r"(?:,\s*(?:ph\.?\s?d|d\.?phil|ed\.?d|j\.?d|m\.?d|ll\.?[bmd]|b\.?a|b\.?sc|m\.?a|m\.?sc|m\.?p\.?a|m\.?p\.?p|m\.?b\.?a"
    r"|m\.?p\.?h|m\.?phil|dr|prof|esq|c\.?p\.?a|cfa|[박석]사|교수|博士|教授)\.?)+\s*$",
    re.IGNORECASE,
)
"""Degrees and titles behind a name, which would be read as its given name."""
CITED_TYPES = ("brief", "report", "paper")

Tags = tuple[tuple[str, str], ...]


def citation_tags(view: BriefView) -> Tags:
    """Return (name, content) of each Highwire tag, in order; empty for types that scholars do not cite."""
    if view.front.type not in CITED_TYPES:
        return ()
    tags = [
        ("citation_title", view.front.title),
        *(("citation_author", family_first(author)) for author in view.card.authors),
        *_dates(view),
        ("citation_technical_report_institution", view.site.organization.name),
        ("citation_technical_report_number", view.front.number),
        ("citation_series_title", view.card.series.name if view.card.series else ""),
        ("citation_doi", doi_of(view.front.doi)),
        ("citation_language", view.front.language),
        ("citation_keywords", "; ".join([*(tag.name for tag in view.card.tags), *view.front.keywords])),
        ("citation_abstract", view.front.summary),
        ("citation_pdf_url", _full_text(view)),
        ("citation_fulltext_html_url", view.permalink),
        *(("citation_reference", reference_tag(work)) for work in (view.text.cited.works if view.text.cited else ())),
    ]
    return filled(tags)


_CONTAINERS = {
    "article-journal": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
}


def reference_tag(work: Work) -> str:
    """Return a cited work as the content of a tag: fields of Highwire, parted by semicolons."""
    first, _, last = work.pages.partition("-")
    parts = [
        ("citation_title", work.title),
        *(("citation_author", inverted(name)) for name in work.authors or work.editors),
        ("citation_publication_date", work.issued.iso.replace("-", "/")),
        (_CONTAINERS.get(work.type, "citation_inbook_title"), work.container),
        ("citation_volume", work.volume),
        ("citation_issue", work.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_publisher", work.publisher),
        ("citation_doi", work.doi),
    ]
    return "; ".join(f"{name}={content.replace(';', ',')}" for name, content in parts if content)


def filled(tags: Iterable[tuple[str, str]]) -> Tags:
    """Return the tags that have content."""
    return tuple([(name, content) for name, content in tags if content])


def family_first(author: AuthorLink) -> str:
    """Return `Family, Given` for a person whose family and given name are known, else the name without degrees."""
    if author.kind != "person":
        return author.name
    return f"{author.family}, {author.given}" if author.family and author.given else _DEGREES.sub("", author.name)


def first_published(front: FrontMatter) -> Moment:
    """Return when the text first appeared, here or at the outlet of its syndication note."""
    there = front.published_in.date if front.published_in else None
    return there if there and there.epoch < front.date.epoch else front.date


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
