"""Inputs -> the whole plan of the site. Plan room, pure.

Everything that no text refers to is planned first: its addresses are what root-relative links in texts may lead to.
Then the texts are resolved, and the pages that show them are planned.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote

from kei_site.diagnostics import Diagnostic
from kei_site.digest import Digest
from kei_site.model.brief import Brief, ImageFacts, Page
from kei_site.model.views import ImageView, ShareCardView
from kei_site.plan.awaited import awaited
from kei_site.plan.briefs import (
    Texts,
    brief_contents,
    brief_targets,
    page_targets,
    related_diagnostics,
    resolve_texts,
    share_card_path,
)
from kei_site.plan.configured import setting_diagnostics
from kei_site.plan.feed_ids import shared_ids
from kei_site.plan.feeds import channels, feed_counts, feed_targets
from kei_site.plan.files import ASSETS, asset_targets, image_targets, static_targets
from kei_site.plan.holding import holding_diagnostics
from kei_site.plan.images import Images, image_view
from kei_site.plan.indexes import index_targets
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import Atlas
from kei_site.plan.redirects import page_address, redirect_diagnostics, redirect_rules, redirect_targets
from kei_site.plan.search import segment_target
from kei_site.plan.site import site_targets
from kei_site.plan.sitemaps import sitemap_targets
from kei_site.plan.targets import Plan, Target, make_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """The pages of a site, and the few files beside them that no text leads to."""

    targets: Mapping[str, Target]
    """By output path."""
    diagnostics: tuple[Diagnostic, ...]
    """The diagnostics of all texts."""


def plan_pages(inputs: Inputs) -> PagePlan:
    """Return the pages of the site as `plan_site` plans them, without keys."""
    texts = resolve_texts(inputs, atlas_of(inputs))
    targets = (*_shared_pages(inputs, texts), *brief_targets(inputs, brief_contents(inputs, texts)))
    return PagePlan(targets={target.path: target for target in targets}, diagnostics=texts.diagnostics)


def plan_site(inputs: Inputs, closures: Mapping[str, Digest], code: Digest) -> Plan:
    """Return the plan of the whole site; the closures of its templates, by name, and the code enter all keys."""
    texts = resolve_texts(inputs, atlas_of(inputs))
    pages = _shared_pages(inputs, texts)
    contents = brief_contents(inputs, texts)
    plan = make_plan(
        [
            *asset_targets(inputs.assets),
            *static_targets(inputs.files),
            *pages,
            *brief_targets(inputs, contents),
            *feed_targets(channels(inputs), inputs, contents),
            *sitemap_targets(inputs, pages),
            *redirect_targets(inputs),
            *texts.attachments,
            *image_targets(_shown_images(inputs, texts)),
            *_share_cards(inputs),
            *map(segment_target, inputs.segments),
        ],
        closures,
        code,
    )
    every = (
        *plan.diagnostics,
        *texts.diagnostics,
        *related_diagnostics(inputs),
        *shared_ids(inputs),
        *redirect_diagnostics(inputs, plan.targets.values()),
        *setting_diagnostics(inputs, plan.targets.keys()),
        *holding_diagnostics(inputs.library, plan.targets),
    )
    return Plan(targets=plan.targets, keys=plan.keys, diagnostics=every)


def _shared_pages(inputs: Inputs, texts: Texts) -> list[Target]:
    """Return every page but those of briefs."""
    return [
        *site_targets(inputs, texts, feed_counts(channels(inputs), inputs)),
        *index_targets(inputs, texts),
        *page_targets(inputs, texts),
    ]


def atlas_of(inputs: Inputs) -> Atlas:
    """Return everything that references in texts can lead to."""
    library = inputs.library
    texts: tuple[Brief | Page, ...] = (*library.briefs, *library.pages)
    return Atlas(
        library=library,
        files={normalize("NFC", path): path for path in inputs.files.content},
        addresses=frozenset((*_addresses(inputs), *(page_address(old) for old, *_ in redirect_rules(inputs)))),
        pages={normalize("NFC", page.path): page for page in (*library.pages, *library.broken_pages)},
        images=Images(
            prefix=inputs.site.prefix,
            known={normalize("NFC", path): found for path, found in inputs.files.images.items()},
        ),
        anchors={unquote(one.url): one.anchors for one in texts},
        held=frozenset(unquote(one.brief.url) for one in library.held if one.reason != "broken"),
        awaited=awaited(library),
    )


def _addresses(inputs: Inputs) -> Iterator[str]:
    """Yield the addresses, decoded, of everything but old addresses and what texts bring with them."""
    library = inputs.library
    sections = ("briefs", "tags", "authors", "series", "archive", "search", "subscribe")
    members = {
        "tags": library.by_tag,
        "authors": library.by_author,
        "series": [one.slug for one in library.series],
        "archive": map(str, library.by_year),
    }
    yield from ("/", "/404.html", "/feeds.opml", "/sitemap.xml", "/robots.txt")
    yield from (f"/{section}/" for section in sections)
    yield from (f"/{section}/{name}/" for section, names in members.items() for name in names)
    yield from (unquote(brief.url) for brief in library.briefs)
    yield from (unquote(page.url) for page in library.pages)
    for channel in channels(inputs):
        yield from ("/".join(("", *channel.names, name)) for name in ("feed.xml", "atom.xml", "feed.json"))
    for path in inputs.files.static:
        if not path.startswith(ASSETS):
            yield "/" + normalize("NFC", path.removeprefix("static/"))


def _shown_images(inputs: Inputs, texts: Texts) -> list[ImageFacts]:
    """The pictures that some published page shows: a held brief's pictures are held, too."""
    public = inputs.library.cards
    views: list[ImageView | None] = [lead for one, lead in texts.leads.items() if one in public]
    views += [texts.portraits.get(one) for one in inputs.library.by_author]
    for text in (
        *(text for one, text in texts.briefs.items() if one in public),
        *texts.pages.values(),
        *(texts.biographies[one] for one in inputs.library.by_author if one in texts.biographies),
    ):
        views += text.images
    shown = {view.url for view in views if view}
    return [facts for facts in _all_images(inputs) if _url(facts, inputs) in shown]


def _all_images(inputs: Inputs) -> list[ImageFacts]:
    return [one for one in inputs.files.images.values() if isinstance(one, ImageFacts)]


def _url(facts: ImageFacts, inputs: Inputs) -> str:
    return image_view(facts, inputs.site.prefix, alt="").url


def _share_cards(inputs: Inputs) -> list[Target]:
    if not inputs.config.share_cards:
        return []
    return [
        Target(
            path=share_card_path(brief),
            recipe="share_card",
            view=ShareCardView(
                title=brief.front.title,
                series=brief.front.series,
                type=brief.front.type,
                organization=inputs.config.organization.name,
                language=brief.front.language,
            ),
        )
        for brief in inputs.library.briefs
    ]
