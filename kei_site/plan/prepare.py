"""Records, settings and files of a site -> the inputs of its plan."""

from dataclasses import replace
from urllib.parse import unquote

from kei_site.config import Config
from kei_site.core.urls import prefix_of
from kei_site.model.library import Library, Records, assemble
from kei_site.plan.home import usual_type
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
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
        records, instant=options.instant, drafts=options.drafts, prefix=prefix, left_out=options.left_out
    )
    library = replace(library, cards=cards_with_images(library, files, prefix))
    settings = _without_dead_entries(config, library)
    return Inputs(
        config=config,
        options=options,
        records=records,
        library=library,
        site=site_view(settings, assets, theme, has_search=has_search, usual_type=usual_type(library.briefs)),
        files=files,
        assets=assets,
        theme_targets=theme.targets,
    )


def _without_dead_entries(config: Config, library: Library) -> Config:
    """Return the settings without menu entries for texts that are left out."""
    if not library.left_out:
        return config
    gone = pending_addresses(library)
    return replace(config, menu=tuple(item for item in config.menu if not gone.covers(unquote(item.url))))
