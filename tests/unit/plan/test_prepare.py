"""Records, settings and files give the inputs of a plan; its pages are those of the whole plan."""

import pytest

from kei_site.core.hashing import NO_DIGEST, digest_of
from kei_site.model.library import Records
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
from kei_site.plan.planner import plan_pages, plan_site
from kei_site.plan.prepare import make_inputs
from kei_site.render.recipes import PAGES
from tests.support.plan_samples import NOW, brief, config, inputs, page

BRIEFS = (brief("a", series="Notes"), brief("b", tags=("Sea",)), brief("draft", draft=True))


def prepared(**options: object) -> Inputs:
    asked = {"instant": NOW, "drafts": False, "search": True, **options}
    files = SourceFiles(static={"static/assets/site.css": digest_of("css")}, content={})
    return make_inputs(Records(briefs=BRIEFS), config(), files, PlanOptions(**asked))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "public"),
    [({}, {"a", "b"}), ({"drafts": True}, {"a", "b", "draft"}), ({"instant": 0}, set())],
    ids=["now", "with drafts", "long ago"],
)
def test_the_options_decide_which_briefs_are_public(options: dict[str, object], public: set[str]) -> None:
    made = prepared(**options)
    assert set(made.library.cards) == public
    assert made.records.briefs == BRIEFS


def test_pages_name_the_assets_by_the_addresses_that_they_get() -> None:
    made = prepared()
    assert [view.source for view in made.assets.values()] == ["static/assets/site.css"]
    paths = [*made.assets, *(target.path for target in made.theme_targets if target.path != "favicon.ico")]
    addresses = [made.site.prefix + "/" + path for path in paths]
    shown = [address for name, address in made.site.assets.items() if name != "favicon.ico"]
    assert sorted(addresses) == sorted(shown)


@pytest.mark.parametrize("search", [True, False])
def test_a_site_has_a_search_if_the_build_makes_one(*, search: bool) -> None:
    assert prepared(search=search).site.has_search == search


def test_the_pages_are_those_of_the_whole_plan() -> None:
    given = inputs(*BRIEFS, pages=(page("people"),))
    pages, site = plan_pages(given), plan_site(given, {}, NO_DIGEST)
    planned = {path: target for path, target in site.targets.items() if target.recipe in PAGES}
    assert {path: target for path, target in pages.targets.items() if target.recipe in PAGES} == planned
    assert set(pages.diagnostics) <= set(site.diagnostics)
