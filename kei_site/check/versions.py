"""Published briefs that show their versions -> advice on changes whose earlier text nobody can read, and on versions
that contradict their brief. Check, pure.
"""

from collections.abc import Iterator
from dataclasses import replace

from kei_site.core.clock import Moment
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.model.brief import Brief
from kei_site.model.permanent_ids import last_change
from kei_site.model.versions import FrozenVersion
from kei_site.plan.inputs import Inputs
from kei_site.plan.versions import is_current, shown_versions


def version_advice(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield the advice on briefs that changed with no frozen text before, or with no date since (VER02).

    And on versions with another byline, or out of order (VER03).
    """
    for brief in inputs.library.briefs:
        if brief.front.versions:
            frozen = shown_versions(brief, inputs)
            yield from _of_brief(brief, frozen, inputs)
            yield from _of_versions(brief, frozen)


def _of_versions(brief: Brief, frozen: tuple[FrozenVersion, ...]) -> Iterator[Diagnostic]:
    later = [*(version.text for version in frozen[1:]), brief]
    for version, after in zip(frozen, later, strict=False):
        front, date = version.text.front, last_change(version.text.front)
        if front.authors != brief.front.authors:
            message = "another byline than the brief has, which the page of this version shows"
            fix = "keep the authors of the brief in both files, and say under `corrections:` who was added"
            yield _told(version, "authors", message, found=", ".join(front.authors), fix=fix)
        if date.epoch > last_change(after.front).epoch:
            message = f"dated after the version that follows it, {last_change(after.front).day}"
            fix = "correct the date of one of the two, or number them in their order"
            yield _told(version, "updated" if front.updated == date else "date", message, found=date.day, fix=fix)
        elif date.day < brief.front.date.day:
            message = f"dated before the publication of its brief, {brief.front.date.day}"
            yield _told(version, "date", message, found=date.day, fix="correct the date of one of the two")


def _told(version: FrozenVersion, key: str, message: str, *, found: str, fix: str) -> Diagnostic:
    place = replace(version.text.place(key), path=version.path)
    return diagnostic("VER03", place, message, found=found, fix=fix)


def _place_of_change(brief: Brief, changed: Moment) -> Place:
    """Return where the date of the last change of a brief is written."""
    notices = (f"corrections.{at}.date" for at, notice in enumerate(brief.front.corrections) if notice.date == changed)
    return brief.place("updated" if brief.front.updated == changed else next(notices, "corrections"))


def _of_brief(brief: Brief, frozen: tuple[FrozenVersion, ...], inputs: Inputs) -> Iterator[Diagnostic]:
    changed, date = last_change(brief.front), brief.front.date
    place = _place_of_change(brief, changed)
    before = [version for version in frozen if last_change(version.text.front).epoch < changed.epoch]
    if changed.epoch > date.epoch and not before:
        message = f"changed on {changed.day}, and no text from before is frozen"
        fix = "run `kei-site freeze` on the earlier file from version control, then put this one back"
        yield diagnostic("VER02", place, message, fix=fix)
    elif len(before) == len(frozen) or is_current(frozen[-1], brief, inputs):
        return
    else:
        message = f"the text, or a picture, is not that of version {frozen[-1].number}, and nothing says since when"
        fix = "add `updated:`, or a note under `corrections:`"
        yield diagnostic("VER02", brief.place("versions"), message, fix=fix)
