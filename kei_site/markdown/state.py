"""What the parts of the Markdown reader share during one call of `read_markdown`: `ParseState`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kei_site.core.bibliography import Citation
from kei_site.core.budget import Budget
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.value import value
from kei_site.markdown.positions import LineSpan, Position, Span, first_column, line_span_at
from kei_site.model.brief import Heading, Reference
from kei_site.model.figures import FigureBlock

NO_SPAN = Span(text="", line=0)
LONGEST_VALUE = 120
"""Characters of a value that a diagnostic shows."""


@value
class TextOptions:
    """How the texts of a site are read."""

    style: str = ""
    """The style of their references; empty: they have none, and `[@name]` is text."""
    frame_hosts: Mapping[str, str] = field(default_factory=dict)
    """Names, by host, of the sites that may be framed besides those that are known."""
    has_mathematics: bool = False
    """Whether `$…$` is mathematics."""


@dataclass(slots=True, kw_only=True)
class Links:
    """The links and images of a text."""

    references: list[Reference] = field(default_factory=list)
    """Links into the site, by the number in `href="kei-link:N"`."""
    images: list[Reference] = field(default_factory=list)
    """By the number in `src="kei-image:N"`."""
    frames: list[str] = field(default_factory=list)
    """The origins of the frames that a click loads: `https://player.vimeo.com`."""
    open_tags: list[str] = field(default_factory=list)
    """Start tags of the links being written; empty for one that is not published as a link."""
    open_address: str = ""
    open_offset: int = 0
    """Address of the link being written, as in the source."""
    used_labels: set[str] = field(default_factory=set)
    """Labels of the reference definitions that a link or image uses."""


@dataclass(slots=True, kw_only=True)
class Headings:
    """The headings of a text, and the ids that are taken."""

    entries: list[Heading] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    levels: dict[str, int] = field(default_factory=dict)
    """The level that each heading was written with, by id."""
    ancestors: list[tuple[int, int]] = field(default_factory=list)
    """The headings that the next one may stand under: (level as written, level as shown)."""
    last_level: int = 1
    """Level of the last heading as written; the page's title is 1."""
    ids: dict[str, int] = field(default_factory=dict)
    """Ids in use; the number is the last suffix that made another id of this one."""
    anchors: list[str] = field(default_factory=list)
    """The ids that links may point to, in the order in which they were taken."""


@dataclass(slots=True, kw_only=True)
class Notes:
    """The footnotes of a text, each under its label."""

    bodies: dict[str, Any] = field(default_factory=dict)
    """`BlockNote` or `InlineNote`, by label."""
    order: list[str] = field(default_factory=list)
    """Labels in the order of their numbers."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Number of each note that has one, by label."""
    ref_counts: dict[str, int] = field(default_factory=dict)
    """How many references to a note there are, by label."""
    open_label: str = ""
    """Label of the note being written."""

    def number_of(self, label: str) -> int:
        """Return the number of a note; its first use gives it the next one."""
        if label not in self.numbers:
            self.order.append(label)
            self.numbers[label] = len(self.order)
        return self.numbers[label]


@dataclass(slots=True, kw_only=True)
class Citing:
    """The citations of a text."""

    is_on: bool = False
    """Whether the site has references: without them, `[@name]` is text."""
    in_notes: bool = False
    """Whether the style cites in notes."""
    found: list[Citation] = field(default_factory=list)
    """By the number in `href="kei-cite:N"`."""
    bare: list[Citation] = field(default_factory=list)
    """What would be a citation if it stood in brackets, `@kim2024`: a key, or a name on some network."""


@value
class OpenTag:
    """A raw HTML element that is open."""

    name: str
    position: Position
    in_line: bool
    """True: it was opened in a line of text, not in a block of HTML."""


