"""Netlify gets digests and the files that it asks for, as its API describes; a stub stands for it."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing import netlify
from kei_site.publishing.netlify import NetlifyPlace
from kei_site.publishing.remote import RemoteFailure
from tests.support.answering import Answering, Asked, answering
from tests.support.remotes import edition_of

FIRST = {"index.html": "home", "한글/a b.html": "page", "assets/a.css": "css", "copy.css": "css"}
SECOND = {"index.html": "other", "한글/a b.html": "page", "new.txt": "new"}


class Stub:
    """A site of Netlify: deploys, and the bytes of their files by digest."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.deploys: list[dict[str, Any]] = []
        self.published = ""

    def answer(self, asked: Asked) -> tuple[int, bytes]:
        """Answer a request as the API describes it."""
        if asked.headers.get("Authorization") != "Bearer very-secret":
            return 401, b'{"code": 401, "message": "Access Denied"}'
        return 200, json.dumps(self._answer(asked, asked.path.partition("?")[0].split("/")[1:])).encode()

    def _answer(self, asked: Asked, parts: list[str]) -> object:
        match [asked.method, *parts]:
            case ["GET", "sites", "kei"]:
                return {"published_deploy": {"id": self.published}}
            case ["GET", "sites", "kei", "files"]:
                return [{"path": path, "sha": found} for path, found in self._files().items()]
            case ["GET", "sites", "kei", "deploys"]:
                return self.deploys[::-1]
            case ["POST", "sites", "kei", "deploys"]:
                files = json.loads(asked.body)["files"]
                deploy = {"id": f"d{len(self.deploys)}", "files": files, "context": "production", "state": "uploading"}
                self.deploys.append(deploy)
                return {**deploy, "required": sorted(set(files.values()) - self.blobs.keys())}
            case ["POST", "sites", "kei", "deploys", name, "restore"]:
                self.published = name
                return {}
            case ["PUT", "deploys", _, "files", *path]:
                found = hashlib.sha1(asked.body, usedforsecurity=False).hexdigest()
                assert self.deploys[-1]["files"]["/" + unquote("/".join(path))] == found
                self.blobs[found] = asked.body
                return {}
            case ["GET", "deploys", name]:
                deploy = next(each for each in self.deploys if each["id"] == name)
                if set(deploy["files"].values()) <= self.blobs.keys():
                    deploy["state"], self.published = "ready", name
                return {"id": name, "state": deploy["state"], "deploy_ssl_url": "https://d--kei.netlify.app"}
        raise AssertionError(parts)

    def _files(self) -> dict[str, str]:
        return next((deploy["files"] for deploy in self.deploys if deploy["id"] == self.published), {})

    def texts(self) -> dict[str, str]:
        """Return the text of each published file."""
        return {path.lstrip("/"): self.blobs[found].decode() for path, found in self._files().items()}


@contextmanager
def netlify_stub(stub: Stub) -> Iterator[tuple[NetlifyPlace, Answering]]:
    """Run the stub, and yield the place that leads to it."""
    with answering(stub.answer) as server:
        yield NetlifyPlace(target=PublishTarget(target="netlify", site="kei"), api=server.url), server


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a key, and let nothing wait."""
    monkeypatch.setenv("NETLIFY_AUTH_TOKEN", "very-secret")
    monkeypatch.setattr(time, "sleep", lambda _: None)


def test_only_files_that_are_asked_for_are_sent(tmp_path: Path) -> None:
    stub = Stub()
    with netlify_stub(stub) as (place, server):
        assert place.preview(edition_of(tmp_path / "1", FIRST)).steps.counts == (4, 0, 0)
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        assert stub.texts() == FIRST
        assert len([asked for asked in server.asked if asked.method == "PUT"]) == 3
        outcome = place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
        assert (outcome.steps.counts, stub.texts()) == ((1, 1, 2), SECOND)
        assert outcome.note == "this deploy: https://d--kei.netlify.app"
        assert len([asked for asked in server.asked if asked.method == "PUT"]) == 5
        place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
        assert len(stub.deploys) == 2


def test_a_rollback_restores_the_deploy_before(tmp_path: Path) -> None:
    stub = Stub()
    with netlify_stub(stub) as (place, _):
        with pytest.raises(RemoteFailure, match="no earlier deploy"):
            place.roll_back(dry_run=False)
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
        place.roll_back(dry_run=True)
        assert stub.texts() == SECOND
        place.roll_back(dry_run=False)
        assert stub.texts() == FIRST


def test_a_wrong_key_is_said_and_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(tmp_path / "1", FIRST)
    with netlify_stub(Stub()) as (place, server):
        monkeypatch.setenv("NETLIFY_AUTH_TOKEN", "wrong-secret")
        with pytest.raises(RemoteFailure, match="refuses the key") as raised:
            place.preview(edition)
        assert "wrong-secret" not in str(raised.value)
        monkeypatch.delenv("NETLIFY_AUTH_TOKEN")
        with pytest.raises(Refusal, match="set NETLIFY_AUTH_TOKEN"):
            place.preview(edition)
    assert len(server.asked) == 1


@pytest.mark.parametrize(("state", "told"), [("error", "did not take the deploy: too big"), ("building", "in time")])
def test_a_deploy_that_does_not_come_to_an_end_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, told: str
) -> None:
    monkeypatch.setattr(netlify, "_MOST_LOOKS", 3)
    rest = {"id": "d", "required": [], "state": state, "error_message": "too big"}
    answers = {"GET": rest, "POST": rest}
    with answering(
        lambda asked: (200, json.dumps([] if "/files" in asked.path else answers[asked.method]).encode())
    ) as server:
        place = NetlifyPlace(target=PublishTarget(target="netlify", site="kei"), api=server.url)
        with pytest.raises(RemoteFailure, match=told):
            place.publish(edition_of(tmp_path / "1", FIRST), verify=False)


def test_a_busy_server_is_asked_a_few_times(tmp_path: Path) -> None:
    with answering(lambda _: (503, b"")) as server:
        place = NetlifyPlace(target=PublishTarget(target="netlify", site="kei"), api=server.url)
        with pytest.raises(RemoteFailure, match="does not answer as it should: 503"):
            place.preview(edition_of(tmp_path / "1", FIRST))
    assert len(server.asked) == 4
