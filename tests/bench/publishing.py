"""A site of many files -> what it costs to publish it, an edit of it and nothing, beside tools that copy folders.

    python -m tests.bench.publishing [--files 9500]

A store of moto on loopback counts requests and bytes; `aws` and `rclone` are compared where they are installed. A host
is reached through an SSH server on loopback, beside `rsync`.
"""

import argparse
import os
import random
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kei_site.core.hashing import digest_output
from kei_site.core.media_types import media_type
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.edition import Edition, KeptFiles
from kei_site.publishing.manifest import Entry
from kei_site.publishing.publisher import publish
from kei_site.publishing.remote import Remote
from kei_site.publishing.s3 import BucketRemote
from kei_site.publishing.ssh import HostRemote
from tests.support.ssh_server import ssh_host

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "key", "AWS_DEFAULT_REGION": "us-east-1"}
CHANGED, GONE = 50, 7

Tool = Callable[[], object]
Counts = tuple[int, int]
"""Requests, and bytes of their bodies."""


def make_site(root: Path, count: int, dice: random.Random) -> None:
    """Write files of 2 to 14 kB that no packing makes smaller, four of five of them pages."""
    for number in range(count):
        path = root / (f"briefs/2024/b{number}/index.html" if number % 5 else f"assets/a{number}.css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dice.randbytes(dice.randrange(2_000, 14_000)))


def edit_site(root: Path, dice: random.Random) -> None:
    """Change some files and delete others."""
    files = dice.sample(sorted(path for path in root.rglob("*") if path.is_file()), CHANGED + GONE)
    for path in files[:CHANGED]:
        path.write_bytes(dice.randbytes(8_000))
    for path in files[CHANGED:]:
        path.unlink()


def edition_of(root: Path) -> Edition:
    """Return the files of a folder as a build would hand them on."""
    entries = {}
    for path in root.rglob("*"):
        if path.is_file():
            name, data = path.relative_to(root).as_posix(), path.read_bytes()
            entries[name] = Entry(digest=digest_output(data), size=len(data), media_type=media_type(name))
    return Edition(files=entries, place_of=lambda name: root / name)


def our_tool(site: Path, kept: Path, remote: Callable[[], Remote]) -> Tool:
    """Return what publishes a folder with this program."""
    return lambda: publish(remote(), edition_of(site), KeptFiles(kept))


@contextmanager
def counting_store() -> Iterator[tuple[str, Callable[[], Counts]]]:
    """Run a store; yield its address and what counts the requests so far."""
    from moto.server import ThreadedMotoServer
    from werkzeug.serving import WSGIRequestHandler

    bodies: list[int] = []

    def log_request(handler: Any, *_: object) -> None:
        bodies.append(int(handler.headers.get("Content-Length") or 0))

    WSGIRequestHandler.log_request = log_request  # type: ignore[method-assign, assignment]
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port()), lambda: (len(bodies), sum(bodies))
    finally:
        server.stop()


def tools_for_store(site: Path, kept: Path, endpoint: str) -> dict[str, Tool]:
    """Return what can publish a folder to a store on this machine, each into a bucket of its own name."""
    place = PublishTarget(target="s3", bucket="kei-site", endpoint=endpoint, region="us-east-1")
    tools: dict[str, Tool] = {"kei-site": our_tool(site, kept, lambda: BucketRemote(place))}
    store = f"--s3-provider Other --s3-endpoint {endpoint} --s3-env-auth --config /dev/null"
    words = {
        "aws": f"aws --endpoint-url {endpoint} s3 sync --only-show-errors --delete {site} s3://aws",
        "rclone": f"rclone sync {site} :s3:rclone {store} --checksum --transfers 16",
    }
    for name, command in words.items():
        if shutil.which(name):
            tools[name] = lambda command=command: subprocess.run(shlex.split(command), check=True)  # type: ignore[misc]
    return tools


def measure(tools: dict[str, Tool], edit: Callable[[], None], counts: Callable[[], Counts]) -> None:
    """Print what each tool needs for the first time, after an edit and without one."""
    print("| | tool | seconds | requests | bytes |\n| --- | --- | ---: | ---: | ---: |")
    for name in ("first", "edit", "nothing"):
        if name == "edit":
            edit()
        for tool, run in tools.items():
            before, began = counts(), time.perf_counter()
            run()
            seconds, after = time.perf_counter() - began, counts()
            print(
                f"| {name} | {tool} | {seconds:.1f} | {after[0] - before[0]:,} | {after[1] - before[1]:,} |", flush=True
            )


def measure_store(folder: Path, count: int) -> None:
    """Compare what publishes to a store."""
    site, dice = folder / "site", random.Random(1)
    make_site(site, count, dice)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]  # of another store
    os.environ.update(KEYS)
    with counting_store() as (endpoint, counts):
        import boto3  # type: ignore[import-untyped]

        tools = tools_for_store(site, folder / "kept", endpoint)
        for name in tools:
            boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)
        measure(tools, lambda: edit_site(site, dice), counts)


def measure_host(folder: Path, count: int) -> None:
    """Compare this program with `rsync`; a request is a connection, and bytes are not counted."""
    site, dice = folder / "site", random.Random(1)
    make_site(site, count, dice)
    with ssh_host(folder) as host:
        shell = shlex.join([*host.client(), "-p", str(host.port)])
        command = ["rsync", "-rt", "--checksum", "--delete", "-e", shell, f"{site}/", f"{host.place('').host}:rsync/"]
        tools = {
            "kei-site": our_tool(site, folder / "kept", lambda: HostRemote(host.place("kei-site"), host.client())),
            "rsync": lambda: subprocess.run(command, check=True),
        }
        measure(tools, lambda: edit_site(site, dice), lambda: (host.logins, 0))


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=9_500)
    count = parser.parse_args().files
    for compare in (measure_store, measure_host):
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), count)


if __name__ == "__main__":
    main()
