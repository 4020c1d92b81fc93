"""Dates of briefs and of their versions -> advice on those that cannot be meant. Check, pure."""

from collections.abc import Iterable, Iterator

from kei_site.core.clock import Moment
from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.model.brief import Brief

_DAY = 86_400
_REPRINT = "write `role: reprint` if it appeared here first, else correct the date"


def date_advice(briefs: Iterable[Brief], instant: int) -> Iterator[Diagnostic]:
    """Yield the advice (DAT06, DAT09, SYN01) on dates; `instant` is that of the check, in seconds since 1970."""
    for brief in briefs:
        yield from _embargo(brief)
        yield from _future(brief, instant)
        yield from _late_original(brief)


def _embargo(brief: Brief) -> Iterator[Diagnostic]:
    embargo, date = brief.front.embargo, brief.front.date
    if embargo and embargo.epoch < date.epoch:
        message = f"an embargo that ends before the date, {date.iso}, does nothing"
        fix = "correct one of the two, or remove the embargo"
        yield diagnostic("DAT09", brief.place("embargo"), message, found=embargo.iso, fix=fix)


def _future(brief: Brief, instant: int) -> Iterator[Diagnostic]:
    """Yield advice on what readers are told as done; a brief that waits for a later date is told as such."""
    for key, name, done in _done(brief) if brief.front.date.epoch <= instant else ():
        if is_to_come(done, instant):
            place = brief.place(key)
            yield diagnostic("DAT06", place, f"{name} in the future", found=done.day, fix="correct the date")


def _done(brief: Brief) -> Iterator[tuple[str, str, Moment]]:
    """Yield the key, the name and the date of each thing that front matter says has been done."""
    front = brief.front
    if front.updated:
        yield "updated", "an update", front.updated
    for at, correction in enumerate(front.corrections):
        yield f"corrections.{at}.date", "a correction", correction.date
    if front.withdrawn:
        yield "withdrawn.date", "a withdrawal", front.withdrawn.date
    for there in front.published_in.all if front.published_in else ():
        if there.date:
            yield f"{there.key}.date", f"an appearance in {there.outlet}", there.date


def is_to_come(moment: Moment, instant: int) -> bool:
    """Tell whether a moment is still to come everywhere: a day has begun in some zones when it has not in others."""
    return moment.epoch > instant + (0 if moment.has_time else _DAY)


def _late_original(brief: Brief) -> Iterator[Diagnostic]:
    """Yield advice on an original that is dated after the brief itself, by more than zones can make of one day."""
    original, date = brief.front.original, brief.front.date
    if original and original.date and original.date.epoch > date.epoch + _DAY:
        message = f"{original.outlet} as the original, with a date after that of the brief, {date.day}"
        yield diagnostic("SYN01", brief.place(f"{original.key}.date"), message, found=original.date.day, fix=_REPRINT)
