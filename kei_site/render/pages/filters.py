"""The filters of templates: a value -> the same as a page shows it. Render, pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from jinja2.filters import do_urlencode
from markupsafe import Markup, escape

from kei_site.model.views.common import Card, SiteView, TextView
from kei_site.render.escape import escaped
from kei_site.render.feeds.titles import feed_name
from kei_site.render.i18n.event_times import event_time
from kei_site.render.i18n.locale import datetime_value
from kei_site.render.pages.charts import columns, spark
from kei_site.render.pages.citations import citation, percent_coded
from kei_site.render.pages.head import title_and_summary
from kei_site.render.pages.highwire import Tags
from kei_site.render.urls import doi_of, license_url, orcid_url, safe_url

_NOTES = '<section class="footnotes" role="doc-endnotes">'


def with_notes_heading(html: Markup, name: str, ui_lang: Markup) -> Markup:
    """Return a text with the heading `name` over its notes, if it has any."""
    text = html if isinstance(html, Markup) else escape(html)
    # Markup.partition would read the text several times.
    before, notes, after = str.partition(text, _NOTES)
    if not notes:
        return text
    heading = f'<h2 id="kei-notes"{escape(ui_lang)}>{escape(name)}</h2>'
    return Markup(f"{before}{notes}{heading}{after}")  # noqa: S704


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


def asset_url(site: SiteView, name: str) -> str:
    """Return the address of a file of `static/assets`, for macros that see no more than the site."""
    return site.assets[name]


def meta_tags(tags: Tags, key: str) -> Markup:
    """Return a line with a `meta` element for each (name, content); `key` is the attribute for names.

    Names are constants of this program, contents any text.
    """
    lines = [f'<meta {key}="{name}" content="{escaped(content)}">\n' for name, content in tags]
    return Markup("".join(lines))  # noqa: S704


def by_year(cards: Iterable[Card]) -> Iterator[tuple[int, tuple[Card, ...]]]:
    """Return (year, its cards) for cards in the order of their dates."""
    return ((year, tuple(group)) for year, group in groupby(cards, key=lambda card: card.date.year))


def by_month(cards: Iterable[Card]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    """Return (month as `2024-07`, its cards) for cards in the order of their dates."""
    return ((month, tuple(group)) for month, group in groupby(cards, key=lambda card: card.date.day[:7]))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "asset": asset_url,
    "by_month": by_month,
    "by_year": by_year,
    "feed_name": feed_name,
    "citation": citation,
    "columns": columns,
    "doi": doi_of,
    "event_time": event_time,
    "license_url": license_url,
    "orcid_url": orcid_url,
    "marked": marked,
    "meta_tags": meta_tags,
    "with_notes_heading": with_notes_heading,
    "safe_url": safe_url,
    "spark": spark,
    "datetime": datetime_value,
    "title_and_summary": title_and_summary,
    "nonempty": nonempty,
    "urlencode": url_encoded,
}
