"""Severities come from the table of codes, and a site may change those that guard no safety."""

import pytest

from kei_site.core.diagnostics import Place, Severity, SeverityPolicy, apply_severities, diagnostic, has_errors

HERE = Place(path="a.md", line=2, column=3)


def test_the_table_of_codes_gives_the_severity() -> None:
    assert diagnostic("DAT01", HERE, "no such day").severity is Severity.ERROR
    assert diagnostic("DAT06", HERE, "later").severity is Severity.WARNING
    with pytest.raises(KeyError):
        diagnostic("XYZ99", HERE, "unknown")


def test_a_site_lowers_and_raises_severities_but_not_those_that_guard_safety() -> None:
    asked = {"DAT01": Severity.WARNING, "DAT06": Severity.ERROR, "LNK01": Severity.IGNORE}
    found = [diagnostic(code, HERE, code) for code in ("DAT01", "DAT06", "LNK01")]
    judged = apply_severities(found, SeverityPolicy(severities=asked))
    assert [str(each.severity) for each in judged] == ["warning", "error", "error"]


def test_strict_makes_errors_of_warnings_and_ignored_ones_go() -> None:
    found = [diagnostic("DAT06", HERE, "a"), diagnostic("DAT07", HERE, "b")]
    strict = apply_severities(found, SeverityPolicy(severities={"DAT07": Severity.IGNORE}, strict=True))
    assert [(each.code, str(each.severity)) for each in strict] == [("DAT06", "error")]
    assert has_errors(strict)
    assert not has_errors(found)


def test_diagnostics_are_sorted_by_place_and_none_is_repeated() -> None:
    first = diagnostic("DAT01", Place(path="a.md", line=1), "a")
    later = diagnostic("DAT01", Place(path="a.md", line=9), "a")
    other = diagnostic("DAT01", Place(path="b.md"), "a")
    assert apply_severities([other, later, first, later], SeverityPolicy()) == (first, later, other)
