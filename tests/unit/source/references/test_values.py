"""Dates, months and DOIs in their usual forms."""

import pytest

from kei_site.core.bibliography import PartialDate
from kei_site.source.references.values import bare_doi, date_of, month_of


def test_a_doi_is_found_in_its_address() -> None:
    assert bare_doi("https://doi.org/10.1257/aer.91.5.1369.") == "10.1257/aer.91.5.1369"
    assert bare_doi("none") == ""


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", PartialDate(year=2024)),
        ("2024-07/2025-01", PartialDate(year=2024, month=7)),
        ("2024-13-01", PartialDate(year=2024)),
        ("forthcoming", PartialDate()),
        ("44 BC", PartialDate(year=-44)),
        ("44 B.C.E.", PartialDate(year=-44)),
        ("-0043", PartialDate(year=-44)),
        ("AD 79", PartialDate(year=79)),
        ("0079 CE", PartialDate(year=79)),
        ("750", PartialDate(year=750)),
        ("79", PartialDate()),
    ],
)
def test_dates_are_read(written: str, date: PartialDate) -> None:
    assert date_of(written) == date


def test_months_have_numbers_and_names() -> None:
    assert [month_of(word) for word in ("7", "jul", "July", "Sept.", "13", "soon")] == [7, 7, 7, 9, 0, 0]
