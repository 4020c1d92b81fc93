"""Addresses at outlets (LNK08): which are asked, what is remembered, and what is told."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from kei_site.check.outlet_links import (
    LastAnswer,
    check_addresses,
    link_diagnostics,
    outlet_addresses,
    read_known,
    write_known,
)
from kei_site.check.web_answers import WebAnswer
from kei_site.core.diagnostics import Place
from kei_site.core.syndication import Syndication
from tests.support.plan_samples import brief

A, B = "https://paper.example/2024/a", "https://paper.example/2024/b"
DAY, NEXT, LATER = "2024-12-01", "2024-12-02", "2025-01-15"
GOOD = WebAnswer(status=200, url=A)


class Outlets:
    """Outlets that answer as they are told to, and count what they are asked."""

    def __init__(self, **answers: WebAnswer) -> None:
        self.answers = {A: answers.get("a", GOOD), B: answers.get("b", GOOD)}
        self.asked: list[str] = []

    def __call__(self, addresses: Iterable[str]) -> dict[str, WebAnswer]:
        self.asked += addresses
        return {address: self.answers[address] for address in self.asked}


def told(answers: dict[str, LastAnswer]) -> list[tuple[str, str]]:
    """Return (address, message) of each diagnostic."""
    places = {address: Place(path="content/briefs/a.md") for address in (A, B)}
    return [(found.found, found.message) for found in link_diagnostics(places, answers)]


def after(answer: WebAnswer, *days: str) -> list[tuple[str, str]]:
    """Return what is told after an address has answered alike on some days."""
    known: dict[str, LastAnswer] = {}
    for day in days:
        known = dict(check_addresses([A], known, day, Outlets(a=answer)).answers)
    return told(known)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (WebAnswer(status=404, url=A), "answers 404"),
        (WebAnswer(status=410, url=A), "answers 410"),
        (WebAnswer(status=200, url="https://paper.example/"), "leads to the first page of its site"),
    ],
)
def test_a_page_that_is_gone_is_told_at_once(answer: WebAnswer, message: str) -> None:
    assert after(answer, DAY) == [(A, message)]


@pytest.mark.parametrize("status", [200, 204, 401, 403, 405, 429, 999])
def test_what_may_be_there_for_readers_is_not_told(status: int) -> None:
    assert after(WebAnswer(status=status, url=A), DAY, NEXT) == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (WebAnswer(status=503, url=A), f"answers 503 since {DAY}"),
        (WebAnswer(status=0, problem="timed out"), f"does not answer: timed out since {DAY}"),
    ],
)
def test_a_server_that_fails_is_told_when_it_fails_on_another_day(answer: WebAnswer, message: str) -> None:
    assert after(answer, DAY) == []
    assert after(answer, DAY, DAY) == []
    assert after(answer, DAY, NEXT) == [(A, message)]


def test_a_good_address_is_asked_once_a_month_and_another_one_every_day() -> None:
    outlets = Outlets(b=WebAnswer(status=404, url=B))
    first = check_addresses([A, B], {}, DAY, outlets)
    assert (first.asked, outlets.asked) == (2, [A, B])
    outlets.asked.clear()
    assert check_addresses([A, B], first.answers, DAY, outlets).asked == 0
    check_addresses([A, B], first.answers, NEXT, outlets)
    assert outlets.asked == [B]
    outlets.asked.clear()
    check_addresses([A, B], first.answers, LATER, outlets)
    assert outlets.asked == [A, B]


def test_an_address_that_no_brief_names_is_forgotten() -> None:
    first = check_addresses([A, B], {}, DAY, Outlets())
    assert set(check_addresses([A], first.answers, DAY, Outlets()).answers) == {A}


def test_what_is_remembered_outlives_the_command_but_not_damage(tmp_path: Path) -> None:
    answers = {A: LastAnswer(day=DAY, is_good=True), B: LastAnswer(day=DAY, is_good=False, problem="answers 404")}
    assert read_known(tmp_path / "cache") == {}
    write_known(tmp_path / "cache", answers)
    assert read_known(tmp_path / "cache") == answers
    (tmp_path / "cache" / "outlet-links.json").write_text('{"https:', encoding="utf-8")
    assert read_known(tmp_path / "cache") == {}


def test_each_address_is_asked_once_for_all_briefs() -> None:
    there = Syndication(outlet="Paper", url=A, others=(Syndication(outlet="Daily", url=""),))
    briefs = [brief("2024/a", published_in=there), brief("2024/b", published_in=there)]
    assert [*outlet_addresses(briefs)] == [A]
