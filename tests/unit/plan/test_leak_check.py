"""The last look over the plan: nothing stands where a held brief will be."""

import time
from dataclasses import replace

import pytest

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.plan.leak_check import leak_diagnostics
from kei_site.plan.targets import Target
from tests.support.scratch import ScratchSite, brief


@pytest.fixture
def planned(scratch_site: ScratchSite) -> SitePlan:
    scratch_site.write("content/briefs/2024/open.md", brief("Open"))
    scratch_site.write("content/briefs/2024/held.md", brief("Held", draft="true"))
    return read_site(scratch_site.request())


def reported(site: SitePlan, *paths: str) -> list[str]:
    """Return the output paths that are reported of when these are planned, too."""
    more = {path: Target(path=path, recipe="copy", view=None) for path in paths}
    targets = dict(sorted((dict(site.plan.targets) | more).items()))
    return [diagnostic.found for diagnostic in leak_diagnostics(site.library, targets)]


def test_a_good_plan_has_no_diagnostic(planned: SitePlan) -> None:
    assert reported(planned) == []
    assert planned.diagnostics == ()


def test_whatever_stands_in_the_folder_of_a_held_brief_is_reported(planned: SitePlan) -> None:
    inside = ("briefs/2024/held/a.csv", "briefs/2024/held/deep/b.png", "briefs/2024/held/index.html")
    assert reported(planned, *inside) == list(inside)


def test_what_stands_beside_it_is_not(planned: SitePlan) -> None:
    assert reported(planned, "briefs/2024/held", "briefs/2024/held-too/index.html", "briefs/2024/hel/a", "held/a") == []


def test_two_briefs_with_one_address_are_reported_of_elsewhere(planned: SitePlan) -> None:
    library = planned.library
    other = replace(library.unpublished[0], brief=replace(library.unpublished[0].brief, slug="open"))
    assert list(leak_diagnostics(replace(library, unpublished=(other,)), planned.plan.targets)) == []


def test_the_look_costs_next_to_nothing(planned: SitePlan) -> None:
    library = planned.library
    many = replace(library, unpublished=library.unpublished * 100)
    targets = {
        f"briefs/2024/{number:05}/index.html": Target(path="", recipe="copy", view=None) for number in range(10_000)
    }
    start = time.process_time()
    assert list(leak_diagnostics(many, targets)) == []
    assert time.process_time() - start < 0.25
