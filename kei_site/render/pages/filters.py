"""The filters of templates: a value -> the same as a page shows it. Render, pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from jinja2.filters import do_urlencode
from markupsafe import Markup, escape

from kei_site.core.byte_sizes import size_text
from kei_site.core.podcast import clock_of, iso_of
from kei_site.core.suggest import nearest
from kei_site.model.views.common import AuthorLink, Card, SiteView, TextView
from kei_site.model.views.figure_pages import kind_of_figure
from kei_site.model.views.figures import FigureView
from kei_site.render.citations.text import with_heading
from kei_site.render.escape import escaped
from kei_site.render.feeds.titles import feed_name, own_name
from kei_site.render.figures.figure import figure_html
from kei_site.render.figures.reference import figure_reference
from kei_site.render.i18n.direction import kept_apart, turned
from kei_site.render.i18n.event_times import event_time
from kei_site.render.i18n.locale import Locale, datetime_value
from kei_site.render.pages.charts import columns, spark
from kei_site.render.pages.citations import citation, coins_span, percent_coded
from kei_site.render.pages.differences import difference
from kei_site.render.pages.head import Head, title_and_summary
from kei_site.render.pages.letters import letters
from kei_site.render.pages.reading import reading
from kei_site.render.urls import EMAIL, doi_of, doi_url, license_url, orcid_url, safe_url

_TAG = re.compile(r"<[a-z][^>]*>")
_ID = re.compile(r'(?<= id=")|(?<= href="#)')
"""Where an id begins in a tag, or a link to one."""


def with_references_heading(html: Markup, name: str, ui_lang: Markup) -> Markup:
    """Return a text with the heading `name` over its list of references, if it has one."""
    text = html if isinstance(html, Markup) else escape(html)
    heading = f'<h2 id="kei-references"{escape(ui_lang)}>{escape(name)}</h2>'
    return Markup(with_heading(str(text), heading))  # noqa: S704


def with_own_ids(html: Markup, prefix: str) -> Markup:
    """Return a text in which ids and what refers to them begin with `prefix`: two texts of one page share no id."""
    if " id=" not in html:
        return html
    return Markup(_TAG.sub(lambda tag: _ID.sub(prefix, tag[0]), html))  # noqa: S704


def nonempty(texts: Iterable[TextView]) -> tuple[TextView, ...]:
    """Return the texts that are not empty."""
    return tuple([text for text in texts if text.fragment])


def url_encoded(value: Any) -> str:
    """Return the percent-coded value, as Jinja's own `urlencode` does; text in half the time."""
    # A percent sign in the text would be %25, so %2F is a slash.
    return percent_coded(value).replace("%2F", "/") if value and type(value) is str else do_urlencode(value)


def marked(text: str, html: str) -> str:
    """Return a title or summary with its marks; `html` is its `title_html` or `summary_html`, empty without marks."""
    return Markup(html) if html else text  # noqa: S704


class UnknownAsset(LookupError):
    """There is no file of `static/assets` with this name; the message is `the nearest one, or None: its name`."""


def asset_url(site: SiteView, name: str) -> str:
    """Return the address of a file of `static/assets`, for macros that see no more than the site."""
    try:
        return site.assets[name]
    except KeyError:
        raise UnknownAsset(f"{nearest(name, site.assets) or None}: {name}") from None


def shown_address(url: str) -> str:
    """Return an address as people read it: without its scheme and a closing slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")


_ADDRESS = re.compile(rf"https?://[^\s<>\"]+[^\s<>\".,;:)]|{EMAIL.pattern}", re.IGNORECASE)


def with_links(text: str) -> Markup:
    """Return a line of text with the e-mail addresses and the addresses on the web in it as links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found.group()
        target = address if "://" in address else f"mailto:{address}"
        link = f'<a href="{escaped(target)}">{escaped(shown_address(address))}</a>'
        parts += [escaped(text[end : found.start()]), link]
        end = found.end()
    return Markup("".join([*parts, escaped(text[end:])]))  # noqa: S704


