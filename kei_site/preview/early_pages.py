"""A site as it is known, and changed files -> the pages that browsers show, before the site is built.

They may be wrong until the build, and only if something other than texts, templates and assets changed.
"""

import contextlib
from collections.abc import Callable, Container, Iterable, Mapping

from kei_site.build.report import BuildRequest
from kei_site.build.theme import theme_code
from kei_site.core.clock import build_instant
from kei_site.core.diagnostics import Diagnostic, apply_severities, has_errors
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment
from kei_site.output.last_build import store_folder
from kei_site.output.store import Store
from kei_site.plan.planner import plan_pages
from kei_site.plan.static_files import asset_targets
from kei_site.plan.targets import Target
from kei_site.preview.known_site import Edits, KnownSite, with_edits
from kei_site.preview.watch import Roots
from kei_site.render.recipes import PAGES, RECIPES
from kei_site.render.tools import Tools


@value
class EarlyPages:
    """Pages that are shown before the build."""

    pages: Mapping[str, bytes]
    """By address, together with the assets that are not published yet."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """With errors there are no pages."""


class EarlyRenderer:
    """Renders pages before the build of a request, in one thread; keeps the templates ready between calls."""

    def __init__(self, request: BuildRequest, roots: Roots) -> None:
        """Render files of `roots`."""
        self._request = request
        self._roots = roots
        self._store = store_folder(request.cache, request.output)
        self._renderer: tuple[Mapping[str, str], Callable[[str, object], bytes]] | None = None
        self._fragments: Mapping[Digest, Fragment] = {}

    def render_edited(
        self, site: KnownSite, edits: Edits, addresses: Iterable[str], published: Container[str]
    ) -> EarlyPages:
        """Return the pages at `addresses` of the site with `edits`, and the assets that are not `published` yet."""
        edited = with_edits(site, edits, instant_of(self._request))
        plan = plan_pages(edited.inputs)
        every = (*edits.diagnostics, *edited.inputs.library.diagnostics, *plan.diagnostics)
        found = apply_severities(every, site.policy)
        if has_errors(found):
            return EarlyPages(pages={}, diagnostics=found if edits.is_complete else ())
        # The store does not have the texts of changed files.
        self._fragments = {file.fragment_key: file.fragment for file in edits.texts.values() if file.fragment}
        return EarlyPages(pages=self.render(edited, plan.targets, addresses, published))

    def render(
        self, site: KnownSite, targets: Mapping[str, Target], addresses: Iterable[str], published: Container[str]
    ) -> Mapping[str, bytes]:
        """Return the same for targets that are planned already, by output path."""
        tools = Tools(
            page=lambda template, view: self._pages_of(site.templates)(template, view),
            fragment=self._fragment,
            source=self._source,
            workspace=self._store,
        )
        prefix = site.inputs.site.prefix
        paths = {address: path_at(address, prefix) for address in addresses if address.startswith(f"{prefix}/")}
        wanted = {at: targets[path] for at, path in paths.items() if path in targets and targets[path].recipe in PAGES}
        for asset in asset_targets(site.inputs.assets) if wanted else ():
            if f"{prefix}/{asset.path}" not in published:
                wanted[f"{prefix}/{asset.path}"] = asset
        rendered = {at: RECIPES[target.recipe](target.view, target.template, tools) for at, target in wanted.items()}
        return {address: data for address, data in rendered.items() if isinstance(data, bytes)}

    def _pages_of(self, templates: Mapping[str, str]) -> Callable[[str, object], bytes]:
        from kei_site.render.pages.renderer import make_page_renderer

        if self._renderer is None or self._renderer[0] != templates:
            self._renderer = (templates, make_page_renderer(templates, self._fragment, self._source, theme_code()))
        return self._renderer[1]

    def _source(self, path: str, _: Digest) -> bytes:
        return self._roots.place_of(path).read_bytes()

    def _fragment(self, key: Digest) -> Fragment:
        if key in self._fragments:
            return self._fragments[key]
        with contextlib.closing(Store(self._store)) as store:
            found = store.fragment(key)
        if found is None:
            raise LookupError(f"no text {key}")
        return found


def instant_of(request: BuildRequest) -> int:
    """Return the instant of the pages (seconds since 1970): the one that is asked for, else now."""
    return build_instant() if request.instant is None else request.instant


def path_at(address: str, prefix: str) -> str:
    """Return the output path of the page at an address below `prefix`."""
    path = address.removeprefix(f"{prefix}/")
    return f"{path}index.html" if not path or path.endswith("/") else path
