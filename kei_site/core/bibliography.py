"""The record of a work: what references, citations and exports are made of. Core; knows nothing of sites.

Types and fields are those of CSL-JSON (https://docs.citationstyles.org), under names of this program.
"""

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.patterns import pattern_of
from kei_site.core.value import value

STYLES = ("chicago-notes", "chicago-author-date", "apa", "mla")
"""The styles of references."""
NOTE_STYLES = ("chicago-notes",)
"""Of these, the styles that cite in notes."""
ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "paper-conference")
"""Types of works that appear in a periodical or in proceedings."""
_CJK = pattern_of(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")


@value
class Name:
    """The name of a person, or of an institution as `literal`, which stays whole."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """Stands before the family name and belongs to it: `de`, `van der`."""
    suffix: str = ""
    """`Jr.`, `III`."""
    literal: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle, or the whole name where no family name is known."""
        return " ".join(filter(None, (self.particle, self.family))) or self.literal or self.given

    @property
    def is_whole(self) -> bool:
        """Whether the name is written in one form alone: of an institution, or in letters that are not inverted."""
        return not (self.family and self.given) or bool(_CJK.search(self.family + self.given))

    @property
    def whole(self) -> str:
        """The name in the order in which it is spoken."""
        if self.literal:
            return self.literal
        if _CJK.search(self.family + self.given):
            return self.family + self.given
        return " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))


@value
class PartialDate:
    """A day, a month or a year; all 0: unknown."""

    year: int = 0
    """-44 is 44 BC, as in CSL; there is no year 0."""
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """As `2024-07-21`, `2024-07` or `2024`; empty when it is unknown. ISO 8601 counts 1 BC as `0000`."""
        year = f"-{-self.year - 1:04}" if self.year < -1 else f"{max(self.year, 0):04}"
        parts = [year] if self.year else []
        parts += [f"{self.month:02}"] if self.year and self.month else []
        return "-".join([*parts, f"{self.day:02}"] if len(parts) == 2 and self.day else parts)

    @property
    def slashed(self) -> str:
        """As `2024/07/21`, for formats that know no years before the year 1."""
        return self.iso.replace("-", "/") if self.year > 0 else ""


@value
class Work:
    """A work that can be cited."""

    key: str
    type: str
    """A type of CSL: `book`, `article-journal`, `report`."""
    title: str
    title_short: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container: str = ""
    """The periodical, book or site in which it appears."""
    collection: str = ""
    """Its series."""
    collection_number: str = ""
    publisher: str = ""
    place: str = ""
    """Where it was published."""
    issued: PartialDate = PartialDate()
    accessed: PartialDate = PartialDate()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    genre: str = ""
    """`Working Paper`, `PhD diss.`"""
    number: str = ""
    """Of a report."""
    doi: str = ""
    """Bare: `10.1234/abc`."""
    url: str = ""
    isbn: str = ""
    language: str = ""
    """BCP 47."""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    status: str = ""
    """What has become of it: `Retracted`."""
    content_hash: Digest = NO_DIGEST

    def __hash__(self) -> int:
        """Return a hash of what tells most works apart: caches of references ask for it at every citation."""
        return hash((self.key, self.title))

    @property
    def address(self) -> str:
        """Where it is found: its DOI as an address, or its address on the web; or empty."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def is_cjk(self) -> bool:
        """Whether its title is written in Korean, Chinese or Japanese, which no style sets in italics."""
        return bool(_CJK.search(self.title))


@value
class CitedWork:
    """One work in a citation."""

    key: str
    prefix: str = ""
    suffix: str = ""
    """With the comma or blank before it."""
    label: str = ""
    """What the locator counts: a term of CSL such as `page`, `chapter`; empty without a locator."""
    locator: str = ""
    is_author_suppressed: bool = False


@value
class Citation:
    """A citation in a text that waits for its works; in the fragment it stands as `href="kei-cite:N"`."""

    works: tuple[CitedWork, ...]
    line: int
    column: int


@value
class WorkFile:
    """A file of references."""

    path: str
    works: tuple[Work, ...]
    places: tuple[tuple[int, int], ...]
    """The line and the column of each work's key."""
    unread: tuple[tuple[str, int], ...] = ()
    """The key and the line of each entry that is no work: it cannot be read, or has no title."""


@value
class Cited:
    """The citations of a text, and the works that they name."""

    style: str
    """One of STYLES."""
    citations: tuple[tuple[CitedWork, ...], ...]
    """By the N of `kei-cite:N`; empty: publish the words as they are written."""
    works: tuple[Work, ...]
    """Each once, in the order of first citations."""
