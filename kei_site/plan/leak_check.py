"""Unpublished briefs and the finished plan -> a diagnostic for each file whose address would reveal such a brief."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.model.library import Library
from kei_site.model.routes import brief_path
from kei_site.model.schedule import Unpublished
from kei_site.plan.targets import Target


def leak_diagnostics(library: Library, targets: Mapping[str, Target]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (URL05) for each target in the folder of an unpublished brief; `targets` is sorted."""
    paths = list(targets)
    for waiting in (found for found in library.unpublished if _may_be_secret(found, library)):
        folder = brief_path(waiting.brief.front.date.year, waiting.brief.slug).removesuffix("index.html")
        if (shown := targets.get(f"{folder}index.html")) and shown.recipe == "brief":
            continue  # two briefs with one address: model.conflicts reports them
        for path in paths[bisect_left(paths, folder) :]:
            if not path.startswith(folder):
                break
            message = f"would reveal the address of {waiting.brief.path}, which is not public yet"
            fix = "move it elsewhere, or wait until that brief is published"
            yield diagnostic("URL05", targets[path].origin, message, found=path, fix=fix)


def _may_be_secret(waiting: Unpublished, library: Library) -> bool:
    """Tell whether a brief is held back, or may be meant to be: a broken one matters only if the rest is published."""
    return waiting.reason != "broken" or (bool(library.left_out) and waiting.may_be_held and waiting.brief.has_address)
