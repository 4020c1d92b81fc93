"""What is held back, and the finished plan -> diagnostics, where the plan would show it. Plan room, pure.

The plan is made of what is public alone: cards, texts, pictures and old addresses of other briefs are not given to it.
This is the last look, over the names of all files: a file of somebody else can stand where a held brief will be, and
its address would tell of the brief.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.urls import page_path
from kei_site.model.library import Library
from kei_site.plan.targets import Target


def holding_diagnostics(library: Library, targets: Mapping[str, Target]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (URL05) for each target, given by path in sorted order, in a held brief's folder."""
    paths = list(targets)
    for held in (one for one in library.held if one.reason != "broken"):
        folder = page_path("briefs", str(held.brief.front.date.year), held.brief.slug).removesuffix("index.html")
        if (shown := targets.get(f"{folder}index.html")) and shown.recipe == "brief":
            continue  # two briefs with the same address: told elsewhere
        for path in paths[bisect_left(paths, folder) :]:
            if not path.startswith(folder):
                break
            yield _diagnostic(targets[path], held.brief.path)


def _diagnostic(target: Target, brief: str) -> Diagnostic:
    return diagnostic(
        "URL05",
        target.origin,
        f"would reveal the address of {brief}, which is not public yet",
        found=target.path,
        fix="move it elsewhere, or wait until that brief is published",
    )
