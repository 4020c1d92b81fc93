"""Sitemaps: none is larger than the protocol allows, and what is old stays where it is."""

import pytest

from kei_site.model.views.common import Translation
from kei_site.model.views.files import SitemapEntry, SitemapView
from kei_site.plan import sitemaps
from kei_site.plan.sitemaps import parts_of
from kei_site.render.files.sitemap import render_sitemap
from tests.support.scratch import ScratchSite, brief


def entries(count: int, *, first: int = 0, versions: int = 0, mark: str = "") -> tuple[SitemapEntry, ...]:
    """Return entries, the newest first."""
    return tuple(
        SitemapEntry(
            permalink=f"https://example.org/{number}{mark}/",
            modified="2024-07-21T04:00:00Z",
            translations=tuple(
                Translation(language="ko", url=f"https://example.org/{number}{mark}-{version}/", title="x")
                for version in range(versions)
            ),
        )
        for number in reversed(range(first, first + count))
    )


def test_what_fits_is_one_file_in_its_order() -> None:
    assert parts_of(entries(50_000)) == [entries(50_000)]
    assert parts_of(()) == [()]


def test_more_addresses_than_a_file_may_hold_go_into_further_ones() -> None:
    oldest, middle, newest = parts_of(entries(100_001))
    assert [len(part) for part in (oldest, middle, newest)] == [50_000, 50_000, 1]
    assert newest + middle + oldest == entries(100_001)


def test_a_new_address_changes_the_last_file_only() -> None:
    before, after = parts_of(entries(7), most=3), parts_of(entries(8), most=3)
    assert after[:2] == before[:2]
    assert after[2] == (entries(8)[0], *before[2])


@pytest.mark.parametrize("mark", ["", "&", '"', "\u5fc5"])
@pytest.mark.parametrize("versions", [0, 1, 9])
def test_no_file_is_larger_than_the_limit(mark: str, versions: int) -> None:
    all_of_them = entries(200, versions=versions, mark=mark * 40)
    parts = parts_of(all_of_them, largest=20_000)
    sizes = [len(render_sitemap(SitemapView(entries=part))) for part in parts]
    assert len(parts) > 1
    assert max(sizes) <= 20_000
    assert sum(map(len, parts)) == 200


def test_one_entry_that_is_too_large_stands_alone() -> None:
    assert [len(part) for part in parts_of(entries(3), largest=1)] == [1, 1, 1]


def test_every_part_is_in_the_index(scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        scratch_site.write(f"content/briefs/b{number}.md", brief(f"Brief {number}"))
    monkeypatch.setattr(sitemaps.parts_of, "__defaults__", (2, sitemaps._LARGEST))
    assert not scratch_site.build().failed
    names = ["sitemap-2024.xml", "sitemap-2024-2.xml", "sitemap-2024-3.xml"]
    assert [scratch_site.published(name).count("<url>") for name in names] == [2, 2, 1]
    index = scratch_site.published("sitemap.xml")
    assert all(f"<loc>https://example.org/{name}</loc>" in index for name in (*names, "sitemap-pages.xml"))
