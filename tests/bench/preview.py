"""Measures how long an editor waits, from the save of a file to the reload of its page.

    python -m tests.bench.preview DIR [--briefs N] [--edits K] [--first K] [--storms K]

DIR is a new folder, or the folder of an earlier run. A client waits for a command of the preview, as a page in a
browser does; the time runs from the save until the page with the edit is fetched. The next line has the time until the
whole site is built, lists and feeds included.

`--first K` starts K previews with an empty cache: how long until the home page is there, and until another page that is
asked for during the first build is there. `--storms K` changes 10,000 files at once, as a switch of branches does,
some of them in two writes: how long after the last save the preview shows the last state.
"""

import argparse
import functools
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import IO, Final
from urllib.parse import quote, urlencode

from tests.bench.corpus import BRIEFS, make_corpus, scale_of
from tests.bench.workbench import ROOT

OWN: Final = {"Sec-Fetch-Site": "same-origin"}
_TAG: Final = re.compile(rb'<script src="(/\.preview/[^"]+)\.js" data-seen="([^"]+)"></script>')
_BUILT: Final = re.compile(r"\d+ written, \d+ pruned, [\d.]+ s")
_NOTHING: Final = b"<title>Preview</title>"
_PATIENCE: Final = 600.0

Edit = Callable[[Path, Path, int], None]
"""(site, brief, number) -> changes one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The wait after an edit, in seconds."""

    reload: float
    built: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview that runs."""

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
        """Wait for the next command of the preview, as the page with the body `body` does; return it."""
        tag = _TAG.search(body)
        assert tag, "the page has no tag"
        query = urlencode({"page": page, "seen": tag[2].decode(), "errors": ""})
        while not (word := self.fetch(f"{tag[1].decode()}?{query}").decode()):
            """Ask again, as a page does."""
        return word

    def wait_for_page(self, address: str) -> bytes:
        """Wait until the preview has a page at an address, as a browser does; return the page."""
        page = self.fetch(quote(address))
        while _NOTHING in page:
            self.wait_for_word(address, page)
            page = self.fetch(quote(address))
        return page

    def wait_for_words(self, address: str, words: bytes) -> None:
        """Wait until the page at an address holds `words`, as a browser does."""
        while words not in (page := self.fetch(quote(address))):
            self.wait_for_word(address, page)

    def wait_for_build(self) -> None:
        """Wait until the preview reports a build."""
        while not _BUILT.fullmatch(self.lines.get(timeout=_PATIENCE)):
            """Skip other lines."""


@contextmanager
def previewed(site: Path) -> Iterator[Preview]:
    """Run the preview of a site, and end it."""
    words = [sys.executable, "-m", "kei_site", "serve", "--site", str(site), "--port", "0", "--no-search"]
    lines: queue.Queue[str] = queue.Queue()
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
        try:
            yield Preview(port=int(re.findall(r":(\d+)/", first)[0]), lines=lines)
        finally:
            process.terminate()


def _pass_on(printed: IO[str], lines: "queue.Queue[str]") -> None:
    with suppress(ValueError):  # closed: the preview has ended
        for line in printed:
            lines.put(line.strip())


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
    start: list[float] = []

    def save() -> None:
        time.sleep(0.3)
        start.append(time.perf_counter())
        edit()

    saving = threading.Thread(target=save)
    saving.start()
    preview.wait_for_words(address, mark)
    shown = time.perf_counter()
    saving.join()
    preview.wait_for_build()
    return Wait(reload=shown - start[0], built=time.perf_counter() - start[0])


def spread(seconds: Sequence[float]) -> str:
    """Return the least, the quartiles, the ninetieth and ninety-fifth percentiles and the most."""
    if len(seconds) < 2:
        return "   ".join(f"{wait:5.2f}" for wait in seconds)
    cuts = quantiles(seconds, n=20, method="inclusive")
    return "  ".join(
        f"{cut:6.2f}" for cut in (min(seconds), cuts[4], cuts[9], cuts[14], cuts[17], cuts[18], max(seconds))
    )


def _run(site: Path, edits: int, names: Sequence[str]) -> None:
    briefs = sorted((site / "content" / "briefs").rglob("*.md"))
    rng = Random("preview")
    start = time.perf_counter()
    with previewed(site) as preview:
        preview.wait_for_page("/")
        print(f"first page after {time.perf_counter() - start:.1f} s")
        _settle(preview, site, briefs[0])
        _print_head()
        for name in names:
            _measure_all(preview, site, name, [rng.choice(briefs) for _ in range(edits)])


def _measure_all(preview: Preview, site: Path, name: str, chosen: Sequence[Path]) -> None:
    waits = []
    for number, brief in enumerate(chosen):
        serial = int(time.time() * 10) + number
        address = _address(brief)
        edit = functools.partial(EDITS[name], site, brief, serial)
        waits.append(measure(preview, site, address, edit, f"Edit {serial}".encode()))
    print(f"{name + ', save to reload':34}{spread([wait.reload for wait in waits])}", flush=True)
    print(f"{name + ', save to all built':34}{spread([wait.built for wait in waits])}", flush=True)


def _settle(preview: Preview, site: Path, brief: Path) -> None:
    """Wait until the first build has ended."""
    serial = int(time.time())
    _edit_body(site, brief, serial)
    preview.wait_for_words(_address(brief), f"Edit {serial} adds".encode())
    preview.wait_for_build()


def _print_head() -> None:
    print(f"{'seconds':36}{'least':>6}{'25 %':>8}{'50 %':>8}{'75 %':>8}{'90 %':>8}{'95 %':>8}{'most':>8}")


def _address(brief: Path) -> str:
    slug = re.sub(r"^\d{4}-\d\d-\d\d-", "", brief.stem)
    return f"/briefs/{brief.parent.name}/{slug}/"


def _measure_first(site: Path, times: int) -> None:
    briefs = sorted((site / "content" / "briefs").rglob("*.md"))
    rng = Random("first")
    home, others, built = [], [], []
    for _ in range(times):
        shutil.rmtree(site / ".kei-site", ignore_errors=True)
        start = time.perf_counter()
        with previewed(site) as preview:
            preview.wait_for_page("/")
            home.append(time.perf_counter() - start)
            for brief in rng.sample(briefs, 3):
                asked = time.perf_counter()
                preview.wait_for_page(_address(brief))
                others.append(time.perf_counter() - asked)
            preview.wait_for_build()
            built.append(time.perf_counter() - start)
    _print_head()
    for name, found in (
        ("start to home page", home),
        ("another page meanwhile", others),
        ("start to all built", built),
    ):
        print(f"{name:34}{spread(found)}", flush=True)


_STORM: Final = 10_000


def _measure_storms(site: Path, times: int) -> None:
    """Print the time from the last of many saves until the preview shows the last file, and until it shows all."""
    briefs = sorted((site / "content" / "briefs").rglob("*.md"))
    looked_at = Random("storm").sample(briefs[1:], 50)
    last, every = [], []
    with previewed(site) as preview:
        _settle(preview, site, briefs[0])
        for _ in range(times):
            mark = f"Storm {int(time.time() * 10)}"
            _storm(briefs, mark)
            saved = time.perf_counter()
            preview.wait_for_words(_address(briefs[0]), f"{mark} is over".encode())
            last.append(time.perf_counter() - saved)
            for brief in looked_at:
                preview.wait_for_words(_address(brief), f"{mark} has come".encode())
            every.append(time.perf_counter() - saved)
    _print_head()
    print(f"{'a storm, last save to reload':34}{spread(last)}")
    print(f"{'a storm, last save to all shown':34}{spread(every)}", flush=True)


def _storm(briefs: Sequence[Path], mark: str) -> None:
    """Save files `_STORM` times, every tenth in two writes; save the first brief last."""
    for number in range(_STORM):
        brief = briefs[number % len(briefs)]
        before = brief.read_text(encoding="utf-8").partition("\nStorm ")[0].rstrip("\n")
        text = f"{before}\n\nStorm 0. {mark} has come.\n"
        if number % 10 == 0:
            brief.write_text(text[: len(text) // 2], encoding="utf-8")
        brief.write_text(text, encoding="utf-8")
    with briefs[0].open("a", encoding="utf-8") as opened:
        opened.write(f"\n{mark} is over.\n")


def main(arguments: Sequence[str]) -> int:
    """Measure as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.preview", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--briefs", type=int, default=BRIEFS)
    parser.add_argument("--edits", type=int, default=20, help="of each kind")
    parser.add_argument("--only", choices=tuple(EDITS), action="append", help="kinds of edits (default: all)")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="previews with an empty cache")
    parser.add_argument("--storms", type=int, default=0, metavar="K", help="times that 10,000 files change at once")
    options = parser.parse_args(arguments)
    site = options.folder / "site"
    if not site.exists():
        make_corpus(site, scale_of(briefs=options.briefs, words=None, short=False))
    if options.first:
        _measure_first(site, options.first)
    if options.storms:
        _measure_storms(site, options.storms)
    if not (options.first or options.storms):
        _run(site, options.edits, options.only or tuple(EDITS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