def initials(author: AuthorLink) -> str:
    """Return the letters that stand for a portrait: of given and family name if both are known, else of the name.

    A capital goes before the small letters of a particle: H for von Humboldt.
    """
    names = (author.given, author.family) if author.given and author.family else (author.name,)
    return "".join(_initial(name) for name in names)


def _initial(name: str) -> str:
    letters = [letter for letter in name if letter.isalnum()]
    return next((letter for letter in letters if letter.isupper()), "".join(letters[:1])).upper()


_LEAST_GROUPED = 5
"""The fewest digits of a number that are grouped: 2024 may be a year."""


def grouped(number: str, locale: Locale) -> str:
    """Return a number as written, with its digits grouped as in `locale` if it is whole and has five or more."""
    is_long = number.isdecimal() and number.isascii() and len(number) >= _LEAST_GROUPED
    return locale.number(int(number)) if is_long else number


_SHARED = {
    "description": "og:description",
    "citation_title": "og:title",
    "citation_abstract": "og:description",
    "citation_fulltext_html_url": "og:url",
}
"""Names of `meta` elements, and the properties that say the same: one element may have both (HTML+RDFa 1.1)."""


def meta_tags(head: Head) -> Markup:
    """Return the `meta` elements of a page's description, of Open Graph and of what scholars read, a line each.

    A name and a property with the same content share an element, where the content is long.
    """
    left = dict(enumerate(head.properties))
    properties = {(name, content): at for at, (name, content) in left.items()}
    names = (("description", head.description), *head.names) if head.description else head.names
    lines = []
    for name, content in names:
        shared = _SHARED.get(name, "")
        also = f' property="{shared}"' if left.pop(properties.get((shared, content), -1), None) else ""
        lines.append(f'<meta name="{name}"{also} content="{escaped(content)}">\n')
    alone = [f'<meta property="{name}" content="{escaped(content)}">\n' for name, content in left.values()]
    # Names are constants of this program.
    return Markup("".join([*lines, *alone]))  # noqa: S704


def by_year(cards: Iterable[Card]) -> Iterator[tuple[int, tuple[Card, ...]]]:
    """Return (year, its cards) for cards in the order of their dates."""
    return ((year, tuple(group)) for year, group in groupby(cards, key=lambda card: card.date.year))


def by_month(cards: Iterable[Card]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    """Return (month as `2024-07`, its cards) for cards in the order of their dates."""
    return ((month, tuple(group)) for month, group in groupby(cards, key=lambda card: card.date.day[:7]))


def own_figure(view: FigureView) -> Markup:
    """Return a figure for its own page, where it stands under its title."""
    return Markup(figure_html(view, is_alone=True))  # noqa: S704


def file_size(size: int, locale: Locale) -> str:
    """Return a number of bytes in the language of a page, without decimals: `51 MB`, `189 kB`, at least `1 kB`."""
    return size_text(max(size, 1_000), lambda number: locale.number(round(number)))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "asset": asset_url,
    "figure_reference": figure_reference,
    "kind_of_figure": kind_of_figure,
    "own_figure": own_figure,
    "apart": kept_apart,
    "by_month": by_month,
    "by_year": by_year,
    "feed_name": feed_name,
    "citation": citation,
    "coins": coins_span,
    "clock": clock_of,
    "columns": columns,
    "difference": difference,
    "doi": doi_of,
    "doi_url": doi_url,
    "event_time": event_time,
    "grouped": grouped,
    "initials": initials,
    "iso_duration": iso_of,
    "language_name": own_name,
    "letters": letters,
    "license_url": license_url,
    "orcid_url": orcid_url,
    "marked": marked,
    "file_size": file_size,
    "meta_tags": meta_tags,
    "reading": reading,
    "with_links": with_links,
    "with_references_heading": with_references_heading,
    "with_own_ids": with_own_ids,
    "safe_url": safe_url,
    "shown_address": shown_address,
    "spark": spark,
    "datetime": datetime_value,
    "turned": turned,
    "title_and_summary": title_and_summary,
    "nonempty": nonempty,
    "urlencode": url_encoded,
}
