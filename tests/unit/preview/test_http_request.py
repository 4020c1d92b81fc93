"""Which requests the preview answers: those of a browser on this machine, for itself, in a form with one reading."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.preview.http_request import Refused, Request, own_hosts, read_request
from tests.support.hostile_requests import FORMS, TRAVERSALS

HOSTS = own_hosts(8000)


def head(
    target: str = "/", *, method: str = "GET", version: str = "1.1", host: str = "localhost:8000", **more: str
) -> bytes:
    """Return the head of a request; underscores in names of headers stand for hyphens."""
    lines = [f"{method} {target} HTTP/{version}", f"Host: {host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status(data: bytes) -> int:
    """Return the status with which a head is refused; 200 when it is not."""
    try:
        read_request(data, HOSTS)
    except Refused as refused:
        return refused.status
    return 200


def test_an_honest_request_is_read() -> None:
    request = read_request(head("/tags/%ED%95%9C%EA%B5%AD/?q=a%20b&page=2", sec_fetch_site="same-origin"), HOSTS)
    assert request == Request(method="GET", address="/tags/한국/", query={"q": "a b", "page": "2"}, is_own=True)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_preview_answers_to_its_own_names(host: str) -> None:
    assert status(head(host=host)) == 200


OTHER_NAMES = (
    "localhost",
    "127.0.0.1",
    "localhost:8001",
    "localhost:08000",
    "localhost:",
    "localhost.:8000",
    "LOCALHOST:8000",
    "localhost.evil.example:8000",
    "evil.example",
    "evil.example:8000",
    "127.1:8000",
    "127.0.0.2:8000",
    "0.0.0.0:8000",
    "2130706433:8000",
    "0x7f000001:8000",
    "0177.0.0.1:8000",
    "::1:8000",
    "[::1]",
    "[0:0:0:0:0:0:0:1]:8000",
    "[::ffff:127.0.0.1]:8000",
    "[::1%25lo]:8000",
    "user@localhost:8000",
    "localhost:8000@evil.example",
    "localhost:8000/",
    "localhost:8000,evil.example",
    "localhost:8000 evil.example",
    "10.0.0.1:8000",
    "",
)


@pytest.mark.parametrize("host", OTHER_NAMES)
def test_another_name_is_refused(host: str) -> None:
    assert status(head(host=host)) == 403


def test_a_request_without_a_host_or_with_two_is_refused() -> None:
    assert status(b"GET / HTTP/1.1\r\n\r\n") == 400
    assert status(b"GET / HTTP/1.0\r\n\r\n") == 400
    assert status(head(Host="localhost:8000")) == 400
    assert status(b"GET / HTTP/1.1\r\nHost: localhost:8000\r\nhost: evil.example\r\n\r\n") == 400


def test_on_port_80_names_stand_alone() -> None:
    assert {"localhost", "localhost:80", "[::1]"} <= own_hosts(80)
    assert "localhost" not in own_hosts(8080)


@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "http://localhost", "http://localhost:8001", "https://localhost:8000", "http://127.0.0.1:8000",
        "http://evil.example", "http://localhost:8000.evil.example", "http://localhost:8000/", "HTTP://localhost:8000",
        "http://localhost:8000 http://evil.example", "file://", "chrome-extension://abc",
    ],
)  # fmt: skip
def test_another_origin_is_refused(origin: str) -> None:
    assert status(head(origin=origin)) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "SAME-ORIGIN", "", "same-origin, cross-site"])
def test_another_site_is_refused(site: str) -> None:
    assert status(head(sec_fetch_site=site)) == 403


def test_what_a_proxy_says_counts_for_nothing() -> None:
    assert status(head(host="evil.example", x_forwarded_host="localhost:8000", forwarded="host=localhost:8000")) == 403
    assert not read_request(head(x_forwarded_host="localhost:8000"), HOSTS).is_own


def test_only_a_browser_can_vouch_for_a_page() -> None:
    assert read_request(head(sec_fetch_site="same-origin"), HOSTS).is_own
    assert read_request(head(origin="http://localhost:8000"), HOSTS).is_own
    assert not read_request(head(), HOSTS).is_own
    assert not read_request(head(sec_fetch_site="none"), HOSTS).is_own
    assert not read_request(head(sec_fetch_site="none", origin="http://localhost:8000"), HOSTS).is_own


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"]
)
def test_other_methods_are_refused(method: str) -> None:
    assert status(head(method=method)) == 405


@pytest.mark.parametrize("target", TRAVERSALS)
def test_a_spelling_of_another_place_is_no_address_or_stays_as_it_is(target: str) -> None:
    """Nothing is resolved: what is not refused is looked up as it was spelled, decoded once."""
    if status(head(target)) != 400:
        address = read_request(head(target), HOSTS).address
        assert address.startswith("/")
        assert address == unquote(target)


@pytest.mark.parametrize("target", FORMS)
def test_other_forms_of_a_target_are_refused(target: str) -> None:
    assert status(head(target)) == 400


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\nHost: localhost:8000\n\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET  / HTTP/1.1\r\nHost: localhost:8000\r\n\r\n",
        b"GET / HTTP/1.1 \r\nHost: localhost:8000\r\n\r\n",
        b"GET / HTTP/2.0\r\nHost: localhost:8000\r\n\r\n",
        b"GET / http/1.1\r\nHost: localhost:8000\r\n\r\n",
        b"get / HTTP/1.1\r\nHost: localhost:8000\r\n\r\n",
        b"\r\nGET / HTTP/1.1\r\nHost: localhost:8000\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: localhost:8000\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost:8000\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:8000\r\n folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:8000\r\nX\0: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:8000\r\nX: y\0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:8000\r\nnothing\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:8000\r\n: nothing\r\n\r\n",
        b"GET /\xed\x95\x9c HTTP/1.1\r\nHost: localhost:8000\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\n",
        b"\r\n\r\n",
    ],
)
def test_a_head_in_another_form_is_refused(data: bytes) -> None:
    assert status(data) == 400


@pytest.mark.parametrize(
    "more",
    [
        {"transfer_encoding": "chunked"},
        {"transfer_encoding": "identity"},
        {"Transfer_Encoding": "xchunked", "content_length": "0"},
        {"content_length": "5"},
        {"content_length": "-1"},
        {"content_length": "0, 5"},
        {"content_length": "0x0"},
        {"content_length": "00"},
    ],
)
def test_a_request_with_a_body_is_refused(more: dict[str, str]) -> None:
    assert status(head(**more)) == 400


def test_two_lengths_are_refused_even_when_they_agree() -> None:
    assert status(head(content_length="0", Content_Length="0")) == 400


@pytest.mark.parametrize(
    ("version", "connection", "keeps"),
    [("1.1", "", True), ("1.1", "close", False), ("1.1", "Close", False), ("1.0", "", False)],
)
def test_a_connection_is_kept_as_the_client_wants_it(version: str, connection: str, keeps: bool) -> None:
    more = {"connection": connection} if connection else {}
    assert read_request(head(version=version, **more), HOSTS).keeps is keeps


@given(st.binary(max_size=400))
def test_no_bytes_make_the_guard_raise_anything_else(data: bytes) -> None:
    assert status(data + b"\r\n\r\n") in (200, 400, 403, 405)


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_no_words_make_the_guard_raise_anything_else(target: str, name: str, value: str) -> None:
    data = f"GET /{target} HTTP/1.1\r\nHost: localhost:8000\r\n{name}: {value}\r\n\r\n".encode("utf-8", "surrogatepass")
    assert status(data) in (200, 400, 403, 405)
