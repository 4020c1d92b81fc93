"""Feeds and lists that a generator makes by default are answered here, and no page of this site is hidden."""

from pathlib import Path

import pytest

from kei_site.importers.items import ItemTag, Site
from tests.unit.importers.archives import brief_item, run_import

USUAL = {
    "hugo": (
        "/index.xml /feed.xml",
        "/posts/ /briefs/",
        "/posts/index.xml /feed.xml",
        "/categories/ /tags/",
        "/posts/page/:number/ /briefs/ 301",
        "/page/:number/ /briefs/ 301",
        "/tags/:name/index.xml /tags/:name/feed.xml 301",
        "/categories/:name/index.xml /tags/:name/feed.xml 301",
        "/categories/:name/page/:number/ /tags/:name/ 301",
    ),
    "jekyll": ("/page2/ /briefs/", "/categories/ /tags/", "/2019/ /archive/2019/"),
    "quarto": ("/index.xml /feed.xml",),
    "eleventy": ("/feed/feed.xml /atom.xml", "/feed/feed.json /feed.json"),
    "pelican": (
        "/feeds/all.atom.xml /atom.xml",
        "/feeds/sea.atom.xml /tags/sea/atom.xml",
        "/index2.html /briefs/",
        "/archives.html /archive/",
    ),
    "mkdocs": (
        "/feed_rss_created.xml /feed.xml",
        "/blog/archive/2019/ /archive/2019/",
        "/blog/page/:number/ /briefs/ 301",
        "/blog/category/:name/page/:number/ /tags/:name/ 301",
    ),
}


@pytest.mark.parametrize("software", USUAL)
def test_the_usual_feeds_and_lists_of_a_generator_lead_to_those_here(tmp_path: Path, software: str) -> None:
    items = [brief_item(f"a{number}", addresses=(f"/posts/a{number}/",), tags=("Sea",)) for number in range(11)]
    run_import(tmp_path, items, facts=Site(software=software, title="T", tags=(ItemTag(name="Sea"),)))
    settings = (tmp_path / "content/site.yaml").read_text(encoding="utf-8").replace("': '", " ").splitlines()
    rules = tmp_path / "static/_redirects"
    found = [line.strip(" '") for line in settings] + (rules.read_text().splitlines() if rules.exists() else [])
    assert {*USUAL[software]} <= {*found}


@pytest.mark.parametrize("section", ["briefs", "tags", "2019", "Ports"])
def test_a_folder_that_is_no_section_of_its_own_has_no_rule(tmp_path: Path, section: str) -> None:
    run_import(tmp_path, [brief_item("a", addresses=(f"/{section}/a/",))], facts=Site(software="hugo", title="T"))
    assert f"/{section}/page/:number/" not in (tmp_path / "static/_redirects").read_text()
