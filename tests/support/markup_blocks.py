"""Reads the fixtures of `tests/markup`: blocks of five parts, each ended by a line of one dot.

title
.
Markdown (␍ stands for a carriage return)
.
HTML of the fragment
.
LINE:COLUMN link TARGET, LINE:COLUMN image TARGET: one reference a line, links first
.
LINE:COLUMN CODE value found: one diagnostic a line, in the order of the places
.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kei_site.markdown.document import Text, read_markdown

FOLDER = Path(__file__).resolve().parents[1] / "markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fixture."""

    name: str
    """`file:line title`, so that a failing test says where to look."""
    source: str
    html: str
    references: str
    diagnostics: str


def blocks() -> Iterator[Block]:
    """Yield every block of every fixture."""
    for path in sorted(FOLDER.glob("*.md")):
        lines = path.read_text(encoding="utf-8").split("\n")
        starts = [0, *(number + 1 for number in range(len(lines)) if lines[number] == "." and _ends(lines, number))]
        for start, stop in itertools.pairwise(starts):
            yield _block(path.name, start, lines[start : stop - 1])


def _ends(lines: list[str], number: int) -> bool:
    return lines[: number + 1].count(".") % 5 == 0


def _block(file: str, start: int, lines: list[str]) -> Block:
    title, source, html, references, diagnostics = "\n".join(lines).lstrip("\n").split("\n.\n")
    return Block(
        name=f"{file}:{start + 1} {title}",
        source=source.replace("␍", "\r"),
        html=html,
        references=references,
        diagnostics=diagnostics,
    )


def read(source: str, *, path: str = "content/briefs/x.md", first_line: int = 1, language: str = "en") -> Text:
    """Return what the Markdown `source` says."""
    return read_markdown(source, path=path, first_line=first_line, language=language)


def references_of(text: Text) -> str:
    """Return the references of a text as the fixtures write them."""
    links = (f"{link.line}:{link.column} link {link.target}" for link in text.links)
    images = (f"{image.line}:{image.column} image {image.target}" for image in text.images)
    return "\n".join((*links, *images))


def diagnostics_of(text: Text) -> str:
    """Return the diagnostics of a text as the fixtures write them."""
    found = sorted(
        (diagnostic.place.line, diagnostic.place.column, diagnostic.code, diagnostic.found)
        for diagnostic in text.diagnostics
    )
    return "\n".join(f"{line}:{column} {code} {value}".rstrip() for line, column, code, value in found)
