"""Small charts: shapes and names agree."""

import pytest

from kei_site.model.views.listings import Bar
from kei_site.render.i18n.locale import locale_of
from kei_site.render.pages.charts import columns, spark

ENGLISH = locale_of("en")
BARS = (Bar(label="2024", count=12, url="/archive/2024/"), Bar(label="2022", count=3), Bar(label="2023", count=0))


def test_columns_stand_in_the_order_of_time() -> None:
    assert [column.label for column in columns(BARS, ENGLISH)] == ["2022", "2023", "2024"]


def test_heights_are_shares_of_the_highest() -> None:
    assert [column.height for column in columns(BARS, ENGLISH)] == [25, 0, 100]


def test_whatever_counts_is_visible_and_nothing_else() -> None:
    bars = (Bar(label="2022", count=1), Bar(label="2023", count=5000), Bar(label="2024", count=0))
    assert [column.height for column in columns(bars, ENGLISH)] == [2, 100, 0]


def test_every_column_is_named_with_its_number() -> None:
    last = columns(BARS, ENGLISH)[-1]
    assert (last.name, last.count, last.url) == ("2024: 12 publications", 12, "/archive/2024/")
    assert columns(BARS, locale_of("ko"))[-1].name == "2024: 간행물 12건"


def test_months_are_named_by_the_language() -> None:
    bars = (Bar(label="2024-07", count=2), Bar(label="2024-01", count=1))
    assert [column.label for column in columns(bars, ENGLISH)] == ["Jan", "Jul"]
    assert [column.name for column in columns(bars, ENGLISH)] == ["Jan: 1 publication", "Jul: 2 publications"]


def test_no_bars_give_no_chart() -> None:
    assert columns((), ENGLISH) == ()
    assert spark((), ENGLISH) is None


@pytest.mark.parametrize("count", [0, 9])
def test_a_year_alone_gives_no_spark(count: int) -> None:
    assert spark((Bar(label="2024", count=count),), ENGLISH) is None
    assert spark((Bar(label="2023", count=0), Bar(label="2024", count=count)), ENGLISH) is None


def test_a_spark_leaves_gaps_where_nothing_was_published() -> None:
    drawn = spark(BARS, ENGLISH)
    assert drawn is not None
    assert drawn.path == "M0 20v-5h3v5zM8 20v-20h3v20z"
    assert (drawn.width, drawn.height) == (12, 20)


def test_a_spark_says_what_it_shows() -> None:
    drawn = spark(BARS, ENGLISH)
    assert drawn is not None
    assert drawn.name == "2022 to 2024, most in 2024: 12 publications"
