"""Dates of an export: with the offset of the site, and without arithmetic that leaves the calendar."""

import pytest

from kei_site.importers.wordpress.dates import date_of, offset_of, zone_of_offsets
from kei_site.importers.wordpress.fields import Fields


def fields(local: str, greenwich: str) -> Fields:
    return Fields(texts={"wp:post_date": local, "wp:post_date_gmt": greenwich})


SEOUL = fields("2019-03-04 18:00:00", "2019-03-04 09:00:00")


@pytest.mark.parametrize("written", ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "0000-00-00 00:00:00"])
def test_a_date_at_the_end_of_the_calendar_is_none(written: str) -> None:
    stand_in = fields(written, written)
    assert (date_of(stand_in), offset_of(stand_in)) == ("", None)
    known = [offset for offset in map(offset_of, (SEOUL, stand_in)) if offset]
    assert zone_of_offsets(known, "ko") == "Asia/Seoul"


@pytest.mark.parametrize("year", ["0002", "9998"])
def test_a_year_beside_the_ends_is_read(year: str) -> None:
    last = offset_of(fields(f"{year}-01-01 09:00:00", f"{year}-01-01 00:00:00"))
    assert last is not None
    assert zone_of_offsets([last], "ja") in ("", "Asia/Tokyo")
