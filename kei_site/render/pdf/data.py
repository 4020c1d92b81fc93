"""The view of a brief's PDF and its texts -> the plain data that `brief.typ` sets. Render, pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from kei_site.core.bibliography import STYLES
from kei_site.core.hashing import Digest
from kei_site.core.syndication import Syndication
from kei_site.core.value import value
from kei_site.model.brief import Fragment
from kei_site.model.views.common import TextView
from kei_site.model.views.pdf import PdfImage, PdfView
from kei_site.render.caption_numbers import with_caption_numbers
from kei_site.render.citations.record import record_of
from kei_site.render.citations.styles import reference
from kei_site.render.citations.text import with_references
from kei_site.render.figures.paper import paper_figure
from kei_site.render.i18n.locale import Locale, is_rtl, locale_of
from kei_site.render.pdf.languages import direction_of, language_of
from kei_site.render.pdf.nodes import Node, Nodes
from kei_site.render.pdf.tree import References, text_nodes
from kei_site.render.references import with_figures
from kei_site.render.urls import doi_of, doi_url, license_url, origin_of, safe_url

Data = dict[str, Any]
Fragments = Callable[[Digest], Fragment]
_NUMBERED = re.compile(r"kei-(?:link|image):([0-9]+)")
_TAG = re.compile(r"<[^>]*>")
_PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a sentence for a part that is no text."""
_RUNNING = 70
"""The most letters of a title at the head of pages."""


@value
class Picture:
    """A picture as it lies beside the template."""

    file: str
    """Its name there."""
    width: int
    height: int


Pictures = Mapping[str, Picture]
"""By the path of the source file, or by the name of a chart (see `paper_name`)."""


def document_data(view: PdfView, fragment: Fragments, pictures: Pictures) -> Data:
    """Return everything that the PDF shows, without the fonts."""
    front, locale = view.front, locale_of(view.front.language, view.site.words)
    lead = _picture_node(view.lead, pictures, "") if view.lead else None
    title = locale.text("retracted.title", title=front.title) if front.is_retracted else front.title
    return {
        "title": title,
        "heading": _marked(front.title, front.title_html),
        "running": title if len(title) <= _RUNNING else title[:_RUNNING].rpartition(" ")[0] + " …",
        "authors": [{"name": author.name} for author in view.card.authors],
        "byline": _byline(view, locale),
        "dates": _dates(view, locale),
        "date": dict(zip(("year", "month", "day"), map(int, front.date.day.split("-")), strict=True)),
        "kicker": _kicker(view, locale),
        "standfirst": [] if front.summary_is_derived else _marked(front.summary, front.summary_html),
        "description": front.summary,
        "keywords": [*(tag.name for tag in view.card.tags), *front.keywords],
        "language": language_of(front.language),
        "is-rtl": is_rtl(front.language),
        "retracted": front.is_retracted,
        "standing": _standing(view, locale),
        "above": _notices(view, locale, is_above=True),
        "below": _notices(view, locale, is_above=False),
        "body": _body(view, fragment, pictures),
        "biographies": _biographies(view, fragment),
        "reference": _reference(view),
        "record": _record(view, locale),
        "words": _words(view, locale),
        "institute": view.site.organization.name,
        "imprint": {"text": view.site.imprint, "reads": direction_of(view.site.imprint)},
        "permalink": view.permalink,
        "address": view.permalink.removeprefix("https://"),
        **({"lead": {"pictures": [lead], "caption": _lead_caption(view.lead, locale)}} if view.lead and lead else {}),
    }


_NO_REFERENCES = References(address=lambda href: "", picture=lambda source, alt: None)


def _reference(view: PdfView) -> Node:
    """Return how to cite the brief, and the direction that it is read in."""
    html = reference(STYLES[0], record_of(view))
    return {"c": text_nodes(html, _NO_REFERENCES), "reads": direction_of(_TAG.sub("", html))}


def _marked(text: str, markup: str) -> Nodes:
    return text_nodes(markup, _NO_REFERENCES) if markup else [text] if text else []


def _kicker(view: PdfView, locale: Locale) -> str:
    series = view.card.series.name if view.card.series else ""
    return " · ".join(filter(None, (series, locale.text(f"type.{view.front.type}"), view.front.number)))


def _byline(view: PdfView, locale: Locale) -> str:
    names = [author.name for author in view.card.authors]
    first, last = names[:-1], names[-1:]
    return locale.text("list.and").join(filter(None, [locale.text("list.comma").join(first), *last]))


def _dates(view: PdfView, locale: Locale) -> str:
    front = view.front
    shown = [locale.day(front.date.day)]
    if front.updated:
        shown.append(locale.text("updated", date=locale.day(front.updated.day)))
    outlets = front.published_in.all if front.published_in else ()
    return " · ".join([*shown, *(_appearance(there, locale) for there in outlets)])


