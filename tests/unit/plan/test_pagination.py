"""Lists in pages that do not shift, charts, and the feeds beside a page."""

import pytest

from kei_site.model.views.common import feed_links
from kei_site.model.views.listings import Bar
from kei_site.plan.pagination import months_of, page_parts, page_url, paginate, years_in_list, years_of
from tests.support.plan_samples import brief, inputs

BASE = ("tags", "nato")


def shelf(count: int) -> list[str]:
    """Return the days of some briefs, oldest first."""
    return [f"2024-{1 + at // 28:02}-{1 + at % 28:02}" for at in range(count)]


def pages(count: int, size: int = 10) -> list[tuple[int, tuple[str, ...]]]:
    given = inputs(*(brief(f"b{at:03}", day) for at, day in enumerate(shelf(count))), page_size=size)
    return [
        (listing.number, tuple(card.id for card in listing.cards))
        for listing in paginate(given, given.library.briefs, BASE)
    ]


@pytest.mark.parametrize("count", [1, 9, 10, 19, 20, 21, 57])
def test_every_brief_is_listed_once_newest_first(count: int) -> None:
    first, *numbered = pages(count)
    shown = [card for _, page in (first, *reversed(numbered)) for card in page]
    assert shown == [f"b{at:03}" for at in reversed(range(count))]


@pytest.mark.parametrize(("count", "numbered"), [(1, 0), (10, 0), (19, 0), (20, 1), (29, 1), (30, 2)])
def test_numbered_pages_are_full_and_the_first_holds_the_rest(count: int, numbered: int) -> None:
    first, *others = pages(count)
    assert len(others) == numbered
    assert all(len(page) == 10 for _, page in others)
    assert min(count, 10) <= len(first[1]) < 20


@pytest.mark.parametrize("count", range(15, 45))
def test_a_new_brief_shifts_no_numbered_page(count: int) -> None:
    before, after = dict(pages(count)), dict(pages(count + 1))
    assert {number: page for number, page in after.items() if number in before and number} == {
        number: page for number, page in before.items() if number
    }


def test_pages_lead_to_the_newer_and_the_older_and_only_the_first_counts() -> None:
    given = inputs(*(brief(f"b{at:03}", day) for at, day in enumerate(shelf(45))), page_size=10)
    found = paginate(given, given.library.briefs, BASE)
    assert [(listing.newer_url, listing.older_url, listing.total) for listing in found] == [
        ("", "/tags/nato/page/3/", 45),
        ("/tags/nato/page/2/", "", 0),
        ("/tags/nato/page/3/", "/tags/nato/page/1/", 0),
        ("/tags/nato/", "/tags/nato/page/2/", 0),
    ]


def test_addresses_of_pages_have_the_prefix_of_the_site() -> None:
    site = inputs(url="https://example.org/sub").site
    assert page_url(site, BASE, 0) == "/sub/tags/nato/"
    assert page_url(site, BASE, 3) == "/sub/tags/nato/page/3/"
    assert page_parts(BASE, 3) == ("tags", "nato", "page", "3")


def test_years_without_briefs_are_shown_without_an_address() -> None:
    briefs = [brief("a", "2020-01-01"), brief("b", "2022-05-01"), brief("c", "2022-06-01")]
    assert years_of(briefs, "/sub") == (
        Bar(label="2020", count=1, url="/sub/archive/2020/"),
        Bar(label="2021", count=0, url=""),
        Bar(label="2022", count=2, url="/sub/archive/2022/"),
    )
    assert years_of([], "") == ()


@pytest.mark.parametrize("count", [1, 9, 10, 19, 20, 21, 57])
def test_the_years_of_a_list_lead_to_the_page_that_shows_their_newest(count: int) -> None:
    days = [f"{2000 + at // 7}-{1 + at % 7:02}-01" for at in range(count)]
    given = inputs(*(brief(f"b{at:03}", day) for at, day in enumerate(days)), page_size=10, url="https://e.org/sub")
    pages = {listing.url: listing.cards for listing in paginate(given, given.library.briefs, BASE)}
    bars = years_in_list(given, given.library.briefs, BASE)
    assert sum(bar.count for bar in bars) == count
    for bar in bars:
        page, _, place = bar.url.partition("#")
        newest = next(brief for brief in given.library.briefs if str(brief.front.date.year) == bar.label)
        assert place == f"y{bar.label}"
        assert newest.id in [card.id for card in pages[page]]


def test_years_without_briefs_in_a_list_have_no_address() -> None:
    given = inputs(brief("a", "2020-01-01"), brief("b", "2022-05-01"))
    urls = [bar.url for bar in years_in_list(given, given.library.briefs, BASE)]
    assert urls == ["/tags/nato/#y2020", "", "/tags/nato/#y2022"]
    assert years_in_list(given, [], BASE) == ()


def test_a_year_has_twelve_months() -> None:
    found = months_of([brief("a", "2022-05-01"), brief("b", "2022-05-30")], 2022)
    assert [bar.label for bar in found] == [f"2022-{month:02}" for month in range(1, 13)]
    assert [(bar.count, bar.url) for bar in found if bar.count] == [(2, "#m2022-05")]


def test_three_feeds_lie_beside_a_page() -> None:
    assert [feed.url for feed in feed_links("NATO", "/tags/nato/")] == [
        "/tags/nato/feed.xml",
        "/tags/nato/atom.xml",
        "/tags/nato/feed.json",
    ]
