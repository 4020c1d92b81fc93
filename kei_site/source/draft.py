"""The growing result of one text while it is read. Source room.

A draft lives for one call of `read_markdown` and is never shared: rules and writers add to it, and the
finished text is made from it at the end.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kei_site.diagnostics import Diagnostic, Place, diagnostic
from kei_site.model.brief import Heading, Reference
from kei_site.source.limits import CPU_SECONDS, TICKS_PER_LOOK, TooSlowError, cpu_seconds
from kei_site.source.positions import Excerpt, Stretch, first_column, stretch_at

NOWHERE = Excerpt(text="", line=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTag:
    """A raw HTML element that is open."""

    name: str
    place: tuple[int, int]
    in_line: bool
    """True: it was opened in a line of text, not in a block of HTML."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything that the parts of the reader collect."""

    path: str
    first_line: int
    lines: list[str]
    deadline: float = field(default_factory=lambda: cpu_seconds() + CPU_SECONDS)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    """HTML, in pieces."""
    plain: list[str] = field(default_factory=list)
    """The words that readers see, in pieces."""
    links: list[Reference] = field(default_factory=list)
    images: list[Reference] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    heading_texts: set[str] = field(default_factory=set)
    heading_levels: dict[str, int] = field(default_factory=dict)
    """The level that each heading was written with, by id."""
    outline: list[tuple[int, int]] = field(default_factory=list)
    """The headings that the next one may stand under: level as written, level as shown."""
    ids: dict[str, int] = field(default_factory=dict)
    """Ids in use; the number is the last that was added to make another one of it."""
    anchors: list[str] = field(default_factory=list)
    first_paragraph: str = ""
    link_count: int = 0
    address_size: int = 0
    open_links: list[str] = field(default_factory=list)
    """Opening tags of the links being written; empty for one that is not published as a link."""
    open_address: str = ""
    """Address of the link being written, as the editor wrote it."""
    labels: set[str] = field(default_factory=set)
    """Reference labels that a link or image used."""
    excerpt: Excerpt = NOWHERE
    """The inline text being read; see `turn_to`."""
    stretch: Stretch | None = None
    """The line of it where the last place was looked up."""
    base: int = 0
    """Where in the excerpt the text being parsed begins: not 0 inside alternative texts and notes."""
    last_bracket: tuple[str, int] = ("", -1)
    """A text that was looked through for `]`, and where the last one stands."""
    depth: int = 0
    ticks: int = 0
    is_nesting_reported: bool = False
    has_raw_html: bool = False
    closers: dict[str, int] = field(default_factory=dict)
    """Where the last closing mark of each kind of raw HTML stands, by kind."""
    unclosed: dict[str, int] = field(default_factory=dict)
    """The line up to which no closing mark of a kind comes, by kind."""
    last_level: int = 1
    """Of the headings so far; the page's title is 1."""
    environment: dict[str, Any] = field(default_factory=dict)
    """What the parser's rules share: the draft itself, definitions of references, labels of notes."""
    cited: list[str] = field(default_factory=list)
    """Labels of notes in the order of their numbers."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Number of each note that has one, by label."""
    marks: dict[str, int] = field(default_factory=dict)
    """How many marks a note has, by label."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What each note holds, by label."""
    open_note: str = ""
    """Label of the note being written."""
    closing: list[str] = field(default_factory=list)
    """What closes the directives that are open."""
    raw_tags: list[OpenTag] = field(default_factory=list)
    """Raw HTML elements that are open."""
    raw_names: Counter[str] = field(default_factory=Counter)
    """How many of each are open."""

    def at(self, offset: int) -> tuple[int, int]:
        """Return (line of the file, column) of a character of the inline text being read."""
        point = self.base + offset
        if self.stretch is None or not self.stretch.start <= point <= self.stretch.stop:
            self.stretch = stretch_at(self.lines, self.excerpt, point, self.stretch)
        return self.first_line + self.stretch.line, self.stretch.column_of(point)

    def turn_to(self, excerpt: Excerpt, base: int = 0) -> None:
        """Count places in `excerpt` from now on, from `base`."""
        self.excerpt, self.base, self.stretch = excerpt, base, None

    def report(self, code: str, where: tuple[int, int], message: str, *, found: str = "", fix: str = "") -> None:
        """Add a diagnostic at (line of the file, column)."""
        place = Place(path=self.path, line=where[0], column=where[1])
        self.diagnostics.append(diagnostic(code, place, message, found=shortened(found), fix=fix))

    def line_place(self, line: int) -> tuple[int, int]:
        """Return (line of the file, column) of the first character of a line of the body, given by its index."""
        line = min(line, len(self.lines) - 1)
        return self.first_line + line, first_column(self.lines[line])

    def number_of(self, label: str) -> int:
        """Return the number of a note; its first use gives it the next one."""
        if label not in self.numbers:
            self.cited.append(label)
            self.numbers[label] = len(self.cited)
        return self.numbers[label]

    def tick(self) -> None:
        """Count one step of work; raises TooSlowError when the CPU time is used up."""
        self.ticks += 1
        if self.ticks % TICKS_PER_LOOK == 0 and cpu_seconds() > self.deadline:
            raise TooSlowError


def shortened(found: str, limit: int = 120) -> str:
    """Return a value for a message: on one line, cut when it is long."""
    line = " ".join(found.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
