"""Pages before the very first build: as the build makes them, without anything that is held back."""

import threading

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport
from kei_site.markdown.document import read_markdown
from kei_site.preview import session as module
from kei_site.preview.watch import Watcher
from tests.support.preview_rehearsal import Rehearsal, rehearse
from tests.support.scratch import ScratchSite, brief

ALPHA, BETA = "/briefs/2024/alpha/", "/briefs/2024/beta/"
LINKS = "[heading](beta.md#deep) [page](../pages/people.md#who) [rooted](/briefs/2024/beta/#deep) [tag](/tags/sea/)"


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    scratch_site.write("content/briefs/alpha.md", brief("Alpha", body=f"First words. {LINKS}\n", tags="[Sea]"))
    scratch_site.write("content/briefs/beta.md", brief("Beta", body="Other words.\n\n## Deep\n", authors="[kim]"))
    scratch_site.write(
        "content/authors/kim.md", "---\nname: Kim\n---\n\nWrites at night, see [Alpha](../briefs/alpha.md).\n"
    )
    scratch_site.write("content/pages/people.md", "---\ntitle: People\n---\n\n## Who\n\nAll of us.\n")
    return scratch_site


def looked(made: Rehearsal, address: str) -> bytes | None:
    """Return what is shown ahead at an address."""
    made.open_pages[:] = [address]
    made.first_pages.begin(threading.Event())
    return made.holder.state.early_pages.get(address)


def worked(made: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Rehearsal:
    """Let a session work until its first build is done."""

    def ended(self: Watcher, patience: float) -> frozenset[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Watcher, "take", ended)
    with pytest.raises(KeyboardInterrupt):
        made.session.work()
    return made


@pytest.mark.parametrize(
    "address",
    ["/", ALPHA, BETA, "/briefs/", "/tags/", "/tags/sea/", "/authors/kim/", "/people/", "/archive/2024/", "/404.html"],
)
def test_a_page_shown_ahead_is_the_page_that_is_built(site: ScratchSite, address: str) -> None:
    shown = looked(rehearse(site.request()), address)
    assert not site.build().failed
    path = address[1:] + ("" if address.endswith("html") else "index.html")
    assert shown == (site.output / path).read_bytes()


def test_only_the_texts_of_the_page_are_read(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    from kei_site.markdown import document

    read: list[str] = []
    real = read_markdown

    def noted(text: str, **options: object) -> object:
        read.extend([str(options["path"])] if text else [])
        return real(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(document, "read_markdown", noted)
    site.write("content/briefs/gamma.md", brief("Gamma", summary="Written by an editor."))
    assert looked(rehearse(site.request()), "/authors/kim/")
    assert set(read) == {f"content/{path}.md" for path in ("authors/kim", "briefs/beta", "pages/people")}


@pytest.mark.parametrize(
    "keys",
    [{"draft": "true"}, {"embargo": "2025-01-01T00:00:01Z"}, {"date": "2025-01-02"}],
    ids=lambda texts: next(iter(texts)),
)
def test_nothing_that_is_held_back_is_shown_ahead(site: ScratchSite, keys: dict[str, str]) -> None:
    site.write(
        "content/briefs/held.md", brief("Planted", body="Planted.\n", slug="planted", tags="[Planted, Sea]", **keys)
    )
    made = rehearse(site.request())
    for address in (
        "/",
        "/briefs/",
        "/tags/",
        "/tags/sea/",
        "/tags/planted/",
        "/authors/desk/",
        "/archive/2024/",
        ALPHA,
    ):
        looked(made, address)
    for year in ("2024", "2025"):
        assert looked(made, f"/briefs/{year}/planted/") is None
    assert len(made.holder.state.early_pages) > 5
    assert [address for address, page in made.holder.state.early_pages.items() if b"lanted" in page] == []
    site.edit("content/briefs/held.md", f"{next(iter(keys))}: {next(iter(keys.values()))}\n", "")
    if "date" in keys:
        site.edit("content/briefs/held.md", "authors:", "date: 2024-12-31\nauthors:")
    assert b"Planted" in (looked(rehearse(site.request()), "/briefs/2024/planted/") or b"")


def test_errors_of_front_matter_are_told_ahead_and_no_page_is_shown(site: ScratchSite) -> None:
    site.edit("content/briefs/beta.md", "date: 2024-07-21", "date: 2024-02-30")
    made = rehearse(site.request())
    assert looked(made, ALPHA) is None
    assert "content/briefs/beta.md:3:7: error DAT01: no such day" in made.holder.state.diagnostics[0]


def test_errors_of_the_text_that_is_looked_at_are_told_ahead(site: ScratchSite) -> None:
    site.edit("content/briefs/beta.md", "Other words", "[Other](nowhere.md) words")
    assert looked(rehearse(site.request()), ALPHA)
    made = rehearse(site.request())
    assert looked(made, BETA) is None
    assert "LNK02" in made.holder.state.diagnostics[0]


def test_nothing_is_shown_ahead_once_the_build_has_its_word(site: ScratchSite) -> None:
    made, ended = rehearse(site.request(), at=[ALPHA]), threading.Event()
    ended.set()
    with made.first_pages.at_work(ended):
        assert made.states == []


def test_pages_are_shown_while_the_first_build_goes_on(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rehearse(site.request(), at=[ALPHA])
    before: list[bool] = []
    shown = threading.Event()
    made.holder.listen(lambda: shown.set() if BETA in made.holder.state.early_pages else None)
    real = build

    def slow(*given: object) -> BuildReport:
        before.append(ALPHA in made.holder.state.early_pages)
        made.open_pages.append(BETA)
        assert shown.wait(30)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "build", slow)
    worked(made, monkeypatch)
    assert before == [True]
    ahead = {address: page for state in made.states for address, page in state.early_pages.items()}
    last = made.holder.state
    assert last.early_pages == {}
    assert [address for address, page in ahead.items() if last.read(address) != page] == []
    assert {ALPHA, BETA, "/"} <= ahead.keys()


def test_what_was_shown_ahead_goes_when_the_build_finds_an_error(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.edit("content/briefs/beta.md", "Other words", "[Other](nowhere.md) words")
    made = worked(rehearse(site.request(), at=[ALPHA]), monkeypatch)
    assert any(ALPHA in state.early_pages for state in made.states)
    assert made.holder.state.early_pages == {}
    assert "LNK02" in made.holder.state.diagnostics[0]


def test_what_the_last_session_left_is_not_looked_at_ahead(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build(instant=None)
    made = rehearse(site.request(instant=None), at=[ALPHA])
    made.session.open("")
    worked(made, monkeypatch)
    assert [state for state in made.states if state.early_pages] == []
