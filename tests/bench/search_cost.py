"""Measures the cost of a search for a reader: bytes and requests through a counting server, with Chromium.

    python -m tests.bench.search_cost OUTPUT [--queries N]

OUTPUT is a published site. The cold visit is that of an address with `?q=`, until the first result is shown; later
queries are typed on the same page, with words that were not searched for before, until nothing more is loaded. Ends
with 1 above a limit.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.bench.known_items import known_items, published_pages
from tests.support.chromium import running_browser
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COLD_BYTES, COLD_REQUESTS, LATER_BYTES = 400_000, 25, 150_000
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


def costs(output: Path, queries: Sequence[str]) -> tuple[list[Cost], list[Cost]]:
    """Return the cost of each query on a cold visit until its first result, and of all but the first typed later."""
    with served(output) as running, running_browser() as browser:
        cold = [_cold(browser, running, query) for query in queries]
        later = _later(browser, running, queries)
    return cold, later


def _cold(browser: "Browser", running: Served, query: str) -> Cost:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    running.traffic.clear()
    page.goto(f"{running.url}/search/?q={query.replace(' ', '+')}")
    page.wait_for_selector("a.found-title")
    page.wait_for_selector("#kei-search:not([aria-busy])")
    early = {urlsplit(address)._replace(scheme="", netloc="").geturl() for address in page.evaluate(_ASKED_BEFORE)}
    sizes = [answer.size for answer in running.traffic.answers if answer.path in early]
    context.close()
    return Cost(query=query, requests=len(sizes), size=sum(sizes))


def _later(browser: "Browser", running: Served, queries: Sequence[str]) -> list[Cost]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{running.url}/search/?q={queries[0].replace(' ', '+')}")
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


def main(arguments: Sequence[str]) -> int:
    """Measure a published site as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the cost of a search for a reader.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--queries", type=int, default=12)
    options = parser.parse_args(arguments)
    cold, later = costs(options.output, telling_words(options.output, options.queries))
    _print("first result of a cold visit", cold, f"{COLD_BYTES // 1000} KB, {COLD_REQUESTS} requests")
    _print("later query, all it loads", later, f"{LATER_BYTES // 1000} KB")
    is_cheap = all(cost.size <= COLD_BYTES and cost.requests <= COLD_REQUESTS for cost in cold)
    return 0 if is_cheap and all(cost.size <= LATER_BYTES for cost in later) else 1


def _print(name: str, found: Sequence[Cost], limit: str) -> None:
    sizes = [cost.size / 1000 for cost in found]
    requests = [cost.requests for cost in found]
    print(
        f"{name}: {median(sizes):.0f} KB (most {max(sizes):.0f}), {median(requests):.0f} requests "
        f"(most {max(requests)}); limit {limit}; {len(found)} queries"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
