"""The common types of an imported archive: every reader makes them, the writer and the receipt read nothing else.

A reader (`importers.wordpress`, `importers.folder`) turns an archive of one program into items; it alone knows that
program. An item holds Markdown of this site, in which every address is a token (`reference_token`): only the writer
knows where the files will stand.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Protocol

from kei_site.core.urls import slugify
from kei_site.core.value import value

STATES = ("published", "draft", "refused")
"""Of an item: shown to everybody, written with `draft: true`, or not written."""
KINDS = ("brief", "page")

IMAGE_PATTERN = r"!\[(?:\\.|[^\[\]\\\n])*\]\(kei-import:{}(?: \"(?:\\.|[^\"\\\n])*\")?\)(?:\{{[^{{}}\n]*\}})?"
"""Of an image in the Markdown of an item; a format, which takes the pattern of its number."""
_TOKEN = re.compile(r"kei-import:(\d+)(?!\d)")


@value
class ItemAuthor:
    """A person or organisation that an archive names; never an e-mail address, a login or an IP address."""

    key: str
    """Stable within the archive; `Item.authors` holds these. It is never written to a file."""
    name: str
    """The display name."""
    slug: str = ""
    """The last part of the author's old address, wished as the id; empty if there is none, or if it is a login."""
    biography: str = ""
    """Markdown without tokens."""
    url: str = ""
    """The author's own page elsewhere: an absolute https address."""
    orcid: str = ""
    """Sixteen digits with hyphens, as `orcid.org` has them, or empty."""
    given: str = ""
    family: str = ""
    role: str = ""
    kind: str = "person"
    """`person` or `organization`."""

    @property
    def name_in_address(self) -> str:
        """What links in texts call the author's old page: the slug, or else the name; never a login."""
        return self.slug or slugify(self.name)


@value
class ItemTag:
    """A category or tag of an archive."""

    name: str
    """As readers saw it, decoded once."""
    description: str = ""
    """Plain text."""
    slug: str = ""
    """The last part of its old address, percent-decoded; empty if it is the slug of the name."""
    addresses: tuple[str, ...] = ()
    """Its old addresses: `/category/asia/korea/`, `/tag/korea/`."""


@value
class ItemImage:
    """The lead image of an item."""

    address: str
    """As the source has it: absolute, root-relative, or relative to the item's file."""
    alt: str = ""
    caption: str = ""
    credit: str = ""


@value
class ItemReference:
    """An address that the Markdown of an item holds as a token: a link, an image or a file."""

    address: str
    """As the source has it, decoded from HTML entities: absolute, root-relative, relative to the item's first address,
    or `#heading`. `item:KEY#heading` is the item of that key, percent-coded."""
    is_media: bool = False
    """Whether it shows or offers a file (image, PDF, recording), which is copied beside the text if it is found."""
    place: str = ""
    """`FILE:LINE`, or empty if the item's own place is all that is known."""


@value
class Leftover:
    """Something of the old program that stays in the text as visible words: an unknown shortcode, a template tag."""

    name: str
    """`contact-form-7`, `{% include chart.html %}`: short enough for a table."""
    place: str
    """`FILE:LINE`."""


@value
class ItemProblem:
    """A fault that cost something, or that an editor should look at."""

    place: str
    """`FILE:LINE`."""
    message: str
    """What is wrong, and what was done."""


@value
class ItemFile:
    """A file that was uploaded to the former site, whether a text shows it or not."""

    source: str
    """`FILE:LINE` in the archive."""
    key: str
    """As of an item; no item has it."""
    address: str
    """Where the file itself stood."""
    pages: tuple[str, ...] = ()
    """Old addresses of the page that showed it alone; none if they are addresses of the item that it belongs to."""
    item: str = ""
    """Key of the item that it was uploaded to, or empty."""
    reason: str = ""
    """Why it is not for everybody; empty if it is."""


Written = str | tuple[str, ...] | Mapping[str, str]
"""One text (`doi`, `license`), several (`references`), or one for each of the key's own keys (`event`, `podcast`)."""


