"""Records, settings and files of a site -> the inputs of its plan."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from urllib.parse import unquote

from kei_site.config import Config
from kei_site.core.bibliography import Cited
from kei_site.core.diagnostics import Diagnostic, diagnostic, in_file
from kei_site.core.urls import prefix_of
from kei_site.model.library import Library, Records, assemble
from kei_site.model.references import Bibliography
from kei_site.model.tags import records_in
from kei_site.model.versions import FrozenVersion
from kei_site.plan.figures.list_charts import cards_with_charts
from kei_site.plan.home import usual_type
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
from kei_site.plan.kept_files import replaced_files
from kei_site.plan.languages import localized
from kei_site.plan.list_images import cards_with_images
from kei_site.plan.pending import pending_addresses
from kei_site.plan.site_pages import site_view
from kei_site.plan.static_files import plan_assets
from kei_site.plan.theme import plan_theme


def make_inputs(records: Records, config: Config, files: SourceFiles, options: PlanOptions) -> Inputs:
    """Return the inputs of the plan, without related briefs and search segments, which cost more than all the rest."""
    prefix = prefix_of(config.url)
    assets = plan_assets(files.static)
    theme = plan_theme(config, files, prefix)
    has_search = options.search and config.search
    library = assemble(
        replace(records, tags=records_in(config.language, records.tags)),
        instant=options.instant,
        drafts=options.drafts,
        prefix=prefix,
        left_out=options.left_out,
    )
    library = replace(library, cards=cards_with_images(library, files, prefix))
    library = replace(library, cards=cards_with_charts(library, records, files, prefix))
    settings = _without_dead_entries(config, library)
    cited, told = _cited(records, config, library)
    whole = site_view(settings, assets, theme, has_search=has_search, usual_type=usual_type(library.briefs))
    site, sites = localized(whole, settings, library, files.words)
    return Inputs(
        config=config,
        options=options,
        records=records,
        library=library,
        site=site,
        sites=sites,
        files=files,
        assets=assets,
        theme_targets=theme.targets,
        cited=cited,
        citation_diagnostics=told,
        frozen=_frozen(records, options.left_out),
        replaced=replaced_files(records.versions, files),
    )


def _frozen(records: Records, left_out: frozenset[str]) -> dict[str, tuple[FrozenVersion, ...]]:
    """Return the frozen versions that can be shown, by the id of their brief."""
    found: dict[str, tuple[FrozenVersion, ...]] = {}
    for owner, versions in groupby(records.versions, lambda version: version.owner):
        sound = [version for version in versions if not (version.text.is_broken or version.path in left_out)]
        found[owner] = tuple(sound)
    return found


def _cited(records: Records, config: Config, library: Library) -> tuple[dict[str, Cited], tuple[Diagnostic, ...]]:
    """Return the citations of briefs by id, and what is wrong with them."""
    settings = config.references
    bibliography = Bibliography(records.works, settings.files, settings.style)
    cited: dict[str, Cited] = {}
    diagnostics = [*bibliography.doubled(), *_missing_files(config, records)]
    texts = {brief.path: brief for brief in library.by_path.values()}
    for path, brief in {**texts, **{version.path: version.text for version in records.versions}}.items():
        if brief.citations or brief.bare_keys or brief.front.references:
            found, told = bibliography.cite(brief)
            diagnostics += in_file(told, brief.path, path)
            cited |= {brief.id: found} if found else {}
    return cited, tuple(diagnostics)


def _missing_files(config: Config, records: Records) -> Iterator[Diagnostic]:
    """Yield a diagnostic (REF04) for each file of references that the settings name in vain."""
    there = {file.path for file in records.works}
    for at, name in enumerate(config.references.files):
        if f"content/{name}" not in there:
            place, fix = config.place(f"references.files.{at}"), "write a path below content/: references/main.bib"
            yield diagnostic("REF04", place, "no file of references has this path", found=name, fix=fix)


def _without_dead_entries(config: Config, library: Library) -> Config:
    """Return the settings without menu entries for texts that are left out."""
    if not library.left_out:
        return config
    gone = pending_addresses(library)
    return replace(config, menu=tuple(item for item in config.menu if not gone.covers(unquote(item.url))))
