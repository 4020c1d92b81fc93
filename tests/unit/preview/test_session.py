"""The preview at work: what is shown after an edit, a mistake, its correction, and when time passes."""

import io
import os
import time
from dataclasses import replace

import pytest
from PIL import Image

from kei_site.build import outdated
from kei_site.build.pipeline import OnPlan, build
from kei_site.build.report import BuildReport, BuildRequest
from kei_site.preview import session as module
from tests.incremental.test_races import once_the_snapshot_is_taken, then
from tests.support.preview_rehearsal import Rehearsal, rehearse
from tests.support.scratch import NOW, ScratchSite, brief

A, B = "content/briefs/2024/a.md", "content/briefs/2024/b.md"
PAGE = "/briefs/2024/a/"


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    scratch_site.write(A, brief("Alpha", body="First words.\n"))
    scratch_site.write(B, brief("Beta", body="Other words.\n"))
    return scratch_site


def begun(site: ScratchSite, **options: object) -> Rehearsal:
    """Return a session that has built and looked around once."""
    made = rehearse(site.request(**options), at=[PAGE])
    made.session._build(lambda: True)
    made.rest()
    made.states.clear()
    made.said.clear()
    return made


def test_an_edit_is_shown_before_the_build_and_after_it(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    state = made.step([A])
    early, last = made.states[0], made.states[-1]
    assert b"Second thoughts" in early.early_pages[PAGE]
    assert last.early_pages == {}
    assert state.read(PAGE) == early.early_pages[PAGE]
    assert early.mark(early.early_pages[PAGE]) == state.mark(early.early_pages[PAGE])


def test_a_mistake_is_told_at_once_and_the_last_good_page_stays(site: ScratchSite) -> None:
    made = begun(site)
    before = made.body(PAGE)
    site.edit(A, "date: 2024-07-21", "date: 2024-02-30")
    state = made.step([A])
    assert len(made.states) == 2
    for shown in (made.states[0], state):
        assert "content/briefs/2024/a.md:3:7: error DAT01: no such day" in shown.diagnostics[0]
        assert "date: 2024-02-30" in shown.diagnostics[0]
    assert made.body(PAGE) == before
    assert len(made.said) == 1


def test_what_is_wrong_never_names_the_folder_of_the_site(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(A, "date: 2024-07-21", "date: <script>alert(1)</script>")
    state = made.step([A])
    assert str(site.site) not in "".join(state.diagnostics)


def test_a_fixed_mistake_is_gone(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(A, "authors: [desk]", "authors: [nobody]")
    assert made.step([A]).diagnostics
    site.edit(A, "authors: [nobody]", "authors: [desk]")
    state = made.step([A])
    assert state.diagnostics == ()
    assert state.errors_mark == ""


def test_a_fixed_mistake_that_leaves_all_as_it_was_is_gone_too(site: ScratchSite) -> None:
    made = begun(site)
    made.rest()
    site.edit(A, "First words", "First {{ words")
    site.edit(A, "title: Alpha", "titel: Alpha")
    assert made.step([A]).diagnostics
    site.edit(A, "titel: Alpha", "title: Alpha")
    site.edit(A, "First {{ words", "First words")
    assert made.step([A]).diagnostics == ()


def test_diagnostics_of_other_files_are_told_by_the_build(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(B, "authors: [desk]", "authors: [nobody]")
    made.step([])
    made.rest()
    assert "AUT01" in made.holder.state.diagnostics[0]


def test_a_change_that_nobody_told_of_is_seen_after_a_while(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    made.step([B])
    assert b"Second thoughts" in made.body(PAGE)
    site.edit(A, "Second thoughts", "Third thoughts")
    assert b"Third thoughts" in (made.rest().read(PAGE) or b"")


def test_a_template_is_shown_on_the_page_that_is_looked_at(site: ScratchSite) -> None:
    made = begun(site)
    site.write("templates/brief.html", "<p>own {{ view.front.title }}</p>")
    state = made.step(["templates/brief.html"])
    assert made.states[0].early_pages == {PAGE: b"<p>own Alpha</p>"}
    assert state.read("/briefs/2024/b/") == b"<p>own Beta</p>"


def test_a_broken_template_leaves_the_last_good_pages(site: ScratchSite) -> None:
    made = begun(site)
    before = made.body(PAGE)
    site.write("templates/brief.html", "<p>{{ view.nothing }}</p>")
    state = made.step(["templates/brief.html"])
    assert "templates/brief.html:1:1: error TPL" in state.diagnostics[0]
    assert made.body(PAGE) == before


def test_a_style_is_shown_with_the_page_that_names_it(site: ScratchSite) -> None:
    made = begun(site)
    site.write("static/assets/site.css", "body { color: red }\n")
    made.step(["static/assets/site.css"])
    early_pages = made.states[0].early_pages
    styles = [address for address in early_pages if address.startswith("/assets/site.") and address.endswith(".css")]
    assert len(styles) == 1
    assert b"red" in early_pages[styles[0]]
    assert styles[0].encode() in early_pages[PAGE]


def test_a_new_image_reloads_pages_that_show_it_by_a_lasting_name(site: ScratchSite) -> None:
    site.write("static/img/a.svg", "<svg/>")
    made = begun(site)
    before = made.holder.state.unhashed_changes
    site.write("static/img/a.svg", "<svg></svg>")
    assert made.step(["static/img/a.svg"]).unhashed_changes == before + 1


@pytest.mark.parametrize("has_image", [True, False])
def test_an_early_page_without_its_image_is_loaded_again(site: ScratchSite, *, has_image: bool) -> None:
    site.write("content/briefs/2024/a/index.md", brief("Alpha", body="First words.\n", slug="a"))
    site.remove(A)
    made = begun(site)
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "PNG")
    site.write("content/briefs/2024/a/dot.png", drawn.getvalue())
    made.step(["content/briefs/2024/a/dot.png"])
    made.rest()
    made.states.clear()
    site.edit("content/briefs/2024/a/index.md", "First words.", "![A dot](dot.png)" if has_image else "Second words.")
    last = made.step(["content/briefs/2024/a/index.md"])
    early = made.states[0]
    page = early.early_pages[PAGE]
    assert last.read(PAGE) == page
    assert (b"<img" in page) == has_image
    assert (early.mark(page) != last.mark(page)) == has_image


def test_a_deleted_brief_is_gone(site: ScratchSite) -> None:
    made = begun(site)
    site.remove(A)
    assert made.step([A]).read(PAGE) is None
    assert b"data-seen" in made.body(PAGE)


def test_editors_own_files_are_nothing(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    site.write("content/briefs/2024/.a.md.swp", b"\0\0")
    made.step([A, "content/briefs/2024/.a.md.swp", "content/briefs/2024/4913", "content/briefs/2024/a.md~"])
    assert b"Second thoughts" in made.states[0].early_pages[PAGE]


def test_of_many_changes_at_once_the_page_that_is_looked_at_comes_first(site: ScratchSite) -> None:
    made = begun(site)
    paths = [A, *(f"content/briefs/2024/n{number:02}.md" for number in range(60))]
    for path in paths:
        site.write(path, brief(path[-6:-3], body="Second thoughts.\n"))
    state = made.step(paths)
    first = made.states[0]
    assert not first.read("/briefs/2024/n59/"), "all was built before anything was shown"
    assert b"Second thoughts" in first.early_pages[PAGE]
    assert state.read(PAGE) == first.early_pages[PAGE]
    assert state.read("/briefs/2024/n59/")
    assert not state.early_pages


def test_of_many_changes_at_once_what_is_wrong_comes_first(site: ScratchSite) -> None:
    made = begun(site)
    paths = [f"content/briefs/2024/n{number:02}.md" for number in range(60)]
    for path in paths:
        site.write(path, brief(path[-6:-3]))
    site.write(paths[7], brief("Seven", date="2024-13-01"))
    state = made.step(paths)
    assert "n07.md:3:" in made.states[0].diagnostics[0]
    assert not made.states[0].early_pages
    assert "n07.md:3:" in state.diagnostics[0]
    assert state.read(PAGE), "the last good pages stay"


def test_drafts_are_shown_only_when_asked_for(site: ScratchSite) -> None:
    site.write(A, brief("Alpha", draft="true"))
    assert begun(site).holder.state.read(PAGE) is None
    assert begun(site, drafts=True, output=site.root / "trial").holder.state.read(PAGE)


def test_what_is_held_back_appears_when_its_time_comes(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    site.write(A, brief("Alpha", embargo="2025-01-01T00:10:00Z"))
    made = begun(site, instant=None)
    assert made.step().read(PAGE) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + 599))
    assert made.step().read(PAGE) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + 600))
    assert made.step().read(PAGE)


def test_at_another_instant_the_site_is_as_it_will_be(site: ScratchSite) -> None:
    site.write(A, brief("Alpha", embargo="2025-06-01T00:00:00Z"))
    assert begun(site).holder.state.read(PAGE) is None
    assert begun(site, instant=NOW + 10**8, output=site.root / "trial").holder.state.read(PAGE)


def test_a_session_opens_with_what_the_last_one_left(site: ScratchSite) -> None:
    begun(site, instant=None)
    made = rehearse(site.request(instant=None))
    made.session.open("")
    assert made.holder.state.read(PAGE)


@pytest.mark.parametrize("options", [{"drafts": True, "instant": None}, {"instant": NOW}])
def test_a_session_of_what_is_not_public_opens_with_nothing(site: ScratchSite, options: dict[str, object]) -> None:
    begun(site, **options)
    made = rehearse(site.request(**options))
    made.session.open("")
    assert made.holder.state.files == {}


def test_a_session_with_nothing_to_build_knows_the_plan_all_the_same(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(site)
    made = rehearse(site.request(), at=[PAGE])

    def end(seconds: float) -> frozenset[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(made.watcher, "take", end)
    with pytest.raises(KeyboardInterrupt):
        made.session.work()
    site.edit(A, "First words", "Second thoughts")
    made.states.clear()
    made.step([A])
    assert b"Second thoughts" in made.states[0].early_pages[PAGE]


def test_a_site_below_a_folder_of_its_host_is_served_there(site: ScratchSite) -> None:
    site.edit("content/site.yaml", "url: https://example.org", "url: https://example.org/papers")
    made = begun(site)
    made.open_pages[:] = [f"/papers{PAGE}"]
    assert made.holder.state.read(PAGE) is None
    site.edit(A, "First words", "Second thoughts")
    made.step([A])
    assert b"Second thoughts" in made.states[0].early_pages[f"/papers{PAGE}"]
    assert made.holder.state.missing == "/papers/404.html"


def test_a_refusal_of_the_machine_is_shown_and_the_next_change_tries_again(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")

    def refuse(request: BuildRequest, listener: object) -> BuildReport:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(module, "build", refuse)
        assert "No space left" in made.step([A]).diagnostics[0]
        assert b"Second thoughts" in made.body(PAGE), "a page that was seen goes, though nothing is wrong with it"
    assert made.step([B]).diagnostics == ()


def test_a_build_that_is_overtaken_gives_way(site: ScratchSite) -> None:
    made = begun(site)
    for number in range(90):
        site.write(f"content/briefs/2024/n{number}.md", brief(f"n{number}"))
    made.watcher._tell([B])
    made.step([A])
    assert made.holder.state.read("/briefs/2024/n5/") is None
    made.watcher.take(0)
    assert made.step([B]).read("/briefs/2024/n5/")


def test_a_page_that_was_seen_stays_when_a_mistake_overtakes_its_build(site: ScratchSite) -> None:
    made = begun(site)
    for number in range(90):
        site.write(f"content/briefs/2024/n{number}.md", brief(f"n{number}"))
    site.edit(A, "First words", "Second thoughts")
    made.watcher._tell([B])
    made.step([A])
    assert b"Second thoughts" in made.body(PAGE)
    site.edit(A, "date: 2024-07-21", "date: 2024-02-30")
    made.watcher.take(0)
    assert made.step([A]).diagnostics
    assert b"Second thoughts" in made.body(PAGE)


def test_a_page_that_was_seen_stays_when_its_build_reads_a_mistake_that_came_after(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")

    def build_late(request: BuildRequest, listener: OnPlan) -> BuildReport:
        site.edit(A, "date: 2024-07-21", "date: 2024-02-30")
        return build(request, listener)

    monkeypatch.setattr(module, "build", build_late)
    assert "DAT01" in made.step([A]).diagnostics[0]
    assert b"Second thoughts" in made.body(PAGE)


def test_a_page_that_was_seen_stays_when_its_file_changes_after_the_scan(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    once_the_snapshot_is_taken(monkeypatch, lambda: site.edit(A, "date: 2024-07-21", "date: 2024-02-30"))
    for code in ("FIL05", "DAT01"):
        assert code in made.step([A]).diagnostics[0]
        assert b"Second thoughts" in made.body(PAGE)


def test_a_page_that_was_seen_stays_when_a_file_changes_after_the_plan(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    site.write("static/img/a.svg", "<svg/>")
    then(monkeypatch, outdated, "compare_outputs", lambda: site.write("static/img/a.svg", "<svg></svg>"))
    assert "FIL05" in made.step([A]).diagnostics[0]
    assert b"Second thoughts" in made.body(PAGE)
    assert not made.rest().diagnostics


def test_a_page_that_was_seen_goes_once_a_whole_reading_finds_the_site_wrong(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    site.edit(B, "Other words", "More words")
    once_the_snapshot_is_taken(monkeypatch, lambda: site.edit(B, "authors: [desk]", "authors: [nobody]"))
    assert "FIL05" in made.step([A]).diagnostics[0]
    assert b"Second thoughts" in made.body(PAGE)
    assert "AUT01" in made.rest().diagnostics[0]
    assert b"First words" in made.body(PAGE)


def test_a_page_of_a_site_that_turns_out_to_be_wrong_goes(site: ScratchSite) -> None:
    made = begun(site)
    site.edit(A, "First words", "Second thoughts")
    site.edit(B, "authors: [desk]", "authors: [nobody]")
    assert made.step([A]).diagnostics
    assert b"Second thoughts" in made.states[0].early_pages[PAGE]
    assert b"First words" in made.body(PAGE)


def test_a_file_that_changed_while_it_was_read_is_read_again_soon(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kei_site.core.diagnostics import Place, diagnostic

    made = begun(site)
    torn = BuildReport(diagnostics=(diagnostic("FIL05", Place(path=A), "changed while it was being read"),))
    with monkeypatch.context() as patched:
        patched.setattr(module, "build", lambda request, listener: torn)
        assert made.step([A]).diagnostics
    assert made.session._patience() <= module._SOON
    time.sleep(module._SOON)
    assert made.step().diagnostics == ()


def test_the_index_follows_the_pages(site: ScratchSite) -> None:
    made = begun(site, search=True)
    search_process = made.session._parts.search_process
    try:
        assert not [address for address in made.holder.state.files if address.startswith("/pagefind/")]
        until = time.monotonic() + 120
        while (code := search_process.result()) is None and time.monotonic() < until:
            time.sleep(0.05)
        assert code == 0
        made.session._end_index(code)
        assert [address for address in made.holder.state.files if address.startswith("/pagefind/")]
        site.edit(A, "First words", "Second thoughts")
        assert b"Second thoughts" in (made.step([A]).read(PAGE) or b"")
        made.rest()
        assert search_process._process is not None
    finally:
        search_process.stop()
    assert search_process._process is None


def test_an_index_that_cannot_be_made_is_told(site: ScratchSite) -> None:
    made = begun(site)
    made.session._end_index(1)
    assert "search index could not be built" in made.said[0]


def test_pages_in_the_output_folder_have_no_tag(site: ScratchSite) -> None:
    made = begun(site)
    assert b"/.preview/" in made.body(PAGE)
    for path in site.output.rglob("*"):
        assert not path.is_file() or b"/.preview/" not in path.read_bytes()


def test_pages_that_are_looked_at_come_first_when_there_was_nothing(site: ScratchSite) -> None:
    made = rehearse(site.request(), at=[PAGE])
    made.session._build(lambda: True)
    first = made.states[0]
    assert first.files == {}
    assert first.early_pages[PAGE] == made.holder.state.read(PAGE)
    styles = [address for address in first.early_pages if address.endswith(".css")]
    assert styles
    assert all(first.early_pages[style] == made.holder.state.read(style) for style in styles)


def test_a_state_that_is_the_same_is_not_shown_again(site: ScratchSite) -> None:
    made = begun(site)
    made.step([A])
    made.rest()
    assert made.states == []
    assert replace(made.holder.state) == made.holder.state
