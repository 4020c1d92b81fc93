"""What searching costs a reader, through a counting server.

The corpus is small by default. `KEI_COST_BRIEFS=6747` measures the full one, which takes minutes to build; the limits
are those of the full one in either case.
"""

import os
from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildRequest
from kei_site.model import search_segments as segments
from tests.bench.corpus import make_corpus, scale_of
from tests.bench.search_cost import COLD_BYTES, COLD_REQUESTS, LATER_BYTES, costs, telling_words

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

BRIEFS = int(os.environ.get("KEI_COST_BRIEFS", "240"))
FULL = 6_747


def test_a_first_result_and_a_later_query_cost_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_corpus(tmp_path / "site", scale_of(briefs=BRIEFS, words=None, short=False))
    for name in ("SMALL", "FRONT", "CAPACITY"):
        monkeypatch.setattr(segments, name, getattr(segments, name) * BRIEFS // FULL)
    output = tmp_path / "public"
    request = BuildRequest(site=tmp_path / "site", output=output, cache=tmp_path / "cache", jobs=1, search=True)
    assert not build(request).failed
    assert 5 <= len(list((output / "pagefind").iterdir())) <= 7
    cold, later = costs(output, telling_words(output, 4))
    with capsys.disabled():
        print(
            f"\n{BRIEFS} briefs: first result {max(visit.size for visit in cold):,} bytes and "
            f"{max(visit.requests for visit in cold)} requests; later query "
            f"{max(visit.size for visit in later):,} bytes"
        )
    assert max(visit.size for visit in cold) <= COLD_BYTES
    assert max(visit.requests for visit in cold) <= COLD_REQUESTS
    assert max(visit.size for visit in later) <= LATER_BYTES
    assert min(visit.requests for visit in cold) > 15, "the count misses what was loaded"
