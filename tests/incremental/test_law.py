"""The law: after any sequence of edits, crashes and failed builds, the output is that of a clean build."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kei_site.model import search_segments as segments
from tests.support.edit_script import MOVES, Failure, Move, Script, counts, deal, report, run_script, shrink
from tests.support.edits import ALL_EDITS, SMALL_THEME
from tests.support.fixture_site import make_fixture_site, set_key

REAL_THEME, SEARCH, KEEP_GOING = 7, 5, 4
"""One script in so many runs with the program's own theme, makes a search index of several segments, or leaves texts
with errors out."""

LARGE, BRIEFS = 10, {True: 60, False: 20}
"""One script in so many edits a site of sixty briefs, whose lists have nine pages; the others one of twenty, which has
files of every kind and takes three fifths of the time; with it all planted faults of `test_mutants.py` are found."""

PDFS, PDF_MOVES, PDF_SEED = 5, 8, 25
"""Briefs with PDFs, and builds of a script with them: Typst takes its time."""

FINE = {"SMALL": 0, "FRONT": 100, "CAPACITY": 1_600}
"""Sizes of segments, in words, by which two dozen short briefs are several segments."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Cut the steps that were asked for into scripts, which run side by side."""
    if "number" in metafunc.fixturenames:
        steps = metafunc.config.getoption("--law-steps")
        metafunc.parametrize("number", range(-(-steps // MOVES)))


def script_of(number: int, seed: int, steps: int) -> tuple[Move, ...]:
    """Return one of the scripts."""
    script = deal(seed, steps)[number * MOVES : (number + 1) * MOVES]
    return without(script, SMALL_THEME) if has_real_theme(number) else script


def size_of(number: int) -> int:
    """Return how many briefs the site of a script has."""
    return BRIEFS[number % LARGE == 0]


def has_real_theme(number: int) -> bool:
    """Tell whether a script runs with the program's own theme."""
    return number % REAL_THEME == REAL_THEME - 1


def keeps_going(number: int) -> bool:
    """Tell whether a script leaves texts with errors out, and so goes on with a site that is broken in part."""
    return number % KEEP_GOING == KEEP_GOING - 1


@contextlib.contextmanager
def search_of(number: int) -> Iterator[bool]:
    """Yield whether a script begins with search; if so, the index is divided finely for as long."""
    has_search = number % SEARCH == SEARCH - 1
    with pytest.MonkeyPatch.context() as patch:
        for name, value in FINE.items() if has_search else ():
            patch.setattr(segments, name, value)
        yield has_search


def without(script: Sequence[Move], edits: frozenset[str]) -> tuple[Move, ...]:
    """Return a script without some edits."""
    return tuple(
        Move(number=move.number, edits=tuple(edit for edit in move.edits if edit not in edits)) for move in script
    )


@pytest.mark.sized
def test_incremental_output_is_that_of_a_clean_build(
    number: int, law_folder: Path, pytestconfig: pytest.Config
) -> None:
    seed = pytestconfig.getoption("--law-seed")
    runs = iter(range(1_000))

    def violation(script: Script) -> Failure | None:
        folder = law_folder / str(next(runs))
        fixture = make_fixture_site(folder, real_theme=has_real_theme(number), briefs=size_of(number))
        fixture.keep_going = keeps_going(number)
        with search_of(number) as fixture.search:
            return run_script(fixture, script, seed)

    failure = violation(script_of(number, seed, pytestconfig.getoption("--law-steps")))
    assert failure is None, report(shrink(failure, violation), seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_pdfs_are_those_of_a_clean_build(part: int, law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder)
    for path in fixture.briefs()[:PDFS]:
        set_key(fixture, path, "pdf", "true")
    assert not fixture.build().failed
    assert list(fixture.output.rglob("*.pdf"))
    script = deal(PDF_SEED, 2 * PDF_MOVES)[part * PDF_MOVES : (part + 1) * PDF_MOVES]
    failure = run_script(fixture, script, PDF_SEED)
    assert failure is None, report(failure, PDF_SEED)


def test_scripts_with_search_divide_the_index(law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder, briefs=min(BRIEFS.values()))
    with search_of(SEARCH - 1) as fixture.search:
        assert not fixture.build().failed
    assert len(list((fixture.output / "pagefind").iterdir())) >= 3


def test_texts_that_a_damaged_cache_loses_twice_are_made_again(law_folder: Path) -> None:
    script = (
        Move(number=904, edits=("brief_published_in",)),
        Move(number=909, edits=("brief_attach_image", "cache_garbage", "brief_series")),
        Move(number=914, edits=("rename_case", "author_rename")),
    )
    failure = run_script(make_fixture_site(law_folder), script, 1000)
    assert failure is None, report(failure, 1000)


def test_every_letter_comes_up(pytestconfig: pytest.Config) -> None:
    steps = max(200, pytestconfig.getoption("--law-steps"))
    seed = pytestconfig.getoption("--law-seed")
    made = [move for number in range(steps // MOVES) for move in script_of(number, seed, steps)]
    assert counts(made).keys() == ALL_EDITS.keys()
