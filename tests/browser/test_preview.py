"""`kei-site serve` under an editor's eyes: save, look, break something, fix it; and what other sites see: nothing."""

import contextlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import Visitor
from tests.support.node_modules import ROOT
from tests.support.scratch import ScratchSite, brief

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

A = "content/briefs/2024/alpha.md"
PAGE = "/briefs/2024/alpha/"
LONG = "A paragraph that takes some room on the page, and a little more of it.\n\n" * 80
VECTOR = "<img src=x onerror=alert(1)><script>alert(2)</script>"
VEIL = "document.getElementById('kei-preview')"
OVERLAY = f"{VEIL}?.shadowRoot.querySelector('section')?.innerText ?? ''"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    made = ScratchSite(tmp_path)
    made.write(A, brief("Alpha", body=f"First words.\n\n{LONG}"))
    made.write("content/briefs/2024/beta.md", brief("Beta"))
    return made


@contextlib.contextmanager
def previewed(site: ScratchSite, *words: str, port: int = 0) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Run the preview of a site; yields its address, without a slash, and its process."""
    command = [sys.executable, "-m", "kei_site", "serve", "--site", str(site.site), "--port", str(port), "--no-search"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen([*command, *words], cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            assert process.stdout
            first = process.stdout.readline()
            found = re.search(r"http://localhost:\d+", first)
            assert found, first
            assert any("written" in line for line in process.stdout), "it ended before the site was built"
            yield found[0], process
        finally:
            process.terminate()


@pytest.fixture
def visited(browser: "Browser", site: ScratchSite) -> Iterator[Visitor]:
    """Return who visits a running preview; the test fails if a page complains or asks anybody else."""
    with previewed(site) as (home, _):
        visiting = Visitor(browser=browser, home=home)
        yield visiting
        visiting.close()
        assert visiting.complaints == []


def shown(visited: Visitor, path: str = PAGE) -> "Page":
    """Open a page."""
    page = visited.new_page()
    page.goto(visited.home + path)
    return page


def seen(page: "Page", expression: str) -> None:
    """Wait for an expression to be true, also while the page is loaded again."""
    from playwright.sync_api import Error

    deadline = time.monotonic() + 60
    while True:
        with contextlib.suppress(Error):
            if page.evaluate(expression):
                return
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(20)


def test_an_editor_writes_breaks_and_fixes(visited: Visitor, site: ScratchSite) -> None:
    page = shown(visited)
    page.evaluate("scrollTo({ top: 1200, behavior: 'instant' })")
    place = page.evaluate("scrollY")

    site.edit(A, "First words", "Second thoughts")
    seen(page, "document.body.innerText.includes('Second thoughts')")
    seen(page, f"Math.abs(scrollY - {place}) < 2")
    assert place > 500

    site.edit(A, "date: 2024-07-21", "date: 2024-02-30")
    seen(page, f"({OVERLAY}).includes('no such day')")
    assert page.evaluate(OVERLAY).startswith("One error keeps the site from being published")
    assert f"{A}:3:7: error DAT01" in page.evaluate(OVERLAY)
    assert "date: 2024-02-30" in page.evaluate(OVERLAY)
    assert page.evaluate("document.body.innerText.includes('Second thoughts')")

    page.reload()
    seen(page, f"({OVERLAY}).includes('no such day')")

    site.edit(A, "date: 2024-02-30", "date: 2024-07-21")
    seen(page, f"document.body && {VEIL} === null && document.body.innerText.includes('Second thoughts')")


def test_an_overlay_can_be_hidden_and_comes_back_with_the_next_fault(visited: Visitor, site: ScratchSite) -> None:
    page = shown(visited)
    site.edit(A, "authors: [desk]", "authors: [nobody]")
    seen(page, f"({OVERLAY}).includes('AUT01')")
    page.evaluate(f"{VEIL}.shadowRoot.querySelector('button').click()")
    assert page.evaluate(f"{VEIL} === null")
    site.edit(A, "date: 2024-07-21", "date: soon")
    seen(page, f"({OVERLAY}).includes('DAT02')")


def test_what_is_wrong_is_shown_as_text(visited: Visitor, site: ScratchSite) -> None:
    page = shown(visited)
    page.on("dialog", lambda dialog: visited.complaints.append(f"dialog {dialog.message}"))
    site.edit(A, "date: 2024-07-21", f"date: {VECTOR}")
    seen(page, f"({OVERLAY}).includes('onerror')")
    assert page.evaluate(f"{VEIL}.shadowRoot.querySelectorAll('img, script').length") == 0
    assert str(site.site) not in page.evaluate(OVERLAY)
    page.wait_for_timeout(200)


def test_a_page_that_is_not_there_appears(visited: Visitor, site: ScratchSite) -> None:
    shown(visited)
    page = visited.new_page()
    page.goto(visited.home + "/briefs/2024/gamma/")
    visited.excuse(page, "404")
    site.write("content/briefs/2024/gamma.md", brief("Gamma"))
    seen(page, "document.title.includes('Gamma')")


def test_a_new_style_is_seen(visited: Visitor, site: ScratchSite) -> None:
    page = shown(visited)
    site.write("static/assets/site.css", "body { color: rgb(1, 2, 3) }\n")
    seen(page, "getComputedStyle(document.body).color === 'rgb(1, 2, 3)'")


def test_a_page_finds_a_preview_that_was_started_again(browser: "Browser", site: ScratchSite) -> None:
    with previewed(site) as (home, _):
        visiting = Visitor(browser=browser, home=home)
        page = shown(visiting)
    site.edit(A, "First words", "Second thoughts")
    with previewed(site, port=int(home.rpartition(":")[2])):
        seen(page, "document.body.innerText.includes('Second thoughts')")
        visiting.close()


def test_ctrl_c_ends_it_with_one_line(site: ScratchSite) -> None:
    with previewed(site) as (_, process):
        assert process.stdout
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stdout.read() == "the preview has ended\n"


def test_a_second_preview_of_a_site_is_refused(site: ScratchSite) -> None:
    with previewed(site):
        command = [sys.executable, "-m", "kei_site", "serve", "--site", str(site.site), "--port", "0"]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert second.returncode == 2
    assert second.stderr == "error: a preview of this site is running already\n"


def test_drafts_and_another_time_have_to_be_asked_for(browser: "Browser", site: ScratchSite) -> None:
    site.write("content/briefs/2024/draft.md", brief("Draft", draft="true"))
    site.write("content/briefs/2024/later.md", brief("Later", embargo="2099-12-24T09:00:00Z"))
    for words, drafts, later in (((), 404, 404), (("--drafts",), 200, 404), (("--at", "2099-12-24 09:00"), 404, 200)):
        with previewed(site, *words) as (home, _):
            visiting = Visitor(browser=browser, home=home)
            page = shown(visiting)
            for name, status in (("draft", drafts), ("later", later)):
                respond = page.goto(f"{home}/briefs/2024/{name}/")
                assert respond is not None
                assert respond.status == status, (words, name)
            visiting.close()
