"""Measures how well the search of a real site finds known items: 200 queries, typed into Chromium.

    python -m tests.bench.search_quality CORPUS [--list FILE] [--count N]

CORPUS is a site's folder; it is copied, briefs with errors are left out, and it is built. Prints the share of items
that come first and within the first five, and writes the list with the rank of each as JSON. Ends with 1 when less than
90 % are first, or less than 98 % in the first five.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kei_site.build.pipeline import build
from kei_site.build.report import BuildRequest
from kei_site.core.diagnostics import Severity
from tests.bench.known_items import KINDS, KnownItem, known_items, published_pages
from tests.support.chromium import running_browser
from tests.support.web_server import served

FIRST, IN_FIVE = 0.90, 0.98
_ROUNDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A known item and where it came; 0 when it is not on the first page."""

    kind: str
    query: str
    url: str
    rank: int


def published_copy(corpus: Path, folder: Path) -> Path:
    """Copy a site into `folder`, leave out briefs with errors, build it and return the output."""
    site = folder / "site"
    shutil.copytree(corpus, site, copy_function=shutil.copyfile)
    for _ in range(_ROUNDS):
        report = build(BuildRequest(site=site, output=folder / "public", cache=folder / "cache", search=True))
        broken = {diagnostic.place.path for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR}
        if not broken:
            return folder / "public"
        for path in broken:
            (site / path).unlink()
    raise SystemExit(f"cannot be published: {sorted(broken)}")


def ranks(output: Path, items: Sequence[KnownItem]) -> list[Found]:
    """Type each query into the search page of a published site."""
    with served(output) as running, running_browser() as browser:
        page = browser.new_page()
        page.goto(f"{running.url}/search/")
        found = []
        for item in items:
            page.fill("#kei-q", item.query)
            page.press("#kei-q", "Enter")
            page.wait_for_selector("#kei-search:not([aria-busy])")
            links = [link.get_attribute("href") or "" for link in page.query_selector_all("a.found-title")]
            paths = [link.partition("#")[0] for link in links]
            found.append(Found(**asdict(item), rank=paths.index(item.url) + 1 if item.url in paths else 0))
    return found


def share(found: Sequence[Found], most: int) -> float:
    """Return the share of items that came within the first `most`."""
    return sum(0 < item.rank <= most for item in found) / len(found)


def main(arguments: Sequence[str]) -> int:
    """Measure a corpus as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the quality of the search.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--list", type=Path, default=None, help="where to write the list")
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        output = published_copy(options.corpus, Path(folder))
        pages = published_pages(output)
        found = ranks(output, known_items(pages, options.count))
    print(f"{options.corpus.name}: {len(pages)} briefs, {len(found)} known items")
    for kind in (*KINDS, ""):
        some = [item for item in found if not kind or item.kind == kind]
        print(f"  {kind or 'all':20} first {share(some, 1):6.1%}   in the first five {share(some, 5):6.1%}")
    if options.list:
        text = json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=1)
        options.list.write_text(text + "\n", encoding="utf-8")
    return 0 if share(found, 1) >= FIRST and share(found, 5) >= IN_FIVE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
