"""Lists of addresses -> sitemaps (sitemaps.org 0.9), robots.txt, OpenSearch and OPML. Render, pure."""

from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.feeds import OpmlView
from kei_site.model.views.files import OpenSearchView, RobotsView, SitemapEntry, SitemapIndexView, SitemapView
from kei_site.render.feeds.entry_html import absolute_url, plain
from kei_site.render.feeds.titles import feed_name
from kei_site.render.i18n.catalogues import catalogue

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MAX_SHORT_NAME = 16
_MAX_LONG_NAME = 48
_MAX_DESCRIPTION = 1024


def render_sitemap(view: SitemapView) -> bytes:
    """Return one sitemap file."""
    translated = any(entry.translations for entry in view.entries)
    namespaces = f'xmlns="{_SITEMAPS}"' + (f' xmlns:xhtml="{_XHTML}"' if translated else "")
    return _lines(_XML, f"<urlset {namespaces}>", *map(_url, view.entries), "</urlset>")


def render_sitemap_index(view: SitemapIndexView) -> bytes:
    """Return the file that lists the sitemap files."""
    files = (f"<sitemap>{_location(entry)}</sitemap>" for entry in view.sitemaps)
    return _lines(_XML, f'<sitemapindex xmlns="{_SITEMAPS}">', *files, "</sitemapindex>")


def render_robots(view: RobotsView) -> bytes:
    """Return robots.txt (RFC 9309): everything is open."""
    return _lines("User-agent: *", "Disallow:", "", f"Sitemap: {view.sitemap}")


def render_opensearch(view: OpenSearchView) -> bytes:
    """Return the description (OpenSearch 1.1) by which browsers search the site."""
    fields = (
        _element("ShortName", shortened(view.title, _MAX_SHORT_NAME)),
        _element("LongName", shortened(view.title, _MAX_LONG_NAME)),
        _element("Description", shortened(view.description or view.title, _MAX_DESCRIPTION)),
        f'<Url type="text/html" method="get" template={quoteattr(view.template)}/>',
        _element("Image", view.icon) if view.icon else "",
        _element("Language", view.language),
        _element("InputEncoding", "UTF-8"),
    )
    return _lines(
        _XML, f'<OpenSearchDescription xmlns="{_OPEN_SEARCH}">', *filter(None, fields), "</OpenSearchDescription>"
    )


def render_opml(view: OpmlView) -> bytes:
    """Return the list of all feeds (OPML 2.0), grouped by what they follow; the site's own stands first."""
    names, body = catalogue(view.language), ""
    for kind, feeds in groupby(view.feeds, key=lambda feed: feed.kind):
        outlines = "".join([_outline(feed, view) for feed in feeds])
        name = quoteattr(names[f"subscribe.kind.{kind}"])
        body += outlines if kind == "site" else f"<outline text={name}>\n{outlines}</outline>\n"
    head = ("<head>", _element("title", view.title), _element("docs", "http://opml.org/spec2.opml"), "</head>")
    return _lines(_XML, '<opml version="2.0">', *head, "<body>", body.rstrip("\n"), "</body>", "</opml>")


def shortened(text: str, limit: int) -> str:
    """Return as many whole words of `text` as fit into `limit` letters, or its first letters."""
    if len(text) <= limit:
        return text
    head = text[: limit + 1].rpartition(" ")[0]
    return head.rstrip(" ,;:–—-") or text[:limit]


def _url(entry: SitemapEntry) -> str:
    versions = [(version.language, absolute_url(version.url, entry.permalink)) for version in entry.translations]
    default = [("x-default", versions[0][1])] if versions else []
    links = (
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(url)}/>'
        for language, url in versions + default
    )
    return f"<url>{_location(entry)}{''.join(links)}</url>"


def _location(entry: SitemapEntry) -> str:
    modified = _element("lastmod", entry.modified) if entry.modified else ""
    return _element("loc", entry.permalink) + modified


def _outline(feed: FeedCount, view: OpmlView) -> str:
    name = quoteattr(plain(feed_name(feed, view.language)))
    page, address = quoteattr(feed.page_url), quoteattr(feed.rss)
    return f'<outline type="rss" text={name} title={name} htmlUrl={page} xmlUrl={address}/>\n'


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(plain(text))}</{name}>"


def _lines(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()
