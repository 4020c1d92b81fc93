"""A Chromium of the machine's own that talks to nobody but the site under test, and pages that keep what goes wrong."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support.node_modules import missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  console.error(`policy: ${violatedDirective} ${blockedURI}`);
});
"""


def program() -> str:
    """Return where Chromium is; without it, see `missing`."""
    found = os.environ.get("KEI_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing("Chromium")
    return found


@contextmanager
def running_browser(*flags: str) -> Iterator["Browser"]:
    """Run Chromium without a window, with more `flags`; skip the test when Chromium or playwright is missing, see
    `missing`."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    executable = program()
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=executable, args=[*FLAGS, *flags])
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True)
class Visitor:
    """Opens pages of one site, and keeps what they complain of and whom else they ask."""

    browser: "Browser"
    home: str
    complaints: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    """Words of the complaints that a test has asked for."""

    def open(self, path: str, **options: Any) -> "Page":
        """Open a page in a context of its own, with the options of a context."""
        page = self.new_page(**options)
        page.goto(self.home + path)
        return page

    def new_page(self, **options: Any) -> "Page":
        """Return an empty page in a context of its own, with the options of a context."""
        context = self.browser.new_context(**{"locale": "en-US", "viewport": {"width": 1440, "height": 900}, **options})
        context.add_init_script(_REPORT_VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda said: self._complain(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", lambda asked: None if self._is_at_home(asked.url) else self._complain(f"asked {asked.url}"))
        return page

    def excuse(self, page: "Page", *words: str) -> None:
        """Wait for complaints that hold these words; forget all that came until then, and such that come later."""
        wait_for(page, lambda: all(word in "\n".join(self.complaints) for word in words), f"no complaint of {words}")
        self.excused += words
        self.complaints.clear()

    def close(self) -> None:
        """Close every page that was opened."""
        for context in list(self.browser.contexts):
            context.close()

    def _complain(self, words: str) -> None:
        if not any(word in words for word in self.excused):
            self.complaints.append(words)

    def _is_at_home(self, url: str) -> bool:
        return url.startswith((self.home + "/", "data:", "blob:"))


def until(page: "Page", expression: str) -> None:
    """Wait for an expression to be true; the pages' policy forbids Playwright's own way to do that."""
    wait_for(page, lambda: page.evaluate(expression), expression)


def wait_for(page: "Page", condition: Callable[[], object], name: str) -> None:
    """Wait while a page works, at most a minute, for a condition to hold; `name` says what is missing."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, name
        page.wait_for_timeout(20)
