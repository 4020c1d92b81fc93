"""Briefs that are replaced by what readers cannot see, or by themselves through others."""

import pytest

from kei_site.core.correction import Correction
from kei_site.model.successors import successor_diagnostics
from tests.support.plan_samples import brief, day, library


def told(*ways: str, drafts: str = "") -> list[tuple[str, str]]:
    """Return the file and the value of each diagnostic; `ab` is a brief `a` that `b` replaces."""
    names = sorted({*"".join(ways)})
    after = {way[0]: f"{way[1]}.md" for way in ways}
    briefs = [
        brief(name, f"2024-07-0{at}", superseded_by=after.get(name, ""), draft=name in drafts)
        for at, name in enumerate(names, 1)
    ]
    found = successor_diagnostics(library(*briefs))
    return sorted((told.place.path.rpartition("/")[2], told.found) for told in found)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (["ab", "bc"], []),
        (["aa"], []),
        (["ab", "ba"], [("b.md", "a.md")]),
        (["ab", "bc", "ca"], [("c.md", "a.md")]),
        (["ab", "bc", "cb"], [("c.md", "b.md")]),
        (["ab", "ba", "cd", "dc"], [("b.md", "a.md"), ("d.md", "c.md")]),
    ],
)
def test_a_circle_is_told_once_at_its_newest_brief(ways: list[str], expected: list[tuple[str, str]]) -> None:
    assert told(*ways) == expected


def test_a_draft_replaces_nothing_yet() -> None:
    assert told("ab", drafts="b") == [("a.md", "b.md")]
    assert told("ab", drafts="ab") == []


def test_a_brief_that_does_not_stand_replaces_nothing() -> None:
    notice = Correction(date=day("2024-08-01"), kind="retraction", note="Wrong.")
    first = brief("a", "2024-07-01", superseded_by="b.md")
    latest = brief("c", "2024-07-03")
    for after, fix in (("", "name a brief that stands"), ("c.md", f"name {latest.path}, which replaces that one")):
        middle = brief("b", "2024-07-02", corrections=(notice,), superseded_by=after)
        (told_of,) = successor_diagnostics(library(first, middle, latest))
        assert (told_of.code, told_of.place.path, told_of.found, told_of.fix) == ("REL03", first.path, "b.md", fix)
