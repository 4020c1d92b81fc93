"""The report of a build tells reasons, failures and times."""

from kei_site.build.report import BuildReport, Stopwatch
from kei_site.core.diagnostics import Place, diagnostic
from kei_site.plan.outdated import Outdated
from kei_site.plan.targets import Target


def test_a_reason_names_the_fields_that_changed() -> None:
    outdated = tuple(
        Outdated(target=Target(path=path, recipe="copy", view=None), reason=reason)
        for path, reason in (("index.html", "view"), ("404.html", "new"))
    )
    report = BuildReport(outdated=outdated, changed={"index.html": ("title", "cards")})
    assert report.reasons() == ("index.html: view (title, cards)", "404.html: new")


def test_a_target_that_failed_fails_the_build() -> None:
    failure = diagnostic("TPL02", Place(path="templates/page.html"), "does not render")
    report = BuildReport()
    assert not report.failed
    assert report.with_failures([failure]).failed
    assert report.with_failures([]) == report


def test_laps_of_one_stage_are_added_up() -> None:
    stopwatch = Stopwatch()
    for stage in ("read", "plan", "read"):
        stopwatch.lap(stage)
    assert list(stopwatch.stages) == ["read", "total", "plan"]
    assert stopwatch.stages["total"] >= stopwatch.stages["read"] + stopwatch.stages["plan"] >= 0
