"""What a site calls its things: its types of publications, its people, the front-matter keys of its own. Core, data."""

from collections.abc import Mapping
from types import MappingProxyType

from kei_site.core.theme import Footer
from kei_site.core.value import value

TYPE_FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "brief": "briefs",
        "report": "reports",
        "paper": "papers",
        "commentary": "commentaries",
        "event": "events",
        "podcast": "podcasts",
    }
)
"""The types of briefs, and the last part of the address of the page of each: `/types/reports/`."""
EXTRA_TYPES = ("text", "number", "date", "url", "list")


@value
class TypeWords:
    """How a site calls the briefs of a type, and whether they have a page."""

    singular: str = ""
    """`Study`, in the language of the site; empty: the word of the interface, as in all other languages."""
    plural: str = ""
    """`Studies`; empty: the word of the interface, in the language of each page."""
    page: bool = False
    slug: str = ""
    """The last part of the address of the page; empty: that of TYPE_FOLDERS."""


@value
class People:
    """How a site calls the people under `/authors/`, and in which groups they stand."""

    title: str = ""
    """`Experts`; empty: the word of the interface."""
    groups: tuple[str, ...] = ()
    """In the order of the page; empty: the groups that author records name, by name."""


@value
class MenuItem:
    """An entry of the menu."""

    label: str
    url: str


@value
class LanguageSettings:
    """What the frame says on pages in another language than that of the site; where it is empty, the site's own."""

    title: str = ""
    description: str = ""
    menu: tuple[MenuItem, ...] = ()
    people: str = ""
    """How the site calls its authors; empty: the word of the interface."""
    promise: str = ""
    """What subscribers get."""
    footer: Footer = Footer()
    """Its accounts elsewhere are those of the site where it names none."""


@value
class ExtraKey:
    """A front-matter key of the site's own."""

    name: str
    type: str
    """One of EXTRA_TYPES."""
    label: str
    """The words before its value on the page of a brief."""
