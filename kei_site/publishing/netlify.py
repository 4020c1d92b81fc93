"""An edition -> a deploy of Netlify, by its documented API: digests of all files, then the files that it asks for.

https://docs.netlify.com/api/get-started/ (file digest method, drafts, restore) and https://open-api.netlify.com/. A
deploy appears at once or not at all, so no order is needed. It is a draft until all its files are there, and is then
restored, as an earlier deploy would be, unless another one was published meanwhile. The API restores without a
condition: of two publishers that ask in the same moment whether they may, the last one counts.

The title of a deploy names the one that it replaced, to which a rollback returns: a draft that nobody published is
never taken for an earlier edition. Headers and redirects are those of `_headers` and `_redirects`, which go along. The
key comes from the environment: `NETLIFY_AUTH_TOKEN`.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from kei_site.core.errors import Refusal
from kei_site.core.hashing import Digest
from kei_site.core.publish_settings import PublishTarget
from kei_site.core.value import value
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import Entry
from kei_site.publishing.publisher import Outcome
from kei_site.publishing.remote import RemoteFailure
from kei_site.publishing.steps import Steps, steps_between
from kei_site.publishing.web import WebFailure, WebRequest, fetch

API = "https://api.netlify.com/api/v1"
_THREADS = 8
_PAUSE = 1.0
_MOST_LOOKS = 600
"""How often a deploy is asked whether it is ready."""
_PER_PAGE = 100
_MOST_AT_ONCE = 100
"""Files whose digests Netlify compares while the request for a deploy waits; for more, it is asked again."""
_COMPARED = frozenset({"prepared", "uploading", "uploaded", "ready"})
"""The states of a deploy that says which files it requires."""
_OVER = frozenset({"error", "rejected"})
_READY = frozenset({"ready"})
_TITLE = "kei-site publish, after "
"""The title of a deploy up to the id of the one that it replaced."""


@value
class NetlifyPlace:
    """A site of Netlify."""

    target: PublishTarget
    api: str = API

    def preview(self, edition: Edition) -> Outcome:
        """Compare the published files with an edition."""
        return self._outcome(edition, _sums(edition), requests=0)

    def publish(self, edition: Edition, *, verify: bool) -> Outcome:
        """Make a deploy; Netlify compares all digests each time, so `verify` adds nothing."""
        sums, before = _sums(edition), self._published()
        outcome = self._outcome(edition, sums, requests=1)
        if not outcome.steps.sent and not outcome.steps.deleted:
            return outcome
        draft = self._draft(sums, str(before.get("id", "")))
        try:
            count, found = self._fill(draft, edition, sums)
            self._check_alone(before)
        except BaseException:
            with contextlib.suppress(RemoteFailure):
                self._call("DELETE", f"/deploys/{draft['id']}")
            raise
        self._restore(draft["id"])
        address = found.get("deploy_ssl_url") or found.get("deploy_url") or ""
        return Outcome(
            steps=outcome.steps,
            requests=outcome.requests + count + 3,
            note=f"this deploy: {address}" if address else "",
        )

    def roll_back(self, *, dry_run: bool) -> Outcome:
        """Restore the deploy that the published one replaced."""
        _, is_ours, before = str(self._published().get("title") or "").partition(_TITLE)
        if not before:
            raise RemoteFailure(
                "there is no earlier deploy to go back to"
                if is_ours
                else "kei-site did not make the deploy that is published; choose an earlier one at its page of Netlify"
            )
        if not dry_run:
            self._restore(before)
        none = Steps(sent=(), deleted=(), new=frozenset(), size=0)
        return Outcome(steps=none, requests=1 if dry_run else 2, note=f"the deploy before: {before}")

    @property
    def _site(self) -> str:
        return f"/sites/{quote(self.target.site)}"

    def _published(self) -> Mapping[str, Any]:
        """Return the deploy that readers see, an empty one if there is none."""
        return self._call("GET", self._site).get("published_deploy") or {}

    def _check_alone(self, before: Mapping[str, Any]) -> None:
        """Raise RemoteFailure if another deploy is published than when this publishing began."""
        now = self._published()
        if now.get("id") != before.get("id"):
            raise RemoteFailure(
                f"another publisher has published there meanwhile (deploy {now.get('id')}); nothing of this edition "
                "is seen; look at the site, and publish again"
            )

    def _restore(self, deploy: str) -> None:
        self._call("POST", f"{self._site}/deploys/{quote(deploy)}/restore")

    def _draft(self, sums: Mapping[str, str], before: str) -> Mapping[str, Any]:
        """Make a deploy that nobody sees yet, and that names the one before it."""
        files = {f"/{path}": found for path, found in sums.items()}
        body = {"files": files, "draft": True, "async": len(sums) > _MOST_AT_ONCE}
        made: Mapping[str, Any] = self._call("POST", f"{self._site}/deploys?title={quote(_TITLE + before)}", body)
        return made

    def _fill(
        self, draft: Mapping[str, Any], edition: Edition, sums: Mapping[str, str]
    ) -> tuple[int, Mapping[str, Any]]:
        """Upload the files that a draft asks for; return the number of requests, and the draft when it is ready."""
        looks, compared = self._wait(draft["id"], _COMPARED) if len(sums) > _MOST_AT_ONCE else (0, draft)
        required = set(compared.get("required") or ())
        by_sum = {found: path for path, found in sums.items() if found in required}
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(lambda path: self._upload(draft["id"], path, edition), by_sum.values()))
        more_looks, found = self._wait(draft["id"], _READY)
        return looks + len(by_sum) + more_looks, found

    def _outcome(self, edition: Edition, sums: Mapping[str, str], *, requests: int) -> Outcome:
        there: dict[str, str] = {}
        page = 1
        while True:
            rows = self._call("GET", f"{self._site}/files?per_page={_PER_PAGE}&page={page}")
            fresh = {row["path"].lstrip("/"): row["sha"] for row in rows}
            requests += 1
            if not fresh.keys() - there.keys():
                break  # an answer that holds all files at once has no second page
            there.update(fresh)
            if len(rows) < _PER_PAGE:
                break
            page += 1
        entries = {path: _entry(found, 0) for path, found in there.items()}
        wanted = {path: _entry(found, edition.files[path].size) for path, found in sums.items()}
        same = {path: wanted[path] for path, found in there.items() if sums.get(path) == found}
        return Outcome(steps=steps_between({**entries, **same}, wanted), requests=requests)

    def _upload(self, deploy: str, path: str, edition: Edition) -> None:
        self._send("PUT", f"/deploys/{deploy}/files/{quote(path)}", edition.read(path), "application/octet-stream")

    def _wait(self, deploy: str, states: frozenset[str]) -> tuple[int, Mapping[str, Any]]:
        """Wait until a deploy is in one of some states; return how often it was asked, and what it says."""
        for looks in range(1, _MOST_LOOKS):
            found = self._call("GET", f"/deploys/{deploy}")
            if found.get("state") in states:
                return looks, found
            if found.get("state") in _OVER:
                raise RemoteFailure(f"Netlify did not take the deploy: {found.get('error_message') or found['state']}")
            time.sleep(_PAUSE)
        raise RemoteFailure("Netlify has not finished the deploy in time; look at its page, and publish again")

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        answer = self._send(method, path, data, "application/json")
        try:
            return json.loads(answer) if answer else {}
        except ValueError:
            raise RemoteFailure("Netlify answered something that is no JSON; publish again") from None

    def _send(self, method: str, path: str, body: bytes | None, media_type: str) -> bytes:
        token = os.environ.get("NETLIFY_AUTH_TOKEN", "")
        if not token:
            raise Refusal("set NETLIFY_AUTH_TOKEN to a personal access token of Netlify")
        headers = {"Authorization": f"Bearer {token}", "Content-Type": media_type, "User-Agent": "kei-site"}
        try:
            return fetch(WebRequest(url=self.api + path, method=method, headers=headers, body=body))
        except WebFailure as failure:
            raise RemoteFailure(
                _REASONS.get(failure.status, f"Netlify does not answer as it should: {failure}")
            ) from None


_REASONS = {
    401: "Netlify refuses the key; set NETLIFY_AUTH_TOKEN to a valid one",
    403: "Netlify refuses the key for this site",
    404: "Netlify knows no such site or deploy; look at `site` in site.yaml",
}


def _sums(edition: Edition) -> dict[str, str]:
    """Return the SHA-1 of each file, by path."""
    return {path: hashlib.sha1(edition.read(path), usedforsecurity=False).hexdigest() for path in edition.files}


def _entry(found: str, size: int) -> Entry:
    return Entry(digest=Digest(found), size=size, media_type="")
