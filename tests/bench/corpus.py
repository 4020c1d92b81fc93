"""Makes a benchmark site: briefs over forty years, their authors, `site.yaml`.

    python -m tests.bench.corpus DIR [--briefs N] [--words N] [--short] [--lived]

The same arguments make the same bytes. The briefs are free of diagnostics, unless they are `--lived`: then they have
what archives gather over the years.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from tests.bench.outlines import AUTHOR_IDS, Outline, Scale, outlines, vocabulary_stream
from tests.bench.pictures import write_picture
from tests.bench.prose import body

BRIEFS: Final = 6_747
WORDS: Final = 12_000_000
"""Words of `BRIEFS` briefs; other numbers of briefs have the same words per brief."""
SHORT_BRIEFS: Final = 100_000
SHORT_WORDS: Final = 60
"""Words per brief of the short corpus."""

SITE: Final = """\
title: Benchmark
url: https://bench.example.org
description: A site of synthetic briefs, for measuring.
language: en
timezone: UTC
organization:
  name: Organisation 300
  url: https://bench.example.org
  id: author-300
feeds:
  limit: 20
  full_content: true
page_size: 50
"""
LIVED: Final = "diagnostics:\n  HTM01: warning\n  LNK02: warning\n"
"""More of the settings, for a lived corpus."""
ABOUT: Final = "---\ntitle: About\n---\n\nThis site is made of synthetic words, for measuring.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus on disk; `size` counts the bytes of its briefs."""

    outlines: tuple[Outline, ...]
    size: int


def scale_of(*, briefs: int | None, words: int | None, short: bool, lived: bool = False) -> Scale:
    """Return the scale that the options mean together; an option left out follows from the rest."""
    count = briefs or (SHORT_BRIEFS if short else BRIEFS)
    usual = count * SHORT_WORDS if short else round(count * WORDS / BRIEFS)
    return Scale(briefs=count, words=words or usual, lived=lived)


def make_corpus(site: Path, scale: Scale) -> Corpus:
    """Write the site into the folder `site`. Raises FileExistsError when it already has content."""
    content = site / "content"
    content.mkdir(parents=True)
    _write_authors(content, scale.seed)
    settings = SITE + LIVED if scale.lived else SITE
    (content / "site.yaml").write_text(settings, encoding="utf-8", newline="\n")
    (content / "pages").mkdir()
    (content / "pages" / "about.md").write_text(ABOUT, encoding="utf-8", newline="\n")
    shelf = outlines(scale)
    for outline in shelf:
        if "picture" in outline.traits:
            write_picture(site / "static" / "pictures" / f"{outline.number}.jpg")
    for year in sorted({outline.day.year for outline in shelf}):
        (content / "briefs" / str(year)).mkdir(parents=True)
    return Corpus(outlines=shelf, size=_write_briefs(content / "briefs", shelf, scale.seed))


def front_matter(outline: Outline) -> str:
    """Return the front matter of a brief, with both of its fences."""
    pairs = (
        ("title", outline.title),
        ("date", outline.day.isoformat()),
        ("authors", _sequence(outline.authors)),
        ("summary", outline.summary),
        ("type", "" if outline.kind == "brief" else outline.kind),
        ("tags", _sequence(outline.tags)),
        ("series", outline.series),
        ("updated", outline.revised.isoformat() if outline.revised else ""),
    )
    lines = (f"{key}: {value}" for key, value in pairs if value)
    return "\n".join(("---", *lines, "---", ""))


def _sequence(items: Sequence[str]) -> str:
    return f"[{', '.join(items)}]"


def _write_briefs(folder: Path, shelf: Sequence[Outline], seed: str) -> int:
    draw = vocabulary_stream(seed)
    size = 0
    for outline in shelf:
        rng = Random(f"{seed}:body:{outline.number}")
        text = f"{front_matter(outline)}\n{body(outline, shelf, rng=rng, words=draw(rng))}".encode()
        (folder / outline.path).write_bytes(text)
        size += len(text)
    return size


def _write_authors(content: Path, seed: str) -> None:
    draw = vocabulary_stream(seed)
    (content / "authors").mkdir()
    for author in AUTHOR_IDS:
        words = draw(Random(f"{seed}:{author}"))
        life = " ".join(next(words) for _ in range(30)).capitalize()
        path = content / "authors" / f"{author}.md"
        path.write_text(f"---\n{_identity(author)}---\n\n{life}.\n", encoding="utf-8", newline="\n")


def _identity(author: str) -> str:
    if author == AUTHOR_IDS[-1]:
        return "name: Organisation 300\nkind: organization\n"
    return f"name: {author.replace('-', ' ').capitalize()}\n"


def main(arguments: Sequence[str]) -> int:
    """Make a corpus as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description=__doc__)
    add = parser.add_argument
    add("folder", type=Path, help="the site to make")
    add("--briefs", type=int, help=f"how many (default {BRIEFS}; {SHORT_BRIEFS} with --short)")
    add("--words", type=int, help="words of all bodies together")
    add("--short", action="store_true", help=f"bodies of about {SHORT_WORDS} words")
    add("--lived", action="store_true", help="with pictures, raw HTML, dead links, tags used once")
    options = parser.parse_args(arguments)
    scale = scale_of(briefs=options.briefs, words=options.words, short=options.short, lived=options.lived)
    try:
        corpus = make_corpus(options.folder, scale)
    except FileExistsError as error:
        print(f"{error.filename} is there already: give a new folder", file=sys.stderr)
        return 2
    print(f"{len(corpus.outlines)} briefs, {corpus.size / 1e6:.1f} MB of Markdown")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
