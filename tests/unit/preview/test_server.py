"""The server, asked over real sockets: who gets what, and what nobody gets."""

import contextlib
import json
import re
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.preview import server as server_module
from kei_site.preview.server import Server
from kei_site.preview.site_state import SiteState, StateHolder, addresses
from tests.support.hostile_requests import FORMS, TRAVERSALS

SECRET = b"a secret marker that nobody may read"
PAGE = b"<!doctype html>\n<title>Home</title>\n"
OWN = {"Sec-Fetch-Site": "same-origin"}
WALLS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server, and ways to ask it."""

    server: Server
    holder: StateHolder
    output: Path

    def get(self, target: str, *, method: str = "GET", **headers: str) -> Answered:
        """Ask as an honest client does."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.putrequest(method, target, skip_host="host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answered = _answered(connection.getresponse())
        connection.close()
        return answered

    def raw(self, data: bytes) -> Answered | None:
        """Send bytes; None when the connection is closed without an answer."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as opened:
            try:
                opened.sendall(data)
                response = HTTPResponse(opened)
                response.begin()
                return _answered(response)
            except ConnectionError:
                return None

    def ask(self, target: str) -> Answered | None:
        """Send a target as it stands."""
        name = f"localhost:{self.server.port}".encode()
        return self.raw(b"GET " + target.encode() + b" HTTP/1.1\r\nHost: " + name + b"\r\n\r\n")

    def word(self, page: str, seen: str, errors: str = "") -> str:
        """Wait as a page does; return the word."""
        target = f"/.preview/{self.server.token}?page={page}&seen={seen}&errors={errors}"
        return self.get(target, **OWN).body.decode()

    def seen(self, target: str) -> str:
        """Return the mark of a page as its tag gives it."""
        found = re.search(rb'data-seen="([0-9a-f]+)"></script>\n$', self.get(target).body)
        assert found
        return found[1].decode()


def _answered(response: HTTPResponse) -> Answered:
    return Answered(status=response.status, headers=dict(response.getheaders()), body=response.read())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    output = tmp_path / "site" / ".kei-site" / "preview" / "public"
    files = {
        "index.html": PAGE,
        "404.html": b"nothing",
        "tags/한국/index.html": b"tag",
        "assets/a.css": b"a{}",
        "x.bin": b"\0\1",
        "briefs/a/data.csv": b"a,b\n",
        "briefs/a/talk.mp3": b"ID3",
        "briefs/a/paper.pdf": b"%PDF-",
        "tags/한국/feed.json": b"{}",
        "pagefind/entry.json": b"{}",
    }
    for path, data in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)
    for place in (tmp_path, tmp_path / "site", output.parent, output.parent.parent, output):
        (place / "secret.txt").write_bytes(SECRET)
        (place / ".env").write_bytes(SECRET)
    (output / "linked.txt").symlink_to(tmp_path / "secret.txt")
    (output / "linked").symlink_to(tmp_path)
    holder = StateHolder()
    holder.show(SiteState(files=addresses(files, output, ""), missing="/404.html"))
    server = Server(holder, 0)
    server.start()
    yield Served(server=server, holder=holder, output=output)
    server.stop()


def test_pages_are_the_published_bytes_and_the_tag(served: Served) -> None:
    answered = served.get("/")
    tag = f'<script src="/.preview/{served.server.token}.js" integrity="sha256-'.encode()
    assert answered.status == 200
    assert answered.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answered.body.startswith(PAGE + tag)
    assert answered.body.count(b"<script") == 1
    assert served.get("/index.html").body == answered.body
    assert served.get("/tags/%ED%95%9C%EA%B5%AD/").body.startswith(b"tag<script")


def test_other_files_are_the_published_bytes(served: Served) -> None:
    assert served.get("/assets/a.css").body == b"a{}"
    assert served.get("/x.bin").headers["Content-Type"] == "application/octet-stream"


def test_files_beside_a_text_are_saved_and_nothing_in_them_runs(served: Served) -> None:
    headers = served.get("/briefs/a/data.csv").headers
    assert headers["Content-Disposition"] == "attachment"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox; default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "target",
    ["/briefs/a/talk.mp3", "/briefs/a/paper.pdf", "/tags/%ED%95%9C%EA%B5%AD/feed.json", "/pagefind/entry.json", "/"],
)
def test_what_browsers_show_is_not_saved(served: Served, target: str) -> None:
    answered = served.get(target)
    assert answered.status == 200
    assert "Content-Disposition" not in answered.headers


def test_a_folder_without_its_slash_leads_to_the_folder(served: Served) -> None:
    answered = served.get("/tags/%ED%95%9C%EA%B5%AD")
    assert (answered.status, answered.headers["Location"]) == (308, "/tags/%ED%95%9C%EA%B5%AD/")
    assert answered.body == b""


def test_what_is_not_there_gets_the_sites_own_page(served: Served) -> None:
    answered = served.get("/nothing/")
    assert answered.status == 404
    assert answered.body.startswith(b"nothing<script")


def test_head_gives_the_head_alone(served: Served) -> None:
    answered = served.get("/", method="HEAD")
    assert answered.status == 200
    assert int(answered.headers["Content-Length"]) > len(PAGE)
    assert answered.body == b""


@pytest.mark.parametrize("target", [*TRAVERSALS, *FORMS])
def test_no_spelling_leads_out_of_what_is_published(served: Served, target: str) -> None:
    answered = served.ask(target)
    assert answered is not None
    assert answered.status in (400, 404)
    assert SECRET not in answered.body


def test_a_file_that_became_a_link_is_not_followed(served: Served, tmp_path: Path) -> None:
    (served.output / "x.bin").unlink()
    (served.output / "x.bin").symlink_to(tmp_path / "secret.txt")
    answered = served.get("/x.bin")
    assert answered.status == 404
    assert SECRET not in answered.body


def test_a_folder_that_became_a_link_is_not_followed(served: Served, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.css").write_bytes(SECRET)
    (served.output / "assets" / "a.css").unlink()
    (served.output / "assets").rmdir()
    (served.output / "assets").symlink_to(tmp_path / "elsewhere")
    assert served.get("/assets/a.css").status == 404


@pytest.mark.skipif(not hasattr(__import__("os"), "mkfifo"), reason="needs pipes")
def test_a_file_that_became_a_pipe_blocks_nothing(served: Served) -> None:
    import os

    (served.output / "x.bin").unlink()
    os.mkfifo(served.output / "x.bin")
    assert served.get("/x.bin").status == 404


ASKED: tuple[Callable[[Served], Answered | None], ...] = (
    lambda served: served.get("/"),
    lambda served: served.get("/assets/a.css"),
    lambda served: served.get("/nothing"),
    lambda served: served.get("/tags/%ED%95%9C%EA%B5%AD"),
    lambda served: served.get("/", method="POST"),
    lambda served: served.get("/", host="evil.example"),
    lambda served: served.get("/", origin="null"),
    lambda served: served.get("/%zz"),
    lambda served: served.raw(b"nonsense\r\n\r\n"),
    lambda served: served.raw(b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n"),
    lambda served: served.get(f"/.preview/{served.server.token}.js", **OWN),
    lambda served: served.get(f"/.preview/{served.server.token}.json", **OWN),
    lambda served: served.get("/.preview/other.js", **OWN),
)


@pytest.mark.parametrize("ask", ASKED)
def test_every_answer_tells_the_browser_to_keep_it_to_itself(
    served: Served, ask: Callable[[Served], Answered | None]
) -> None:
    answered = ask(served)
    assert answered is not None
    assert {name: answered.headers.get(name) for name in WALLS} == WALLS
    assert not [name for name in answered.headers if name.lower().startswith("access-control")]


def test_other_methods_say_which_are_allowed(served: Served) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        answered = served.get("/", method=method)
        assert (answered.status, answered.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("name", ["js", "css", "json", ""])
def test_the_channel_is_for_the_previews_own_pages(served: Served, name: str) -> None:
    target = f"/.preview/{served.server.token}{'.' * bool(name)}{name}"
    for headers in (
        {},
        {"origin": "null"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "cross-site"},
        {"cookie": "a=b"},
    ):
        assert served.get(target, **headers).status == 403


@pytest.mark.parametrize("token", ["", "x", "TOKEN", "%00"])
def test_the_channel_needs_the_token_of_this_run(served: Served, token: str) -> None:
    for ending in ("", ".js", ".css", ".json", "?page=/&seen=x"):
        assert served.get(f"/.preview/{token}{ending}", **OWN).status in (400, 404)


def test_the_list_of_diagnostics_is_what_is_shown_now(served: Served) -> None:
    target = f"/.preview/{served.server.token}.json"
    assert json.loads(served.get(target, **OWN).body) == {"errors": "", "diagnostics": []}
    state = replace(served.holder.state, diagnostics=("content/x.md:1:1: error FM01: <b>",))
    served.holder.show(state)
    assert json.loads(served.get(target, **OWN).body) == {
        "errors": state.errors_mark,
        "diagnostics": list(state.diagnostics),
    }


def test_a_page_that_is_not_the_latest_is_told_at_once(served: Served) -> None:
    assert served.word("/", "another") == "reload"


def test_a_waiting_page_is_told_when_it_changes(served: Served) -> None:
    def change() -> None:
        time.sleep(0.2)
        (served.output / "index.html").write_bytes(b"other")
        served.holder.show(replace(served.holder.state))

    seen = served.seen("/")
    threading.Thread(target=change).start()
    assert served.word("/", seen) == "reload"


def test_a_waiting_page_is_not_told_of_other_pages(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_HOLDING", 0.6)
    seen = served.seen("/")
    threading.Timer(
        0.2, lambda: served.holder.show(replace(served.holder.state, early_pages={"/tags/한국/": b"x"}))
    ).start()
    assert served.word("/", seen) == ""


def test_a_waiting_page_is_told_of_pictures_that_changed(served: Served) -> None:
    seen = served.seen("/")
    served.holder.show(replace(served.holder.state, unhashed_changes=1))
    assert served.word("/", seen) == "reload"


def test_diagnostics_are_told_once_and_their_end_reloads(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_HOLDING", 0.3)
    seen = served.seen("/")
    good = served.holder.state
    served.holder.show(replace(good, diagnostics=("wrong",)))
    errors = served.holder.state.errors_mark
    assert served.word("/", seen) == "failed"
    assert served.word("/", seen, errors) == ""
    served.holder.show(replace(good, diagnostics=("wrong otherwise",)))
    assert served.word("/", seen, errors) == "failed"
    served.holder.show(good)
    assert served.word("/", seen, errors) == "reload"


def looked_at(served: Served, *addresses: str) -> bool:
    """Tell whether exactly these pages are looked at, within a minute."""
    until = time.monotonic() + 60
    while served.server.open_pages() != addresses and time.monotonic() < until:
        time.sleep(0.01)
    return served.server.open_pages() == addresses


def test_the_pages_that_are_looked_at_are_known(served: Served) -> None:
    seen = served.seen("/")
    waiting = threading.Thread(target=served.word, args=("/", seen))
    waiting.start()
    assert looked_at(served, "/")
    served.holder.show(replace(served.holder.state, unhashed_changes=5))
    waiting.join(timeout=60)
    assert looked_at(served)


def test_a_page_that_was_left_is_not_looked_at(served: Served) -> None:
    target = f"/.preview/{served.server.token}?page=/&seen={served.seen('/')}"
    with socket.create_connection(("127.0.0.1", served.server.port)) as opened:
        name = f"localhost:{served.server.port}"
        opened.sendall(f"GET {target} HTTP/1.1\r\nHost: {name}\r\nSec-Fetch-Site: same-origin\r\n\r\n".encode())
        assert looked_at(served, "/")
    assert looked_at(served)


def test_a_connection_serves_many_requests(served: Served) -> None:
    connection = HTTPConnection("127.0.0.1", served.server.port, timeout=60)
    for _ in range(50):
        connection.request("GET", "/assets/a.css")
        assert connection.getresponse().read() == b"a{}"
    connection.close()


def test_two_requests_in_one_piece_get_two_answers(served: Served) -> None:
    name = f"localhost:{served.server.port}"
    head = f"GET /assets/a.css HTTP/1.1\r\nHost: {name}\r\n"
    with socket.create_connection(("127.0.0.1", served.server.port), timeout=60) as opened:
        opened.sendall(f"{head}\r\n{head}Connection: close\r\n\r\n".encode())
        data = b"".join(iter(lambda: opened.recv(65_536), b""))
    assert data.count(b"HTTP/1.1 200 OK") == 2
    assert data.endswith(b"a{}")


def test_a_smuggled_request_is_not_answered(served: Served) -> None:
    name = f"localhost:{served.server.port}"
    hidden = "GET /assets/a.css HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    for length in (
        f"Content-Length: {len(hidden)}\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n",
    ):
        answered = served.raw(f"GET / HTTP/1.1\r\nHost: {name}\r\n{length}\r\n{hidden}".encode())
        assert answered is not None
        assert answered.status == 400
        assert answered.headers["Connection"] == "close"


def test_a_head_without_end_is_given_up(served: Served) -> None:
    answered = served.raw(b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 20_000)
    assert answered is None or answered.status == 400


def test_a_slow_client_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_ASKING", 0.3)
    with socket.create_connection(("127.0.0.1", served.server.port), timeout=60) as opened:
        opened.sendall(b"GET / HTTP/1.1\r\n")
        assert opened.recv(100) == b""


@contextlib.contextmanager
def idle_connections(served: Served) -> Iterator[None]:
    """Open 500 connections that send nothing, and close them again.

    Now and then the server answers a request, so it has accepted those before: where more wait than a system queues
    for the server, TCP tries the next one again only after a second (RFC 6298, section 2).
    """
    with contextlib.ExitStack() as opened:
        for number in range(500):
            opened.enter_context(socket.create_connection(("127.0.0.1", served.server.port), timeout=60))
            if number % 10 == 9:
                assert served.get("/").status == 200
        yield


def test_hundreds_of_idle_connections_keep_nobody_out(served: Served) -> None:
    with idle_connections(served):
        assert served.get("/").status == 200


def resident_bytes() -> int:
    """Return how much memory this process has (proc(5), statm)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_abuse_costs_little_memory(served: Served) -> None:
    ranges = ",".join(f"{number}-" for number in range(1_000))
    before = resident_bytes()
    with idle_connections(served):
        for _ in range(50):
            served.get("/", Range=f"bytes={ranges}")
            assert served.ask("/" + "a" * 100_000) is None or served.get("/").status == 200
        assert resident_bytes() - before < 50_000_000


