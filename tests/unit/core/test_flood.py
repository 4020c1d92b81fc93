"""A flood of diagnostics keeps the first of each code, counts the rest, and hides nothing else."""

from kei_site.core.diagnostics import Diagnostic, Place, Severity, diagnostic
from kei_site.core.flood import FirstOfEachCode, without_flood
from kei_site.core.limits import LIMITS


def _told(code: str, line: int, path: str = "content/briefs/a.md") -> Diagnostic:
    return diagnostic(code, Place(path=path, line=line), "wrong")


def test_all_are_kept_up_to_the_limit() -> None:
    found = FirstOfEachCode()
    for line in range(1, LIMITS.diagnostics_of_code.most + 1):
        found.add(_told("HTM01", line))
    assert list(found.every()) == found.kept
    assert len(found.kept) == LIMITS.diagnostics_of_code.most


def test_the_rest_are_one_diagnostic_with_their_number_at_the_first_of_them() -> None:
    found = FirstOfEachCode()
    for line in range(1, LIMITS.diagnostics_of_code.most + 1_001):
        found.add(_told("HTM01", line))
    found.add(_told("LNK02", 7))
    kept = found.every()
    assert len(kept) == LIMITS.diagnostics_of_code.most + 2
    assert _told("LNK02", 7) in kept
    assert kept[-1].place.line == LIMITS.diagnostics_of_code.most + 1
    assert kept[-1].message == "1,000 more of this code in this file, from here on"


def test_the_rest_are_an_error_only_if_one_of_them_is() -> None:
    found = FirstOfEachCode()
    for line in range(1, 2 * LIMITS.diagnostics_of_code.most):
        found.add(_told("HTM01", line))
        found.lower_last()
    assert {told.severity for told in found.every()} == {Severity.WARNING}
    found.add(_told("HTM01", 9_999))
    assert found.every()[-1].severity is Severity.ERROR


def test_a_flood_in_one_file_leaves_those_of_other_files_alone() -> None:
    flood = [_told("LNK02", line) for line in range(5_000, 0, -1)]
    others = [_told("LNK02", line, "content/briefs/b.md") for line in (1, 2)]
    kept = without_flood([*flood, *others, _told("FM08", 1)])
    assert set(others) < set(kept)
    assert _told("FM08", 1) in kept
    assert len(kept) == LIMITS.diagnostics_of_code.most + 1 + 3
    assert [told.place.line for told in kept if told.place.path.endswith("a.md")][1:201] == list(range(1, 201))


def test_no_flood_changes_nothing() -> None:
    few = [_told("LNK02", line) for line in range(LIMITS.diagnostics_of_code.most, 0, -1)]
    assert without_flood(few) == tuple(few)
