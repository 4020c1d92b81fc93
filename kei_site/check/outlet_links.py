"""The addresses where briefs appeared elsewhere -> those that lead nowhere any more (LNK08). Check.

What was asked is remembered in the cache: a good address is asked again after a month, any other one on the next day.
A server that does not answer may only be busy: it is told when it has failed on two days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kei_site.core.codec import CodecError, decode, encode
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.outlets import appearances
from kei_site.output.disk import write_durably

if TYPE_CHECKING:
    from kei_site.check.web_answers import WebAnswer

FILE = "outlet-links.json"
_MONTH = timedelta(days=30)
_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 402, 403, 405, 406, 429, 451, 999})
"""Answers of servers that let programs in on terms, or not at all: the page may be there for readers."""

AskAll = Callable[[Iterable[str]], "Mapping[str, WebAnswer]"]


@value
class LastAnswer:
    """How an address answered when it was last asked."""

    day: str
    """`YYYY-MM-DD`."""
    is_good: bool
    problem: str = ""
    failed_since: str = ""
    """The first of the days in a row on which nothing answered."""


@value
class LinkCheck:
    """What a check of addresses knows, and how much of it is new."""

    answers: Mapping[str, LastAnswer] = field(default_factory=dict)
    """By address."""
    asked: int = 0


def outlet_addresses(briefs: Iterable[Brief]) -> dict[str, Place]:
    """Return every address at an outlet once, with the place of the newest brief that names it."""
    found: dict[str, Place] = {}
    for brief, there in appearances(briefs):
        if there.url:
            found.setdefault(there.url, brief.place(f"{there.key}.url"))
    return found


def check_addresses(addresses: Iterable[str], known: Mapping[str, LastAnswer], today: str, ask: AskAll) -> LinkCheck:
    """Return what is known of addresses; those are asked whose last answer is too old, at the day `today`."""
    every = dict.fromkeys(addresses)
    due = [address for address in every if address not in known or _is_due(known[address], today)]
    new = {address: _remembered(address, answer, known.get(address), today) for address, answer in ask(due).items()}
    kept = {address: known[address] for address in every if address in known}
    return LinkCheck(answers={**kept, **new}, asked=len(due))


def _is_due(last: LastAnswer, today: str) -> bool:
    age = date.fromisoformat(today) - date.fromisoformat(last.day)
    return not timedelta(0) <= age < (_MONTH if last.is_good else timedelta(days=1))


def _remembered(address: str, answer: "WebAnswer", last: LastAnswer | None, today: str) -> LastAnswer:
    if answer.status in _GONE:
        return LastAnswer(day=today, is_good=False, problem=f"answers {answer.status}")
    if answer.status in _REFUSED or (200 <= answer.status < 400):
        problem = "leads to the first page of its site" if _is_front_page(address, answer) else ""
        return LastAnswer(day=today, is_good=not problem, problem=problem)
    words = f"answers {answer.status}" if answer.status else f"does not answer: {answer.problem}"
    since = (last.failed_since if last else "") or today
    return LastAnswer(day=today, is_good=False, problem=words, failed_since=since)


def _is_front_page(address: str, answer: "WebAnswer") -> bool:
    """Tell whether the address of a page has come to lead to the front page, as a lost page often does."""
    before, after = urlsplit(address), urlsplit(answer.url)
    return before.path.strip("/") != "" and after.path.strip("/") == "" and not after.query


def link_diagnostics(addresses: Mapping[str, Place], answers: Mapping[str, LastAnswer]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (LNK08) for each address that is gone, or has not answered on two days."""
    for address, place in addresses.items():
        last = answers.get(address)
        if last is None or last.is_good or last.failed_since == last.day:
            continue
        since = f" since {last.failed_since}" if last.failed_since else ""
        fix = "correct the address, name an archived copy, or remove `url:`"
        yield diagnostic("LNK08", place, f"{last.problem}{since}", found=address, fix=fix)


def read_known(cache: Path) -> dict[str, LastAnswer]:
    """Return what earlier checks remember; nothing if the file is missing or damaged."""
    try:
        return decode(dict[str, LastAnswer], (cache / FILE).read_bytes())
    except (OSError, CodecError):
        return {}


def write_known(cache: Path, answers: Mapping[str, LastAnswer]) -> None:
    """Remember the answers."""
    cache.mkdir(parents=True, exist_ok=True)
    write_durably(cache / FILE, encode(dict(sorted(answers.items()))))
