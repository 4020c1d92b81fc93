"""A preview that runs while its editor reads other sites: they learn nothing of it, under no name and by no element.

What an element may load is seen by the events that it raises. The same script finds out a server that lets other sites
in: here, a preview without its walls.
"""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_preview import PAGE, previewed
from tests.support.chromium import running_browser
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

EVIL = "evil.example"
SECRET = "Planted words"  # noqa: S105
READING = """async (address) => {
  const tried = {};
  const soon = (made) => Promise.race([made, new Promise((done) => setTimeout(() => done("silent"), 3000))]);
  const fetched = (options) => fetch(address, options).then((answer) => answer.text()).catch(() => "refused");
  tried.fetch = await fetched({});
  tried.withCookies = await fetched({ credentials: "include" });
  tried.opaque = await fetch(address, { mode: "no-cors" }).then(() => "told").catch(() => "refused");
  const load = (name, property) => new Promise((done) => {
    const element = document.createElement(name);
    if (name === "link") element.rel = "stylesheet";
    element.onload = () => done("loaded");
    element.onerror = () => done("refused");
    element[property] = address;
    document.body.append(element);
  });
  tried.script = await soon(load("script", "src"));
  tried.image = await soon(load("img", "src"));
  tried.style = await soon(load("link", "href"));
  const frame = document.createElement("iframe");
  frame.src = address;
  document.body.append(frame);
  await soon(new Promise((done) => { frame.onload = done; }));
  tried.frame = frame.contentDocument ? frame.contentDocument.documentElement.innerText : "closed";
  tried.events = await soon(new Promise((done) => {
    const source = new EventSource(address);
    source.onopen = source.onmessage = () => done("open");
    source.onerror = () => done("refused");
  }));
  tried.socket = await soon(new Promise((done) => {
    const socket = new WebSocket(address.replace("http", "ws"));
    socket.onopen = socket.onmessage = () => done("open");
    socket.onerror = socket.onclose = () => done("refused");
  }));
  return tried;
}"""
"""Tries to read an address from a page of another origin; what it gets of each try."""
NOTHING = {
    "fetch": "refused", "withCookies": "refused", "opaque": "refused", "script": "refused", "image": "refused",
    "style": "refused", "frame": "closed", "events": "refused", "socket": "refused",
}  # fmt: skip


class _Elsewhere(BaseHTTPRequestHandler):
    """A page of another site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><body></body>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Open(_Elsewhere):
    """A server without walls."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()
        self.wfile.write(f"// {SECRET}".encode())


@pytest.fixture(scope="module")
def rebound() -> "Iterator[Browser]":
    """Run Chromium in a network whose names somebody else decides on: one of them leads to this machine."""
    with running_browser(f"--host-resolver-rules=MAP {EVIL} 127.0.0.1") as started:
        yield started


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Preview a site."""
    site = ScratchSite(tmp_path_factory.mktemp("open_pages"))
    site.write("content/briefs/2024/alpha.md", brief("Alpha", body=f"{SECRET}.\n"))
    with previewed(site) as (address, _):
        yield address


@pytest.fixture
def page(rebound: "Browser") -> "Iterator[Page]":
    context = rebound.new_context()
    yield context.new_page()
    context.close()


def token_of(page: "Page", home: str) -> str:
    """Return the token of this run, as the editor's own browser sees it."""
    page.goto(home + PAGE)
    assert SECRET in page.inner_text("body")
    found = re.search(r"/\.preview/([\w-]+)\.js", page.content())
    assert found
    return found[1]


@pytest.mark.parametrize(
    "path", ["/", PAGE, "/feed.xml", "/.preview/{token}.js", "/.preview/{token}.json", "/.preview/{token}"]
)
def test_a_name_that_is_led_to_this_machine_gets_nothing(page: "Page", home: str, path: str) -> None:
    token = token_of(page, home)
    evil = home.replace("localhost", EVIL)
    respond = page.goto(evil + path.format(token=token))
    assert respond is not None
    assert respond.status == 403
    for body in (respond.text(), page.content()):
        assert token not in body
        assert SECRET not in body
        assert len(body) < 200
    assert "access-control-allow-origin" not in respond.headers


def test_a_page_of_such_a_name_reads_nothing_though_it_is_of_the_same_origin(page: "Page", home: str) -> None:
    token = token_of(page, home)
    page.goto(home.replace("localhost", EVIL) + "/")
    assert page.evaluate("origin") == home.replace("localhost", EVIL)
    for path in ("/", PAGE, f"/.preview/{token}.json", f"/.preview/{token}?page=/&seen=&errors="):
        ask = "async (path) => { const response = await fetch(path); return [response.status, await response.text()]; }"
        status, body = page.evaluate(ask, path)
        assert status == 403
        assert SECRET not in body
        assert token not in body


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", EVIL])
def test_a_page_on_another_port_reads_nothing(page: "Page", home: str, host: str) -> None:
    token = token_of(page, home)
    with running(_Elsewhere) as elsewhere:
        page.goto(elsewhere.replace("127.0.0.1", host))
        for path in (PAGE, f"/.preview/{token}.js", f"/.preview/{token}?page=/&seen=&errors="):
            assert page.evaluate(READING, home + path) == NOTHING, path
            assert [frame for frame in page.frames if SECRET in frame.content()] == []


def test_a_server_without_walls_would_be_found_out(page: "Page") -> None:
    with running(_Elsewhere) as elsewhere, running(_Open) as preview:
        page.goto(elsewhere)
        tried = page.evaluate(READING, preview)
        assert SECRET in tried["fetch"]
        assert (tried["opaque"], tried["script"]) == ("told", "loaded")
        assert [frame for frame in page.frames if SECRET in frame.content()] != []


def test_the_editor_sees_it_under_its_own_names(page: "Page", home: str) -> None:
    for name in ("localhost", "127.0.0.1"):
        respond = page.goto(home.replace("localhost", name) + PAGE)
        assert respond is not None
        assert respond.status == 200
