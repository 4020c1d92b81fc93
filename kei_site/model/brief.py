"""The records of the domain: the content of one source file each, complete when made, frozen.

A brief holds no HTML: its text is a `Fragment`, kept apart under the digest `body` and loaded where it is shown.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import NewType

from kei_site.core.bibliography import Citation
from kei_site.core.clock import Moment
from kei_site.core.correction import Correction
from kei_site.core.diagnostics import Place
from kei_site.core.event import Event
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.podcast import Podcast
from kei_site.core.syndication import Syndication
from kei_site.core.value import value
from kei_site.core.vocabulary import TYPE_FOLDERS
from kei_site.model.figures import FigureSpec

Html = NewType("Html", str)
"""Safe HTML of one line: text, `em`, `strong`, `s`, `code`."""

BRIEF_TYPES = tuple(TYPE_FOLDERS)
NO_DATE = Moment(iso="1970-01-01T00:00:00+00:00", epoch=0)
"""Stands where a broken brief should have a date."""


@value
class LeadImage:
    """The image named in the front matter."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""


@value
class FrontMatter:
    """What the front matter of a brief says, typed; defaults filled in, nothing looked up elsewhere.

    A field is a key of the same name. A field of type `str` is read as text; one of another type, or with a form of its
    own, has its reader in `source.front_matter`.
    """

    title: str
    date: Moment
    authors: tuple[str, ...]
    """Ids of author records, in the order of the byline."""
    summary: str = ""
    """As written, or taken from the first paragraph (`summary_is_derived`)."""
    summary_is_derived: bool = False
    title_html: Html = Html("")
    """The title with its marks; empty when it has none. `title` is plain text."""
    summary_html: Html = Html("")
    """Likewise."""
    type: str = "brief"
    tags: tuple[str, ...] = ()
    """As written, NFC, without repetitions."""
    series: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    updated: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    withdrawn: Correction | None = None
    """The notice that the brief does not stand any more; its kind is `retraction`."""
    superseded_by: str = ""
    """Path or slug of the brief that replaces it."""
    published_in: Syndication | None = None
    embargo: Moment | None = None
    draft: bool = False
    language: str = ""
    """BCP 47; the site's language when the brief gives none."""
    translation_of: str = ""
    image: LeadImage | None = None
    number: str = ""
    doi: str = ""
    keywords: tuple[str, ...] = ()
    license: str = ""
    funding: str = ""
    disclosure: str = ""
    references: tuple[str, ...] = ()
    """Paths of files of references, from the brief or from `content/`."""
    citation_style: str = ""
    """One of the STYLES of references; empty: that of the site."""
    math: bool | None = None
    """Whether `$…$` is mathematics; None: as the site says."""
    related: tuple[str, ...] = ()
    id: str = ""
    """The permanent id that the editor fixed, if any."""
    audio: str = ""
    """A recording or PDF to enclose: address or path, also from `podcast`; empty when there is none."""
    event: Event | None = None
    podcast: Podcast | None = None
    extra: Mapping[str, str | Moment | tuple[str, ...]] = field(default_factory=dict)
    """The values of the keys that `extra` in `site.yaml` declares, by key: a Moment for a date, a tuple for a list."""
    versions: bool = False
    """Whether readers find its frozen versions."""
    pdf: str = ""
    """`true`, `false`, or the path of the author's own file; empty: as the site says."""
    content_hash: Digest = NO_DIGEST

    @property
    def original(self) -> Syndication | None:
        """Where the text first appeared, if that was elsewhere."""
        return self.published_in if self.published_in and self.published_in.role == "original" else None

    @property
    def notices(self) -> tuple[Correction, ...]:
        """All notices of what was changed, the withdrawal last."""
        return (*self.corrections, self.withdrawn) if self.withdrawn else self.corrections

    @property
    def is_retracted(self) -> bool:
        """Whether the brief does not stand any more: it keeps its page, and leaves all lists."""
        return any(notice.kind == "retraction" for notice in self.notices)


