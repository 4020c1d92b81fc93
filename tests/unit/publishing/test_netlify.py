"""Netlify gets digests and the files that it asks for, as its API describes; a stub stands for it."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
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
        self.made = 0
        self.published = ""
        self.on_ready: Callable[[], None] = lambda: None
        """What happens when a draft is complete."""
        self.is_out_of_reach = False
        self.answers: list[tuple[Asked, int, bytes]] = []

    def answer(self, asked: Asked) -> tuple[int, bytes]:
        """Answer a request as the API describes it."""
        if asked.headers.get("Authorization") != "Bearer very-secret":
            return 401, b'{"code": 401, "message": "Access Denied"}'
        if self.is_out_of_reach:
            return 400, b""
        found = self._answer(asked, asked.path.partition("?")[0].split("/")[1:])
        status = 204 if asked.method == "DELETE" else 201 if asked.path.endswith("/restore") else 200
        self.answers.append((asked, status, b"" if status == 204 else json.dumps(found).encode()))
        return self.answers[-1][1:]

    def _answer(self, asked: Asked, parts: list[str]) -> object:
        match [asked.method, *parts]:
            case ["GET", "sites", "kei"]:
                return {"published_deploy": self._shown(self._deploy(self.published))} if self.published else {}
            case ["GET", "sites", "kei", "files"]:
                return [{"id": path, "path": path, "sha": found} for path, found in self._files().items()]
            case ["POST", "sites", "kei", "deploys"]:
                body = json.loads(asked.body)
                (title,) = parse_qs(asked.path.partition("?")[2]).get("title", [""])
                state, name = "preparing" if body.get("async") else "uploading", f"d{self.made}"
                self.made += 1
                deploy = {"id": name, "files": body["files"], "state": state, "draft": body["draft"], "title": title}
                self.deploys.append({**deploy, "context": "deploy-preview" if body["draft"] else "production"})
                return self._shown(self.deploys[-1])
            case ["POST", "sites", "kei", "deploys", name, "restore"]:
                self.published = name
                return self._shown(self._deploy(name))
            case ["DELETE", "deploys", name]:
                self.deploys.remove(self._deploy(name))
                return None
            case ["PUT", "deploys", name, "files", *path]:
                found = hashlib.sha1(asked.body, usedforsecurity=False).hexdigest()
                assert self._deploy(name)["files"]["/" + unquote("/".join(path))] == found
                self.blobs[found] = asked.body
                return {"path": "/" + unquote("/".join(path)), "sha": found, "size": len(asked.body)}
            case ["GET", "deploys", name]:
                deploy = self._deploy(name)
                if deploy["state"] == "preparing":
                    deploy["state"] = "prepared"
                elif set(deploy["files"].values()) <= self.blobs.keys():
                    self._end(deploy)
                return self._shown(deploy)
        raise AssertionError(parts)

    def _deploy(self, name: str) -> dict[str, Any]:
        return next(each for each in self.deploys if each["id"] == name)

    def _end(self, deploy: dict[str, Any]) -> None:
        deploy["state"] = "ready"
        if not deploy["draft"]:
            self.published = deploy["id"]
        self.on_ready()

    def _shown(self, deploy: dict[str, Any]) -> dict[str, Any]:
        required = sorted(set(deploy["files"].values()) - self.blobs.keys())
        shown = {name: deploy[name] for name in ("id", "context", "state", "draft", "title")}
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
    bodies = [json.loads(asked.body or b"{}") for asked in server.asked if asked.method == "POST"]
    assert [body.get("async") for body in bodies] == [True, None]


@pytest.mark.tool
def test_requests_and_answers_of_the_stub_are_those_of_the_documented_api(tmp_path: Path) -> None:
    api = json.loads(node_file("@netlify/open-api/dist/swagger.json").read_text(encoding="utf-8"))
    stub = Stub()
    with netlify_stub(stub) as (place, _):
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        many = {f"{number}.txt": str(number) for number in range(101)}
        place.publish(edition_of(tmp_path / "2", many), verify=False)
        place.roll_back(dry_run=False)
        stub.on_ready = lambda: published_by_another(stub)
        with pytest.raises(RemoteFailure, match="another publisher"):
            place.publish(edition_of(tmp_path / "3", SECOND), verify=False)
    assert f"https://{api['host']}{api['basePath']}" == netlify.API
    assert {difference for answered in stub.answers for difference in differences(api, *answered)} == set()
    asked = Asked("POST", "/sites/kei/deploys?x=1", {}, b'{"files": [], "draft": 1}')
    assert list(differences(api, Asked("DELETE", "/deploys/d0", {}, b""), 200, b"")) == ["/deploys/{deploy_id}: 200"]
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
    schemas = [found["schema"] for code, found in operation["responses"].items() if code in ("200", "201")]
    for schema in schemas:  # what is deleted has none
        yield from wrong_values(schema, json.loads(body), name)


def wrong_values(schema: dict[str, Any], found: object, name: str) -> Iterator[str]:
    """Yield where a value is not as a schema says; names that a schema does not have are wrong, too."""
    closed = {**schema, "additionalProperties": False} if "properties" in schema else schema
    for error in jsonschema.Draft4Validator(closed).iter_errors(found):
        yield f"{name}: {error.message}"


def published_by_another(stub: Stub) -> None:
    """Publish a page as another program does, without a draft."""
    stub.blobs["sum"] = b"of another"
    deploy = {"id": "other", "files": {"/index.html": "sum"}, "context": "production", "state": "ready"}
    stub.deploys.append({**deploy, "draft": False, "title": ""})
    stub.published = "other"


def test_of_two_publishers_the_one_that_ends_later_is_refused(tmp_path: Path) -> None:
    stub = Stub()
    with netlify_stub(stub) as (place, server):
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)

        def publish_meanwhile() -> None:
            stub.on_ready = lambda: None
            place.publish(edition_of(tmp_path / "2", SECOND), verify=False)

        stub.on_ready = publish_meanwhile
        with pytest.raises(RemoteFailure, match=r"another publisher has published there meanwhile .* publish again"):
            place.publish(edition_of(tmp_path / "3", {"index.html": "third"}), verify=False)
        assert stub.texts() == SECOND
        assert [asked.path for asked in server.asked if asked.method == "DELETE"] == ["/deploys/d1"]
        outcome = place.publish(edition_of(tmp_path / "3", {"index.html": "third"}), verify=False)
        assert (stub.texts(), outcome.requests) == ({"index.html": "third"}, 6)


def test_a_publisher_that_is_killed_before_it_publishes_changes_nothing(tmp_path: Path) -> None:
    stub = Stub()
    with netlify_stub(stub) as (place, server):
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        second = edition_of(tmp_path / "2", SECOND)
        stub.on_ready = lambda: setattr(stub, "is_out_of_reach", True)
        with pytest.raises(RemoteFailure):
            place.publish(second, verify=False)
        stub.on_ready, stub.is_out_of_reach = lambda: None, False
        assert ([deploy["state"] for deploy in stub.deploys], stub.texts()) == (["ready", "ready"], FIRST)
        uploads = len([asked for asked in server.asked if asked.method == "PUT"])
        place.publish(second, verify=False)
        assert stub.texts() == SECOND
        assert len([asked for asked in server.asked if asked.method == "PUT"]) == uploads
        place.roll_back(dry_run=False)
        assert stub.texts() == FIRST


def test_a_rollback_restores_the_deploy_before(tmp_path: Path) -> None:
    stub = Stub()
    with netlify_stub(stub) as (place, _):
        published_by_another(stub)
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        place.publish(edition_of(tmp_path / "2", SECOND), verify=False)
        place.roll_back(dry_run=True)
        assert stub.texts() == SECOND
        for expected in (FIRST, {"index.html": "of another"}):
            place.roll_back(dry_run=False)
            assert stub.texts() == expected
        with pytest.raises(RemoteFailure, match="kei-site did not make"):
            place.roll_back(dry_run=False)


def test_the_first_publishing_has_nothing_to_go_back_to(tmp_path: Path) -> None:
    with netlify_stub(Stub()) as (place, _):
        place.publish(edition_of(tmp_path / "1", FIRST), verify=False)
        with pytest.raises(RemoteFailure, match="no earlier deploy"):
            place.roll_back(dry_run=False)


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
