"""Places of each kind that can be opened on this machine: a folder, a host behind a stand-in for SSH, a store."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.folder import FolderRemote
from kei_site.publishing.manifest import STATE
from kei_site.publishing.remote import Remote
from kei_site.publishing.s3 import BucketRemote
from kei_site.publishing.ssh import HostRemote
from tests.support.node_modules import missing
from tests.support.remotes import files_of

Tree = Mapping[str, str]
"""The texts of files by path."""


@dataclass(frozen=True)
class OpenPlace:
    """A place, and how to look at it from outside."""

    name: str
    remote: Callable[[], Remote]
    """Returns what a new publisher reaches it by."""
    files: Callable[[], Tree]
    change: Callable[[str, str | None], None]
    """Writes a file as somebody else might, or deletes it."""
    slowness: int = 1
    """How many times fewer publishers a test has time for."""


def _change_file(root: Path, path: str, text: str | None) -> None:
    if text is None:
        (root / path).unlink(missing_ok=True)
    else:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _folder(root: Path) -> Iterator[OpenPlace]:
    yield OpenPlace(
        name="folder",
        remote=lambda: FolderRemote(root),
        files=lambda: files_of(root),
        change=lambda path, text: _change_file(root, path, text),
    )


def stand_in_for_ssh(folder: Path) -> str:
    """Write a script that runs the words for a host on this machine, and return its path."""
    script = folder / "ssh"
    script.write_text('#!/bin/sh\n[ "$1" = -l ] && shift 2\nshift\nexec sh -c "$*"\n')
    script.chmod(0o755)
    return str(script)


def _host(root: Path) -> Iterator[OpenPlace]:
    if shutil.which("rsync") is None:
        missing("rsync")
    ssh = [stand_in_for_ssh(root.parent)]
    target = PublishTarget(target="ssh", host="web@host", path=str(root))
    yield OpenPlace(
        name="host",
        remote=lambda: HostRemote(target, ssh, (0.0,)),
        files=lambda: files_of(root),
        change=lambda path, text: _change_file(root, path, text),
        slowness=4,
    )


KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "key", "AWS_DEFAULT_REGION": "us-east-1"}


def _store(root: Path) -> Iterator[OpenPlace]:
    boto3 = pytest.importorskip("boto3")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    with mock.patch.dict(os.environ, KEYS):
        client: Any = boto3.client("s3", endpoint_url=endpoint)
        client.create_bucket(Bucket=root.name)
        target = PublishTarget(target="s3", bucket=root.name, endpoint=endpoint, region="us-east-1")
        yield OpenPlace(
            name="store",
            remote=lambda: BucketRemote(target),
            files=lambda: _objects(root.name),
            change=lambda path, text: _change_object(client, root.name, path, text),
        )
    server.stop()


def _objects(bucket: str) -> Tree:
    """Return the objects, read from the memory of the store, which is quicker than to ask for each."""
    from moto.s3.models import s3_backends

    keys = s3_backends["123456789012"]["aws"].buckets[bucket].keys
    return {path: key.value.decode() for path, key in keys.items() if not path.startswith(f"{STATE}/")}


def _change_object(client: Any, bucket: str, path: str, text: str | None) -> None:
    if text is None:
        client.delete_object(Bucket=bucket, Key=path)
    else:
        client.put_object(Bucket=bucket, Key=path, Body=text.encode())


PLACES: Mapping[str, Callable[[Path], Iterator[OpenPlace]]] = {"folder": _folder, "host": _host, "store": _store}
