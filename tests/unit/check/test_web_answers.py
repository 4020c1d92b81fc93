"""Real servers, all of them on loopback, and how they are asked."""

import pytest

from kei_site.check.web_answers import WebAnswer, ask, ask_all, is_public_host
from tests.support.answering import Asked, answering


def anyone(host: str) -> bool:
    """Let every host be asked: the servers of these tests are on loopback."""
    return True


def test_a_page_is_asked_for_its_head_alone() -> None:
    with answering(lambda asked: (200, b"words")) as server:
        assert ask(f"{server.url}/a", anyone) == WebAnswer(status=200, url=f"{server.url}/a")
        assert [asked.method for asked in server.asked] == ["HEAD"]


@pytest.mark.parametrize("refusal", [403, 404, 405, 501])
def test_a_server_that_does_not_know_heads_is_asked_for_the_page(refusal: int) -> None:
    with answering(lambda asked: (refusal if asked.method == "HEAD" else 200, b"words")) as server:
        assert ask(f"{server.url}/a", anyone).status == 200


def test_redirects_are_followed_to_the_end() -> None:
    def answer(asked: Asked) -> tuple[int, bytes]:
        return (200, b"") if asked.path == "/" else (301, f"{server.url}/".encode())

    with answering(answer) as server:
        assert ask(f"{server.url}/old", anyone) == WebAnswer(status=200, url=f"{server.url}/")


def test_a_page_that_is_gone_says_so() -> None:
    with answering(lambda asked: (404, b"")) as server:
        assert ask(f"{server.url}/a", anyone).status == 404


def test_a_server_that_is_not_there_has_a_reason() -> None:
    with answering(lambda asked: (200, b"")) as server:
        gone = server.url
    found = ask(f"{gone}/a", anyone)
    assert found.status == 0
    assert found.problem


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/a", "http://10.0.0.1/", "http://[::1]/", "http://169.254.1.1/"]
)
def test_hosts_of_a_network_of_ones_own_are_not_asked(address: str) -> None:
    assert ask(address) == WebAnswer(status=0, problem="a host that is not public")


def test_a_redirect_into_such_a_network_is_not_followed() -> None:
    with answering(lambda asked: (302, b"http://127.0.0.2/secret")) as server:
        found = ask(f"{server.url}/a", lambda host: host == "127.0.0.1")
        assert (found.status, found.problem) == (0, "a host that is not public")


def test_only_the_web_is_asked() -> None:
    assert ask("file:///etc/passwd", anyone).problem == "no address of the web"
    assert ask("https:///a", anyone).status == 0


def test_public_hosts_are_known_by_their_addresses() -> None:
    assert is_public_host("9.9.9.9")
    assert not is_public_host("192.168.0.1")


def test_all_addresses_are_answered() -> None:
    found = ask_all(["https://a.example/1", "https://a.example/2", "https://b.example/"], _echo, pause=0)
    assert {address: answer.url for address, answer in found.items()} == {
        address: address for address in ("https://a.example/1", "https://a.example/2", "https://b.example/")
    }


def _echo(address: str) -> WebAnswer:
    return WebAnswer(status=200, url=address)
