"""Measures the cost of a search for a reader: bytes and requests through a counting server, with Chromium.

    python -m tests.bench.search_cost OUTPUT [--queries N]

OUTPUT is a published site. The cold visit is that of an address with `?q=`, until the first result is shown, and until
nothing more is loaded; later queries are typed on the same page, with words that were not searched for before. Cold
visits of filters have no words. Bodies are counted as they are sent: in gzip, as hosts do. Ends with 1 above a limit.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from tests.bench.known_items import known_items, published_pages
from tests.support.chromium import running_browser
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COLD_BYTES, COLD_REQUESTS, LATER_BYTES = 400_000, 25, 150_000
"""Limits: of a cold visit, of its requests until the first result or with a filter, of a later query."""
_ASKED_BEFORE = """
["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .filter((entry) => entry.startTime <= window.firstResult).map((entry) => entry.name)
"""
_WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("a.found-title")) return;
  window.firstResult ??= performance.now();
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The cost of a query."""

    query: str
    requests: int
    size: int
    """Bytes, compressed as hosts do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What visits of a site cost."""

    first: list[Cost]
    """Of each query, cold, until its first result."""
    whole: list[Cost]
    """Of each query, cold, with all that it loads."""
    later: list[Cost]
    """Of all queries but the first, typed one after the other."""
    filtered: list[Cost]
    """Of each filter, cold, with all that it loads."""


def costs(output: Path, queries: Sequence[str], filters: Sequence[str] = ()) -> Costs:
    """Return the costs of queries, words with blanks between them, and of filters such as `year=2016`."""
    with served(output) as running, running_browser() as browser:
        cold = [_cold(browser, running, f"q={quote_plus(query)}") for query in queries]
        return Costs(
            first=[first for first, _ in cold],
            whole=[whole for _, whole in cold],
            later=_later(browser, running, queries),
            filtered=[_cold(browser, running, chosen)[1] for chosen in filters],
        )


def _cold(browser: "Browser", running: Served, query: str) -> tuple[Cost, Cost]:
    """Return the cost of an address until its first result, and of all that it loads."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    running.traffic.clear()
    page.goto(f"{running.url}/search/?{query}")
    page.wait_for_selector("a.found-title, .found-advice:not([hidden])")
    page.wait_for_selector("#kei-search:not([aria-busy])")
    page.wait_for_load_state("networkidle")
    early = {urlsplit(address)._replace(scheme="", netloc="").geturl() for address in page.evaluate(_ASKED_BEFORE)}
    sizes = [answer.size for answer in running.traffic.answers if answer.path in early]
    context.close()
    whole = Cost(query=query, requests=running.traffic.requests, size=running.traffic.size)
    return Cost(query=query, requests=len(sizes), size=sum(sizes)), whole


def _later(browser: "Browser", running: Served, queries: Sequence[str]) -> list[Cost]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{running.url}/search/?q={quote_plus(queries[0])}")
    page.wait_for_selector("a.found-title")
    page.wait_for_selector("#kei-search:not([aria-busy])")
    found = []
    for query in queries[1:]:
        running.traffic.clear()
        page.fill("#kei-q", query)
        page.press("#kei-q", "Enter")
        page.wait_for_selector("#kei-search:not([aria-busy])")
        found.append(Cost(query=query, requests=running.traffic.requests, size=running.traffic.size))
    page.close()
    return found


def telling_words(output: Path, count: int) -> list[str]:
    """Return rare words of titles, at most one for each brief."""
    items = known_items(published_pages(output), count * 8, seed="cost")
    return list(dict.fromkeys(item.query.split()[0] for item in items if item.kind == "words of the title"))[:count]


def frequent_words(output: Path, count: int) -> list[str]:
    """Return the words that stand most often in titles."""
    words = Counter(word for page in published_pages(output) for word in page.title.lower().split() if word.isalpha())
    return [word for word, _ in words.most_common(count)]


def years(output: Path) -> list[str]:
    """Return a filter for each year of a site, the oldest first."""
    return [f"year={folder.name}" for folder in sorted((output / "briefs").glob("[12]???"))]


def main(arguments: Sequence[str]) -> int:
    """Measure a published site as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the cost of a search for a reader.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--queries", type=int, default=12)
    options = parser.parse_args(arguments)
    filters = years(options.output)
    found = costs(options.output, telling_words(options.output, options.queries), [filters[0], filters[-1]])
    _print("first result of a cold visit", found.first, f"{COLD_BYTES // 1000} KB, {COLD_REQUESTS} requests")
    _print("all of a cold visit", found.whole, f"{COLD_BYTES // 1000} KB")
    _print("later query, all it loads", found.later, f"{LATER_BYTES // 1000} KB")
    _print("a filter, cold", found.filtered, f"{COLD_BYTES // 1000} KB, {COLD_REQUESTS} requests")
    few = all(cost.requests <= COLD_REQUESTS for cost in (*found.first, *found.filtered))
    small = all(cost.size <= COLD_BYTES for cost in (*found.whole, *found.filtered))
    return 0 if few and small and all(cost.size <= LATER_BYTES for cost in found.later) else 1


def _print(name: str, found: Sequence[Cost], limit: str) -> None:
    sizes = [cost.size / 1000 for cost in found]
    requests = [cost.requests for cost in found]
    print(
        f"{name}: {median(sizes):.0f} KB (most {max(sizes):.0f}), {median(requests):.0f} requests "
        f"(most {max(requests)}); limit {limit}; {len(found)} queries"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
