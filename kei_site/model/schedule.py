"""Briefs and the instant of a build -> which are public, and which events are over. Model, pure."""

from collections.abc import Iterable

from kei_site.core.clock import Moment
from kei_site.core.value import value
from kei_site.model.brief import Brief


@value
class Unpublished:
    """A brief that is not public at the instant of the build."""

    brief: Brief
    reason: str
    """`broken`, `draft`, `embargo` or `date`."""
    until: Moment | None
    """When it becomes public by itself; None for drafts and for what has to be fixed first."""
    may_be_held: bool = True
    """False for a brief that would be public but for its errors. What its editor meant is not known of a broken one."""


@value
class SortedBriefs:
    """All briefs, and which of them readers may see at the instant of the build."""

    ordered: tuple[Brief, ...]
    """Newest first: by date, then by id."""
    public: tuple[Brief, ...]
    """In the same order, as the next one."""
    listed: tuple[Brief, ...]
    """Those that lists show: without the retracted ones, which keep their pages."""
    unpublished: tuple[Unpublished, ...]
    hidden: frozenset[str]
    """Ids of those that are not public."""


def sort_briefs(
    briefs: Iterable[Brief], instant: int, *, drafts: bool, left_out: frozenset[str] = frozenset()
) -> SortedBriefs:
    """Return the briefs as of an instant (seconds since 1970), without those with errors, at the paths `left_out`."""
    ordered = tuple(sorted(briefs, key=lambda brief: (-brief.front.date.epoch, brief.id)))
    reasons = (why_unpublished(brief, instant, drafts=drafts, left_out=left_out) for brief in ordered)
    unpublished = tuple(filter(None, reasons))
    hidden = frozenset(waiting.brief.id for waiting in unpublished)
    public = tuple(brief for brief in ordered if brief.id not in hidden)
    listed = tuple(brief for brief in public if not brief.front.is_retracted)
    return SortedBriefs(ordered=ordered, public=public, listed=listed, unpublished=unpublished, hidden=hidden)


def why_unpublished(
    brief: Brief, instant: int, *, drafts: bool, left_out: frozenset[str] = frozenset()
) -> Unpublished | None:
    """Return why a brief is not public at an instant (seconds since 1970), or None if it is.

    `left_out` are the paths of briefs with errors, which the build leaves out.
    """
    held = _held(brief, instant, drafts=drafts)
    if brief.is_broken or brief.path in left_out:
        return Unpublished(brief=brief, reason="broken", until=None, may_be_held=brief.is_broken or held is not None)
    return held


def _held(brief: Brief, instant: int, *, drafts: bool) -> Unpublished | None:
    front = brief.front
    if front.draft and not drafts:
        return Unpublished(brief=brief, reason="draft", until=None)
    if front.embargo and front.embargo.epoch > instant and front.embargo.epoch >= front.date.epoch:
        return Unpublished(brief=brief, reason="embargo", until=front.embargo)
    if front.date.epoch > instant:
        return Unpublished(brief=brief, reason="date", until=front.date)
    return None


def events_of(public: Iterable[Brief], instant: int) -> tuple[tuple[Brief, ...], tuple[Brief, ...]]:
    """Return the briefs on events that are not over, the next one first, and on those that are, the last one first."""
    found = [(brief.front.event, brief) for brief in public if brief.front.event]
    found.sort(key=lambda pair: (pair[0].start.epoch, pair[1].id))
    coming = tuple(brief for event, brief in found if event.over > instant)
    return coming, tuple(brief for event, brief in reversed(found) if event.over <= instant)


def due_order(waiting: Unpublished) -> tuple[int, str]:
    """Return the key by which unpublished briefs stand in the order in which they become public."""
    return (waiting.until.epoch if waiting.until else 1 << 62, waiting.brief.id)
