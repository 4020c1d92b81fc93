"""What is held back leaks nowhere: not into a page, a feed, a list, a count, the index, a picture or a name of a file.

Two ways to see it. Every recognisable word of a held brief is a marker, and no marker may stand in any published byte.
And the published folder must be, byte for byte, that of a site in which the held briefs do not exist: what does not
differ tells nothing.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport
from kei_site.model import library as library_module
from kei_site.plan import redirects
from tests.support.scratch import NOW, ScratchSite, brief, tree
from tests.support.unpublished_site import UnpublishedBrief, UnpublishedSite, found, make_unpublished_site


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make as many sites as were asked for."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--held-sites")))


def built(made: UnpublishedSite, instant: int, **options: object) -> BuildReport:
    """Build a site as of an instant."""
    report = made.site.build(instant=instant, **options)
    assert not report.failed, report.diagnostics
    return report


def leaks(made: UnpublishedSite, hidden: Iterable[UnpublishedBrief]) -> list[str]:
    """Return where markers of hidden briefs stand in the output."""
    return found(made.site.output, [marker for one in hidden for marker in one.markers])


def without(made: UnpublishedSite, hidden: Iterable[UnpublishedBrief], instant: int, folder: Path) -> dict[str, bytes]:
    """Return what a site gives in which the hidden briefs, and the authors of nothing else, do not exist."""
    away = {path: made.site.site / path for one in hidden for path in one.files}
    kept = {path: place.read_bytes() for path, place in away.items()}
    for place in away.values():
        place.unlink()
    try:
        report = build(made.site.request(output=folder / "public", memo=folder / "memo", instant=instant))
        assert not report.failed, report.diagnostics
        return tree(folder / "public")
    finally:
        for path, data in kept.items():
            made.site.write(path, data)


@pytest.mark.sized
def test_nothing_of_what_is_held_back_is_published_at_any_time(seed: int, law_folder: Path) -> None:
    made = make_unpublished_site(law_folder / "held", f"held {seed}")
    for instant in made.instants():
        built(made, instant)
        assert leaks(made, made.hidden(instant)) == [], instant


@pytest.mark.sized
def test_a_site_is_as_if_what_is_held_back_did_not_exist(seed: int, law_folder: Path) -> None:
    made = make_unpublished_site(law_folder / "held", f"absent {seed}")
    for number, instant in enumerate(made.instants()[::3]):
        built(made, instant)
        other = without(made, made.hidden(instant), instant, law_folder / f"without-{number}")
        here = tree(made.site.output)
        assert here.keys() ^ other.keys() == set()
        assert [path for path in here if here[path] != other[path]] == []


@pytest.mark.slow
def test_it_appears_when_its_time_comes_and_goes_when_the_clock_is_put_back(seed: int, law_folder: Path) -> None:
    made = make_unpublished_site(law_folder / "held", f"due {seed}")
    before = made.site.read(made.held[0].path)
    for one in sorted((one for one in made.held if one.due), key=lambda one: one.due or 0):
        assert one.due
        built(made, one.due - 1)
        assert leaks(made, [one]) == []
        report = built(made, one.due)
        assert report.read == 0
        for marker in one.seen:
            assert found(made.site.output, [marker]), f"{marker} of {one.path} is not to be seen"
        assert tree(made.site.output) == made.site.clean_tree(instant=one.due)
        built(made, one.due - 1)
        assert leaks(made, [one]) == []
    assert made.site.read(made.held[0].path) == before


def test_drafts_appear_only_when_they_are_asked_for(law_folder: Path) -> None:
    made = make_unpublished_site(law_folder, "drafts")
    drafts = [one for one in made.held if one.due is None]
    last = made.instants()[-1]
    built(made, last)
    assert drafts
    assert leaks(made, drafts) == []
    built(made, last, drafts=True)
    for one in drafts:
        assert all(found(made.site.output, [marker]) for marker in one.seen)
    built(made, last)
    assert leaks(made, drafts) == []


def test_the_search_index_knows_nothing_of_what_is_held_back(law_folder: Path) -> None:
    made = make_unpublished_site(law_folder, "search")
    last = made.instants()[-1]
    built(made, NOW, search=True)
    assert leaks(made, made.hidden(NOW)) == []
    built(made, last, search=True)
    index = made.site.output / "pagefind"
    public = [one for one in made.held if one.due is not None]
    assert all(found(index, [one.seen[9]]) for one in public), (
        "the index must be readable for this test to mean anything"
    )
    built(made, NOW, search=True)
    assert leaks(made, made.hidden(NOW)) == []


def test_the_next_build_is_needed_when_the_next_brief_is_due(law_folder: Path) -> None:
    made = make_unpublished_site(law_folder, "due")
    dues = sorted({one.due for one in made.held if one.due})
    for last, due in zip((NOW, *dues), (*dues, None), strict=True):
        assert built(made, last).next_due == due


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    scratch_site.edit("content/site.yaml", "timezone: UTC\n", "timezone: UTC\ndiagnostics: {REL01: warning}\n")
    scratch_site.write("content/briefs/2024/open.md", brief("Open", tags="[Trade policy]"))
    return scratch_site


def hold(site: ScratchSite, **keys: str) -> None:
    """Write a draft."""
    site.write("content/briefs/2024/zqheld.md", brief("Zqtitle", draft="true", **keys))


def test_a_held_brief_does_not_decide_how_a_tag_is_spelled(site: ScratchSite) -> None:
    hold(site, tags="[TRADE Policy]", date="2020-01-01")
    assert not site.build().failed
    assert found(site.output, ["zqheld"]) == []
    assert "TRADE Policy" not in site.published("tags/index.html")
    assert "Trade policy" in site.published("tags/index.html")


def test_a_redirect_of_the_configuration_to_a_held_brief_is_held_with_it(site: ScratchSite) -> None:
    hold(site, embargo="2025-06-01T00:00:00Z")
    site.edit("content/briefs/2024/zqheld.md", "draft: true\n", "")
    site.edit("content/site.yaml", "diagnostics:", "redirects: {/short/: /briefs/2024/zqheld/}\ndiagnostics:")
    assert not site.build().failed
    assert found(site.output, ["zqheld"]) == []
    assert not (site.output / "short").exists()
    site.build(instant=NOW + 10**8)
    assert "zqheld" in site.published("_redirects")
    assert (site.output / "short/index.html").exists()


def test_a_held_brief_with_the_slug_of_another_does_not_take_its_links(site: ScratchSite) -> None:
    site.write("content/briefs/2024/links.md", brief("Links", body="See [it](brief:open).\n", related="[open]"))
    hold(site, slug="open", date="2020-01-01")
    assert not site.build().failed
    assert 'href="/briefs/2024/open/"' in site.published("briefs/2024/links/index.html")


def test_what_a_held_brief_translates_is_held_back(site: ScratchSite) -> None:
    site.write("content/briefs/2024/korean.md", brief("Korean", language="ko", translation_of="zqheld.md"))
    hold(site, language="fr", translation_of="open.md")
    assert not site.build().failed
    for name in ("korean", "open"):
        assert "hreflang" not in site.published(f"briefs/2024/{name}/index.html")


def test_a_translation_of_a_translation_is_a_version_of_the_first(site: ScratchSite) -> None:
    site.write("content/briefs/2024/french.md", brief("French", language="fr", translation_of="open.md"))
    site.write("content/briefs/2024/korean.md", brief("Korean", language="ko", translation_of="french.md"))
    assert not site.build().failed
    for name in ("open", "french", "korean"):
        page = site.published(f"briefs/2024/{name}/index.html")
        versions = {language for language in ("en", "fr", "ko") if f'rel="alternate" hreflang="{language}"' in page}
        assert versions == {"en", "fr", "ko"}


def test_briefs_that_translate_each_other_are_versions_of_one_text(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/open.md", "tags:", "translation_of: french.md\ntags:")
    site.write("content/briefs/2024/french.md", brief("French", language="fr", translation_of="open.md"))
    assert not site.build().failed
    for name in ("open", "french"):
        assert 'hreflang="fr"' in site.published(f"briefs/2024/{name}/index.html")


def test_what_an_author_of_nothing_public_links_to_is_not_published(site: ScratchSite) -> None:
    site.write("content/authors/zqauthor.md", "---\nname: Zqname\n---\n\nSee [the data](zqdata.csv).\n")
    site.write("content/authors/zqdata.csv", "zqvalue,1\n")
    hold(site, authors="[zqauthor]")
    assert not site.build().failed
    assert found(site.output, ["zqauthor", "zqname", "zqdata", "zqvalue"]) == []


def _publish_all(brief: object, instant: int, drafts: bool) -> None:
    return None


def test_a_program_that_holds_nothing_back_would_be_caught(law_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_unpublished_site(law_folder, "control")
    monkeypatch.setattr(library_module, "_held", _publish_all)
    built(made, NOW)
    told = leaks(made, made.hidden(NOW))
    assert {one.partition(" ")[0] for one in told} >= {marker for one in made.held for marker in one.seen}


def test_one_old_address_too_many_would_be_caught(law_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_unpublished_site(law_folder, "control")

    def every_rule(inputs: object) -> object:
        for one in inputs.library.by_path.values():  # type: ignore[attr-defined]
            yield from ((alias, "/", "", one) for alias in one.front.aliases)

    monkeypatch.setattr(redirects, "redirect_rules", every_rule)
    built(made, NOW)
    assert leaks(made, made.hidden(NOW))
