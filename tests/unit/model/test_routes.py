"""The tables of addresses against the plan of a site: whatever is planned stands in them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

import pytest

from kei_site.config import FeedSettings
from kei_site.core.correction import Correction
from kei_site.core.event import Event
from kei_site.core.hashing import NO_DIGEST, digest_of
from kei_site.core.podcast import Chapter, Podcast
from kei_site.core.syndication import Syndication
from kei_site.core.theme import Theme
from kei_site.core.vocabulary import LanguageSettings, TypeWords
from kei_site.model.figures import FigureSpec
from kei_site.model.library import Records
from kei_site.model.routes import (
    FEED_FORMATS,
    HOST_FILES,
    PAGE_KINDS,
    RESERVED,
    TOP_FILES,
    address_of,
    feed_folders,
    invalid_slug,
)
from kei_site.model.versions import frozen_versions, version_path
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
from kei_site.plan.planner import plan_site
from kei_site.plan.prepare import make_inputs
from kei_site.plan.search_index import plan_segments
from kei_site.plan.site_pages import host_view
from kei_site.plan.static_files import copy_target
from kei_site.plan.targets import Target
from kei_site.render.pages.head import head_of
from kei_site.render.recipes import RECIPES
from kei_site.source.datasets import read_dataset
from tests.support.plan_samples import DESK, NOW, brief, config, day, page

EPISODE = Podcast(audio="https://audio.example.com/a.mp3", chapters=(Chapter(start=0, title="Opening"),))
BRIEFS = (
    brief("2024/a", tags=("NATO", "한국"), series="Notes", aliases=("/old/",), type="report"),
    *(brief(f"2023/{at}", "2023-02-03", tags=("NATO",), series="Notes") for at in range(5)),
    brief("2022/ko", "2022-05-01", language="ko"),
    brief("2022/shared", "2022-03-01", published_in=Syndication(outlet="Weekly", url="")),
    brief(
        "2022/fixed",
        "2022-04-01",
        corrections=(Correction(date=day("2022-04-02"), kind="correction", note="One."),),
        versions=True,
    ),
    brief("2022/talk", "2022-06-01", type="podcast", audio=EPISODE.audio, podcast=EPISODE),
    *(
        brief(f"2021/talk-{at}", "2021-05-01", type="event", event=Event(start=day(f"202{at}-06-01")))
        for at in (1, 2, 3, 4, 6)
    ),
)
BEFORE = replace(brief("2022/fixed", "2022-04-01"), path=version_path("2022/fixed", 1), body=digest_of("before"))
SPENDING = FigureSpec(kind="chart", target="data.csv", id="fig-x", title="Spending", type="bar", alt="Bars", number=1)
LEADING = replace(brief("2024/leading", links=["data.csv"]), figures=(SPENDING,))
FILES = SourceFiles(
    static={"static/robots-for-humans.txt": digest_of("text"), "static/assets/site.css": digest_of("css")},
    content={"content/briefs/2024/data.csv": digest_of("data")},
    datasets={"content/briefs/2024/data.csv": read_dataset("content/briefs/2024/data.csv", b"a,n\nx,1\n", NO_DIGEST)},
)
BROUGHT = copy_target("content/briefs/2024/data.csv", digest_of("data"), "briefs/2024/leading/data.csv").path
"""What the text of LEADING brings with it: it can be linked to from there alone."""


def _inputs(*briefs: Any) -> Inputs:
    made = make_inputs(
        Records(briefs=briefs, authors=(DESK,), pages=(page(),), versions=frozen_versions([BEFORE], briefs)),
        config(
            page_size=2,
            share_cards=True,
            contact="mailto:desk@example.org",
            feeds=FeedSettings(limit=2, archives=True),
            redirects=(("/gone/", "/about/"),),
            theme=Theme(accent="#0b5c8a"),
            types={"report": TypeWords(page=True)},
            languages={"ko": LanguageSettings()},
        ),
        FILES,
        PlanOptions(instant=NOW, drafts=False, search=True),
    )
    return replace(made, segments=plan_segments(made.library, "en"))


INPUTS = _inputs(*BRIEFS, LEADING)
PLAN = plan_site(INPUTS, {}, NO_DIGEST)
TARGETS: Mapping[str, Target] = PLAN.targets
PAGES = {path: target for path, target in TARGETS.items() if path.endswith(".html")}
SERVED = [
    path
    for path, target in TARGETS.items()
    if not target.is_directory and path not in (*HOST_FILES, BROUGHT) and target.recipe != "chapters"
]
OWN = {"about", "ko", "old", "gone", "robots-for-humans.txt"}
"""The top of what editors put there."""


def test_the_sample_has_everything_that_a_plan_can_hold() -> None:
    assert PLAN.diagnostics == ()
    made_with_files = {"combined", "image", "photograph", "pdf"}
    assert {target.recipe for target in TARGETS.values()} == RECIPES.keys() - made_with_files


def test_every_path_of_the_plan_can_be_linked_to() -> None:
    linking = replace(brief("2024/leading", links=["data.csv", *map(address_of, SERVED)]), figures=(SPENDING,))
    assert plan_site(_inputs(*BRIEFS, linking), {}, NO_DIGEST).diagnostics == ()


@pytest.mark.parametrize("address", ["/_headers", "/tags/nothing/", "/sitemap-1999.xml", "/pagefind/", "/nothing.json"])
def test_what_is_not_served_cannot_be_linked_to(address: str) -> None:
    linking = brief("2024/leading", links=["data.csv", address])
    (found,) = plan_site(_inputs(*BRIEFS, linking), {}, NO_DIGEST).diagnostics
    assert (found.code, found.found) == ("LNK02", address)


def test_the_top_of_the_site_is_reserved() -> None:
    top = {path.split("/")[0] for path in TARGETS} - OWN
    hidden = {"index.html", ".well-known", *HOST_FILES}
    assert {name for name in top - hidden if not re.fullmatch(r"sitemap-(\d{4}|pages)\.xml", name)} <= RESERVED
    assert set(TOP_FILES) <= top
    assert all(invalid_slug(name) for name in top - OWN)


def test_every_recipe_with_a_template_is_a_kind_of_pages() -> None:
    assert {target.recipe for target in TARGETS.values() if target.template} == {kind.recipe for kind in PAGE_KINDS}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_head(path: str) -> None:
    assert head_of(PAGES[path].view).title


@pytest.mark.parametrize("path", [path for path in PAGES if path.split("/")[0] not in ("old", "gone")])
def test_hosts_are_reported_the_policy_of_every_page_once(path: str) -> None:
    view = host_view(INPUTS)
    patterns = (*view.page_patterns, *view.search_patterns)
    assert len([pattern for pattern in patterns if fnmatchcase(address_of(path), pattern)]) == 1


def test_hosts_are_reported_the_type_of_every_feed() -> None:
    feeds = {path for path, target in TARGETS.items() if target.recipe in FEED_FORMATS and "/archive/" not in path}
    patterns = [f"{folder}{feed.file}" for folder in feed_folders() for feed in FEED_FORMATS.values()]
    of_a_language = {f"ko/{feed.file}" for feed in FEED_FORMATS.values()}
    assert {path for path in feeds if not any(fnmatchcase(f"/{path}", name) for name in patterns)} == of_a_language
    assert "/ko/" in host_view(INPUTS).feed_folders
    for folder in feed_folders():
        assert any(fnmatchcase(f"/{path}", f"{folder}feed.xml") for path in feeds), folder


def test_sitemaps_list_every_page_but_those_that_lead_nowhere() -> None:
    listed = {
        entry.permalink
        for target in TARGETS.values()
        if target.recipe == "sitemap"
        for entry in target.view.entries  # type: ignore[attr-defined]
    }
    left_out = {"search", "not_found", "redirect", "version"}
    wanted = {target.view.permalink for target in PAGES.values() if target.recipe not in left_out}  # type: ignore[attr-defined]
    assert listed == wanted


@pytest.mark.parametrize("slug", ["การเมืองไทย", "हिन्दी-और-नेपाली", "한-미", "a1-b2"])
def test_a_slug_may_hold_letters_of_any_script_with_their_vowel_signs(slug: str) -> None:
    assert invalid_slug(slug) is None


@pytest.mark.parametrize("slug", ["a--b", "-a", "a-", "a_b", "ิก", "a b", "x\u0302"])
def test_a_slug_holds_nothing_else(slug: str) -> None:
    assert invalid_slug(slug)
