"""Hubs and engines are told only what was asked for, and only of what changed."""

import json
import time
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from kei_site.config import Config, FeedSettings, Organization
from kei_site.core.hashing import digest_output
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.manifest import Entry
from kei_site.publishing.pings import tell_others
from kei_site.publishing.steps import steps_between
from tests.support.answering import answering

ENTRY = Entry(digest=digest_output(b""), size=0, media_type="")
STEPS = steps_between(
    {"briefs/2023/gone/index.html": ENTRY}, dict.fromkeys(("feed.xml", "briefs/2024/a/index.html", "a.css"), ENTRY)
)
CONFIG = Config(title="T", url="https://example.org", organization=Organization(name="T"))
PLACE = PublishTarget(target="folder", path="a", websub=True, indexnow="0f8fad5b")


def test_hubs_learn_of_feeds_and_engines_of_pages() -> None:
    with answering(lambda _: (204, b"")) as server:
        config = replace(CONFIG, feeds=FeedSettings(hubs=(f"{server.url}/hub",)))
        lines = list(tell_others(STEPS, PLACE, config, f"{server.url}/engines"))
    hub, engines = server.asked
    assert parse_qs(hub.body.decode()) == {"hub.mode": ["publish"], "hub.url": ["https://example.org/feed.xml"]}
    assert json.loads(engines.body) == {
        "host": "example.org",
        "key": "0f8fad5b",
        "keyLocation": "https://example.org/0f8fad5b.txt",
        "urlList": ["https://example.org/briefs/2024/a/", "https://example.org/briefs/2023/gone/"],
    }
    assert lines == [f"told {server.url}/hub of 1 feeds", "told search engines of 2 pages"]


def test_nobody_is_told_unless_it_was_asked_for() -> None:
    config = replace(CONFIG, feeds=FeedSettings(hubs=("http://127.0.0.1:9/",)))
    assert list(tell_others(STEPS, replace(PLACE, websub=False, indexnow=""), config)) == []
    assert list(tell_others(steps_between({}, {}), PLACE, config)) == []


def test_whoever_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    config = replace(CONFIG, feeds=FeedSettings(hubs=("http://127.0.0.1:9/",)))
    (line,) = tell_others(STEPS, replace(PLACE, indexnow=""), config)
    assert line.startswith("note: 127.0.0.1:9 was not told")