def _appearance(there: Syndication, locale: Locale) -> str:
    """Return where and when the text appeared elsewhere, as its page says it."""
    day = locale.day(there.date.day) if there.date else ""
    if there.role == "original":
        return locale.text("published_in" if day else "published_in.undated", outlet=there.outlet, date=day)
    return locale.text(f"also_in.{there.role}", outlet=f"{there.outlet} ({day})" if day else there.outlet)


def _standing(view: PdfView, locale: Locale) -> Nodes:
    """Return that the brief does not stand any more, and what replaces it, as its page says it before all else."""
    nodes: Nodes = [{"t": "strong", "c": [locale.text("retracted")]}, " "] if view.front.is_retracted else []
    if newer := view.successor:
        before, _, after = locale.text("superseded", title=_PLACE).partition(_PLACE)
        nodes += [before, {"t": "link", "url": _absolute(view, newer.url), "c": [newer.name]}, after]
    return nodes


def _notices(view: PdfView, locale: Locale, *, is_above: bool) -> list[Data]:
    """Return what was changed since, above the text, or what was made clear, below it."""
    return [
        {"head": f"{locale.text(f'notice.{found.kind}')}, {locale.day(found.date.day)}.", "text": found.note}
        for found in view.front.notices
        if (found.kind != "clarification") == is_above
    ]


def _body(view: PdfView, fragment: Fragments, pictures: Pictures) -> Nodes:
    def picture(source: str, alt: str) -> Node | None:
        if found := pictures.get(source):
            return {"file": found.file, "width": found.width, "height": found.height, "alt": alt}
        image = view.images[number] if 0 <= (number := _number(source)) < len(view.images) else None
        return _picture_node(image, pictures, alt) if image else None

    if not view.text.fragment:
        return []
    html, cited = fragment(view.text.fragment).html, view.text.cited
    references = References(address=_addresses(view, view.text), picture=picture)
    html = with_references(html, cited) if cited else html
    figures = with_figures(html, view.text, paper_figure)
    return text_nodes(with_caption_numbers(figures, locale_of(view.front.language, view.site.words)), references)


def _biographies(view: PdfView, fragment: Fragments) -> list[Data]:
    return [
        {
            "name": author.name,
            "c": text_nodes(
                fragment(text.fragment).html,
                References(address=_addresses(view, text), picture=lambda source, alt: None),
                f"author-{number}-",
            ),
            **({"lang": language_of(text.language)} if text.language else {}),
        }
        for number, (author, text) in enumerate(zip(view.card.authors, view.author_notes, strict=False))
        if text.fragment
    ]


def _number(reference: str) -> int:
    found = _NUMBERED.fullmatch(reference)
    return int(found[1]) if found else -1


def _addresses(view: PdfView, text: TextView) -> Callable[[str], str]:
    """Return a function from a link of a text to its absolute address, or to nothing if paper has no use for it."""

    def address(href: str) -> str:
        number = _number(href)
        url = safe_url(text.links[number] if 0 <= number < len(text.links) else href)
        if url.startswith("#"):
            return view.permalink + url
        return _absolute(view, url)

    return address


def _absolute(view: PdfView, url: str) -> str:
    return origin_of(view.site.url) + url if url.startswith("/") and not url.startswith("//") else url


def _picture_node(image: PdfImage, pictures: Pictures, alt: str) -> Node | None:
    found = pictures.get(image.source)
    if found is None:
        return None
    return {"file": found.file, "width": found.width, "height": found.height, "alt": image.alt or alt}


def _lead_caption(image: PdfImage | None, locale: Locale) -> Nodes:
    caption, credit = (image.caption, image.credit) if image else ("", "")
    return [" ".join(filter(None, (caption, locale.text("image.credit", credit=credit) if credit else "")))]


def _record(view: PdfView, locale: Locale) -> list[Data]:
    """Return the lines about the brief, as its page has them."""
    front, doi = view.front, doi_of(view.front.doi)
    license_text = front.license or view.site.license
    lines = (
        ("cite.permalink", view.permalink, view.permalink),
        ("cite.doi", doi, doi_url(doi)),
        ("cite.number", front.number, ""),
        ("cite.license", license_text, license_url(license_text)),
        ("cite.keywords", ", ".join(front.keywords), ""),
        ("cite.funding", front.funding, ""),
        ("cite.disclosure", front.disclosure, ""),
    )
    return [{"name": locale.text(key), "text": text, "url": url} for key, text, url in lines if text]


def _words(view: PdfView, locale: Locale) -> Data:
    known = sum(1 for text in view.author_notes if text.fragment)
    return {
        "cite": locale.text("cite"),
        "references": locale.text("references"),
        "authors": locale.text("author.about" if known == 1 else "authors.about"),
    }
