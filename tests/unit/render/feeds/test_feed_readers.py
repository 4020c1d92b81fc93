"""A real reader and a real schema: newsboat reads served feeds, the published schema of JSON Feed is kept."""

import contextlib
import functools
import json
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import pytest

from kei_site.render.feeds.atom import render_atom
from kei_site.render.feeds.json_feed import render_json_feed
from kei_site.render.feeds.rss import render_rss
from tests.support.feed_samples import entry, feed, fragment
from tests.support.node_modules import missing, node_file

pytestmark = pytest.mark.tool

TITLES = ("AT&T, R&D and Q&A", "x < y > z", "an end ]]> of a section", "\U0001f1f0\U0001f1f7 emoji", "한미동맹")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yields its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("render", [render_rss, render_atom])
def test_newsboat_lists_every_entry(render: Callable[..., bytes], tmp_path: Path) -> None:
    if shutil.which("newsboat") is None:
        missing("newsboat")
    entries = [entry(number, title=title) for number, title in enumerate(TITLES, 1)]
    (tmp_path / "feed.xml").write_bytes(render(feed(*entries), fragment))
    with served(tmp_path) as address:
        (tmp_path / "urls").write_text(f"{address}/feed.xml\n")
        (tmp_path / "config").write_text("")
        command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
        subprocess.run(command, cwd=tmp_path, env={"HOME": str(tmp_path)}, check=True, timeout=60)
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as cache:
        rows = cache.execute("select guid, title, url, pubDate, content from rss_item order by guid").fetchall()
    assert [row[:4] for row in rows] == [
        (entry.permanent_id, entry.front.title, entry.permalink, entry.front.date.epoch) for entry in entries
    ]
    assert all("The note." in row[4] and "https://example.org/assets/a.png" in row[4] for row in rows)


def test_the_published_schema_of_json_feed_is_kept() -> None:
    schema = json.loads(node_file("jsonfeed-schema/schema-v1.1.json").read_text())
    made = json.loads(render_json_feed(feed(entry(1), entry(2, text=None)), fragment))
    jsonschema.validate(made, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**made, "unknown": 1}, schema)
