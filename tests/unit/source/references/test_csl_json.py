"""Entries of CSL-JSON become works; values of a wrong kind count as missing."""

from kei_site.core.bibliography import Name, PartialDate
from kei_site.source.references.csl_json import work_of_csl


def test_markup_and_entities_of_titles_are_read() -> None:
    assert work_of_csl({"id": "x", "title": "On <i>Mare</i> &amp; more"}).title == "On Mare & more"


def test_dates_come_in_several_forms() -> None:
    for written, meant in (
        ({"date-parts": [["2024", 7]]}, PartialDate(year=2024, month=7)),
        ({"date-parts": [[2024, 22]]}, PartialDate(year=2024, month=6)),
        ({"raw": "2024-07-02"}, PartialDate(year=2024, month=7, day=2)),
        ({"date-parts": [[]]}, PartialDate()),
        ("2024", PartialDate()),
    ):
        assert work_of_csl({"id": "x", "issued": written}).issued == meant


def test_wrong_kinds_count_as_missing() -> None:
    work = work_of_csl({"id": 7, "title": ["x"], "author": [{"family": "Kim"}, "Lee", {}], "volume": 3})
    assert (work.key, work.title, work.volume) == ("7", "", "3")
    assert work.authors == (Name(family="Kim"),)