@pytest.mark.parametrize("ranges", ["bytes=0-1", "bytes=0-,0-,0-", "bytes=5-1", "lines=1-"])
def test_ranges_are_not_offered(served: Served, ranges: str) -> None:
    answered = served.get("/", Range=ranges)
    assert (answered.status, answered.body) == (200, served.get("/").body)


def test_a_target_of_100_kilobytes_is_refused(served: Served) -> None:
    answered = served.ask("/" + "a/" * 50_000)
    assert answered is None or answered.status in (400, 404)


def test_the_longest_idle_makes_room(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served.server, "_most", 5)
    idle = [socket.create_connection(("127.0.0.1", served.server.port), timeout=60) for _ in range(5)]
    assert served.get("/").status == 200
    assert idle[0].recv(10) == b""
    for connection in idle:
        connection.close()


def test_connections_take_half_of_the_files_that_may_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, most in ((256, 128), (resource.RLIM_INFINITY, 512), (1 << 20, 512)):
        monkeypatch.setattr(resource, "getrlimit", lambda kind, limit=limit: (limit, limit))
        server = Server(StateHolder(), 0)
        server.stop()
        assert server._most == most


def test_only_the_loopback_is_listened_on(served: Served) -> None:
    hosts = {socket_.getsockname()[0] for socket_ in served.server._sockets}
    assert hosts <= {"127.0.0.1", "::1"}


