"""Briefs -> the names by which texts, settings and other briefs point to them: paths and slugs."""

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.schedule import SortedBriefs


@value
class BriefNames:
    """Every name of a brief, public or not."""

    by_path: Mapping[str, Brief]
    """By NFC path below the site."""
    by_slug: Mapping[str, Brief]
    """A slug of several briefs leads to a public one, if there is any."""
    shared: frozenset[str]
    """Slugs of several briefs, of different years."""


def names_of(briefs: SortedBriefs) -> BriefNames:
    """Return the names of all briefs."""
    waiting = (waiting.brief for waiting in briefs.unpublished)
    counts = Counter(brief.slug for brief in briefs.ordered)
    return BriefNames(
        by_path={unicodedata.normalize("NFC", brief.path): brief for brief in briefs.ordered},
        by_slug={brief.slug: brief for brief in (*waiting, *briefs.public)},
        shared=frozenset(slug for slug, count in counts.items() if count > 1),
    )


def find_brief(wanted: str, origin: str, by_path: Mapping[str, Brief], by_slug: Mapping[str, Brief]) -> Brief | None:
    """Return the brief that `wanted` names: a path relative to the file `origin` or to content/briefs, or a slug."""
    name = unicodedata.normalize("NFC", wanted.removeprefix("brief:"))
    here = posixpath.normpath(f"{origin.rpartition('/')[0]}/{name}")
    if here in by_path:
        return by_path[here]
    top = posixpath.normpath(f"content/briefs/{name}")
    candidates = (top, f"{here}/index.md", f"{top}/index.md", f"{here}.md", f"{top}.md")
    return next((by_path[path] for path in candidates if path in by_path), None) or by_slug.get(name)


def is_shared_name(wanted: str, origin: str, by_path: Mapping[str, Brief], shared: Collection[str]) -> bool:
    """Tell whether `wanted` names a brief by a slug of several, as `find_brief` reads it; `shared` are such slugs."""
    return wanted.removeprefix("brief:") in shared and find_brief(wanted, origin, by_path, {}) is None


def several_owners(place: Place, wanted: str, chosen: Brief) -> Diagnostic:
    """Return the diagnostic (LNK09) of a slug that several briefs have, at `place`, where it leads to `chosen`."""
    message = f"several briefs have this slug; it leads to {chosen.path}"
    return diagnostic("LNK09", place, message, found=wanted, fix="write the path of the brief")
