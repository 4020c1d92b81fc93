"""Files of a former site, loaded from its own host alone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kei_site.importers import fetching
from kei_site.importers.fetching import MediaFetcher

ASKED: list[str] = []


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        if self.path == "/away.png":
            self.send_response(302)
            self.send_header("Location", "http://other.example.org/secret")
            self.end_headers()
            return
        self.send_response(200 if self.path.endswith(("a.png", "b%20c.png")) else 404)
        self.end_headers()
        self.wfile.write(b"\x89PNG\r\n\x1a\n" + bytes(100))

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    ASKED.clear()
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher(folder: Path) -> MediaFetcher:
    return MediaFetcher(folder, lambda address: "//127.0.0.1" in address)


def test_a_file_is_loaded_once(host: str, tmp_path: Path) -> None:
    for _ in range(2):
        found = fetcher(tmp_path).fetch(f"{host}/up/a.png").source
        assert found is not None
        assert found.read_bytes().startswith(b"\x89PNG")
    assert ASKED == ["/up/a.png"]


def test_what_was_left_of_a_file_by_a_killed_import_is_removed(tmp_path: Path) -> None:
    (tmp_path / "0123-a.part").write_bytes(b"hal")
    fetcher(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_addresses_with_blanks_are_asked_for(host: str, tmp_path: Path) -> None:
    assert fetcher(tmp_path).fetch(f"{host}/b c.png").source is not None


def test_what_fails_is_said_and_not_asked_again(host: str, tmp_path: Path) -> None:
    loader = fetcher(tmp_path)
    problems = [loader.fetch(f"{host}/gone.png").problem for _ in range(2)]
    assert problems[0] == problems[1]
    assert "could not be loaded: HTTP Error 404" in problems[0]
    assert ASKED == ["/gone.png"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://other.example.org/a.png", "file:///etc/passwd", "/up/a.png", "data:,x"])
def test_no_other_host_is_asked(tmp_path: Path, address: str) -> None:
    found = fetcher(tmp_path).fetch(address)
    assert (found.source, found.problem) == (None, "")


def test_a_redirect_to_another_site_is_not_followed(host: str, tmp_path: Path) -> None:
    assert "another site" in fetcher(tmp_path).fetch(f"{host}/away.png").problem


def test_a_file_that_is_too_large_is_not_kept(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_MEDIA_BYTES", 50)
    assert "larger than 50 bytes" in fetcher(tmp_path).fetch(f"{host}/a.png").problem
    assert list(tmp_path.iterdir()) == []
