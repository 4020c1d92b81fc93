"""Views of people: the page of all, and the pages of each."""

from collections.abc import Mapping

from kei_site.core.value import value
from kei_site.model.views.common import AuthorLink, FeedLink, ImageView, Page, TextView
from kei_site.model.views.listings import Listing


@value
class PersonCard:
    """A person, or an organization, on the page of the people."""

    author: AuthorLink
    role: str
    image: ImageView | None
    """A portrait."""
    count: int
    """Of public briefs."""
    latest: str
    """Day of the newest of them, or empty."""


@value
class PeopleGroup:
    """The people of a group, in their order."""

    name: str
    """Empty for those who are in no group."""
    people: tuple[PersonCard, ...]


@value
class PeopleView(Page):
    """`/authors/`."""

    groups: tuple[PeopleGroup, ...]
    """In order; those who are in no group come last."""
    former: tuple[PersonCard, ...]
    """Who is no longer there."""


@value
class AuthorView(Page):
    """One page of an author."""

    author: AuthorLink
    names: Mapping[str, str]
    """The name as other languages write it, by language (BCP 47)."""
    role: str
    group: str
    is_former: bool
    website: str
    press_contact: str
    """In words of the record; may hold e-mail addresses and addresses on the web."""
    image: ImageView | None
    """A portrait."""
    biography: TextView
    listing: Listing
    feeds: tuple[FeedLink, ...]
    """Empty without a public brief."""
