"""A site as it is known, and changed files -> the pages that browsers show, before the site is built.

A whole plan of thousands of briefs takes seconds, and an editor looks at one page. So the functions that plan and
render the site make that one page from the records of the last plan and the changed files. A page is shown early until
the build gives its own, so it may be wrong for a moment, and only if something other than texts, templates and assets
changed.
"""

import contextlib
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

from kei_site.core.diagnostics import Diagnostic, apply_severities, has_errors
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment
from kei_site.output.store import Store
from kei_site.plan.inputs import Inputs
from kei_site.plan.planner import plan_pages
from kei_site.plan.static_files import asset_targets
from kei_site.plan.targets import Target
from kei_site.preview.known_site import Edits, KnownSite, with_edits
from kei_site.preview.watch import Roots
from kei_site.render.recipes import PAGES, RECIPES
from kei_site.render.tools import Tools


@value
class OpenPages:
    """The pages that browsers show."""

    addresses: Iterable[str]
    published: Container[str] = ()
    """The addresses of all published files."""


@value
class EarlyPages:
    """Pages that are shown before the build."""

    pages: Mapping[str, bytes]
    """By address, together with the assets that are not published yet."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """With errors there are no pages."""


class EarlyRenderer:
    """Renders pages before a build, in one thread; keeps the templates ready between calls."""

    def __init__(self, roots: Roots, store: Path) -> None:
        """Render files of `roots`; `store` is the store folder of the preview's builds."""
        self._roots = roots
        self._store = store
        self._renderer: tuple[Mapping[str, str], Callable[[str, object], bytes]] | None = None
        self._fragments: Mapping[Digest, Fragment] = {}

    def render_edited(self, site: KnownSite, edits: Edits, opened: OpenPages, instant: int) -> EarlyPages:
        """Return open pages of the site with `edits` as of `instant` (seconds since 1970)."""
        edited = with_edits(site, edits, instant)
        plan = plan_pages(edited.inputs)
        found = apply_severities(
            (*edits.diagnostics, *edited.inputs.library.diagnostics, *plan.diagnostics), site.policy
        )
        if has_errors(found):
            return EarlyPages(pages={}, diagnostics=found if edits.is_complete else ())
        # The store does not have the texts of changed files.
        self._fragments = {file.fragment_key: file.fragment for file in edits.texts.values() if file.fragment}
        return EarlyPages(pages=self.render(edited, plan.targets, opened))

    def render(self, site: KnownSite, targets: Mapping[str, Target], opened: OpenPages) -> Mapping[str, bytes]:
        """Return the open pages among planned targets (by output path), and the assets that are not published yet."""
        tools = Tools(
            page=lambda template, view: self._pages_of(site.templates)(template, view),
            fragment=self._fragment,
            source=lambda path, _: self._roots.place_of(path).read_bytes(),
            workspace=self._store,
        )
        wanted = _targets_at(opened, targets, site.inputs)
        made = {at: RECIPES[target.recipe](target.view, target.template, tools) for at, target in wanted.items()}
        return {address: data for address, data in made.items() if isinstance(data, bytes)}

    def _pages_of(self, templates: Mapping[str, str]) -> Callable[[str, object], bytes]:
        from kei_site.render.pages.renderer import make_page_renderer

        if self._renderer is None or self._renderer[0] != templates:
            self._renderer = (templates, make_page_renderer(templates, self._fragment))
        return self._renderer[1]

    def _fragment(self, key: Digest) -> Fragment:
        if key in self._fragments:
            return self._fragments[key]
        with contextlib.closing(Store(self._store)) as store:
            found = store.fragment(key)
        if found is None:
            raise LookupError(f"no text {key}")
        return found


def _targets_at(opened: OpenPages, targets: Mapping[str, Target], inputs: Inputs) -> dict[str, Target]:
    prefix = inputs.site.prefix
    paths = {address: path_at(address, prefix) for address in opened.addresses if address.startswith(f"{prefix}/")}
    pages = {at: targets[path] for at, path in paths.items() if path in targets and targets[path].recipe in PAGES}
    assets = {f"{prefix}/{target.path}": target for target in asset_targets(inputs.assets)} if pages else {}
    return pages | {address: target for address, target in assets.items() if address not in opened.published}


def path_at(address: str, prefix: str) -> str:
    """Return the output path of the page at an address below `prefix`."""
    path = address.removeprefix(f"{prefix}/")
    return f"{path}index.html" if not path or path.endswith("/") else path
