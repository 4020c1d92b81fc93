"""Recipe names -> the functions that render views. Render.

Renderers are imported when they are called, so that a build loads only the libraries that it needs.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from kei_site.model.routes import PAGE_KINDS
from kei_site.render.tools import Tools

Rendered = bytes | Mapping[str, bytes]
"""The bytes of a file, or those of each file of a folder by its path in it."""

Recipe = Callable[[Any, str, Tools], Rendered]
"""(view, template name, tools) -> bytes to publish."""


def _page(view: object, template: str, tools: Tools) -> Rendered:
    return tools.page(template, view)


def _fixed_text(view: Any, template: str, tools: Tools) -> Rendered:
    return str(view.text).encode()


def _copy(view: Any, template: str, tools: Tools) -> Rendered:
    return tools.source(view.source, view.digest)


def _combined(view: Any, template: str, tools: Tools) -> Rendered:
    made = RECIPES[view.recipe](view.view, template, tools)
    own = tools.source(view.own.source, view.own.digest)
    parts = [part.strip(b"\r\n") for part in (made, own) if isinstance(part, bytes)]
    return b"\n\n".join(filter(None, reversed(parts) if view.own_first else parts)) + b"\n"


def _from_view(module: str, renderer: str) -> Recipe:
    return lambda view, template, tools: _named(module, renderer)(view)


def _from_texts(module: str, renderer: str) -> Recipe:
    return lambda view, template, tools: _named(module, renderer)(view, tools.fragment)


def _from_source(module: str, renderer: str) -> Recipe:
    return lambda view, template, tools: _named(module, renderer)(view, tools.source(view.source, view.digest))


def _from_sources(module: str, renderer: str) -> Recipe:
    return lambda view, template, tools: _named(module, renderer)(view, tools.source)


def _segment(view: object, template: str, tools: Tools) -> Rendered:
    return _named("search.segment", "render_segment")(view, tools.fragment, tools.workspace)


def _named(module: str, renderer: str) -> Callable[..., Rendered]:
    return getattr(import_module(f"kei_site.render.{module}"), renderer)  # type: ignore[no-any-return]


PAGES = tuple(kind.recipe for kind in PAGE_KINDS)
"""Recipes that fill a template."""

RECIPES: Mapping[str, Recipe] = {
    **dict.fromkeys(PAGES, _page),
    "rss": _from_texts("feeds.rss", "render_rss"),
    "atom": _from_texts("feeds.atom", "render_atom"),
    "json_feed": _from_texts("feeds.json_feed", "render_json_feed"),
    "opml": _from_view("files.sitemap", "render_opml"),
    "sitemap": _from_view("files.sitemap", "render_sitemap"),
    "sitemap_index": _from_view("files.sitemap", "render_sitemap_index"),
    "robots": _from_view("files.sitemap", "render_robots"),
    "opensearch": _from_view("files.sitemap", "render_opensearch"),
    "headers": _from_sources("files.host_files", "render_headers"),
    "redirects": _from_view("files.host_files", "render_redirects"),
    "security_txt": _from_view("files.host_files", "render_security_txt"),
    "webmanifest": _from_view("files.host_files", "render_webmanifest"),
    "pdf": lambda view, template, tools: _named("pdf.document", "render_pdf")(view, tools),
    "calendar": _from_view("files.calendar", "render_calendar"),
    "chapters": _from_view("files.chapters", "render_chapters"),
    "fixed_text": _fixed_text,
    "copy": _copy,
    "combined": _combined,
    "asset": _from_source("files.assets", "render_asset"),
    "image": _from_source("files.images", "render_image"),
    "photograph": _from_source("files.photographs", "render_photograph"),
    "theme_style": _from_sources("files.theme_style", "render_theme_style"),
    "icon": _from_sources("files.icon", "render_icon"),
    "share_card": _from_sources("files.share_card", "render_share_card"),
    "data_file": _from_view("figures.data_file", "render_data_file"),
    "picture": _from_view("figures.picture", "render_picture"),
    "segment": _segment,
    "catalogue": _from_view("search.catalogue", "render_catalogue"),
    "catalogue_cards": _from_view("search.catalogue", "render_catalogue_cards"),
}
