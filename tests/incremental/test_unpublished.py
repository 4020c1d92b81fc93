"""What is not public yet leaks nowhere: into no page, feed, list, count, index, image or name of a file.

Two ways to see it. Every recognisable word of an unpublished brief is a marker, and no marker stands in a published
byte. And the published folder is, byte for byte, that of a site in which the unpublished briefs do not exist.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport
from kei_site.model import schedule
from kei_site.plan import redirects
from tests.support.scratch import NOW, ScratchSite, brief, tree
from tests.support.unpublished_site import UnpublishedBrief, UnpublishedSite, found, make_unpublished_site


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make as many sites as were asked for."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--unpublished-sites")))


def built(made: UnpublishedSite, instant: int, **options: object) -> BuildReport:
    """Build a site as of an instant."""
    report = made.site.build(instant=instant, **options)
    assert not report.failed, report.diagnostics
    return report


def leaks(made: UnpublishedSite, hidden: Iterable[UnpublishedBrief]) -> list[str]:
    """Return where markers of hidden briefs stand in the output."""
    return found(made.site.output, [marker for brief in hidden for marker in brief.markers])


def without(made: UnpublishedSite, hidden: Iterable[UnpublishedBrief], instant: int, folder: Path) -> dict[str, bytes]:
    """Return what a site gives in which the hidden briefs, and the authors of nothing else, do not exist."""
    away = {path: made.site.site / path for brief in hidden for path in brief.files}
    kept = {path: place.read_bytes() for path, place in away.items()}
    for place in away.values():
        place.unlink()
    try:
        report = build(made.site.request(output=folder / "public", cache=folder / "cache", instant=instant))
        assert not report.failed, report.diagnostics
        return tree(folder / "public")
    finally:
        for path, data in kept.items():
            made.site.write(path, data)


@pytest.mark.sized
def test_nothing_of_what_is_not_public_is_published_at_any_time(seed: int, law_folder: Path) -> None:
    made = make_unpublished_site(law_folder / "unpublished", f"unpublished {seed}")
    for instant in made.instants():
        built(made, instant)
        assert leaks(made, made.hidden(instant)) == [], instant


@pytest.mark.sized
def test_a_site_is_as_if_what_is_not_public_did_not_exist(seed: int, law_folder: Path) -> None:
    made = make_unpublished_site(law_folder / "unpublished", f"absent {seed}")
    for number, instant in enumerate(made.instants()[::3]):
        built(made, instant)
        other = without(made, made.hidden(instant), instant, law_folder / f"without-{number}")
        here = tree(made.site.output)
        assert here.keys() ^ other.keys() == set()
        assert [path for path in here if here[path] != other[path]] == []


@pytest.mark.slow
def test_it_appears_when_its_time_comes_and_goes_when_the_clock_is_put_back(seed: int, law_folder: Path) -> None:
    made = make_unpublished_site(law_folder / "unpublished", f"due {seed}")
    before = made.site.read(made.unpublished[0].path)
    for unpublished in sorted(made.unpublished, key=lambda later: later.due or 0):
        if unpublished.due is None:
            continue
        built(made, unpublished.due - 1)
        assert leaks(made, [unpublished]) == []
        report = built(made, unpublished.due)
        assert report.read == 0
        for marker in unpublished.seen:
            assert found(made.site.output, [marker]), f"{marker} of {unpublished.path} is not to be seen"
        assert tree(made.site.output) == made.site.clean_tree(instant=unpublished.due)
        built(made, unpublished.due - 1)
        assert leaks(made, [unpublished]) == []
    assert made.site.read(made.unpublished[0].path) == before


def test_drafts_appear_only_when_they_are_asked_for(law_folder: Path) -> None:
    made = make_unpublished_site(law_folder, "drafts")
    drafts = [brief for brief in made.unpublished if brief.due is None]
    last = made.instants()[-1]
    built(made, last)
    assert drafts
    assert leaks(made, drafts) == []
    built(made, last, drafts=True)
    for draft in drafts:
        assert all(found(made.site.output, [marker]) for marker in draft.seen)
    built(made, last)
    assert leaks(made, drafts) == []


def test_the_search_index_knows_nothing_of_what_is_not_public(law_folder: Path) -> None:
    made = make_unpublished_site(law_folder, "search")
    last = made.instants()[-1]
    built(made, NOW, search=True)
    assert leaks(made, made.hidden(NOW)) == []
    built(made, last, search=True)
    index = made.site.output / "pagefind"
    public = [brief for brief in made.unpublished if brief.due is not None]
    assert all(found(index, [brief.seen[9]]) for brief in public), (
        "the index must be readable for this test to mean anything"
    )
    built(made, NOW, search=True)
    assert leaks(made, made.hidden(NOW)) == []


def test_the_next_build_is_needed_when_the_next_brief_is_due(law_folder: Path) -> None:
    made = make_unpublished_site(law_folder, "due")
    dues = sorted({brief.due for brief in made.unpublished if brief.due})
    for last, due in zip((NOW, *dues), (*dues, None), strict=True):
        assert built(made, last).next_due == due


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    scratch_site.edit("content/site.yaml", "timezone: UTC\n", "timezone: UTC\ndiagnostics: {REL01: warning}\n")
    scratch_site.write("content/briefs/2024/open.md", brief("Open", tags="[Trade policy]"))
    return scratch_site


def hide(site: ScratchSite, **keys: str) -> None:
    """Write a draft."""
    site.write("content/briefs/2024/zqhidden.md", brief("Zqtitle", draft="true", **keys))


def test_an_unpublished_brief_does_not_decide_how_a_tag_is_spelled(site: ScratchSite) -> None:
    hide(site, tags="[TRADE Policy]", date="2020-01-01")
    assert not site.build().failed
    assert found(site.output, ["zqhidden"]) == []
    assert "TRADE Policy" not in site.published("tags/index.html")
    assert "Trade policy" in site.published("tags/index.html")


def test_a_redirect_of_the_configuration_waits_for_its_brief(site: ScratchSite) -> None:
    hide(site, embargo="2025-06-01T00:00:00Z")
    site.edit("content/briefs/2024/zqhidden.md", "draft: true\n", "")
    site.edit("content/site.yaml", "diagnostics:", "redirects: {/short/: /briefs/2024/zqhidden/}\ndiagnostics:")
    assert not site.build().failed
    assert found(site.output, ["zqhidden"]) == []
    assert not (site.output / "short").exists()
    site.build(instant=NOW + 10**8)
    assert "zqhidden" in site.published("_redirects")
    assert (site.output / "short/index.html").exists()


def test_an_unpublished_brief_with_the_slug_of_another_does_not_take_its_links(site: ScratchSite) -> None:
    site.write("content/briefs/2024/links.md", brief("Links", body="See [it](brief:open).\n", related="[open]"))
    hide(site, slug="open", date="2020-01-01")
    assert not site.build().failed
    assert 'href="/briefs/2024/open/"' in site.published("briefs/2024/links/index.html")


def test_what_an_unpublished_brief_translates_does_not_say_so(site: ScratchSite) -> None:
    site.write("content/briefs/2024/korean.md", brief("Korean", language="ko", translation_of="zqhidden.md"))
    hide(site, language="fr", translation_of="open.md")
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
    hide(site, authors="[zqauthor]")
    assert not site.build().failed
    assert found(site.output, ["zqauthor", "zqname", "zqdata", "zqvalue"]) == []


def _publish_all(*_: object, **__: object) -> None:
    return None


def test_a_program_that_hides_nothing_would_be_caught(law_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_unpublished_site(law_folder, "control")
    monkeypatch.setattr(schedule, "why_unpublished", _publish_all)
    built(made, NOW)
    told = leaks(made, made.hidden(NOW))
    assert {words.partition(" ")[0] for words in told} >= {
        marker for brief in made.unpublished for marker in brief.seen
    }


def test_one_old_address_too_many_would_be_caught(law_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_unpublished_site(law_folder, "control")

    def every_rule(inputs: object) -> object:
        for known in inputs.library.by_path.values():  # type: ignore[attr-defined]
            yield from ((alias, "/", "", known) for alias in known.front.aliases)

    monkeypatch.setattr(redirects, "redirect_rules", every_rule)
    built(made, NOW)
    assert leaks(made, made.hidden(NOW))
