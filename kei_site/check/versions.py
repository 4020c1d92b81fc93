"""Published briefs that show their versions -> advice on changes whose earlier text nobody can read. Check, pure."""

from collections.abc import Iterator

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.model.brief import Brief
from kei_site.model.permanent_ids import last_change
from kei_site.model.versions import FrozenVersion
from kei_site.plan.inputs import Inputs
from kei_site.plan.versions import is_current, shown_versions


def version_advice(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield the advice (VER02) on briefs that changed with no frozen text before, or with no date since."""
    for brief in inputs.library.briefs:
        if brief.front.versions:
            yield from _of_brief(brief, shown_versions(brief, inputs), inputs)


def _of_brief(brief: Brief, frozen: tuple[FrozenVersion, ...], inputs: Inputs) -> Iterator[Diagnostic]:
    changed, date = last_change(brief.front), brief.front.date
    place = brief.place("updated" if brief.front.updated == changed else "corrections")
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
