"""Plain pages and their resolved texts -> their targets, with the pages above and below each. Plan, pure."""

from collections.abc import Iterator, Mapping

from kei_site.core.urls import page_path
from kei_site.model.brief import Page
from kei_site.model.views.common import Link
from kei_site.model.views.pages import PageView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target
from kei_site.plan.texts import Texts


def page_targets(inputs: Inputs, texts: Texts) -> Iterator[Target]:
    """Yield the plain pages."""
    by_slug = {page.slug: page for page in inputs.library.pages}
    trails = {page.id: _above(page.slug, by_slug) for page in inputs.library.pages}
    below: dict[str, list[Page]] = {}
    for page in sorted(inputs.library.pages, key=_by_title):
        if trails[page.id]:
            below.setdefault(trails[page.id][-1], []).append(page)
    for page in inputs.library.pages:
        view = PageView(
            site=inputs.site_in(page.language),
            url=inputs.site.prefix + page.url,
            title=page.title,
            summary=page.summary,
            title_html=page.title_html,
            summary_html=page.summary_html,
            summary_is_derived=page.summary_is_derived,
            language=page.language,
            text=texts.pages[page.id],
            trail=tuple(_link(by_slug[slug], inputs) for slug in trails[page.id]),
            below=tuple(_link(child, inputs) for child in below.get(page.slug, ())),
        )
        yield Target(path=page_path(page.slug), recipe="page", view=view, template="page.html", origin=page.place())


def _above(slug: str, known: Mapping[str, Page]) -> tuple[str, ...]:
    """Return the slugs of the pages in whose folders a page stands, the outermost first."""
    folders = [slug[:at] for at, letter in enumerate(slug) if letter == "/"]
    return tuple(folder for folder in folders if folder in known)


def _link(page: Page, inputs: Inputs) -> Link:
    return Link(name=page.title, url=inputs.site.prefix + page.url)


def _by_title(page: Page) -> tuple[str, str]:
    return page.title.casefold(), page.slug