@dataclass(slots=True, kw_only=True)
class RawTags:
    """The raw HTML of a text."""

    is_present: bool = False
    open: list[OpenTag] = field(default_factory=list)
    """Outermost first."""
    open_counts: Counter[str] = field(default_factory=Counter)
    """How many elements of each name are open."""
    closers: dict[str, int] = field(default_factory=dict)
    """Offset of the last closing delimiter of each kind of raw block, such as `-->`, by kind."""
    unclosed: dict[str, int] = field(default_factory=dict)
    """The line up to which no closing delimiter of a kind comes, by kind."""

    def push(self, tag: OpenTag) -> None:
        """Open an element."""
        self.open.append(tag)
        self.open_counts[tag.name] += 1

    def pop(self) -> OpenTag:
        """Close the innermost element, and return it."""
        tag = self.open.pop()
        self.open_counts[tag.name] -= 1
        return tag


@dataclass(slots=True, kw_only=True)
class ParseState:
    """What is known of a text so far. `path` is below the site's folder; the body begins in its line `first_line`."""

    path: str
    first_line: int
    lines: list[str]
    """The lines of the body."""
    language: str = "en"
    """BCP 47."""
    frame_hosts: Mapping[str, str] = field(default_factory=dict)
    """Names, by host, of other sites whose pages the site allows in frames."""
    budget: Budget = field(default_factory=Budget)
    """What the text may still cost, and its diagnostics."""
    out: list[str] = field(default_factory=list)
    """Parts of the HTML."""
    plain: list[str] = field(default_factory=list)
    """Parts of the words that readers see."""
    first_paragraph: str = ""
    links: Links = field(default_factory=Links)
    headings: Headings = field(default_factory=Headings)
    notes: Notes = field(default_factory=Notes)
    citing: Citing = field(default_factory=Citing)
    raw: RawTags = field(default_factory=RawTags)
    has_mathematics: bool = False
    """Whether `$…$` is mathematics."""
    figures: list[FigureBlock] = field(default_factory=list)
    """By the number in `src="kei-figure:N"`."""
    environment: dict[str, Any] = field(default_factory=dict)
    """What markdown-it's rules share: this state, definitions of references, labels of footnotes."""
    span: Span = NO_SPAN
    """The inline text being read; see `locate_in`."""
    line_span: LineSpan | None = None
    """The line of `span` in which the last position was looked up."""
    base: int = 0
    """Where in `span` the text being parsed begins: not 0 inside alternative texts and notes."""
    last_bracket: tuple[str, int] = ("", -1)
    """A text that was searched for `]`, and the offset of the last one."""
    has_runs: bool = False
    """True: the inline text that was read last holds runs of `*`, `_` or `~~`."""
    has_www: bool = False
    """True: the inline text being read holds `www.`."""
    depth: int = 0
    """Lists, quotes and directives that are open."""
    is_nesting_reported: bool = False
    directive_ends: list[str] = field(default_factory=list)
    """What closes the directives that are open, as HTML."""

    def __post_init__(self) -> None:
        self.environment["state"] = self

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The diagnostics so far, without those that are only counted."""
        return self.budget.told.kept

    def at(self, offset: int) -> Position:
        """Return the position of a character of the inline text being read."""
        point = self.base + offset
        if self.line_span is None or not self.line_span.start <= point <= self.line_span.stop:
            self.line_span = line_span_at(self.lines, self.span, point, self.line_span)
        return self.first_line + self.line_span.line, self.line_span.column_of(point)

    def locate_in(self, span: Span, base: int = 0) -> None:
        """Count offsets in `span` from now on, from `base`."""
        self.span, self.base, self.line_span = span, base, None

    def line_start(self, line: int) -> Position:
        """Return the position of the first character that is not blank in a line of the body, given by its index."""
        line = min(line, len(self.lines) - 1)
        return self.first_line + line, first_column(self.lines[line])

    def report(self, code: str, position: Position, message: str, *, found: str = "", fix: str = "") -> None:
        """Add a diagnostic, or count it when its code has many. Raises OverBudgetError when the time is used up."""
        self.budget.tick()
        place = Place(path=self.path, line=position[0], column=position[1])
        self.budget.told.add(diagnostic(code, place, message, found=_shortened(found), fix=fix))

    def lower_last(self) -> None:
        """Make the last diagnostic a warning: what it reports is left out, and harmless."""
        self.budget.told.lower_last()


def _shortened(value: str) -> str:
    """Return a value for a message: on one line, cut when it is long."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"
