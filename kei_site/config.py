"""`content/site.yaml` -> the one configuration of a site. Ground floor."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kei_site.diagnostics import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """The institute."""

    name: str
    url: str = ""
    logo: str = ""
    """Root-relative path of a picture in `static/`, or empty."""
    id: str = ""
    """The id of its author record, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingList:
    """The form that readers sign up with."""

    action: str
    email_field: str = "email"
    hidden: Mapping[str, str] = field(default_factory=dict)
    promise: str = ""
    """One sentence on what subscribers get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """What feeds carry."""

    limit: int = 20
    full_content: bool = True
    authority: str = ""
    """Who minted the permanent ids: `host,YYYY` of a tag URI (RFC 4151); the host of `url` and 2024 when empty."""
    hubs: tuple[str, ...] = ()
    """WebSub hubs."""
    archives: bool = True
    """Whether RFC 5005 archive documents are written beside the site's feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One entry of the navigation."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings of a site."""

    title: str
    url: str
    """Absolute https address without a closing slash."""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    organization: Organization
    """Named like the site when `site.yaml` does not say."""
    mailing_list: MailingList | None = None
    feeds: FeedSettings = field(default_factory=FeedSettings)
    page_size: int = 50
    search: bool = True
    menu: tuple[MenuItem, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    """(from, to), both root-relative; `to` may be absolute."""
    diagnostics: Mapping[str, Severity] = field(default_factory=dict)
    license: str = ""
    contact: str = ""
    """E-mail address or https address for `security.txt`."""
    share_cards: bool = False
    """Whether each brief gets a picture for link previews."""
