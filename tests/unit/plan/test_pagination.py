"""Lists in pages that do not shift, charts, and the feeds beside a page."""

import pytest

from kei_site.model.views.common import feed_links
from kei_site.model.views.listings import Bar
from kei_site.plan.pagination import months_of, page_links, page_parts, page_url, paginate, years_in_list, years_of
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


def numbers(number: int, last: int) -> str:
    """Return the pages that a page leads to as readers see them; the first page is N."""
    links = page_links(number, [f"/{at}/" for at in range(last + 1)])
    return " ".join(f"{'… ' if link.is_apart else ''}{link.number or 'N'}" for link in links)


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (0, 0, ""),
        (0, 1, "N 1"),
        (0, 3, "N 3 2 1"),
        (0, 4, "N 4 3 2 1"),
        (0, 134, "N 134 133 … 1"),
        (134, 134, "N 134 133 132 … 1"),
        (131, 134, "N … 133 132 131 130 129 … 1"),
        (60, 134, "N … 62 61 60 59 58 … 1"),
        (5, 134, "N … 7 6 5 4 3 2 1"),
        (1, 134, "N … 3 2 1"),
        (2, 2, "N 2 1"),
    ],
)
def test_a_page_leads_to_the_newest_those_around_it_and_the_oldest(number: int, last: int, shown: str) -> None:
    assert numbers(number, last) == shown


@pytest.mark.parametrize("last", [1, 2, 3, 4, 9, 40])
def test_a_new_numbered_page_changes_three_others_at_most(last: int) -> None:
    changed = [number for number in range(1, last + 1) if numbers(number, last) != numbers(number, last + 1)]
    assert set(changed) <= {last, last - 1, last - 2}


def test_a_new_brief_alone_changes_the_links_of_no_numbered_page() -> None:
    def found(count: int) -> dict[int, object]:
        given = inputs(*(brief(f"b{at:03}", day) for at, day in enumerate(shelf(count))), page_size=10)
        return {listing.number: listing.pages for listing in paginate(given, given.library.briefs, BASE)}

    before, after = found(55), found(56)
    assert before == after


def test_every_page_can_be_reached_from_every_other() -> None:
    given = inputs(*(brief(f"b{at:03}", day) for at, day in enumerate(shelf(90))), page_size=4)
    found = {listing.number: listing for listing in paginate(given, given.library.briefs, BASE)}
    for start in found:
        seen, new = set(), {start}
        while new:
            seen |= new
            new = {link.number for number in new for link in found[number].pages} - seen
        assert seen == found.keys()
