"""Which versions a site shows, where, and to whom: whole builds of a site with one brief that was changed."""

import pytest

from kei_site.core.limits import LIMITS
from kei_site.plan import versions
from tests.support.fixture_site import png
from tests.support.lower_limits import lower
from tests.support.scratch import ScratchSite, brief, tree

PATH = "content/briefs/a.md"
FIRST = brief("A", versions="true", body="The figure is four, as [a file](b.pdf) says.[^1]\n\n[^1]: A note.\n")
SECOND = brief("A", versions="true", updated="2024-08-01", body="The figure is five.\n")
PAGE = "briefs/2024/a/v1/index.html"


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    scratch_site.write(PATH, SECOND)
    scratch_site.write("content/versions/a/v1.md", FIRST)
    scratch_site.write("content/briefs/b.pdf", b"%PDF-1.7\n")
    return scratch_site


def codes(site: ScratchSite) -> list[tuple[str, str]]:
    """Return the codes and the files of what a build tells."""
    return [(found.code, found.place.path) for found in site.build().diagnostics]


def test_a_frozen_version_has_a_page_and_search_engines_are_led_to_the_brief(site: ScratchSite) -> None:
    assert codes(site) == []
    page = site.published(PAGE)
    assert "The figure is four" in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://example.org/briefs/2024/a/">' in page
    assert '<a href="/briefs/2024/a/v1/">1</a>' in site.published("briefs/2024/a/index.html")
    assert (site.output / "briefs/2024/a/b.pdf").exists()


def test_lists_feeds_and_sitemaps_know_the_brief_alone(site: ScratchSite) -> None:
    site.build(search=True)
    shown = {path for path, data in tree(site.output).items() if b"figure is four" in data or b"2024/a/v1" in data}
    assert shown == {PAGE, "briefs/2024/a/index.html", ".kei-site"}


@pytest.mark.parametrize("held", ["draft: true", "embargo: 2030-01-01T00:00:00Z", "date: 2030-01-01"])
def test_versions_of_a_held_back_brief_reveal_nothing(site: ScratchSite, held: str) -> None:
    key = held.partition(":")[0]
    site.write(PATH, "\n".join(line for line in SECOND.splitlines() if not line.startswith(f"{key}:")))
    site.edit(PATH, "versions: true", f"versions: true\n{held}")
    site.edit(PATH, "updated: 2024-08-01\n", "")
    assert not site.build().failed
    assert [path for path in tree(site.output) if "2024/a" in path or path.endswith("b.pdf")] == []


def test_a_fault_of_a_frozen_text_is_told_in_its_own_file(site: ScratchSite) -> None:
    site.write("content/versions/a/v1.md", brief("A", body="[Gone](gone.md), ![x](x.png) and [@nobody].\n"))
    site.write("content/references/main.bib", "@misc{kim, title={A}, year={2020}}\n")
    assert {path for _, path in codes(site)} == {"content/versions/a/v1.md"}
    assert not site.build(keep_going=True).failed
    assert not (site.output / PAGE).exists()
    assert "The figure is five" in site.published("briefs/2024/a/index.html")


def test_versions_that_no_brief_shows_are_told(site: ScratchSite) -> None:
    site.write("content/versions/aa/v1.md", FIRST)
    site.edit(PATH, "versions: true\n", "")
    assert codes(site) == [("VER01", "content/versions/a/v1.md"), ("VER01", "content/versions/aa/v1.md")]
    assert not (site.output / PAGE).exists()


def test_of_many_versions_without_a_brief_all_are_told_and_the_first_with_a_name(site: ScratchSite) -> None:
    """Each name is looked up in an index, for so many: all with all would take time by the square."""
    for number in range(LIMITS.suggestions.most + 5):
        site.write(f"content/versions/a{number}/v1.md", FIRST)
        site.write(f"content/briefs/long-name-{number}.md", brief("B"))
        site.write(f"content/versions/long-nam-{number}/v1.md", FIRST)
    told = [found for found in site.build().diagnostics if found.code == "VER01"]
    assert len(told) == 2 * (LIMITS.suggestions.most + 5)
    assert 0 < sum(found.fix.startswith("move it to") for found in told) <= LIMITS.suggestions.most


