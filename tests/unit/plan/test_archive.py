"""The archive: years, and months of years that would be too long for one page."""

from typing import Any

import pytest

from kei_site.model.brief import Brief
from kei_site.plan.archive import archive_targets
from tests.support.plan_samples import brief, inputs


def year(count: int, of: int = 2024) -> list[Brief]:
    """Return briefs of a year, one a day from the first of June."""
    return [brief(f"{of}/b{at:02}", f"{of}-{6 + at // 28:02}-{1 + at % 28:02}") for at in range(count)]


def views(*briefs: Brief, page_size: int = 10) -> dict[str, Any]:
    return {target.path: target.view for target in archive_targets(inputs(*briefs, page_size=page_size))}


def test_a_year_leads_to_the_years_beside_it_that_have_briefs() -> None:
    view = views(*year(3), brief("2022/a", "2022-05-01"))["archive/2024/index.html"]
    assert (view.newer_url, view.older_url) == ("", "/archive/2022/")
    assert [bar.count for bar in view.months] == [0] * 5 + [3] + [0] * 6
    assert view.permalink == "https://example.org/archive/2024/"


def test_without_briefs_there_is_the_index_alone() -> None:
    assert list(views()) == ["archive/index.html"]


@pytest.mark.parametrize(("count", "is_long"), [(20, False), (21, True)])
def test_a_year_is_long_with_more_than_two_pages_of_briefs(count: int, is_long: bool) -> None:
    found = views(*year(count))
    assert found["archive/2024/index.html"].months_have_pages is is_long
    assert ("archive/2024/06/index.html" in found) is is_long


def test_a_long_year_shows_the_newest_of_each_month_and_leads_to_the_rest() -> None:
    view = views(*year(30))["archive/2024/index.html"]
    assert [card.id for card in view.cards] == [f"2024/b{at:02}" for at in (29, 28, 27, 26, 25)]
    assert view.total == 30
    assert [(bar.label, bar.count, bar.url) for bar in view.months if bar.count] == [
        ("2024-06", 28, "/archive/2024/06/"),
        ("2024-07", 2, "/archive/2024/07/"),
    ]


def test_a_month_of_a_long_year_has_all_its_briefs_and_leads_to_the_months_beside_it() -> None:
    found = views(*year(60))
    months = {path: view for path, view in found.items() if path.count("/") == 3}
    assert list(months) == [f"archive/2024/{month}/index.html" for month in ("08", "07", "06")]
    july = months["archive/2024/07/index.html"]
    assert (july.newer_url, july.older_url, july.year_url) == (
        "/archive/2024/08/",
        "/archive/2024/06/",
        "/archive/2024/",
    )
    shown = [
        card.id for path, view in found.items() if path.startswith("archive/2024/07/") for card in view.listing.cards
    ]
    assert sorted(shown) == [f"2024/b{at:02}" for at in range(28, 56)]


def test_a_long_month_has_pages_that_do_not_shift() -> None:
    before, after = views(*year(27)), views(*year(28))
    numbered = [path for path in before if "/page/" in path]
    assert numbered == ["archive/2024/06/page/1/index.html"]
    assert [before[path] for path in numbered] == [after[path] for path in numbered]
