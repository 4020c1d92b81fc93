"""Netlify gets digests and the files that it asks for, as its API describes; a stub stands for it."""

import hashlib
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import jsonschema
import pytest

from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing import netlify
from kei_site.publishing.netlify import NetlifyPlace
from kei_site.publishing.remote import RemoteFailure
from tests.support.answering import Answering, Asked, answering
from tests.support.node_modules import node_file
from tests.support.remotes import edition_of

FIRST = {"index.html": "home", "한글/a b.html": "page", "assets/a.css": "css", "copy.css": "css"}
SECOND = {"index.html": "other", "한글/a b.html": "page", "new.txt": "new"}


class Stub:
    """A site of Netlify: deploys, and the bytes of their files by digest."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.deploys: list[dict[str, Any]] = []
        self.published = ""
        self.answers: list[tuple[Asked, int, bytes]] = []

    def answer(self, asked: Asked) -> tuple[int, bytes]:
        """Answer a request as the API describes it."""
        if asked.headers.get("Authorization") != "Bearer very-secret":
            return 401, b'{"code": 401, "message": "Access Denied"}'
        found = self._answer(asked, asked.path.partition("?")[0].split("/")[1:])
        self.answers.append((asked, 201 if asked.path.endswith("/restore") else 200, json.dumps(found).encode()))
        return self.answers[-1][1:]

    def _answer(self, asked: Asked, parts: list[str]) -> object:
        match [asked.method, *parts]:
            case ["GET", "sites", "kei"]:
                return {"published_deploy": {"id": self.published}}
            case ["GET", "sites", "kei", "files"]:
                return [{"id": path, "path": path, "sha": found} for path, found in self._files().items()]
            case ["GET", "sites", "kei", "deploys"]:
                return [self._shown(deploy) for deploy in self.deploys[::-1]]
            case ["POST", "sites", "kei", "deploys"]:
                files = json.loads(asked.body)["files"]
                deploy = {"id": f"d{len(self.deploys)}", "files": files, "context": "production", "state": "uploading"}
                self.deploys.append(deploy)
                if json.loads(asked.body).get("async"):
                    deploy["state"] = "preparing"
                return self._shown(deploy)
            case ["POST", "sites", "kei", "deploys", name, "restore"]:
                self.published = name
                return self._shown(next(each for each in self.deploys if each["id"] == name))
            case ["PUT", "deploys", _, "files", *path]:
                found = hashlib.sha1(asked.body, usedforsecurity=False).hexdigest()
                assert self.deploys[-1]["files"]["/" + unquote("/".join(path))] == found
                self.blobs[found] = asked.body
                return {"path": "/" + unquote("/".join(path)), "sha": found, "size": len(asked.body)}
            case ["GET", "deploys", name]:
                deploy = next(each for each in self.deploys if each["id"] == name)
                if deploy["state"] == "preparing":
                    deploy["state"] = "prepared"
                elif set(deploy["files"].values()) <= self.blobs.keys():
                    deploy["state"], self.published = "ready", name
                return self._shown(deploy)
        raise AssertionError(parts)

    def _shown(self, deploy: dict[str, Any]) -> dict[str, Any]:
        required = sorted(set(deploy["files"].values()) - self.blobs.keys())
        shown = {name: deploy[name] for name in ("id", "context", "state")}
        compared = {} if deploy["state"] == "preparing" else {"required": required}
        return {**shown, **compared, "deploy_ssl_url": "https://d--kei.netlify.app"}

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


def test_netlify_is_given_time_to_compare_the_files_of_a_large_site(tmp_path: Path) -> None:
    files = {f"briefs/2024/{number}/index.html": f"page {number}" for number in range(101)}
    stub = Stub()
    with netlify_stub(stub) as (place, server):
        outcome = place.publish(edition_of(tmp_path / "1", files), verify=False)
        assert (stub.texts(), outcome.requests) == (files, len(server.asked))
    (body,) = [json.loads(asked.body) for asked in server.asked if asked.method == "POST"]
    assert body["async"] is True


@pytest.mark.tool
def test_requests_and_answers_of_the_stub_are_those_of_the_documented_api(tmp_path: Path) -> None:
    api = json.loads(node_file("@netlify/open-api/dist/swagger.json").read_text(encoding="utf-8"))
    stub = Stub()
    with netlify_stub(stub) as (place, _):
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        many = {f"{number}.txt": str(number) for number in range(101)}
        place.publish(edition_of(tmp_path / "2", many), verify=False)
        place.roll_back(dry_run=False)
    assert f"https://{api['host']}{api['basePath']}" == netlify.API
    assert {difference for answered in stub.answers for difference in differences(api, *answered)} == set()
    asked = Asked("POST", "/sites/kei/deploys?x=1", {}, b'{"files": [], "draft": 1}')
    assert len(list(differences(api, asked, 204, b'{"required": {}}'))) == 5


def differences(api: dict[str, Any], asked: Asked, status: int, body: bytes) -> Iterator[str]:
    """Yield where a request or its answer is not as an OpenAPI document says."""
    path, _, query = asked.path.partition("?")
    patterns = {name: re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(name)) for name in api["paths"]}
    patterns["/deploys/{deploy_id}/files/{path}"] = "/deploys/[^/]+/files/.+"
    name = next((name for name, pattern in patterns.items() if re.fullmatch(pattern, path)), "")
    operation = api["paths"].get(name, {}).get(asked.method.lower())
    if operation is None:
        yield f"{asked.method} {path} does not exist"
        return
    rows = [*api["paths"][name].get("parameters", ()), *operation.get("parameters", ())]
    # The guide of the API describes these two for every list.
    known = {row["name"] for row in rows if row["in"] == "query"} | {"page", "per_page"}
    yield from (f"{name}: {word}" for word in parse_qs(query) if word not in known)
    for row in rows:
        if row["in"] == "body" and row["schema"].get("type") == "object":
            yield from wrong_values(row["schema"], json.loads(asked.body), name)
    if str(status) not in operation["responses"]:
        yield f"{name}: {status}"
    schema = next(found["schema"] for code, found in operation["responses"].items() if code in ("200", "201"))
    yield from wrong_values(schema, json.loads(body), name)


def wrong_values(schema: dict[str, Any], found: object, name: str) -> Iterator[str]:
    """Yield where a value is not as a schema says; names that a schema does not have are wrong, too."""
    closed = {**schema, "additionalProperties": False} if "properties" in schema else schema
    for error in jsonschema.Draft4Validator(closed).iter_errors(found):
        yield f"{name}: {error.message}"


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
