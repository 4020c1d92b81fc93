"""The places of frequent words in the search index."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.render.search.frequent_words import is_frequent, thinned

Places = list[tuple[int, int]]


def coded(places: Sequence[tuple[int, int]]) -> list[int]:
    """Return (weight, place) as the index has them; the weight 25 is the usual one."""
    steps: list[int] = []
    weight, before = 25, 0
    for its, place in places:
        if its != weight:
            weight, before = its, 0
            steps.append(-its - 1)
        steps.append(place - before)
        before = place
    return steps


def read(steps: Sequence[int]) -> Places:
    """Return what the search program reads: (weight, place)."""
    found: Places = []
    weight, place = 25, 0
    for step in steps:
        if step < 0:
            weight, place = -step - 1, 0
        else:
            place += step
            found.append((weight, place))
    return found


def word(*pages: Places) -> list[object]:
    return ["word", [[1, coded(page), [-2, 3]] for page in pages], []]


def test_a_word_is_frequent_by_its_places_not_by_its_pages() -> None:
    assert not is_frequent(word([(25, place) for place in range(2_500)]))
    assert is_frequent(word([(25, place) for place in range(1_251)], [(48, place) for place in range(1_250)]))


def test_each_page_keeps_its_share_spread_over_its_text() -> None:
    long, short = [(25, place) for place in range(15_900)], [(25, 7)] * 100
    key, pages, variants = thinned(word(long, short))
    places = [read(page[1]) for page in pages]
    assert (key, variants) == ("word", [])
    assert [len(page) for page in places] == [2_484, 15]
    assert places[0][0] == (25, 0)
    assert places[0][-1][1] > 15_800
    assert [page[2] for page in pages] == [[-2, 3], [-2, 3]]


def test_a_page_that_has_the_word_one_time_or_in_metadata_alone_stays() -> None:
    pages = thinned(word([(25, place) for place in range(9_000)], [(72, 5)], []))[1]
    assert [read(page[1]) for page in pages][1:] == [[(72, 5)], []]


@pytest.mark.parametrize("weights", [(25,), (25, 72), (72, 25, 48)])
def test_places_keep_their_weights(weights: tuple[int, ...]) -> None:
    known = [(weights[place * len(weights) // 5_000], place) for place in range(5_000)]
    found = read(thinned(word(known))[1][0][1])
    assert len(found) == 2_500
    assert set(found) <= set(known)
    assert found == sorted(found, key=lambda pair: pair[1])


@given(st.lists(st.tuples(st.sampled_from((25, 48, 72)), st.integers(0, 90)), min_size=1, max_size=60))
def test_what_stays_was_there_in_this_order(places: Places) -> None:
    known = sorted(places, key=lambda pair: pair[1])
    found = read(thinned(word(known, [(25, place) for place in range(9_000)]))[1][0][1])
    rest = iter(known)
    assert 1 <= len(found) <= len(known)
    assert all(place in rest for place in found)
