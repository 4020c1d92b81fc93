"""What was told of a text, and the text as it was and as it is -> what is told of it now, without a plan.

What reading tells is known anew. What a plan told of a link or an image stands where that reference stands now, since
an edit of the text alone leaves all references as they were but for their places.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kei_site.core.diagnostics import Diagnostic, Place, SeverityPolicy, apply_severities
from kei_site.core.limits import LIMITS
from kei_site.source.load import LoadedFile


def diagnostics_of_edit(
    told: Sequence[Diagnostic], before: LoadedFile, now: LoadedFile, policy: SeverityPolicy
) -> tuple[Diagnostic, ...] | None:
    """Return the diagnostics of the text `now`, with the severities of a site; None if only a plan can tell.

    `told`: those of the text `before`. Both texts have one metadata digest.
    """
    own = set(apply_severities(before.diagnostics, policy))
    planned = [found for found in told if found not in own]
    moves = _moves(before, now)
    counts = Counter(found.code for found in (*told, *now.diagnostics))
    is_flood = max(counts.values(), default=0) > LIMITS.diagnostics_of_code.most
    if is_flood or any(found.place not in moves for found in planned):
        return None
    moved = [replace(found, place=moves[found.place]) for found in planned]
    return apply_severities((*now.diagnostics, *moved), policy)


def _moves(before: LoadedFile, now: LoadedFile) -> dict[Place, Place]:
    """Return the place of each link and image now, by the one where it was; nothing if a place fell into two."""
    moves: dict[Place, Place] = {}
    for was, is_now in zip(_places(before), _places(now), strict=True):
        if moves.setdefault(was, is_now) != is_now:
            return {}
    return moves


def _places(file: LoadedFile) -> list[Place]:
    references = (*file.brief.links, *file.brief.images) if file.brief else ()
    return [Place(path=file.path, line=reference.line, column=reference.column) for reference in references]
