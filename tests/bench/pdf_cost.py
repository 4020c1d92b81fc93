"""Measures what PDFs cost: processor time, memory and bytes, on a site of the corpus.

    python -m tests.bench.pdf_cost [--briefs N]

The site is built in one process without PDFs, then with them; the process of Typst is counted with that which started
it (Linux). Then one body is edited. Ends with 1 above a limit.
"""

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.corpus import make_corpus, scale_of

SECONDS, KILOBYTES, EDIT_SECONDS = 0.25, 75, 0.6
"""Limits: of processor time for a PDF, of its size, of the processor time that PDFs add to an edit."""
_ADOPT_ORPHANS = 36
"""`PR_SET_CHILD_SUBREAPER` of prctl(2): processes whose parent has ended become children of this one."""


def processor_seconds(site: Path, *options: str) -> float:
    """Return the processor time of a build and of all processes that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "kei_site", "build", "--site", str(site), "--no-search", "--jobs", "1", *options]
    subprocess.run(command, check=True, capture_output=True)
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def set_pdfs(site: Path, wanted: str) -> None:
    """Let the site have PDFs, or none."""
    config = site / "content" / "site.yaml"
    lines = [line for line in config.read_text().splitlines() if not line.startswith("pdf:")]
    config.write_text("\n".join([*lines, f"pdf: {wanted}", ""]))


def edit_seconds(site: Path, brief: Path, words: str) -> float:
    """Return the processor time of a build after an edit of a brief."""
    brief.write_text(f"{brief.read_text()}\n\n{words}\n")
    return processor_seconds(site)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return whether a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefs", type=int, default=200)
    asked = parser.parse_args(arguments)
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        make_corpus(site, scale_of(briefs=asked.briefs, words=None, short=False))
        brief = min((site / "content" / "briefs").rglob("*.md"))
        set_pdfs(site, "false")
        plain = processor_seconds(site, "--clean")
        plain_edit = edit_seconds(site, brief, "More words.")
        set_pdfs(site, "true")
        whole = processor_seconds(site, "--clean")
        whole_edit = edit_seconds(site, brief, "Even more words.")
        sizes = [file.stat().st_size / 1000 for file in (site / "public").rglob("*.pdf")]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    each, size, edit = (whole - plain) / len(sizes), sum(sizes) / len(sizes), whole_edit - plain_edit
    print(f"{len(sizes)} PDFs: {each:.3f} s of processor and {size:.1f} KB each; at most {peak:.0f} MB in a process")
    print(f"an edited body: {plain_edit:.2f} s without PDFs, {whole_edit:.2f} s with them")
    return int(each > SECONDS or size > KILOBYTES or edit > EDIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
