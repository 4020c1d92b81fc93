"""A first build begins the search index before all is planned; what it gives is what any build gives."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from pathlib import Path
from typing import Any

import pytest

from kei_site import foresight, keeping, planning, reading
from kei_site.model import segments
from kei_site.plan.inputs import Inputs
from kei_site.workers import Crew
from tests.support.scratch import ScratchSite, brief, tree


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a site with more pages than one worker makes at once."""
    made = ScratchSite(tmp_path)
    for number in range(60):
        made.write(f"content/briefs/b{number}.md", brief(f"Brief {number}", body=f"Words of number {number}.\n"))
    return made


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the number of errands of each beginning."""
    found: list[int] = []
    begin = Crew.begin

    def noted(crew: Crew, work: object, errands: Sequence[Sequence[object]]) -> None:
        found.append(len(errands))
        begin(crew, work, errands)  # type: ignore[arg-type]

    monkeypatch.setattr(Crew, "begin", noted)
    return found


def test_the_first_build_begins_the_index_early_and_writes_what_one_process_writes(
    site: ScratchSite, begun: list[int]
) -> None:
    assert not site.build(jobs=2, search=True).failed
    assert begun == [1]
    early = {path: data for path, data in tree(site.output).items() if not path.startswith(".kei-site")}
    alone = site.clean_tree(jobs=1, search=True)
    assert early == {path: data for path, data in alone.items() if not path.startswith(".kei-site")}
    assert any(path.startswith("pagefind/") for path in early)


def test_a_later_build_begins_nothing_early(site: ScratchSite, begun: list[int]) -> None:
    site.build(jobs=2, search=True)
    site.edit("content/briefs/b7.md", "title: Brief 7", "title: Another")
    assert not site.build(jobs=2, search=True).failed
    assert begun == [1]


def test_a_build_without_search_begins_nothing_early(site: ScratchSite, begun: list[int]) -> None:
    assert not site.build(jobs=2).failed
    assert begun == []


def test_errors_in_front_matter_begin_nothing(site: ScratchSite, begun: list[int]) -> None:
    site.edit("content/briefs/b7.md", "date: 2024-07-21", "date: soon")
    assert site.build(jobs=2, search=True).failed
    assert begun == []


def test_an_error_that_the_plan_finds_gives_the_index_up(site: ScratchSite, begun: list[int]) -> None:
    site.edit("content/briefs/b7.md", "Words", "[Words](b999.md)")
    began = time.monotonic()
    report = site.build(jobs=2, search=True)
    assert [one.code for one in report.diagnostics] == ["LNK02"]
    assert begun == [1]
    assert time.monotonic() - began < 60
    assert not site.output.exists()
    assert not list(site.memo.rglob("staging"))
    site.edit("content/briefs/b7.md", "[Words](b999.md)", "Words")
    assert not site.build(jobs=2, search=True).failed
    assert (site.output / "pagefind").exists()


def test_a_plan_that_fails_gives_the_index_up(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(inputs: Inputs, *others: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(planning, "plan_site", failing)
    with pytest.raises(OSError, match="No space left"):
        site.build(jobs=2, search=True)
    assert not site.output.exists()
    assert not list(site.memo.rglob("staging"))


def test_who_only_looks_begins_nothing(site: ScratchSite, begun: list[int]) -> None:
    site.build(jobs=2, search=True, publish=False)
    site.build(jobs=2, search=True, postponed=frozenset({"segment"}))
    assert begun == []


def test_who_only_looks_writes_nothing_down(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    what_to_keep = keeping.what_to_keep
    monkeypatch.setattr(keeping, "what_to_keep", lambda *one: (written.append("x"), what_to_keep(*one))[1])
    assert not site.build(publish=False).failed
    assert written == []
    assert not site.build().failed
    assert written == ["x"]


MONTHS = [(year, month) for year in range(2012, 2024) for month in range(1, 13)]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """Return a site with a brief for each month of twelve years, which fill three segments and more."""
    made = ScratchSite(tmp_path)
    for year, month in MONTHS:
        made.write(f"content/briefs/{year}/b{month:02}.md", brief(f"{year}, {month}", date=f"{year}-{month:02}-03"))
    for module in (segments, foresight):
        monkeypatch.setattr(module, "CAPACITY", 40 * 250)
    monkeypatch.setattr(segments, "SMALL", 0)
    monkeypatch.setattr(segments, "FRONT", 0)
    monkeypatch.setattr(reading, "_CHUNK", 8)
    monkeypatch.setattr(Crew, "each", one_after_the_other)
    return made


def one_after_the_other(
    crew: Crew,
    work: Callable[[Sequence[Any]], Sequence[Any]],
    chunks: Sequence[Sequence[Any]],
    errands: Sequence[Sequence[Any]] = (),
    *,
    gives_way: bool = False,
    each: Any = Crew.each,
) -> Iterator[Sequence[Any]]:
    """Yield what is read in the order of the paths: on a busy machine, an early text may be the last that is read."""
    done = each(crew, work, chunks, errands, gives_way=gives_way)
    return iter(sorted(done, key=lambda chunk: chunk[0].path)) if gives_way else done


@pytest.fixture
def given_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a letter for each time that errands were given up."""
    found: list[str] = []
    give_up = Crew._give_up

    def noted(crew: Crew) -> None:
        found.append("x")
        give_up(crew)

    monkeypatch.setattr(Crew, "_give_up", noted)
    return found


