"""`content/site.yaml` -> the configuration of a site, and all diagnostics of the file together.

A wrong setting has its default, which is never published: its diagnostic is an error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import partial

from kei_site.core.bibliography import STYLES
from kei_site.core.diagnostics import Diagnostic, Place, Severity
from kei_site.core.pdf_settings import PdfSettings
from kei_site.core.players import Embeds
from kei_site.core.podcast import Show
from kei_site.core.publish_settings import PublishTarget
from kei_site.core.search_settings import SearchSettings
from kei_site.core.theme import Theme
from kei_site.core.value import value
from kei_site.core.vocabulary import TYPE_FOLDERS, ExtraKey, LanguageSettings, MenuItem, People, TypeWords
from kei_site.schema.fields import (
    Codes,
    Problems,
    Readers,
    boolean,
    choice,
    fields,
    group,
    list_of,
    read_mapping,
    text,
    text_by_key,
    texts,
    whole_number,
)
from kei_site.schema.formats import (
    address,
    attachment_ending,
    by_language,
    contact,
    email,
    language,
    matching,
    names_by_host,
    time_zone,
    web_address,
)
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node
from kei_site.schema.pdf import pdf
from kei_site.schema.podcast import podcast
from kei_site.schema.publish import publish
from kei_site.schema.redirects import redirect_places, redirects
from kei_site.schema.shapes import Shape, object_shape
from kei_site.schema.site_values import search, severities, site_address
from kei_site.schema.theme import footer, theme
from kei_site.schema.vocabulary import extra, people, types


@value
class Organization:
    """The organization that publishes the site."""

    name: str
    url: str = ""
    logo: str = ""
    """Root-relative path of an image in `static/`, or empty."""
    id: str = ""
    """The id of its author record, or empty."""


@value
class MailingList:
    """The sign-up form of a mailing list."""

    action: str
    email_field: str = "email"
    hidden: Mapping[str, str] = field(default_factory=dict)
    promise: str = ""
    """A sentence that says what subscribers get."""
    honeypot: str = ""
    """Name of a hidden field that only programs fill in; empty if there is no such field."""
    sender: str = ""
    """E-mail address of the sender of newsletters."""
    unsubscribe: str = ""
    """Address for leaving the list, or the mark that the list program replaces by it."""
    postal_address: str = ""


@value
class FeedSettings:
    """The settings of feeds."""

    limit: int = 20
    full_content: bool = True
    authority: str = ""
    """The authority of permanent ids: `host,YYYY` of a tag URI (RFC 4151). If empty: the host of `url`, and 2024."""
    hubs: tuple[str, ...] = ()
    """Addresses of WebSub hubs."""
    group_limit: int = 10
    """The most entries in the feeds of tags, authors, series, types and languages."""
    group_content: str = "summary"
    """What the feeds of tags, authors and series hold of a brief: its `summary`, or its text in `full`."""
    tag_minimum: int = 3
    """The fewest briefs of a tag that has feeds."""
    author_minimum: int = 1
    """The fewest briefs of an author who has feeds."""
    archives: bool = True
    """Whether archives of the feeds of the site are written (RFC 5005)."""


@value
class ReferenceSettings:
    """The settings of references."""

    style: str = STYLES[0]
    files: tuple[str, ...] = ()
    """Paths below `content/`; if empty, all files in `content/references/`."""


@value
class HomeSettings:
    """What the home page shows, where the newest is not wanted."""

    lead: str = ""
    """Path or slug of the brief at the top."""
    cards: tuple[str, ...] = ()
    """Paths or slugs of the briefs with pictures below it."""
    types: tuple[str, ...] = ()
    """The types that the latest can be narrowed to, in their order."""


@value
class Config:
    """All settings of a site."""

    title: str
    url: str
    """Absolute https address without a trailing slash."""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    organization: Organization
    """Called like the site if `site.yaml` does not name one."""
    mailing_list: MailingList | None = None
    feeds: FeedSettings = field(default_factory=FeedSettings)
    page_size: int = 50
    search: bool = True
    search_index: SearchSettings = field(default_factory=SearchSettings)
    menu: tuple[MenuItem, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    """(from, to), both root-relative; `to` may be absolute."""
    diagnostics: Mapping[str, Severity] = field(default_factory=dict)
    license: str = ""
    contact: str = ""
    """E-mail address or https address for `security.txt`."""
    spotlight: str = ""
    """The series whose newest brief is the first on the home page; if empty, the newest brief with an image is."""
    on_error: str = "stop"
    """`leave_out`: texts with errors are left out of a build; `stop`: nothing is published."""
    math: bool = False
    """Whether `$…$` is mathematics in all texts."""
    share_cards: bool = False
    """Whether each brief gets an image for link previews."""
    theme: Theme = field(default_factory=Theme)
    types: Mapping[str, TypeWords] = field(default_factory=dict)
    """By type."""
    people: People = field(default_factory=People)
    extra: tuple[ExtraKey, ...] = ()
    """The front-matter keys of the site's own, in the order in which briefs show them."""
    languages: Mapping[str, LanguageSettings] = field(default_factory=dict)
    """By language (BCP 47)."""
    embeds: Embeds = field(default_factory=Embeds)
    podcast: Show = field(default_factory=Show)
    home: HomeSettings = HomeSettings()
    references: ReferenceSettings = field(default_factory=ReferenceSettings)
    pdf: PdfSettings = PdfSettings()
    publish: tuple[PublishTarget, ...] = ()
    """The places that the site is published to."""
    attachments: tuple[str, ...] = ()
    """Endings of files that texts may bring with them besides those of `core.file_types`: `.dta`."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    """Line and column of each setting: by key, by `key.part`, by `key.N`, by `key.N.part`."""

    def place(self, key: str) -> Place:
        """Return the place of a setting, or of the nearest one that holds it; else the first line of the file."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        line, column = self.places.get(key, (1, 1))
        return Place(path="content/site.yaml", line=line, column=column)


