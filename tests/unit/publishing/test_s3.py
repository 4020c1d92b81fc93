"""A bucket gets the edition with its headers; few requests, one publisher, and failures in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing import s3
from kei_site.publishing.edition import Edition
from kei_site.publishing.lock import Lock
from kei_site.publishing.publisher import earlier, preview, publish
from kei_site.publishing.remote import RemoteFailure
from kei_site.publishing.s3 import BucketRemote
from tests.support.answering import answering
from tests.support.remotes import edition_of, kept_in

pytestmark = pytest.mark.programs

FIRST = {"index.html": "home", "한글/a b#c%20.html": "page", "assets/a.css": "css", "tags/1/index.html": "tag"}
SECOND = {"index.html": "other", "한글/a b#c%20.html": "page", "assets/b.css": "css", "tags/2/index.html": "tag"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the address of a store on loopback."""
    pytest.importorskip("boto3")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def place(endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> PublishTarget:
    """Return the settings of a new bucket, in which a file of others lies beside our folder."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "key")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = f"kei-{abs(hash(request.node.name))}"
    place = PublishTarget(target="s3", bucket=bucket, endpoint=endpoint, region="us-east-1", prefix="www/site")
    client(place).create_bucket(Bucket=bucket)
    client(place).put_object(Bucket=bucket, Key="other.txt", Body=b"of others")
    return place


def client(place: PublishTarget) -> Any:
    return pytest.importorskip("boto3").client("s3", endpoint_url=place.endpoint)


def objects(place: PublishTarget) -> dict[str, str]:
    """Return the text of each object of the folder, but for those of the publisher's own."""
    store = client(place)
    keys = [each["Key"] for each in store.list_objects_v2(Bucket=place.bucket, Prefix=place.prefix)["Contents"]]
    ours = [key for key in keys if "/.kei-site/" not in key]
    read = {key: store.get_object(Bucket=place.bucket, Key=key)["Body"].read().decode() for key in ours}
    return {key.removeprefix(f"{place.prefix}/"): text for key, text in read.items()}


def test_the_bucket_holds_the_edition_and_a_rollback_the_one_before(place: PublishTarget, tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    publish(BucketRemote(place), edition_of(tmp_path / "1", FIRST), kept)
    assert objects(place) == FIRST
    outcome = publish(BucketRemote(place), edition_of(tmp_path / "2", SECOND), kept)
    assert objects(place) == SECOND
    assert outcome.steps.counts == (2, 1, 2)
    publish(BucketRemote(place), earlier(BucketRemote(place), kept), kept)
    assert objects(place) == FIRST
    assert client(place).get_object(Bucket=place.bucket, Key="other.txt")["Body"].read() == b"of others"


def test_an_edit_costs_few_requests(place: PublishTarget, tmp_path: Path) -> None:
    many = {f"briefs/2024/{number}/index.html": f"page {number}" for number in range(150)}
    edited = {
        path: f"{text}!" if number < 50 else text for number, (path, text) in enumerate(many.items()) if number < 143
    }
    publish(BucketRemote(place), edition_of(tmp_path / "1", many), kept_in(tmp_path))
    told = preview(BucketRemote(place), edition_of(tmp_path / "2", edited))
    outcome = publish(BucketRemote(place), edition_of(tmp_path / "2", edited), kept_in(tmp_path))
    assert outcome.steps.counts == (0, 50, 7)
    assert outcome.requests == told.requests <= 60
    assert told.note == "priced by stores: 55 writes (class A), 2 reads (class B)"
    assert objects(place) == edited


def test_objects_have_their_headers(place: PublishTarget, tmp_path: Path) -> None:
    edition = edition_of(tmp_path / "1", {"a.csv": "1"})
    entry = replace(edition.files["a.csv"], cache="public, max-age=600", disposition="attachment")
    edition = Edition(files={"a.csv": entry}, place_of=edition.place_of)
    publish(BucketRemote(place), edition, kept_in(tmp_path))
    head = client(place).head_object(Bucket=place.bucket, Key=f"{place.prefix}/a.csv")
    assert (head["ContentType"], head["CacheControl"]) == ("text/csv; charset=utf-8", "public, max-age=600")
    assert head["ContentDisposition"] == "attachment"


def test_two_publishers_are_kept_apart(place: PublishTarget, tmp_path: Path) -> None:
    lock = Lock(BucketRemote(place))
    with pytest.raises(RemoteFailure, match="another publisher is at work"):
        publish(BucketRemote(place), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    lock.announce(["index.html"], "")
    lock.give_back(done=False)
    publish(BucketRemote(place), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    assert objects(place) == FIRST


def test_a_claim_is_taken_over_once(place: PublishTarget) -> None:
    first, second = BucketRemote(place), BucketRemote(place)
    first.write("a", b"seen")
    assert (first.read("a"), second.read("a")) == (b"seen", b"seen")
    assert [first.take_over("a", b"seen", b"1"), second.take_over("a", b"seen", b"2")] == [True, False]
    assert first.read("a") == b"1"


def test_what_others_deleted_is_sent_again_when_the_bucket_is_looked_at(place: PublishTarget, tmp_path: Path) -> None:
    edition, kept = edition_of(tmp_path / "1", FIRST), kept_in(tmp_path)
    publish(BucketRemote(place), edition, kept)
    client(place).delete_object(Bucket=place.bucket, Key=f"{place.prefix}/index.html")
    outcome = publish(BucketRemote(place), edition, kept, verify=True)
    assert outcome.steps.sent == (("index.html",),)
    assert objects(place) == FIRST


def test_a_bucket_that_is_not_there_is_said(place: PublishTarget, tmp_path: Path) -> None:
    with pytest.raises(RemoteFailure, match=r"no such bucket|does not answer as it should"):
        publish(BucketRemote(replace(place, bucket="not-there")), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))


def error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><AWSAccessKeyId>AKIA-ours</AWSAccessKeyId></Error>".encode()


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (403, error("InvalidAccessKeyId"), "refuses these keys"),
        (401, b"", "refuses these keys"),
        (403, error("RequestTimeTooSkewed"), "a clock that is wrong"),
        (403, error("QuotaExceeded"), "the store is full"),
        (507, b"", "the store is full"),
        (404, error("NoSuchBucket"), "no such bucket"),
        (400, error("AuthorizationHeaderMalformed"), "the bucket is elsewhere; look at `region`"),
        (500, error("InternalError"), "though it was asked again: 500 Internal Server Error; publish again"),
        (503, error("SlowDown"), "though it was asked again: 503"),
        (501, error("NotImplemented"), "no writes under a condition"),
    ],
)
def test_a_store_that_refuses_is_asked_a_few_times_and_said_in_words_without_a_key(
    place: PublishTarget, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, told: str
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "very-secret")
    with answering(lambda _: (status, body)) as server:
        remote = BucketRemote(replace(place, endpoint=server.url), patience=timedelta(seconds=3))
        for call in (lambda: Lock(remote), remote.listing)[: 1 if status >= 500 else 2]:
            server.asked.clear()
            with pytest.raises(RemoteFailure, match=told) as raised:
                call()
            assert "very-secret" not in str(raised.value)
            assert "AKIA-ours" not in str(raised.value)
            assert 1 <= len(server.asked) <= (5 if status >= 500 else 1)


def test_keys_that_are_not_set_are_asked_for(place: PublishTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with answering(lambda _: (403, b"")) as server:
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url)
        with pytest.raises(RemoteFailure, match="no keys for the store were found; set AWS_ACCESS_KEY_ID"):
            BucketRemote(replace(place, endpoint=server.url), patience=timedelta(seconds=1)).read("a")


def test_a_redirect_takes_no_key_to_another_host(place: PublishTarget) -> None:
    with answering(lambda _: (404, b"")) as other, answering(lambda _: (307, f"{other.url}/stolen".encode())) as server:
        remote = BucketRemote(replace(place, endpoint=server.url.replace("127.0.0.1", "localhost")))
        assert remote.read("a") is None
        with pytest.raises(RemoteFailure, match="the bucket is elsewhere"):
            remote.write("a", b"")
    assert all("Authorization" not in asked.headers and not asked.body for asked in other.asked)


def test_a_large_file_has_time_on_a_slow_line(
    place: PublishTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[timedelta] = []
    made = s3._store_of
    monkeypatch.setattr(s3, "_store_of", lambda place, patience: times.append(patience) or made(place, patience))
    edition = edition_of(tmp_path / "1", {"a.pdf": "pdf"})
    entry = replace(edition.files["a.pdf"], size=10**8)
    BucketRemote(place).send(["a.pdf"], replace(edition, files={"a.pdf": entry}))
    assert times == [timedelta(minutes=1), timedelta(minutes=10), timedelta(seconds=5000)]
