"""Inputs -> the whole plan; targets that show no text come first, since links in texts may lead to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from unicodedata import normalize
from urllib.parse import unquote

from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.hashing import Digest
from kei_site.core.image_facts import ImageFacts
from kei_site.core.languages import in_language
from kei_site.core.limits import LIMITS
from kei_site.core.urls import page_path
from kei_site.core.value import value
from kei_site.model.brief import Brief, Page
from kei_site.model.conflicts import shared_dois, shared_ids
from kei_site.model.library import Library
from kei_site.model.routes import HOST_FILES, address_of, brief_path
from kei_site.model.successors import successor_diagnostics
from kei_site.model.views.common import ImageView
from kei_site.model.views.files import ResizedImageView
from kei_site.plan.archive import archive_targets
from kei_site.plan.briefs import brief_contents, brief_targets, related_diagnostics
from kei_site.plan.catalogue import catalogue_targets
from kei_site.plan.corrections import corrections_pages
from kei_site.plan.events import calendar_targets, event_pages
from kei_site.plan.feeds import FeedTopic, feed_counts, feed_paths, feed_targets, feed_topics
from kei_site.plan.figures.pages import figure_files, figure_pages, figure_paths, shown_figures
from kei_site.plan.home import home_diagnostics, home_target
from kei_site.plan.images import Images, files_of, image_url
from kei_site.plan.inputs import Inputs
from kei_site.plan.language_homes import language_homes
from kei_site.plan.leak_check import leak_diagnostics
from kei_site.plan.links import LinkIndex
from kei_site.plan.list_images import private_folders
from kei_site.plan.listings import index_targets
from kei_site.plan.outlets import outlet_pages
from kei_site.plan.page_ids import PageIds
from kei_site.plan.pages import page_targets
from kei_site.plan.pdf import is_made, pdf_diagnostics, pdf_path, pdf_targets
from kei_site.plan.pdf_letters import pdf_letter_diagnostics
from kei_site.plan.pending import pending_addresses
from kei_site.plan.people import people_diagnostics, people_paths, people_targets
from kei_site.plan.podcasts import cover_diagnostics, cover_targets
from kei_site.plan.redirects import redirect_diagnostics, redirect_targets
from kei_site.plan.search_index import segment_target
from kei_site.plan.settings_checks import setting_diagnostics
from kei_site.plan.share_cards import share_card_diagnostics, share_card_targets
from kei_site.plan.site_pages import headers_target, site_targets
from kei_site.plan.sitemaps import sitemap_paths, sitemap_targets
from kei_site.plan.static_files import asset_targets, image_targets, static_targets, with_own_files
from kei_site.plan.targets import Plan, Target, make_plan
from kei_site.plan.texts import Texts, resolve_texts
from kei_site.plan.theme import theme_diagnostics
from kei_site.plan.types import type_pages
from kei_site.plan.versions import version_diagnostics, version_paths, version_targets


@value
class PagePlan:
    """The pages of a site, and the few files that are planned with them."""

    targets: Mapping[str, Target]
    """By output path."""
    diagnostics: tuple[Diagnostic, ...]
    """The diagnostics of all texts."""


def plan_pages(inputs: Inputs) -> PagePlan:
    """Return the pages of the site as `plan_site` plans them, without keys."""
    topics = feed_topics(inputs)
    fixed = [*_fixed_pages(inputs, topics)]
    others = [*_fixed_files(inputs), *redirect_targets(inputs)]
    texts = resolve_texts(inputs, link_index(inputs, topics, [*fixed, *others]))
    figures = figure_pages(inputs, shown_figures(inputs, texts))
    targets = (*fixed, *_text_pages(inputs, texts), *figures, *brief_targets(inputs, brief_contents(inputs, texts)))
    return PagePlan(targets={target.path: target for target in targets}, diagnostics=texts.diagnostics)


def plan_site(inputs: Inputs, closures: Mapping[str, Digest], code: Digest) -> Plan:
    """Return the plan of the whole site; the closures of its templates, by name, and the code enter all keys."""
    topics = feed_topics(inputs)
    fixed = [*_fixed_pages(inputs, topics)]
    files = [*_fixed_files(inputs)]
    redirects = [*redirect_targets(inputs)]
    links = link_index(inputs, topics, [*fixed, *files, *redirects])
    resolved = resolve_texts(inputs, links)
    figures = shown_figures(inputs, resolved)
    texts = replace(resolved, attachments=(*resolved.attachments, *figure_files(inputs, figures)))
    pages = [*fixed, *_text_pages(inputs, texts), *figure_pages(inputs, figures)]
    contents = brief_contents(inputs, texts)
    plan = make_plan(
        [
            *files,
            *pages,
            *with_own_files([headers_target(inputs, texts)], inputs.files),
            *brief_targets(inputs, contents),
            *version_targets(inputs, contents, texts),
            *pdf_targets(inputs, contents, links.images),
            *feed_targets(topics, inputs, contents),
            *sitemap_targets(inputs, pages),
            *redirects,  # behind all pages: of two targets with one path the first stands
            *texts.attachments,
            *image_targets(_shown_images(inputs, texts)),
            *map(segment_target, inputs.segments),
        ],
        closures,
        code,
        _places_of_long_names(inputs.library),
    )
    every = (
        *plan.diagnostics,
        *texts.diagnostics,
        *inputs.citation_diagnostics,
        *related_diagnostics(inputs),
        *share_card_diagnostics(inputs),
        *pdf_diagnostics(inputs),
        *pdf_letter_diagnostics(inputs),
        *version_diagnostics(inputs),
        *shared_ids(_originals(inputs.library), inputs.config),
        *shared_dois(_originals(inputs.library)),
        *successor_diagnostics(inputs.library),
        *redirect_diagnostics(inputs, plan.targets.values()),
        *theme_diagnostics(inputs.config, inputs.files),
        *people_diagnostics(inputs),
        *setting_diagnostics(inputs, plan.targets.keys()),
        *cover_diagnostics(inputs),
        *home_diagnostics(inputs),
        *leak_diagnostics(inputs.library, plan.targets),
    )
    return Plan(targets=plan.targets, keys=plan.keys, diagnostics=every)


def _places_of_long_names(library: Library) -> dict[str, Place]:
    """Return where a brief, the oldest, gives each tag and series whose name makes a long address, by their folder."""
    series = [group for group in library.series if len(group.slug.encode()) > LIMITS.slug_bytes.most]
    found = {f"series/{group.slug}": group.briefs[-1].place("series") for group in series}
    tags = {name: slug for name, slug in library.tags.slugs.items() if len(slug.encode()) > LIMITS.slug_bytes.most}
    for brief in library.briefs if tags else ():
        found |= {
            f"tags/{tags[name]}": brief.place(f"tags.{at}") for at, name in enumerate(brief.front.tags) if name in tags
        }
    return found


def _originals(library: Library) -> Iterator[Brief]:
    """Yield the briefs that are no copies of others: of two with one id, a copy is reported for what it is."""
    return (brief for brief in library.by_path.values() if brief.path not in library.copies)


def _fixed_pages(inputs: Inputs, topics: Sequence[FeedTopic]) -> Iterator[Target]:
    """Yield the pages that show no text, and the few files beside them."""
    yield from with_own_files(site_targets(inputs, feed_counts(topics, inputs)), inputs.files)
    yield from index_targets(inputs)
    yield from archive_targets(inputs)
    yield from event_pages(inputs)
    yield from corrections_pages(inputs)
    yield from outlet_pages(inputs)
    yield from type_pages(inputs)
    yield home_target(inputs)
    yield from language_homes(inputs)


def _text_pages(inputs: Inputs, texts: Texts) -> Iterator[Target]:
    """Yield the pages that show texts or their images, except those of briefs."""
    yield from people_targets(inputs, texts)
    yield from page_targets(inputs, texts)


def _fixed_files(inputs: Inputs) -> Iterator[Target]:
    """Yield the files that no text decides about."""
    yield from asset_targets(inputs.assets)
    yield from static_targets(inputs.files)
    yield from with_own_files(inputs.theme_targets, inputs.files)
    yield from cover_targets(inputs)
    yield from share_card_targets(inputs)
    yield from calendar_targets(inputs)
    yield from catalogue_targets(inputs)


def link_index(inputs: Inputs, topics: Sequence[FeedTopic], fixed: Iterable[Target]) -> LinkIndex:
    """Return everything that references in texts can lead to; `fixed` are the targets that show no text."""
    library, targets = inputs.library, tuple(fixed)
    texts: tuple[Brief | Page, ...] = (*library.briefs, *library.pages)
    return LinkIndex(
        library=library,
        files={normalize("NFC", path): path for path in inputs.files.content},
        refused=inputs.files.refused,
        addresses=frozenset(address_of(path) for path in _linked_paths(inputs, topics, targets)),
        page_ids=PageIds(inputs=inputs, pages={address_of(target.path): target for target in targets}).of,
        pages={normalize("NFC", page.path): page for page in (*library.pages, *library.broken_pages)},
        images=Images(
            prefix=inputs.site.prefix,
            known={normalize("NFC", path): facts for path, facts in inputs.files.images.items()},
            others={normalize("NFC", path) for path in (*inputs.files.content, *inputs.files.static)},
        ),
        anchors={unquote(text.url): text.anchors for text in texts},
        unpublished=frozenset(unquote(found.brief.url) for found in library.unpublished if found.reason != "broken"),
        private_folders=private_folders(library),
        pending=pending_addresses(library),
    )


def _linked_paths(inputs: Inputs, topics: Sequence[FeedTopic], fixed: Iterable[Target]) -> Iterator[str]:
    """Yield the output paths of everything that is served, except what texts bring with them."""
    yield from (target.path for target in fixed if target.path not in HOST_FILES)
    yield from people_paths(inputs)
    yield from (page_path(page.slug) for page in inputs.library.pages)
    yield from (brief_path(brief.front.date.year, brief.slug) for brief in inputs.library.briefs)
    yield from (pdf_path(brief) for brief in inputs.library.briefs if is_made(brief, inputs))
    yield from feed_paths(topics, inputs)
    yield from version_paths(inputs)
    yield from figure_paths(inputs)
    yield from sitemap_paths(inputs.library)


def _shown_images(inputs: Inputs, texts: Texts) -> list[ResizedImageView]:
    """Return the sizes of images that a published page names."""
    public = inputs.library.cards
    views: list[ImageView | None] = [lead for brief, lead in texts.leads.items() if brief in public]
    shown_authors = inputs.library.people.union(inputs.library.by_author)
    views += [texts.portraits.get(author) for author in inputs.library.people]
    for text in (
        *(text for brief, text in texts.briefs.items() if brief in public),
        *texts.pages.values(),
        *texts.versions.values(),
        *(text for name, text in texts.biographies.items() if {name, in_language(name)[0]} & shown_authors),
    ):
        views += text.images
    shown = {url for view in views if view for url in (view.url, *(file.url for file in view.variants))}
    images = [image for image in inputs.files.images.values() if isinstance(image, ImageFacts)]
    sizes = [size for image in images for size in files_of(image)]
    return [size for size in sizes if image_url(size, inputs.site.prefix) in shown]