@value
class Reference:
    """A link or an image in the text that points into the site and waits to be resolved.

    In the fragment it stands as `href="kei-link:N"` or `src="kei-image:N"`, where N is its place in `Brief.links` or
    `Brief.images`.
    """

    target: str
    """As written, percent-decoded: `../2023/other.md#heading`, `brief:slug`, `#note`, `chart.png`,
    `/img/a.png`."""
    line: int
    column: int
    alt: str = ""


@value
class Record:
    """A source file with a text: a brief, a plain page or an author."""

    id: str
    """The path of the file below the folder of its kind, without its ending: `2024/the-rok-and-nato`, `about`."""
    path: str
    """The path of the file below the site's folder."""
    body: Digest = NO_DIGEST
    """The key of its fragment."""
    links: tuple[Reference, ...] = ()
    images: tuple[Reference, ...] = ()
    frames: tuple[str, ...] = ()
    """The origins of the frames that a click on its page loads: `https://player.vimeo.com`."""
    citations: tuple[Citation, ...] = ()
    bare_keys: tuple[Citation, ...] = ()
    """What would be citations if they stood in brackets: `@kim2024`."""
    figures: tuple[FigureSpec, ...] = ()
    """By the number in `src="kei-figure:N"`."""
    anchors: tuple[str, ...] = ()
    """The ids in its text that links may point to."""
    is_broken: bool = False
    """True: its front matter lacks a required value. The rest is checked; the record is never public."""
    places: str = ""
    """Line and column of front-matter values, packed by `schema.fields`: they are needed only to report diagnostics."""

    def place(self, key: str = "") -> Place:
        """Return where a front-matter value stands; else what it is a part of, or the first line of the file."""
        packed = f" {self.places} ".partition(f" {key}=")[2].partition(" ")[0]  # thousands of places: none is unpacked
        if key and not packed:
            return self.place(key.rpartition(".")[0])
        line, column = map(int, (packed or "1:1").split(":"))
        return Place(path=self.path, line=line, column=column)


@value
class Brief(Record):
    """One brief, complete: the content of its own file and nothing else."""

    front: FrontMatter
    slug: str
    url: str
    """Root-relative permalink, without the site's prefix."""
    word_count: int

    @property
    def has_address(self) -> bool:
        """Whether the address is the one that the brief will have: without a date it is not."""
        return not (self.is_broken and self.front.date == NO_DATE)


@value
class Page(Record):
    """A plain page such as `about`."""

    title: str
    summary: str
    """As written, or taken from the first paragraph (`summary_is_derived`)."""
    language: str
    slug: str
    """Where it stands below the root: `about`, or `about/history` in a folder."""
    url: str
    title_html: Html = Html("")
    """The title with its marks; empty when it has none. `title` is plain text."""
    summary_html: Html = Html("")
    """Likewise."""
    summary_is_derived: bool = False


@value
class Author(Record):
    """One author's record: `content/authors/ID.md`."""

    name: str
    family: str = ""
    """Family name, for citations; empty for organisations and when it is unknown."""
    given: str = ""
    kind: str = "person"
    """`person` or `organization`."""
    url: str = ""
    orcid: str = ""
    role: str = ""
    portrait: LeadImage | None = None
    language: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """The name as other languages write it, by language (BCP 47)."""
    affiliation: str = ""
    """The institute of who does not belong to this one."""
    press_contact: str = ""
    group: str = ""
    """One of `people.groups` of `site.yaml`, or empty."""
    order: int | None = None
    """The place in the group; who has none stands behind, by name."""
    former: bool = False
    page: bool | None = None
    """Whether the author has a page; None: as `model.people` decides."""


@value
class TagRecord:
    """One entry of `content/tags.yaml`; `names` are those in other languages, by language (BCP 47)."""

    name: str
    slug: str
    description: str = ""
    variants: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@value
class Heading:
    """A heading of a text: what the table of contents shows."""

    level: int
    id: str
    text: str


@value
class Fragment:
    """The text of a brief, page or biography as cleaned HTML; references stand as `kei-link:N` and `kei-image:N`."""

    html: str
    headings: tuple[Heading, ...] = ()
