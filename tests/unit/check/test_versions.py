"""What is said of briefs that changed while no earlier text is frozen."""

import pytest

from kei_site.commands.check import check
from tests.support.scratch import ScratchSite, brief

PATH = "content/briefs/a.md"


def advice(site: ScratchSite) -> list[tuple[str, int]]:
    """Return the code and the line of each diagnostic."""
    found = check(site.request()).diagnostics
    return [(each.code, each.place.line) for each in found if each.code.startswith("VER")]


def write(site: ScratchSite, frozen: str, now: str) -> None:
    site.write("content/versions/a/v1.md", frozen)
    site.write(PATH, now)


OLD = brief("A", versions="true", body="Four.\n")
NEW = brief("A", versions="true", updated="2024-08-01", body="Five.\n")


@pytest.mark.parametrize(
    ("frozen", "now", "expected"),
    [
        (OLD, NEW, []),
        (OLD, OLD, []),
        (NEW, NEW, [("VER02", 6)]),
        (OLD, OLD.replace("Four", "Five"), [("VER02", 5)]),
        (OLD, NEW.replace("versions: true\n", ""), [("VER01", 1)]),
    ],
)
def test_a_change_needs_a_frozen_text_before_it_and_a_date(
    scratch_site: ScratchSite, frozen: str, now: str, expected: list[tuple[str, int]]
) -> None:
    write(scratch_site, frozen, now)
    assert advice(scratch_site) == expected


def test_a_corrected_brief_without_frozen_texts_is_told(scratch_site: ScratchSite) -> None:
    note = "[{date: 2024-09-01, kind: correction, note: A year.}]"
    scratch_site.write(PATH, brief("A", versions="true", corrections=note))
    assert advice(scratch_site) == [("VER02", 6)]


def test_a_brief_that_shows_no_versions_may_change(scratch_site: ScratchSite) -> None:
    scratch_site.write(PATH, brief("A", updated="2024-08-01"))
    assert advice(scratch_site) == []


@pytest.mark.parametrize(
    ("frozen", "expected"),
    [
        (OLD.replace("[desk]", "[desk, Guest]"), [("VER03", 4)]),
        (OLD.replace("versions:", "updated: 2024-09-01\nversions:"), [("VER02", 6), ("VER03", 5)]),
        (OLD.replace("2024-07-21", "2024-06-21"), [("VER03", 3)]),
    ],
)
def test_a_version_fits_its_brief(scratch_site: ScratchSite, frozen: str, expected: list[tuple[str, int]]) -> None:
    write(scratch_site, frozen, NEW)
    assert advice(scratch_site) == expected
