"""A busy server is asked again, a refusal is final, and no key follows a redirect."""

import time

import pytest

from kei_site.publishing.web import WebFailure, WebRequest, fetch
from tests.support.answering import answering

NO_PAUSES = (0.0, 0.0)


@pytest.mark.parametrize(("statuses", "tries"), [([500, 503, 200], 3), ([200], 1)])
def test_a_busy_server_is_asked_again(statuses: list[int], tries: int) -> None:
    with answering(lambda _: (statuses.pop(0), b"done")) as server:
        assert fetch(WebRequest(url=server.url, method="POST", body=b"words"), NO_PAUSES) == b"done"
    assert [asked.body for asked in server.asked] == [b"words"] * tries


@pytest.mark.parametrize(("status", "tries"), [(401, 1), (404, 1), (500, 3), (302, 1)])
def test_a_refusal_is_final_and_tries_are_limited(status: int, tries: int) -> None:
    with answering(lambda _: (status, b"http://127.0.0.1:9/")) as server, pytest.raises(WebFailure) as raised:
        fetch(WebRequest(url=server.url), NO_PAUSES)
    assert (raised.value.status, len(server.asked)) == (status, tries)


def test_a_server_that_is_not_there_has_no_status() -> None:
    with pytest.raises(WebFailure) as raised:
        fetch(WebRequest(url="http://127.0.0.1:9/"), ())
    assert raised.value.status == 0


@pytest.mark.parametrize(
    ("header", "words", "pause"),
    [
        ("Retry-After", "7", 7),
        ("Retry-After", "9999", 120),
        ("Retry-After", "Mon", 0),
        ("X-RateLimit-Reset", "1030", 30),
    ],
)
def test_a_server_is_left_alone_for_as_long_as_it_asks(
    monkeypatch: pytest.MonkeyPatch, header: str, words: str, pause: float
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(time, "time", lambda: 1000.0)
    statuses = [429, 200]
    with answering(lambda _: (statuses.pop(0), b"done")) as server:
        server.headers[header] = words
        assert fetch(WebRequest(url=server.url), (0.0,)) == b"done"
    assert pauses == [pause]