def test_a_taken_port_is_refused_or_gone_round(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match=f"port {served.server.port} is taken"):
        Server(StateHolder(), served.server.port)
    monkeypatch.setattr(server_module, "FIRST_PORT", served.server.port)
    other = Server(StateHolder(), None)
    other.stop()
    assert other.port != served.server.port
    assert other.token != served.server.token


@pytest.mark.parametrize("port", [-1, 65_536, 10**12])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(Refusal, match="not allowed"):
        Server(StateHolder(), port)


def test_before_the_first_build_a_page_waits_for_it() -> None:
    holder = StateHolder()
    server = Server(holder, 0)
    server.start()
    try:
        answered = Served(server=server, holder=holder, output=Path()).get("/")
        assert answered.status == 404
        assert b"data-seen" in answered.body
    finally:
        server.stop()


def test_random_requests_never_get_the_secret(served: Served) -> None:
    from random import Random

    rng = Random("requests")
    pieces = (
        "..",
        ".",
        "/",
        "%2e",
        "%2f",
        "%5c",
        "\\",
        "secret.txt",
        "linked",
        ".env",
        "assets",
        "%00",
        " ",
        "?",
        "#",
        "a",
        "%",
    )
    for _ in range(300):
        target = "/" + "".join(rng.choices(pieces, k=rng.randint(1, 8)))
        answered = served.ask(target)
        assert answered is None or SECRET not in answered.body, target
    assert served.get("/").status == 200
