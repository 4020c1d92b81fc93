"""Each brief with each of its outlets, newest first."""

from dataclasses import replace

from kei_site.core.syndication import Syndication
from kei_site.model.outlets import appearances, names_of_one_outlet, own_addresses, shared_addresses, year_of
from tests.support.plan_samples import brief, day

THERE = Syndication(
    outlet="A",
    url="",
    date=day("2023-05-01"),
    others=(Syndication(outlet="B", url="", role="excerpt"),),
)


def test_the_day_there_decides_and_else_the_day_here() -> None:
    text = brief("2024/a", "2024-01-02", published_in=THERE)
    found = appearances((text, brief("2024/b")))
    assert [(there.outlet, there.others, year_of(found_brief, there)) for found_brief, there in found] == [
        ("B", (), 2024),
        ("A", (), 2023),
    ]


def test_an_outlet_with_two_names_is_told_where_it_is_written_the_rarer_way() -> None:
    names = ("The Weekly", "The Weekly", "the weekly", "Weekly", "Weekly Post", "《》", "주간 한국", "주간한국")
    briefs = [
        brief(f"2024/{at}", published_in=Syndication(outlet=name, url="", role="reprint"))
        for at, name in enumerate(names)
    ]
    found = sorted((told.code, told.found, told.fix) for told in names_of_one_outlet(briefs))
    assert found == [
        ("SYN01", "Weekly", "write The Weekly in all briefs"),
        ("SYN01", "the weekly", "write The Weekly in all briefs"),
        ("SYN01", "주간한국", "write 주간 한국 in all briefs"),
    ]


def test_an_address_of_the_site_itself_is_no_outlets() -> None:
    urls = (
        "http://www.EXAMPLE.org/research/a/",
        "https://example.org/research",
        "https://example.org/researches/",
        "",
    )
    briefs = [
        brief(f"2024/{at}", published_in=Syndication(outlet=f"Outlet {at}", url=url)) for at, url in enumerate(urls)
    ]
    assert {told.found for told in own_addresses(briefs, "https://example.org/research")} == {*urls[:2]}


def test_one_address_is_that_of_one_text_but_for_translations_and_excerpts() -> None:
    there = Syndication(outlet="Weekly", url="https://weekly.example.net/a")
    briefs = [
        brief("2024/a", published_in=there),
        brief("2024/b", published_in=replace(there, url="http://www.weekly.example.net/a/#top")),
        brief("2024/c", published_in=there, translation_of="2024/a"),
        brief("2024/d", published_in=replace(there, role="excerpt")),
        brief("2024/e", published_in=replace(there, url="https://weekly.example.net/a?page=2")),
    ]
    (told,) = shared_addresses(reversed(briefs))
    assert (told.code, told.place.path, told.found) == ("SYN01", briefs[1].path, "http://www.weekly.example.net/a/#top")
    assert briefs[0].path in told.message
