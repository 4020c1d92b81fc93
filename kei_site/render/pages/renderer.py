"""(template name, view) -> one HTML page as bytes. Render.

A template sees `view`, `cached`, the fields of `PageGlobals` and filters. Undefined names are errors, every value is
escaped, and addresses go through `safe_url`.
"""

import functools
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from kei_site.core.codec import encode
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment, Heading
from kei_site.model.views.common import EnclosureView, SiteView, TextView
from kei_site.model.views.pages import BriefView, SearchView
from kei_site.render.escape import escaped
from kei_site.render.figures.figure import figure_html
from kei_site.render.i18n.locale import Locale, is_rtl, locale_of
from kei_site.render.pages.compiled import ThemeCode, compiled_templates
from kei_site.render.pages.csp import (
    SourceReader,
    Sources,
    content_policy,
    integrity_of,
    script_sources,
    scripts_that_run,
)
from kei_site.render.pages.filters import FILTERS, asset_url
from kei_site.render.pages.head import Head, head_of, language_of
from kei_site.render.pages.macro_cache import make_macro_cache
from kei_site.render.references import resolved_html
from kei_site.render.urls import origin_of

Fragments = Callable[[Digest], Fragment]
Integrity = Callable[[SiteView, str], str]


@value
class ResolvedText:
    """A text with its references resolved, and its headings."""

    html: Markup
    headings: tuple[Heading, ...]


class PageEnvironment(Environment):
    """Jinja with its globals in one mapping: it would search two on each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: `d` over those of the environment."""
        return {**self.globals, **(d or {})}


def make_page_renderer(
    templates: Mapping[str, str], fragment: Fragments, source: SourceReader, theme: ThemeCode | None = None
) -> Callable[[str, object], bytes]:
    """Return the function (template name, view) -> the page in UTF-8.

    `templates` maps names to sources; `fragment` finds a text by its key, `source` a file; code of the templates of
    `theme` is kept. Errors in templates are raised as Jinja raises them.
    """
    environment = page_environment(templates, fragment, source, theme)

    def render(template: str, view: object) -> bytes:
        names = page_globals(view, environment.filters["integrity"])
        seen = {name: getattr(names, name) for name in _GLOBALS}
        return environment.get_template(template).render(seen, view=view).encode()

    return render


