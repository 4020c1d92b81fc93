"""Pages that hold the vectors of `tests/attacks`, in a browser that obeys no policy: nothing runs."""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.support.attack_doors import DOORS, attack_doors
from tests.support.attack_files import attack_files
from tests.support.attack_site import attack_site
from tests.support.web_server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
_RECORD = "window.kei_ran = () => { document.documentElement.dataset.ran = 'yes'; };"
_ACT = r"""
() => {
  const runs = /^(javascript|vbscript|view-source|blob|data:(?!application\/))/;
  for (const element of document.querySelectorAll("main *")) {
    for (const kind of ["mouseover", "pointerenter", "focus"]) element.dispatchEvent(new Event(kind));
  }
  for (const link of document.querySelectorAll("main a[href]")) {
    if (runs.test(link.href)) document.documentElement.dataset.ran = link.href;
  }
}
"""
"""A visitor who touches everything, and finds links that would run something; citations are offered as `data:`."""


def what_ran(page: "Page", address: str) -> str | None:
    """Open a page, touch everything on it, and return what ran, or None."""
    page.goto(address)
    page.evaluate(_ACT)
    found: str | None = page.evaluate("document.documentElement.dataset.ran")
    return found


def careless(browser: "Browser") -> "Page":
    """Return a page without a policy, which loads documents alone: pictures fail, as vectors wish."""

    def documents_only(route: "Route") -> None:
        if route.request.resource_type == "document":
            route.continue_()
        else:
            route.abort()

    page = browser.new_context(bypass_csp=True).new_page()
    page.add_init_script(_RECORD)
    page.route("**/*", documents_only)
    return page


@pytest.mark.sized
def test_no_vector_runs_in_a_browser_without_a_policy(
    browser: "Browser", tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    sites = (
        attack_site(tmp_path / "texts"),
        attack_doors(tmp_path / "doors", every=len(DOORS) // 2),
        attack_files(tmp_path / "files", every=3),
    )
    page, most = careless(browser), pytestconfig.getoption("--attack-pages") // len(sites)
    ran: dict[str, str | None] = {}
    for site in sites:
        site.build(keep_going=True, jobs=2)
        pages = sorted(path.relative_to(site.output) for path in site.output.rglob("index.html"))
        sample = Random(28).sample(pages, min(len(pages), most))
        with served(site.output) as host:
            ran |= {f"{site.site}/{path}": what_ran(page, f"{host.url}/{path.parent.as_posix()}/") for path in sample}
    assert len(ran) == most * len(sites) >= 20
    assert {path: what for path, what in ran.items() if what} == {}


@pytest.mark.parametrize(
    "html", ["<script>kei_ran()</script>", "<img src=x onerror=kei_ran()>", "<a href='javascript:kei_ran()'>a</a>"]
)
def test_a_vector_that_runs_would_be_seen(browser: "Browser", tmp_path: Path, html: str) -> None:
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><title>a</title><main>{html}</main>", encoding="utf-8")
    with served(tmp_path) as host:
        assert what_ran(careless(browser), f"{host.url}/")
