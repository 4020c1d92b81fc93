"""The site as a whole -> its view, search, subscription and error pages, and the files that hosts ask for."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from kei_site.config import Config
from kei_site.core.file_types import ending_of, is_shown
from kei_site.core.hashing import with_hash
from kei_site.core.urls import file_link, page_path, permalink, prefix_of
from kei_site.model.routes import FEED_ARCHIVE, FEED_FORMATS, SECTIONS, feed_folders
from kei_site.model.views.common import (
    AssetView,
    Link,
    MailingListView,
    OrganizationView,
    SiteView,
    feed_links,
)
from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.feeds import OpmlView
from kei_site.model.views.files import FixedTextView, HostFilesView, OpenSearchView, RedirectsView, RobotsView
from kei_site.model.views.pages import NotFoundView, SearchView, SubscribeView
from kei_site.plan.catalogue import CATALOGUE
from kei_site.plan.frames import frames_by_pattern, media_by_pattern
from kei_site.plan.inputs import Inputs
from kei_site.plan.listings import largest_tags
from kei_site.plan.pagination import years_of
from kei_site.plan.redirects import redirect_rules
from kei_site.plan.search_index import segment_path
from kei_site.plan.static_files import asset_links, scripts_of
from kei_site.plan.targets import Target
from kei_site.plan.texts import Texts
from kei_site.plan.theme import ThemeFiles
from kei_site.plan.types import type_links

TOPICS = 12


def site_view(
    config: Config, assets: Mapping[str, AssetView], theme: ThemeFiles, *, has_search: bool, usual_type: str = ""
) -> SiteView:
    """Return what every page may know of the site; `assets` are views by output path."""
    prefix = prefix_of(config.url)
    logo = config.organization.logo
    return with_hash(
        SiteView(
            title=config.title,
            url=config.url,
            prefix=prefix,
            description=config.description,
            language=config.language,
            organization=OrganizationView(
                name=config.organization.name,
                url=config.organization.url or config.url + "/",
                logo=prefix + file_link(logo.lstrip("/")) if logo else "",
            ),
            menu=tuple(Link(name=entry.label, url=_local(entry.url, prefix)) for entry in config.menu),
            mailing_list=_mailing_list(config),
            feeds=feed_links(config.title, prefix + "/"),
            assets={**theme.links, **asset_links(assets, prefix)},
            theme=theme.view,
            people=config.people.title,
            types=type_links(config, prefix),
            usual_type=usual_type,
            has_search=has_search,
            scripts=scripts_of(assets),
            hubs=config.feeds.hubs,
            license=config.license,
            contact=config.contact if config.contact.startswith("https:") else _mail(config.contact),
        )
    )


def _local(url: str, prefix: str) -> str:
    return prefix + url if url.startswith("/") and not url.startswith("//") else url


def _mail(address: str) -> str:
    return f"mailto:{address.removeprefix('mailto:')}" if address else ""


def _mailing_list(config: Config) -> MailingListView | None:
    form = config.mailing_list
    if form is None:
        return None
    return MailingListView(
        action=form.action,
        email_field=form.email_field,
        hidden=dict(sorted(form.hidden.items())),
        promise=form.promise,
        honeypot=form.honeypot,
    )


def site_targets(inputs: Inputs, feeds: tuple[FeedCount, ...]) -> Iterator[Target]:
    """Yield the pages and files that there is one of, except the home page."""
    yield _search(inputs)
    yield _subscribe(inputs, feeds)
    yield Target(path="404.html", recipe="not_found", view=NotFoundView(site=inputs.site), template="404.html")
    yield from _machine_files(inputs, feeds)


def _search(inputs: Inputs) -> Target:
    url = inputs.site.prefix + permalink("search")
    view = SearchView(
        site=inputs.site,
        url=url,
        total=len(inputs.library.listed),
        segments=tuple(inputs.site.prefix + file_link(segment_path(segment)) for segment in inputs.segments),
        pagefind=inputs.pagefind,
        topics=largest_tags(inputs, TOPICS),
        languages=tuple(sorted({brief.front.language for brief in inputs.library.listed})),
        years=years_of(inputs.library.listed, inputs.site.prefix),
        catalogue=inputs.site.prefix + file_link(CATALOGUE),
    )
    return Target(path=page_path("search"), recipe="search", view=view, template="search.html")


def _subscribe(inputs: Inputs, feeds: tuple[FeedCount, ...]) -> Target:
    url = inputs.site.prefix + permalink("subscribe")
    view = SubscribeView(site=inputs.site, url=url, feeds=feeds)
    return Target(path=page_path("subscribe"), recipe="subscribe", view=view, template="subscribe.html")


def _machine_files(inputs: Inputs, feeds: tuple[FeedCount, ...]) -> Iterator[Target]:
    site = inputs.site
    absolute = tuple(_absolute(feed, inputs) for feed in feeds)
    count = f'{{"publications":{len(inputs.library.listed)}}}\n'
    opml = OpmlView(title=site.title, feeds=absolute, language=site.language)
    yield Target(path="feeds.opml", recipe="opml", view=opml)
    yield Target(path="robots.txt", recipe="robots", view=RobotsView(sitemap=site.url + "/sitemap.xml"))
    yield Target(path="count.json", recipe="fixed_text", view=FixedTextView(text=count))
    yield Target(path=".nojekyll", recipe="fixed_text", view=FixedTextView(text=""))
    yield Target(path="_redirects", recipe="redirects", view=_redirects(inputs))
    if site.has_search:
        yield Target(path="opensearch.xml", recipe="opensearch", view=_opensearch(inputs))
    host = host_view(inputs)
    yield Target(path="site.webmanifest", recipe="webmanifest", view=host)
    if host.contact and host.expires:
        yield Target(path=".well-known/security.txt", recipe="security_txt", view=host)


def _absolute(feed: FeedCount, inputs: Inputs) -> FeedCount:
    return replace(
        feed,
        page_url=inputs.absolute(feed.page_url),
        rss=inputs.absolute(feed.rss),
        atom=inputs.absolute(feed.atom),
        json=inputs.absolute(feed.json),
    )


def _redirects(inputs: Inputs) -> RedirectsView:
    return RedirectsView(rules=tuple((inputs.site.prefix + old, new) for old, new, _, _ in redirect_rules(inputs)))


def _opensearch(inputs: Inputs) -> OpenSearchView:
    site = inputs.site
    return OpenSearchView(
        title=site.title,
        description=site.description,
        language=site.language,
        template=site.url + permalink("search") + "?q={searchTerms}",
        icon=next((inputs.absolute(url) for name, url in site.assets.items() if name.startswith("favicon")), ""),
    )


def host_view(inputs: Inputs) -> HostFilesView:
    """Return what the files for hosts and browsers are made of."""
    site, config = inputs.site, inputs.config
    action = urlsplit(config.mailing_list.action) if config.mailing_list else None
    icons = tuple(
        Link(name=name, url=url)
        for name, url in site.assets.items()
        if posixpath.basename(name).startswith(("icon", "favicon"))
    )
    return HostFilesView(
        title=site.title,
        short_name=config.organization.name,
        url=site.url,
        prefix=site.prefix,
        language=site.language,
        form_actions=(f"{action.scheme}://{action.netloc}",) if action else (),
        contact=config.contact,
        scripts=site.scripts,
        pagefind=inputs.pagefind,
        icons=icons,
        theme_color=site.theme.paper,
        expires=_end_of_contact(inputs),
        page_patterns=_page_patterns(inputs),
        search_patterns=tuple(site.prefix + permalink(section.name) for section in SECTIONS if section.may_search),
        feed_folders=tuple(
            site.prefix + folder for folder in sorted((*feed_folders(), *map(permalink, _language_folders(inputs))))
        ),
        archive_patterns=(f"{site.prefix}/{FEED_ARCHIVE}*",) if config.feeds.archives else (),
    )


def headers_target(inputs: Inputs, texts: Texts) -> Target:
    """Return the headers that hosts send; they depend on the files and frames that texts bring with them."""
    patterns = {_saved_pattern(file.path) for file in texts.attachments if not is_shown(ending_of(file.path))}
    saved = tuple(inputs.site.prefix + pattern for pattern in sorted(patterns))
    view = replace(host_view(inputs), saved_patterns=saved, frames=frames_by_pattern(inputs, texts))
    view = replace(view, media=media_by_pattern(inputs, texts))
    return Target(path="_headers", recipe="headers", view=view)


def _saved_pattern(path: str) -> str:
    """Return the pattern of an output path; one that would match a feed is the path itself."""
    folder, ending = path.partition("/")[0], posixpath.splitext(path)[1]
    has_feeds = any(section.name == folder and section.feeds for section in SECTIONS)
    is_like_feed = any(feed.file.endswith(ending) for feed in FEED_FORMATS.values())
    return file_link(path) if has_feeds and is_like_feed else f"{permalink(folder)}*{ending}"


def _page_patterns(inputs: Inputs) -> tuple[str, ...]:
    prefix = inputs.site.prefix
    folders = {section.name for section in SECTIONS if section.has_pages and not section.may_search}
    pages = (page.slug.partition("/")[0] for page in inputs.library.pages)
    sections = sorted({*folders, *_language_folders(inputs), *pages})
    return (prefix + "/", prefix + "/404.html", *(f"{prefix}{permalink(name)}*" for name in sections))


def _language_folders(inputs: Inputs) -> list[str]:
    """Return the folders of the home pages of languages."""
    return [link.url.removeprefix(inputs.site.prefix).strip("/") for link in inputs.site.languages[1:]]


def _end_of_contact(inputs: Inputs) -> str:
    """Return when `security.txt` expires: just under a year after the newest brief, never by the clock."""
    newest = inputs.library.briefs[0].front.date if inputs.library.briefs else None
    return f"{newest.year + 1}-{newest.month:02}-01T00:00:00Z" if newest else ""