def test_of_too_many_versions_the_newest_are_shown_and_that_is_told(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower(monkeypatch, versions, versions=2)
    for number in (2, 3, 4):
        site.write(f"content/versions/a/v{number}.md", FIRST.replace("four", f"{number}"))
    assert codes(site) == [("VER01", "content/versions/a/v2.md")]
    assert sorted(path.name for path in (site.output / "briefs/2024/a").iterdir() if path.is_dir()) == ["v3", "v4"]


def test_an_edit_rewrites_the_pages_that_show_it(site: ScratchSite) -> None:
    site.build()
    site.edit(PATH, "five", "six")
    assert PAGE in site.build().written
    assert "six" in site.published(PAGE)
    site.edit("content/versions/a/v1.md", "four", "three")
    assert site.build().written == (PAGE,)
    assert tree(site.output) == site.clean_tree()


def test_figures_of_frozen_texts_bring_their_numbers_and_no_files(site: ScratchSite) -> None:
    site.write("content/briefs/d.csv", "year,people\n2020,1\n2021,2\n")
    chart = "::: chart d.csv\ntype: line\ntitle: People\nx: year\ny: people\nalt: It grows.\n:::\n"
    site.write("content/versions/a/v1.md", brief("A", versions="true", body=chart))
    assert codes(site) == []
    assert "<svg" in site.published(PAGE)
    assert [path for path in tree(site.output) if path.endswith((".csv", ".png")) and "2024" in path] == []
    assert "figures/index.html" not in tree(site.output)


def test_a_frozen_text_that_stands_has_no_difference(site: ScratchSite) -> None:
    site.write("content/versions/a/v1.md", SECOND)
    assert codes(site) == []
    assert "kei-changes" not in site.published(PAGE)
    assert "/v1/" not in site.published("briefs/2024/a/index.html")


SHOWING = "![A picture](p.png)\n\n::: table d.csv\ntitle: Growth\nsource: Bank\n:::\n"


@pytest.fixture
def showing(site: ScratchSite) -> ScratchSite:
    """Return a site whose brief shows a picture and a table that its first version had otherwise."""
    site.write("content/versions/a/v1.md", brief("A", versions="true", body=f"Four.\n\n{SHOWING}"))
    site.write(PATH, brief("A", versions="true", updated="2024-08-01", body=f"Five.\n\n{SHOWING}"))
    for folder, width, cell in (("briefs", 5, "today"), ("versions/a/v1/beside", 4, "then")):
        site.write(f"content/{folder}/p.png", png(width, 4, 9))
        site.write(f"content/{folder}/d.csv", f"Year,Growth\n2024,{cell}\n")
    return site


def test_a_version_shows_the_picture_and_the_data_that_were_kept_with_it(showing: ScratchSite) -> None:
    assert codes(showing) == []
    then, today = showing.published(PAGE), showing.published("briefs/2024/a/index.html")
    assert ('width="4"' in then, "<td>then" in then, "<td>today" in then) == (True, True, False)
    assert ('width="5"' in today, "<td>today" in today, "<td>then" in today) == (True, True, False)
    showing.write("content/briefs/p.png", png(4, 4, 9))
    showing.build()
    assert len([name for name in tree(showing.output) if name.startswith("assets/p.")]) == 1


def test_kept_pictures_of_versions_that_no_page_shows_are_not_published(showing: ScratchSite) -> None:
    showing.edit(PATH, "versions: true\n", "")
    showing.build()
    assert len([name for name in tree(showing.output) if name.startswith("assets/p.")]) == 1


def test_a_version_whose_picture_was_replaced_is_an_earlier_one(showing: ScratchSite) -> None:
    showing.write(PATH, (showing.site / "content/versions/a/v1.md").read_text())
    showing.build()
    assert '<a href="/briefs/2024/a/v1/">1</a>' in showing.published("briefs/2024/a/index.html")
