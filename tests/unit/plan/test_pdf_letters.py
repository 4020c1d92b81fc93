"""Letters that no font has, in what a PDF shows beside its text."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.core.bibliography import Citation, Cited, CitedWork, Name, Work
from kei_site.core.correction import Correction
from kei_site.core.pdf_settings import PdfSettings
from kei_site.model.brief import Brief
from kei_site.plan.pdf_letters import pdf_letter_diagnostics
from tests.support.plan_samples import brief, day, inputs

CITING = Citation(works=(CitedWork(key="kim"),), line=12, column=3)
WORK = Work(key="kim", type="book", title="A ☃", authors=(Name(family="Kim", given="A."),))


def told(brief_: Brief, work: Work = WORK) -> list[tuple[str, int]]:
    made = inputs(brief_, pdf=PdfSettings(types=("brief",)))
    cited = {brief_.id: Cited(style="apa", citations=(), works=(work,))} if brief_.citations else {}
    with_letters = replace(made, pdf_letters="[☃😀]", cited=cited)
    return [(found.found, found.place.line) for found in pdf_letter_diagnostics(with_letters)]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({}, []),
        ({"keywords": ("Snow", "☃")}, [("☃", 1)]),
        ({"funding": "By 😀☃☃"}, [("😀☃", 1)]),
        ({"corrections": (Correction(date=day("2024-08-01"), kind="correction", note="No ☃."),)}, [("☃", 1)]),
        ({"withdrawn": Correction(date=day("2024-08-01"), kind="retraction", note="No ☃.")}, [("☃", 1)]),
    ],
)
def test_what_the_front_matter_says_is_looked_at(front: dict[str, Any], expected: list[tuple[str, int]]) -> None:
    assert told(brief("a", **front)) == expected


def test_a_cited_work_is_told_where_it_is_cited_first() -> None:
    citing = replace(brief("a"), citations=(CITING, replace(CITING, line=20)))
    assert told(citing) == [("☃", 12)]
    assert told(citing, replace(WORK, title="A", authors=(Name(literal="The ☃"),))) == [("☃", 12)]
    assert told(citing, replace(WORK, title="A")) == []


def test_nothing_is_told_of_a_brief_without_a_pdf() -> None:
    assert told(brief("a", type="event", keywords=("☃",))) == []