_REQUIRED = ("title", "url")
_CODES = Codes(kind="CFG02", choice="CFG02", unknown="CFG03", missing="CFG07")


def read_config(text: str, path: str) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Return the configuration in `text`, the content of the file `path`, and its diagnostics.

    Diagnostics: CFG02-07, FM15 for numbers, URL04 for the old paths of redirects, LNK01, and those of YAML. The
    configuration is None if a required setting is missing or wrong. The caller reports a missing file (CFG01).
    """
    problems = Problems(path=path, codes=_CODES)
    mapping = read_mapping(text, problems)
    if mapping is None:
        return None, tuple(problems.diagnostics)
    values = fields(mapping, _SETTINGS, problems, required=_REQUIRED)
    values |= values.pop("search", {})
    if not values.keys() >= set(_REQUIRED):
        return None, tuple(problems.diagnostics)
    organization = values.pop("organization", None) or Organization(name=values["title"], url=values["url"])
    places = dict(_places(mapping, ""))
    return Config(**values, organization=organization, places=places), tuple(problems.diagnostics)


def configuration_shape() -> Shape:
    """Return the shape of `site.yaml`."""
    return object_shape(_SETTINGS, _REQUIRED)


def _places(node: Node, name: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name and the place of each value in a node. A redirect is named by its decoded old path."""
    if type(node) is MappingNode:
        parts = [(f"{name}{key}", child) for key, child in node.entries.items()]
    else:
        parts = [(f"{name}{number}", child) for number, child in enumerate(getattr(node, "items", ()))]
    for key, child in parts:
        yield key, (child.line, child.column)
        yield from redirect_places(child) if key == "redirects" else _places(child, f"{key}.")


_ORGANIZATION: Readers = {
    "name": text,
    "url": web_address,
    "logo": matching(r"/(?!/)\S+", "a path from the root of the site, such as /img/logo.png"),
    "id": text,
}
_MAILING_LIST: Readers = {
    "action": web_address,
    "email_field": text,
    "hidden": text_by_key("hidden: {list: briefs}"),
    "promise": text,
    "honeypot": text,
    "sender": email,
    "unsubscribe": matching(r"\S+", "an address without blanks, or the mark of the list program for it"),
    "postal_address": text,
}
_AUTHORITY = r"[a-z0-9.-]+(?:@[a-z0-9.-]+)?,\d{4}(?:-\d\d(?:-\d\d)?)?"
"""The authority of a tag URI: a host or an address, and a date (RFC 4151, section 2.1)."""
_FEEDS: Readers = {
    **dict.fromkeys(("limit", "group_limit", "tag_minimum", "author_minimum"), whole_number(1, 200)),
    "full_content": boolean,
    "group_content": choice("summary", "full"),
    "authority": matching(_AUTHORITY, "a host and a year, such as example.org,2024"),
    "hubs": texts("hubs", web_address),
    "archives": boolean,
}
_HOME: Readers = {
    "lead": text,
    "cards": texts("cards"),
    "types": list_of(choice(*TYPE_FOLDERS), form="types: [report, paper]"),
}
_MENU = list_of(
    group(MenuItem, {"label": text, "url": address}, required=("label", "url"), form="{label: ..., url: /...}"),
    form="menu: [{label: Topics, url: /tags/}]",
)
_LANGUAGE = dict.fromkeys(("title", "description", "people", "promise"), text) | {"menu": _MENU, "footer": footer}
_REFERENCES: Readers = {"style": choice(*STYLES), "files": texts("files")}
_SETTINGS: Readers = {
    "title": text,
    "url": site_address,
    "description": text,
    "language": partial(language, code="CFG06"),
    "timezone": time_zone,
    "organization": group(Organization, _ORGANIZATION, required=("name",), form="organization: {name: ...}"),
    "mailing_list": group(MailingList, _MAILING_LIST, required=("action",), form="mailing_list: {action: https://...}"),
    "feeds": group(FeedSettings, _FEEDS, form="feeds: {limit: 20}"),
    "page_size": whole_number(1, 1000),
    "search": search,
    "menu": _MENU,
    "redirects": redirects,
    "diagnostics": severities,
    "license": text,
    "contact": contact,
    "spotlight": text,
    "on_error": choice("stop", "leave_out"),
    "share_cards": boolean,
    "math": boolean,
    "theme": theme,
    "types": types,
    "people": people,
    "extra": extra,
    "home": group(HomeSettings, _HOME, form="home: {lead: ...}"),
    "references": group(ReferenceSettings, _REFERENCES, form="references: {style: chicago-notes}"),
    "pdf": pdf,
    "attachments": texts("attachments", attachment_ending),
    "podcast": podcast,
    "languages": by_language(group(LanguageSettings, _LANGUAGE, form="ko: {title: ..., menu: [...]}")),
    "publish": publish,
    "embeds": group(Embeds, {"hosts": names_by_host}, form="embeds: {hosts: {maps.example.org: Maps}}"),
}
