"""What searching costs a reader, through a counting server that sends gzip, as hosts do.

The corpus is small by default; `--thorough` measures one of 6,747 briefs, which takes minutes to build. The limits are
those of the full one in either case.
"""

from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildRequest
from kei_site.model import search_segments as segments
from tests.bench.corpus import SITE, make_corpus, scale_of
from tests.bench.search_cost import (
    COLD_BYTES,
    COLD_REQUESTS,
    LATER_BYTES,
    Cost,
    costs,
    frequent_words,
    telling_words,
    years,
)
from tests.support.real_sites import CORPORA, real_site

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

FULL = 6_747
FEW_FEEDS = SITE.replace(
    "  full_content: true\n", "  full_content: false\n  tag_minimum: 200\n  author_minimum: 200\n  archives: false\n"
)
"""Settings with hardly any feeds, a fifth of the build of this corpus: no search loads any."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Publish a corpus in as many segments as the full one has."""
    briefs, folder = request.config.getoption("search_briefs"), tmp_path_factory.mktemp("cost")
    make_corpus(folder / "site", scale_of(briefs=briefs, words=None, short=False))
    (folder / "site" / "content" / "site.yaml").write_text(FEW_FEEDS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SMALL", "FRONT", "CAPACITY"):
            patch.setattr(segments, name, getattr(segments, name) * briefs // FULL)
        return published(folder / "site", folder)


def published(site: Path, folder: Path) -> Path:
    request = BuildRequest(site=site, output=folder / "public", cache=folder / "cache", jobs=1, search=True)
    assert not build(request).failed
    return folder / "public"


def told(capsys: pytest.CaptureFixture[str], found: list[Cost]) -> None:
    with capsys.disabled():
        print(*(f"\n{cost.query}: {cost.size:,} bytes, {cost.requests} requests" for cost in found))


@pytest.mark.sized
def test_a_first_result_and_a_later_query_cost_little(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 5 <= len(list((corpus / "pagefind").iterdir())) <= 7
    words, frequent = telling_words(corpus, 4), frequent_words(corpus, 3)
    queries = [*words, frequent[0], " ".join(frequent[:2]), f"{frequent[0]} {words[0]} {words[1]}", "qqqqqx"]
    found = costs(corpus, queries)
    told(capsys, [*found.first, *found.whole, *found.later])
    assert max(cost.size for cost in found.whole) <= COLD_BYTES
    # The newest segments have an answer for frequent words; a query without one there waits for all segments.
    assert max(cost.requests for cost in found.first[len(words) :][:2]) <= COLD_REQUESTS
    assert max(cost.size for cost in found.later) <= LATER_BYTES
    assert min(cost.requests for cost in found.whole) > 15, "the count misses what was loaded"


@pytest.mark.sized
def test_a_filter_without_words_costs_a_few_small_files(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tag = next((corpus / "tags").iterdir()).name
    filters = [years(corpus)[0], years(corpus)[-1], "type=report", f"tag={tag}", "type=brief&sort=date", "language=en"]
    found = costs(corpus, telling_words(corpus, 1), filters).filtered
    told(capsys, found)
    assert max(cost.size for cost in found) <= COLD_BYTES
    assert max(cost.requests for cost in found) <= COLD_REQUESTS


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.parametrize("name", CORPORA)
def test_searching_real_articles_costs_little(
    name: str, tmp_path: Path, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    output = published(real_site(name, pytestconfig), tmp_path)
    words, frequent = telling_words(output, 2), frequent_words(output, 3)
    queries = [*words, *frequent, " ".join(frequent[:2]), " ".join(frequent), "the", "qqqqqx"]
    found = costs(output, queries, [years(output)[0], years(output)[-1], "type=brief"])
    told(capsys, [*found.whole, *found.filtered])
    assert max(cost.size for cost in (*found.whole, *found.filtered)) <= COLD_BYTES
    assert max(cost.requests for cost in found.filtered) <= COLD_REQUESTS
