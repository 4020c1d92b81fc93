"""Turns outlines into the Markdown of bodies: sections with lists, tables, quotes, footnotes and links.

The bodies use syntax that all compared generators read alike: CommonMark, pipe tables and footnotes. Each
footnote is referenced once, each link leads to a brief, and to a heading, that exists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Final

from tests.bench.outlines import Outline
from tests.bench.words import Words, between, counted, take

RECENT: Final = 300
"""Seven links in ten lead to one of this many briefs before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """The sources of a body: a random generator, words, outlines, numbers of footnotes."""

    rng: Random
    words: Words
    outline: Outline
    shelf: Sequence[Outline]
    """All outlines, by number."""
    footnotes: Iterator[int]


def body(outline: Outline, shelf: Sequence[Outline], *, rng: Random, words: Words) -> str:
    """Return the Markdown of a body of about `outline.words` words, drawn from `words` with `rng`."""
    pen = Pen(rng=rng, words=words, outline=outline, shelf=shelf, footnotes=count(1))
    parts = len(outline.headings) + 1
    share = (outline.words - sum(map(counted, outline.headings))) // parts
    blocks = [*_lived(pen), *_section(pen, share)]
    for place, heading in enumerate(outline.headings):
        blocks.append(f"{'###' if place % 3 == 2 else '##'} {heading}")
        blocks.extend(_section(pen, share))
    notes = (block for block in blocks if block.startswith("[^"))
    text = (block for block in blocks if not block.startswith("[^"))
    return "\n\n".join((*text, *notes)) + "\n"


def _lived(pen: Pen) -> Iterator[str]:
    """Yield what the traits of the brief ask for."""
    number, traits = pen.outline.number, pen.outline.traits
    if "picture" in traits:
        yield f"![{_sentence(pen, 6)}](/pictures/{number}.jpg)"
    if "html" in traits:
        yield f'<div class="box"><p>{_sentence(pen, 12)}<br><a href="https://example.org/{number}">See</a></p></div>'
    if "dead link" in traits:
        yield f"{_sentence(pen, 8)[:-1]} [{' '.join(take(pen.words, 3))}](/old/{number}/{next(pen.words)}.html)."


def _section(pen: Pen, words: int) -> Iterator[str]:
    """Yield the blocks of a section; the text of a footnote comes right after its paragraph."""
    first = min(words, between(pen.rng, 60, 120))
    extra = _extra(pen) if words > 150 else ()
    for block in (*_noted(pen, _paragraph(pen, first)), *extra):
        yield block
        words -= counted(block)
    while words > 0:
        paragraph = _paragraph(pen, words if words < 90 else between(pen.rng, 45, 80))
        yield paragraph
        words -= counted(paragraph)


def _extra(pen: Pen) -> tuple[str, ...]:
    """Return a list, a table, a quotation or nothing."""
    shapes = (_bullets, _steps, _table, _quotation)
    shape = pen.rng.choices((*shapes, None), cum_weights=(3, 4, 6, 8, 10))[0]
    return (shape(pen),) if shape else ()


def _noted(pen: Pen, paragraph: str) -> Iterator[str]:
    """Yield the paragraph, in three of four cases with a footnote."""
    if pen.rng.random() < 0.25:
        yield paragraph
        return
    label = next(pen.footnotes)
    yield f"{paragraph}[^{label}]"
    yield f"[^{label}]: {_sentence(pen, between(pen.rng, 8, 18))}"


def _paragraph(pen: Pen, words: int) -> str:
    sentences = []
    while words > 0:
        length = words if words < 14 else min(words, between(pen.rng, 9, 24))
        sentences.append(_sentence(pen, length))
        words -= length
    if pen.rng.random() < 0.3:
        sentences.append(f"{_sentence(pen, 3)[:-1]} {_link(pen)}.")
    return " ".join(sentences)


def _sentence(pen: Pen, length: int) -> str:
    words = take(pen.words, length)
    words[0] = words[0].capitalize()
    if length > 12:
        words[length // 2] += ","
    mark = pen.rng.random()
    if mark < 0.04:
        words[-1] = f"**{words[-1]}**" if mark < 0.02 else f"*{words[-1]}*"
    return f"{' '.join(words)}."


def _link(pen: Pen) -> str:
    """Return a link: one in four leads out of the site, the others to a brief or a heading of it."""
    text = " ".join(take(pen.words, 3))
    if pen.rng.random() < 0.25 or len(pen.shelf) == 1:
        return f"[{text}](https://example.org/{'/'.join(take(pen.words, 2))})"
    return f"[{text}]({_target(pen)})"


def _target(pen: Pen) -> str:
    here, other = pen.outline, _other(pen)
    path = f"{other.slug}.md" if other.day.year == here.day.year else f"../{other.path}"
    if not other.headings or pen.rng.random() > 1 / 8:
        return path
    return f"{path}#{pen.rng.choices(other.headings)[0].lower().replace(' ', '-')}"


def _other(pen: Pen) -> Outline:
    number, briefs = pen.outline.number, len(pen.shelf)
    near = pen.rng.random() < 0.7
    back = between(pen.rng, 1, min(RECENT, briefs - 1) if near else briefs - 1)
    return pen.shelf[(number - back) % briefs]


def _bullets(pen: Pen) -> str:
    return "\n".join(f"- {_sentence(pen, between(pen.rng, 6, 14))}" for _ in range(between(pen.rng, 3, 6)))


def _steps(pen: Pen) -> str:
    steps = range(1, between(pen.rng, 3, 5) + 1)
    return "\n".join(f"{step}. {_sentence(pen, between(pen.rng, 8, 16))}" for step in steps)


def _table(pen: Pen) -> str:
    head = _row([word.capitalize() for word in take(pen.words, 4)])
    rows = (_row([*take(pen.words, 1), *_figures(pen)]) for _ in range(between(pen.rng, 4, 9)))
    return "\n".join((head, "| --- | ---: | ---: | ---: |", *rows))


def _figures(pen: Pen) -> list[str]:
    return [f"{pen.rng.random() * 1000:.1f}" for _ in range(3)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quotation(pen: Pen) -> str:
    return "\n".join(f"> {_sentence(pen, between(pen.rng, 10, 25))}" for _ in range(2))