def published(site: ScratchSite) -> dict[str, bytes]:
    return {path: data for path, data in tree(site.output).items() if not path.startswith(".kei-site")}


def assert_like_one_process(site: ScratchSite) -> None:
    alone = {
        path: data for path, data in site.clean_tree(jobs=1, search=True).items() if not path.startswith(".kei-site")
    }
    assert published(site) == alone
    assert len({path.split("/")[1] for path in alone if path.startswith("pagefind/")} - {""}) == 6


def test_older_segments_are_begun_while_newer_texts_are_read(
    shelf: ScratchSite, begun: list[int], given_up: list[str]
) -> None:
    shelf.edit("content/briefs/2012/b05.md", "authors:", "draft: true\nauthors:")
    assert not shelf.build(jobs=2, search=True).failed
    *foreseen, planned = begun
    assert planned == 6
    assert foreseen
    assert set(foreseen) <= {1, 2, 3}
    assert given_up == []
    assert_like_one_process(shelf)


def test_an_old_brief_among_the_newest_files_gives_up_what_was_foreseen(
    shelf: ScratchSite, begun: list[int], given_up: list[str]
) -> None:
    shelf.write("content/briefs/2023/old.md", brief("An old one", date="2012-01-15"))
    assert not shelf.build(jobs=2, search=True).failed
    assert begun[0] in (1, 2, 3)
    assert begun[-1] == 6
    assert given_up == ["x"]
    assert_like_one_process(shelf)


def test_what_was_finished_in_vain_is_not_published(
    shelf: ScratchSite, given_up: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_only = Crew.keep_only

    def after_all_is_finished(crew: Crew, errands: Sequence[Sequence[object]]) -> bool:
        wait([done for _, done in crew._early])
        return keep_only(crew, errands)

    monkeypatch.setattr(Crew, "keep_only", after_all_is_finished)
    shelf.write("content/briefs/2023/old.md", brief("An old one", date="2012-01-15"))
    assert not shelf.build(jobs=2, search=True).failed
    assert given_up == ["x"]
    assert_like_one_process(shelf)


def test_files_that_lie_in_another_order_than_their_years_let_nothing_be_foreseen(
    shelf: ScratchSite, begun: list[int]
) -> None:
    for year in range(2012, 2024):
        shelf.rename(f"content/briefs/{year}", f"content/briefs/before-{3000 - year}")
    assert not shelf.build(jobs=2, search=True).failed
    assert begun == [6]


def test_an_error_in_the_last_text_gives_up_what_was_foreseen(shelf: ScratchSite, begun: list[int]) -> None:
    shelf.edit("content/briefs/2023/b12.md", "date: 2023-12-03", "date: soon")
    report = shelf.build(jobs=2, search=True)
    assert [one.place.path for one in report.diagnostics] == ["content/briefs/2023/b12.md"]
    assert begun
    assert max(begun) <= 3
    assert not shelf.output.exists()
    assert not list(shelf.memo.rglob("staging"))
    shelf.edit("content/briefs/2023/b12.md", "date: soon", "date: 2023-12-03")
    assert not shelf.build(jobs=2, search=True).failed
    assert (shelf.output / "pagefind").exists()


def test_after_an_error_nothing_is_foreseen(shelf: ScratchSite, begun: list[int]) -> None:
    shelf.edit("content/briefs/2012/b01.md", "date: 2012-01-03", "date: soon")
    assert shelf.build(jobs=2, search=True).failed
    assert begun == []


def test_a_site_that_has_no_search_foresees_nothing(shelf: ScratchSite, begun: list[int]) -> None:
    assert not shelf.build(jobs=2).failed
    shelf.edit("content/site.yaml", "language: en", "language: en\nsearch: false")
    shelf.remove("public")
    shelf.remove(".kei-site")
    assert not shelf.build(jobs=2, search=True).failed
    assert begun == []


def test_what_is_remembered_lets_nothing_be_foreseen(
    shelf: ScratchSite, begun: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(planning, "assemble", stopped)
        with pytest.raises(OSError, match="Input/output"):
            shelf.build(jobs=2, search=True)
    begun.clear()
    for year, month in MONTHS[24:]:
        shelf.edit(f"content/briefs/{year}/b{month:02}.md", "Some words", "Other words")
    assert not shelf.build(jobs=2, search=True).failed
    assert begun == [6]
    assert_like_one_process(shelf)


def test_an_index_in_as_many_parts_as_were_asked_for_is_begun_when_all_are_known(
    shelf: ScratchSite, begun: list[int]
) -> None:
    shelf.edit("content/site.yaml", "language: en", "language: en\nsearch: {segments: 3}")
    assert not shelf.build(jobs=2, search=True).failed
    assert begun == [len(list((shelf.output / "pagefind").iterdir()))] == [3]
    page = shelf.published("search/index.html")
    assert all(f"/pagefind/{one.name}/" in page for one in (shelf.output / "pagefind").iterdir())
