"""Briefs that others replace -> diagnostics of those that lead readers to nothing. Model, pure."""

from collections.abc import Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.model.brief import Brief
from kei_site.model.brief_names import find_brief
from kei_site.model.library import Library


def successor_diagnostics(library: Library) -> Iterator[Diagnostic]:
    """Yield a diagnostic (REL03) for each brief that a hidden or a withdrawn one replaces, and for each circle."""
    replaced = {brief.path: brief for brief in library.by_path.values() if brief.front.superseded_by}
    successors = {
        path: other
        for path, brief in replaced.items()
        if (other := find_brief(brief.front.superseded_by, path, library.by_path, library.by_slug))
    }
    for path, other in successors.items():
        if not library.is_public(replaced[path]) or library.is_broken(other):
            continue
        if not library.is_public(other):
            message = f"replaced by {other.path}, which is not public, so readers are not led to it"
            yield _told(replaced[path], message, "publish that brief first, or wait")
        elif other.front.is_retracted and path != other.path:
            message = f"replaced by {other.path}, which does not stand any more"
            next_one = successors.get(other.path)
            fix = f"name {next_one.path}, which replaces that one" if next_one else "name a brief that stands"
            yield _told(replaced[path], message, fix)
    for circle in _circles(successors):
        newest = max((replaced[path] for path in circle), key=lambda brief: (brief.front.date.epoch, brief.path))
        before = ", ".join(path for path in circle if path != newest.path)
        message = f"replaced by a brief that it replaces, by way of {before}"
        yield _told(newest, message, "remove `superseded_by:` from the brief that stands")


def _told(brief: Brief, message: str, fix: str) -> Diagnostic:
    return diagnostic("REL03", brief.place("superseded_by"), message, found=brief.front.superseded_by, fix=fix)


def _circles(successors: Mapping[str, Brief]) -> Iterator[list[str]]:
    """Yield the paths of each circle of two briefs or more, once; `successors` are by the path of what they replace."""
    done: set[str] = set()
    for start in successors:
        way: dict[str, int] = {}
        path = start
        while path in successors and path not in done and path not in way:
            way[path] = len(way)
            path = successors[path].path
        circle = [*way][way[path] :] if path in way else []
        if len(circle) > 1:
            yield circle
        done.update(way)
