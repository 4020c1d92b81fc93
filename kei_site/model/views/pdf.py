"""The view of a brief's PDF, and what its page shows of it."""

from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.core.words import Words
from kei_site.model.brief import FrontMatter
from kei_site.model.views.common import Card, Link, OrganizationView, TextView
from kei_site.model.views.theme import FontView


@value
class PdfImage:
    """An image file of the site."""

    source: str
    digest: Digest
    alt: str = ""
    caption: str = ""
    credit: str = ""


@value
class PdfSite:
    """What every PDF shows of the site. Small on purpose: a change here makes every PDF again."""

    title: str
    url: str
    """Absolute, without a closing slash."""
    prefix: str
    organization: OrganizationView
    paper: str
    """`a4` or `letter`."""
    accent: str
    """`#b4301a`"""
    logo: PdfImage | None
    shows_name: bool
    """Whether the name of the institute is shown beside the logo."""
    license: str
    imprint: str
    """Address and copyright of the institute, or empty."""
    fonts: tuple[FontView, ...]
    """Of the site itself."""
    words: Words | None = None
    """Those of the site in the language of the brief."""


@value
class PdfView:
    """A brief on paper."""

    site: PdfSite
    front: FrontMatter
    card: Card
    text: TextView
    images: tuple[PdfImage | None, ...]
    """By the N of `kei-image:N`; None: the alternative text stands there."""
    lead: PdfImage | None
    author_notes: tuple[TextView, ...]
    """Biographies, in the order of `card.authors`."""
    successor: Link | None
    """The brief that replaces it."""
    tools: Digest
    """Of the program that sets the text, and of its fonts."""

    @property
    def permalink(self) -> str:
        """The address of the brief's page, absolute."""
        return self.site.url + self.card.url.removeprefix(self.site.prefix)


@value
class PdfLink:
    """The PDF of a brief."""

    url: str
    """Root-relative, in the folder of the brief's page."""
    length: int
    """In bytes; 0 when it is not known."""
    in_feeds: bool
    """Whether feeds have it as the enclosure of the brief."""