def page_environment(
    templates: Mapping[str, str], fragment: Fragments, source: SourceReader, theme: ThemeCode | None = None
) -> Environment:
    """Return the Jinja environment in which the pages' templates run."""
    environment = PageEnvironment(
        loader=FunctionLoader(lambda name: _source(name, templates)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # templates have few constant expressions, and to search for them takes time
        cache_size=-1,
        auto_reload=False,
        bytecode_cache=compiled_templates(theme),
    )
    environment.filters.update(FILTERS)
    environment.globals["cached"] = make_macro_cache()
    environment.filters["integrity"] = make_integrity(source)
    environment.filters["resolved"] = functools.partial(resolved, fragment=fragment)
    return environment


_Source = tuple[str, str, Callable[[], bool]]


def _source(name: str, templates: Mapping[str, str]) -> _Source | None:
    """Return a template with its path, so that errors name file and line."""
    return (templates[name], f"templates/{name}", lambda: True) if name in templates else None


@value
class PageGlobals:
    """The names in a template besides `view` and `cached`."""

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
    dir: Markup
    """` dir="rtl"` for a page in a language that is written from right to left; or empty."""
    ui_lang: Markup
    """` lang="en"` for what is not the page's own text, where the interface has another language; or empty."""
    head: Head
    """The elements in the head of the page."""
    json_ld: Markup
    """The JSON-LD document of the page, for a `script` block; or empty."""
    csp: Markup
    """The Content-Security-Policy of the page for an attribute in double quotes; it allows that block by its digest."""
    aria_current: tuple[str, ...]
    """For each entry of `view.site.menu` its `aria-current`: `page`, `true` (a page below it), or empty."""
    asset: Callable[[str], str]
    """`asset("site.css")`: the address of a file of `static/assets`, with its digest in the name."""


_GLOBALS = tuple(PageGlobals.__dataclass_fields__)


def make_integrity(source: SourceReader) -> Integrity:
    """Return the filter `integrity`; it reads each script once."""
    known: dict[str, str] = {}

    def integrity(site: SiteView, name: str) -> str:
        """Return the digest of a script of `static/assets`: the policy lets in what bears it as its `integrity`."""
        address = asset_url(site, name)  # which tells its bytes from others
        if address not in known:
            known[address] = integrity_of(site.scripts[name], source)
        return known[address]

    return integrity


def page_globals(view: Any, integrity: Integrity) -> PageGlobals:
    """Return the names that the template of `view` sees besides it."""
    language, site = language_of(view), view.site
    here = getattr(view, "url", f"{site.prefix}/")
    locale, head = locale_of(language, site.words), head_of(view)
    data = json_ld(head.data) if head.data else Markup("")
    return PageGlobals(
        language=language,
        locale=locale,
        t=locale.t,
        counted=locale.counted,
        day=locale.day,
        dir=Markup(' dir="rtl"') if is_rtl(language) else Markup(""),
        ui_lang=Markup("") if locale.language == language else Markup(' lang="{}"').format(locale.language),
        head=head,
        json_ld=data,
        csp=_csp(view, data, integrity),
        aria_current=aria_current(site, here, section_of(view)),
        asset=functools.partial(asset_url, site),
    )


def aria_current(site: SiteView, here: str, section: str = "") -> tuple[str, ...]:
    """Return the `aria-current` of each entry of the menu on the page at `here`, or ``.

    A page belongs to its `section`, if the menu has that, else to the folders that it lies in.
    """
    home = f"{site.prefix}/"
    above = section if any(link.url == section for link in site.menu) else here
    return tuple(
        "page" if link.url == here else "true" if link.url != home and above.startswith(link.url) else ""
        for link in site.menu
    )


def section_of(view: Any) -> str:
    """Return the address of the list that a brief belongs to by its type: events, or the page of its type; or empty."""
    if not isinstance(view, BriefView):
        return ""
    page = view.site.types.get(view.front.type)
    return f"{view.site.prefix}/events/" if view.event else page.url if page else ""


def resolved(text: TextView, fragment: Fragments) -> ResolvedText:
    """Return the text of a view as HTML with its references resolved, and its headings."""
    if not text.fragment:
        return ResolvedText(html=Markup(""), headings=())
    source = fragment(text.fragment)
    # Fragments are sanitized when they are read, and references are escaped when they are resolved.
    return ResolvedText(html=Markup(resolved_html(source, text, figure_html)), headings=source.headings)  # noqa: S704


def json_ld(data: object) -> Markup:
    """Return data as JSON for a `script` block, without any text that could end the block."""
    text = encode(data).decode()
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


def _csp(view: Any, data: str, integrity: Integrity) -> Markup:
    site: SiteView = view.site
    searches = isinstance(view, SearchView)
    digests = [integrity(site, name) for name in scripts_that_run(site.scripts, searches=searches)]
    scripts = script_sources(site.url, [*digests, *_pagefind(view)], searches=searches)
    forms = [origin_of(site.mailing_list.action)] if site.mailing_list else []
    # The quotes of the policy, two dozen, may stand in the attribute as they are.
    sources = Sources(scripts=scripts, forms=tuple(forms), frames=_frames(view), media=_media(view))
    return Markup(escaped(content_policy(sources, data=data)).replace("&#39;", "'"))  # noqa: S704


def _media(view: Any) -> tuple[str, ...]:
    enclosure: EnclosureView | None = getattr(view, "enclosure", None)
    return enclosure.sources if enclosure else ()


def _frames(view: Any) -> tuple[str, ...]:
    """Return the origins of the frames of the texts on a page."""
    texts = (getattr(view, "text", None), getattr(view, "biography", None), *getattr(view, "author_notes", ()))
    return tuple(dict.fromkeys([origin for text in texts if text for origin in text.frames]))


def _pagefind(view: object) -> list[str]:
    return [view.pagefind] if isinstance(view, SearchView) and view.pagefind else []
