"""(template name, view) -> one HTML page as bytes. Render.

A template sees `view` and what this module gives it, nothing else: no clock, no other brief, no disk. Names that nobody
defined are errors, everything is escaped, and addresses go through `safe_url`.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from itertools import groupby
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from jinja2.filters import do_urlencode
from markupsafe import Markup, escape

from kei_site.core.codec import encode
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment, Heading
from kei_site.model.views.common import Card, SiteView, TextView
from kei_site.model.views.pages import SearchView
from kei_site.render.escape import escaped
from kei_site.render.feeds.titles import channel_name
from kei_site.render.i18n.locale import Locale, locale_of, stamp
from kei_site.render.pages.charts import columns, spark
from kei_site.render.pages.citations import citation, percent_coded
from kei_site.render.pages.csp import content_policy, origin_of
from kei_site.render.pages.head import Head, head_of, language_of, title_and_summary
from kei_site.render.pages.highwire import Tags
from kei_site.render.pages.macro_cache import make_macro_cache
from kei_site.render.references import resolved_html
from kei_site.render.urls import doi_of, license_url, orcid_url, safe_url

_NOTES = '<section class="footnotes" role="doc-endnotes">'

Fragments = Callable[[Digest], Fragment]


@value
class ShownText:
    """A text as a page shows it."""

    html: Markup
    headings: tuple[Heading, ...]


class PageEnvironment(Environment):
    """Jinja, with globals that are a plain mapping: those of its own are looked up in two, again on each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: `d` over those of the environment."""
        return {**self.globals, **(d or {})}


def make_page_renderer(templates: Mapping[str, str], fragment: Fragments) -> Callable[[str, object], bytes]:
    """Return the function (template name, view) -> the page in UTF-8.

    `templates` maps names to sources; `fragment` finds a text by its key. Errors in templates are raised
    as Jinja raises them.
    """
    environment = page_environment(templates, fragment)

    def render(template: str, view: object) -> bytes:
        names = page_globals(view)
        seen = {name: getattr(names, name) for name in _GLOBALS}
        return environment.get_template(template).render(seen, view=view).encode()

    return render


def page_environment(templates: Mapping[str, str], fragment: Fragments) -> Environment:
    """Return the Jinja environment in which the pages' templates run."""
    environment = PageEnvironment(
        loader=FunctionLoader(lambda name: _source(name, templates)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # few templates hold what could be worked out in advance; to look for it takes time
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters.update(_FILTERS)
    environment.globals["cached"] = make_macro_cache()
    environment.filters["shown"] = functools.partial(shown, fragment=fragment)
    return environment


_Source = tuple[str, str, Callable[[], bool]]


def _source(name: str, templates: Mapping[str, str]) -> _Source | None:
    """Say where a template stands, so that errors name its file and line."""
    return (templates[name], f"templates/{name}", lambda: True) if name in templates else None


@value
class PageGlobals:
    """What a template sees besides `view` and `cached`: each field by its name."""

    language: str
    """The language of the page (BCP 47): its own, or the site's."""
    locale: Locale
    """The texts of the interface, numbers and dates in that language."""
    t: Callable[..., str]
    """`t(key, **parts)`: a text of the interface with its parts filled in; the same as `locale.t`."""
    counted: Callable[[str, int], str]
    """`counted("publications", 3)`: `3 publications`; the same as `locale.counted`."""
    day: Callable[[str], str]
    """`day("2024-07-21")`: `July 21, 2024`; the same as `locale.day`."""
    ui_lang: Markup
    """` lang="en"` for what is not the page's own text, where the interface has another language; or empty."""
    head: Head
    """What stands in the head of the page."""
    json_ld: Markup
    """The JSON-LD document of the page, for a `script` block; or empty."""
    csp: str
    """The Content-Security-Policy of the page, which allows that block by its digest."""
    aria_current: tuple[str, ...]
    """For each entry of `view.site.menu` its `aria-current`: `page`, `true` (a page below it), or empty."""
    asset: Callable[[str], str]
    """`asset("site.css")`: the address of a file of `static/assets`, with its digest in the name."""


_GLOBALS = tuple(PageGlobals.__dataclass_fields__)


def page_globals(view: Any) -> PageGlobals:
    """Return what the template of `view` sees besides it."""
    language, site = language_of(view), view.site
    here = getattr(view, "url", f"{site.prefix}/")
    locale, head = locale_of(language), head_of(view)
    data = json_ld(head.data) if head.data else Markup("")
    return PageGlobals(
        language=language,
        locale=locale,
        t=locale.t,
        counted=locale.counted,
        day=locale.day,
        ui_lang=Markup("") if locale.language == language else Markup(' lang="{}"').format(locale.language),
        head=head,
        json_ld=data,
        csp=_csp(site, data, searches=isinstance(view, SearchView)),
        aria_current=aria_current(site, here),
        asset=site.assets.__getitem__,
    )


def aria_current(site: SiteView, here: str) -> tuple[str, ...]:
    """Return what `aria-current` says of each entry of the menu on the page at `here`, or ``."""
    home = f"{site.prefix}/"
    return tuple(
        "page" if link.url == here else "true" if link.url != home and here.startswith(link.url) else ""
        for link in site.menu
    )


def shown(text: TextView, fragment: Fragments) -> ShownText:
    """Return a text with its references resolved, and its headings."""
    if not text.fragment:
        return ShownText(html=Markup(""), headings=())
    found = fragment(text.fragment)
    # A fragment was cleaned when it was read, and what is put into it is escaped there.
    return ShownText(html=Markup(resolved_html(found, text)), headings=found.headings)  # noqa: S704


def noted(html: Markup, name: str, ui_lang: Markup) -> Markup:
    """Return a text with a heading over its notes, if it has any."""
    text = html if isinstance(html, Markup) else escape(html)
    # What Markup itself has for this would go through the text several times.
    before, notes, after = str.partition(text, _NOTES)
    if not notes:
        return text
    heading = f'<h2 id="kei-notes"{escape(ui_lang)}>{escape(name)}</h2>'
    return Markup(f"{before}{notes}{heading}{after}")  # noqa: S704


def nonempty(texts: Iterable[TextView]) -> tuple[TextView, ...]:
    """Return the texts that are not empty."""
    return tuple([text for text in texts if text.fragment])


def url_encoded(value: Any) -> str:
    """Return what Jinja's own `urlencode` returns; text in half the time."""
    # Every percent sign in what is coded begins a code, so this one is a slash.
    return percent_coded(value).replace("%2F", "/") if value and type(value) is str else do_urlencode(value)


def asset_url(site: SiteView, name: str) -> str:
    """Return the address of a file of `static/assets`, for macros that see no more than the site."""
    return site.assets[name]


def json_ld(data: object) -> Markup:
    """Return data for a `script` block that is read, not run: JSON in which nothing can end the block."""
    text = encode(data).decode()
    # Nothing is left in it that HTML gives a meaning to.
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


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


def _csp(site: SiteView, data: str, *, searches: bool) -> str:
    forms = [origin_of(site.mailing_list.action)] if site.mailing_list else []
    return content_policy(forms, searches=searches, data=data)


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "asset": asset_url,
    "by_month": by_month,
    "by_year": by_year,
    "channel_name": channel_name,
    "citation": citation,
    "columns": columns,
    "doi": doi_of,
    "license_url": license_url,
    "orcid_url": orcid_url,
    "meta_tags": meta_tags,
    "noted": noted,
    "safe_url": safe_url,
    "spark": spark,
    "stamp": stamp,
    "title_and_summary": title_and_summary,
    "nonempty": nonempty,
    "urlencode": url_encoded,
}