@value
class Item:
    """One post, page or record of an archive, complete: the writer asks nothing else of the source."""

    source: str
    """`FILE:LINE` in the archive."""
    key: str
    """Unique in the archive and the same in a newer export: `post-123`, `posts/2019/x.md`."""
    kind: str = "brief"
    """One of KINDS."""
    state: str = "published"
    """One of STATES."""
    reason: str = ""
    """Why it is a draft or refused: `private`, `password`, `trash`, `cut off within the file`."""
    addresses: tuple[str, ...] = ()
    """Old addresses, absolute or root-relative, the public one first: `https://old.example.org/2019/x/`, `/?p=123`."""
    id: str = ""
    """The permanent id in old feeds (`guid`), or empty."""
    title: str = ""
    """Plain text; empty if the source has none."""
    slug: str = ""
    """The wished last part of the address, percent-decoded; the writer makes it valid and unique."""
    date: str = ""
    """RFC 3339: `2019-03-04` or `2019-03-04T09:30:00+09:00`; empty if the source has none."""
    updated: str = ""
    """Likewise, of the last change; empty if it is the date, or unknown."""
    type: str = "brief"
    """One of `model.brief.BRIEF_TYPES`."""
    authors: tuple[str, ...] = ()
    """Keys of `Site.authors`, in the order of the byline."""
    tags: tuple[str, ...] = ()
    """Names, decoded once, in the order of the source, without repetitions."""
    series: str = ""
    summary: str = ""
    """Plain text of one paragraph; empty if the source has none."""
    language: str = ""
    """BCP 47; empty for the language of the archive."""
    translation_of: str = ""
    """Key of the item that it translates, or empty."""
    image: ItemImage | None = None
    fields: Mapping[str, Written] = field(default_factory=dict)
    """Other keys of our front matter. `audio`, `pdf` and `references` hold addresses, as the source has them."""
    body: str = ""
    """Markdown; every destination of a link or image is a token."""
    references: tuple[ItemReference, ...] = ()
    """By the number in the token."""
    text: str = ""
    """The words that a reader of the source saw, without marks: paragraphs on lines of their own. It is made without
    the Markdown, so that the two can be compared."""
    notes: int = 0
    """Footnotes in the source."""
    leftovers: tuple[Leftover, ...] = ()
    problems: tuple[ItemProblem, ...] = ()


@value
class Site:
    """What an archive says beside its items; known when all items have been read."""

    software: str
    """`wordpress`, `hugo`, `jekyll`, `quarto`, `eleventy`, `pelican`, `markdown`."""
    title: str = ""
    url: str = ""
    """The old address of the site, absolute, or empty."""
    description: str = ""
    language: str = ""
    timezone: str = ""
    """IANA name, or empty."""
    menu: tuple[tuple[str, str], ...] = ()
    lower_menu: tuple[tuple[str, str], ...] = ()
    """What stood below entries of the menu."""
    """(label, old address)."""
    authors: Mapping[str, ItemAuthor] = field(default_factory=dict)
    """By key."""
    tags: tuple[ItemTag, ...] = ()
    lists: tuple[str, ...] = ()
    """Old addresses of pages that were only lists of other items."""
    files: tuple[ItemFile, ...] = ()
    """All that was uploaded, as far as the archive lists it."""
    problems: tuple[ItemProblem, ...] = ()
    """Faults of no single item."""


Progress = Callable[[int, int], None]
"""Takes how much of the archive has been read, and how much there is, in any unit."""


class Archive(Protocol):
    """What a reader offers. Items are read again at each call of `items`: none is kept."""

    def items(self, progress: Progress | None = None) -> Iterator[Item]:
        """Yield every item once, those that are lost as `refused`, in the same order each time."""
        ...

    def site(self) -> Site:
        """Return the rest of the archive; complete after `items` has come to its end."""
        ...

    def media(self, item: Item, address: str) -> str:
        """Return the path of the file at an address that an item names, in the archive's own folder; else empty."""
        ...


def reference_token(number: int) -> str:
    """Return what stands in the Markdown of an item for its reference `number`: a destination of letters alone."""
    return f"kei-import:{number}"


def replace_tokens(markdown: str, destination_of: Callable[[int], str]) -> str:
    """Return Markdown in which each token is what `destination_of` gives for its number."""
    return _TOKEN.sub(lambda found: destination_of(int(found[1])), markdown)
