"""What is told of an edited text is what a plan would tell of it, or a plan is asked."""

from dataclasses import replace

from kei_site.build.edited_diagnostics import diagnostics_of_edit
from kei_site.core.diagnostics import Diagnostic, Place, Severity, SeverityPolicy, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.source.load import LoadedFile
from tests.support.plan_samples import brief, reference

PATH = "content/briefs/2024/a.md"
LOWERED = SeverityPolicy(severities={"LNK02": Severity.WARNING, "HTM01": Severity.WARNING})


def text(*lines: int, told: tuple[Diagnostic, ...] = ()) -> LoadedFile:
    """Return a text with a link on each line."""
    links = tuple(reference("gone.md", line) for line in lines)
    return LoadedFile(path=PATH, brief=replace(brief("2024/a"), links=links), diagnostics=told)


def fault(code: str, line: int) -> Diagnostic:
    return diagnostic(code, Place(path=PATH, line=line, column=3), "words")


def lowered(*found: Diagnostic) -> tuple[Diagnostic, ...]:
    return tuple(replace(each, severity=Severity.WARNING) for each in found)


def test_what_a_plan_told_stands_where_its_link_stands_now() -> None:
    told = lowered(fault("LNK02", 9), fault("LNK02", 12))
    assert diagnostics_of_edit(told, text(9, 12), text(10, 20), LOWERED) == lowered(
        fault("LNK02", 10), fault("LNK02", 20)
    )


def test_what_reading_told_is_told_anew() -> None:
    before, now = text(9, told=(fault("HTM01", 5),)), text(9, told=(fault("HTM01", 7), fault("HTM01", 8)))
    told = lowered(fault("HTM01", 5), fault("LNK02", 9))
    expected = lowered(fault("HTM01", 7), fault("HTM01", 8), fault("LNK02", 9))
    assert diagnostics_of_edit(told, before, now, LOWERED) == expected


def test_of_a_fault_that_stands_at_no_link_only_a_plan_can_tell() -> None:
    assert diagnostics_of_edit(lowered(fault("LNK02", 8)), text(9), text(9), LOWERED) is None


def test_of_a_place_that_fell_into_two_only_a_plan_can_tell() -> None:
    told = lowered(fault("LNK02", 9))
    assert diagnostics_of_edit(told, text(9, 9), text(10, 10), LOWERED) == lowered(fault("LNK02", 10))
    assert diagnostics_of_edit(told, text(9, 9), text(10, 11), LOWERED) is None


def test_of_a_flood_only_a_plan_can_tell() -> None:
    many = tuple(fault("HTM01", line) for line in range(LIMITS.diagnostics_of_code.most + 1))
    assert diagnostics_of_edit((), text(), text(told=many), LOWERED) is None
    assert diagnostics_of_edit((), text(), text(told=many[1:]), LOWERED) == lowered(*many[1:])
