"""Records, settings and files of a site -> the inputs of its plan."""

from kei_site.config import Config
from kei_site.core.urls import prefix_of
from kei_site.model.library import Records, assemble
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
from kei_site.plan.site_pages import site_view
from kei_site.plan.static_files import plan_assets


def make_inputs(records: Records, config: Config, files: SourceFiles, options: PlanOptions) -> Inputs:
    """Return the inputs of the plan, without related briefs and search segments, which cost more than all the rest."""
    prefix = prefix_of(config.url)
    assets = plan_assets(files.static)
    has_search = options.search and config.search
    return Inputs(
        config=config,
        options=options,
        records=records,
        library=assemble(records, instant=options.instant, drafts=options.drafts, prefix=prefix),
        site=site_view(config, assets, has_search=has_search),
        files=files,
        assets=assets,
    )
