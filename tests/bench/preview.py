"""From save to reload: how long an editor waits for the page that is looked at.

    python -m tests.bench.preview DIR [--briefs N] [--edits K]

DIR is a new folder, or one that an earlier run has left. A client waits for a word of the preview, as a page in a
browser does; the time runs from the moment the file is saved until the page that has the edit has been fetched. Below
it stands the time until the whole site is built, lists and feeds included.
"""

import argparse
import functools
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Final
from urllib.parse import quote, urlencode

from tests.bench.corpus import BRIEFS, make_corpus, scale_of
from tests.bench.workbench import ROOT

OWN: Final = {"Sec-Fetch-Site": "same-origin"}
_TAG: Final = re.compile(rb'<script src="(/\.preview/[^"]+)\.js" data-seen="([^"]+)"></script>')
_BUILT: Final = re.compile(r"\d+ written, \d+ pruned, [\d.]+ s")
_PATIENCE: Final = 600.0

Edit = Callable[[Path, Path, int], None]
"""(site, brief, number) -> changes one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What one edit cost, in seconds."""

    reload: float
    built: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview under way."""

    port: int
    lines: "queue.Queue[str]"

    def fetch(self, address: str) -> bytes:
        """Return the body of the answer for an address."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", address, headers=OWN)
        body = connection.getresponse().read()
        connection.close()
        return body

    def wait_for_word(self, page: str, body: bytes) -> str:
        """Wait, as the page with the body `body` does, until it is told to do something; return the word."""
        tag = _TAG.search(body)
        assert tag, "the page has no tag"
        query = urlencode({"page": page, "seen": tag[2].decode(), "troubles": ""})
        while not (word := self.fetch(f"{tag[1].decode()}?{query}").decode()):
            """Asked again, as a page does."""
        return word

    def wait_for_build(self) -> None:
        """Wait until the preview says that it has built."""
        while not _BUILT.fullmatch(self.lines.get(timeout=_PATIENCE)):
            """Other news."""


@contextmanager
def previewed(site: Path) -> Iterator[Preview]:
    """Run the preview of a site, and end it."""
    words = [sys.executable, "-m", "kei_site", "serve", "--site", str(site), "--port", "0", "--no-search"]
    lines: queue.Queue[str] = queue.Queue()
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        threading.Thread(target=lambda: [lines.put(line.strip()) for line in process.stdout or ()], daemon=True).start()
        try:
            yield Preview(port=int(re.findall(r":(\d+)/", first)[0]), lines=lines)
        finally:
            process.terminate()


def _edit_body(site: Path, brief: Path, number: int) -> None:
    with brief.open("a", encoding="utf-8") as opened:
        opened.write(f"\nEdit {number} adds this sentence.\n")


def _edit_title(site: Path, brief: Path, number: int) -> None:
    text = brief.read_text(encoding="utf-8")
    brief.write_text(
        re.sub(r"^title: .*$", f"title: Edit {number}", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )


def _edit_template(site: Path, brief: Path, number: int) -> None:
    text = (ROOT / "templates" / "brief.html").read_text(encoding="utf-8")
    (site / "templates").mkdir(exist_ok=True)
    changed = text.replace("{% block main %}", "{% block main %}" + f"<p>Edit {number}</p>", 1)
    (site / "templates" / "brief.html").write_text(changed, encoding="utf-8")


EDITS: Final[Mapping[str, Edit]] = {
    "a body": _edit_body,
    "a title": _edit_title,
    "the brief's template": _edit_template,
}


def measure(preview: Preview, site: Path, address: str, edit: Callable[[], None], mark: bytes) -> Wait:
    """Return how long it takes from `edit` until the page at `address` has `mark` in it, and until all is built."""
    page = preview.fetch(quote(address))
    start: list[float] = []

    def save() -> None:
        time.sleep(0.3)
        start.append(time.perf_counter())
        edit()

    saving = threading.Thread(target=save)
    saving.start()
    while mark not in page:
        preview.wait_for_word(address, page)
        page = preview.fetch(quote(address))
    shown = time.perf_counter()
    saving.join()
    preview.wait_for_build()
    return Wait(reload=shown - start[0], built=time.perf_counter() - start[0])


def spread(seconds: Sequence[float]) -> str:
    """Return the least, the quartiles, the ninetieth and ninety-fifth percentiles and the most."""
    if len(seconds) < 2:
        return "   ".join(f"{one:5.2f}" for one in seconds)
    cuts = quantiles(seconds, n=20, method="inclusive")
    return "  ".join(
        f"{one:6.2f}" for one in (min(seconds), cuts[4], cuts[9], cuts[14], cuts[17], cuts[18], max(seconds))
    )


def _run(site: Path, edits: int, names: Sequence[str]) -> None:
    briefs = sorted((site / "content" / "briefs").rglob("*.md"))
    rng = Random("preview")
    start = time.perf_counter()
    with previewed(site) as preview:
        while b"Preview</title>" in preview.fetch("/"):
            time.sleep(0.2)
        print(f"first page after {time.perf_counter() - start:.1f} s")
        _edit_body(site, briefs[0], int(time.time()))
        preview.wait_for_build()
        print(f"{'seconds':36}{'least':>6}{'25 %':>8}{'50 %':>8}{'75 %':>8}{'90 %':>8}{'95 %':>8}{'most':>8}")
        for name in names:
            _measure_all(preview, site, name, [rng.choice(briefs) for _ in range(edits)])


def _measure_all(preview: Preview, site: Path, name: str, chosen: Sequence[Path]) -> None:
    waits = []
    for number, brief in enumerate(chosen):
        serial = int(time.time() * 10) + number
        slug = re.sub(r"^\d{4}-\d\d-\d\d-", "", brief.stem)
        address = f"/briefs/{brief.parent.name}/{slug}/"
        edit = functools.partial(EDITS[name], site, brief, serial)
        waits.append(measure(preview, site, address, edit, f"Edit {serial}".encode()))
    print(f"{name + ', save to reload':34}{spread([one.reload for one in waits])}", flush=True)
    print(f"{name + ', save to all built':34}{spread([one.built for one in waits])}", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Measure as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.preview", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--briefs", type=int, default=BRIEFS)
    parser.add_argument("--edits", type=int, default=20, help="of each kind")
    parser.add_argument("--only", choices=tuple(EDITS), action="append", help="kinds of edits (default: all)")
    options = parser.parse_args(arguments)
    site = options.folder / "site"
    if not site.exists():
        make_corpus(site, scale_of(briefs=options.briefs, words=None, short=False))
    _run(site, options.edits, options.only or tuple(EDITS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
