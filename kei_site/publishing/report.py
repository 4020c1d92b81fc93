"""The outcome of a publishing -> the lines that an editor reads."""

import posixpath
from collections.abc import Iterator

from kei_site.core.byte_sizes import size_text
from kei_site.core.urls import file_link
from kei_site.publishing.publisher import Outcome
from kei_site.publishing.steps import PAGE, Steps, kind_of

_MOST = 10
"""The most addresses that are listed."""


def table(outcome: Outcome) -> Iterator[str]:
    """Yield the lines of the table: files that are new, changed and gone by kind, bytes, requests."""
    steps = outcome.steps
    changed = [path for group in steps.sent for path in group if path not in steps.new]
    rows = {"new": steps.new, "changed": changed, "gone": [path for group in steps.deleted for path in group]}
    yield f"{'':10}{'files':>8}{'pages':>8}"
    for name, paths in rows.items():
        yield f"{name:10}{len(paths):8}{sum(path.endswith('.html') for path in paths):8}"
    yield f"{size_text(steps.size)} to send, {outcome.requests} requests"


def addresses_to_look_at(steps: Steps, url: str) -> list[str]:
    """Return the addresses of new and changed pages of texts, new ones first, at most _MOST of them."""
    pages = [path for group in steps.sent for path in group if kind_of(path) == PAGE]
    ordered = sorted(pages, key=lambda path: (path not in steps.new, path))
    return [address_of(path, url) for path in ordered[:_MOST]]


def address_of(path: str, url: str) -> str:
    """Return the absolute address of a file; that of a page is its folder's."""
    folder, name = posixpath.split(path)
    shown = (f"{folder}/" if folder else "") if name == "index.html" else path
    return url + (file_link(shown) if shown else "/")
