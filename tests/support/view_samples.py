"""Small hand-made views for the tests of the page renderer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kei_site.core.clock import Moment, moment_of
from kei_site.core.correction import Correction
from kei_site.core.hashing import Digest, field_names
from kei_site.core.syndication import Syndication
from kei_site.model.brief import Fragment, FrontMatter, Heading
from kei_site.model.views.common import (
    AssetView,
    AuthorLink,
    Card,
    EventLine,
    FeedLink,
    ImageVariant,
    ImageView,
    Link,
    MailingListView,
    OrganizationView,
    SiteView,
    TagLink,
    TextView,
    ThemeView,
    Translation,
    feed_links,
)
from kei_site.model.views.events import EventView
from kei_site.model.views.pages import (
    BriefView,
    RelatedCard,
)

ROOT = Path(__file__).parents[2]


def moment(iso: str, *, has_time: bool = False) -> Moment:
    """Return the moment of an ISO 8601 text with an offset."""
    from datetime import datetime

    return moment_of(datetime.fromisoformat(iso), has_time=has_time)


def theme_templates() -> Mapping[str, str]:
    """Return the theme's templates by name."""
    return {path.name: path.read_text("utf-8") for path in sorted((ROOT / "templates").glob("*.html"))}


def theme_assets(prefix: str = "") -> Mapping[str, str]:
    """Return addresses of the theme's assets, as a plan would give them."""
    folder = ROOT / "static" / "assets"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    drawn = {name: f"{prefix}/assets/{name}" for name in ("favicon.svg", "icon-180.png", "icon-192.png")}
    return {path.relative_to(folder).as_posix(): f"{prefix}/assets/{path.name}" for path in paths} | drawn


def theme_scripts() -> Mapping[str, AssetView]:
    """Return the theme's scripts by name."""
    names = (name for name in theme_assets() if name.endswith(".js"))
    return {name: AssetView(source=f"static/assets/{name}", digest=Digest(name)) for name in names}


def theme_source(path: str, digest: Digest) -> bytes:
    """Return the bytes of a file of the theme, as a build reads them."""
    return (ROOT / path).read_bytes()


DAY = moment("2024-07-21T00:00:00-04:00")
EARLIER = moment("2024-03-02T00:00:00-05:00")

THEME = ThemeView(accent="#b4301a", accent_dark="#f0896c", paper="#faf7f1", paper_dark="#11161d")
SITE = SiteView(
    theme=THEME,
    title="Institute of Examples",
    url="https://example.org",
    prefix="",
    description="Briefs about examples.",
    language="en",
    organization=OrganizationView(name="Institute of Examples", url="https://example.org/", logo="/logo.png"),
    menu=(Link(name="Briefs", url="/briefs/"), Link(name="Topics", url="/tags/")),
    mailing_list=MailingListView(
        action="https://lists.example.net/join",
        email_field="email",
        hidden={"list": "briefs"},
        promise="One message a week.",
    ),
    feeds=(FeedLink(title="Institute of Examples (RSS)", url="/feed.xml", media_type="application/rss+xml"),),
    assets=theme_assets(),
    has_search=True,
    scripts=theme_scripts(),
    license="CC BY 4.0",
)

KIM = AuthorLink(
    id="kim",
    name="Kim Yeseul",
    url="/authors/kim/",
    kind="person",
    family="Kim",
    given="Yeseul",
    orcid="0000-0002-1825-0097",
)
DESK = AuthorLink(id="desk", name="Examples Desk", url="/authors/desk/", kind="organization")

TEXT = TextView(fragment=Digest("text"))
LIFE = TextView(fragment=Digest("life"))
FRAGMENTS = {
    "text": Fragment(
        html='<p>First words.<sup class="fnref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>'
        '<h2 id="one">One</h2><p>More.</p><h2 id="two">Two</h2><h2 id="three">Three</h2>'
        '<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>A note. '
        '<a class="backref" href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section>',
        headings=(
            Heading(level=2, id="one", text="One"),
            Heading(level=2, id="two", text="Two & a half"),
            Heading(level=2, id="three", text="Three"),
        ),
    ),
    "life": Fragment(html="<p>A desk that writes examples.</p>"),
    "silence": Fragment(html=""),
}


def fragment(key: Digest) -> Fragment:
    """Return a sample text by its key."""
    return FRAGMENTS[key]


CARD = Card(
    id="2024/one",
    url="/briefs/2024/one/",
    title="One & only",
    summary="A summary.",
    type="brief",
    date=DAY,
    language="en",
    authors=(KIM, DESK),
    tags=(TagLink(name="NATO", url="/tags/nato/", filter="NATO"),),
    series=Link(name="Spotlight", url="/series/spotlight/"),
)
KOREAN_CARD = replace(
    CARD,
    id="2024/ko",
    url="/briefs/2024/ko/",
    title="한국어 글",
    summary="요약.",
    language="ko",
    series=None,
    date=EARLIER,
)

LINE = EventLine(
    start=moment_of(datetime.fromisoformat("2024-09-04T10:00:00+09:00"), has_time=True),
    end=moment_of(datetime.fromisoformat("2024-09-04T11:30:00+09:00"), has_time=True),
    zone="KST",
    place="Seoul & Busan",
)
EVENT_CARD = replace(CARD, type="event", event=LINE)
EVENT = EventView(
    line=LINE,
    address="1 Sejong-daero",
    online="https://live.example.net/?a=1&b=2",
    register="https://register.example.net/",
    speakers=(KIM, AuthorLink(id="", name="A Guest & Co", url="", kind="person")),
    materials=(Link(name="Slides", url="/briefs/2024/one/slides.pdf"),),
    video="https://video.example.net/",
    calendar="/briefs/2024/one/event.ics",
    is_over=False,
)

BRIEF = BriefView(
    site=SITE,
    front=FrontMatter(
        title="One & only: 100% of it",
        summary="A summary with “quotes”.",
        authors=("kim", "desk"),
        date=DAY,
        language="en",
        updated=moment("2024-08-01T00:00:00-04:00"),
        corrections=(
            Correction(date=moment("2024-08-01T00:00:00-04:00"), kind="correction", note="A number was wrong."),
        ),
        published_in=Syndication(outlet="Examples Weekly", url="https://weekly.example.net/one", date=DAY),
        number="2024-7",
        doi="https://doi.org/10.1234/example.7",
        keywords=("alliances", "example, second"),
        license="CC BY 4.0",
        funding="None.",
        disclosure="None to disclose.",
    ),
    card=replace(
        CARD,
        tags=(
            TagLink(name="NATO", url="/tags/nato/", filter="NATO"),
            TagLink(name="South Korea", url="/tags/south-korea/", filter="South Korea"),
        ),
    ),
    permanent_id="tag:example.org,2024:one",
    author_notes=(LIFE, LIFE),
    text=TEXT,
    word_count=2600,
    image=ImageView(
        url="/assets/a.png",
        width=1600,
        height=900,
        alt="A chart.",
        caption="What it shows.",
        credit="The institute",
        variants=(
            ImageVariant(url="/assets/a-480.webp", width=480),
            ImageVariant(url="/assets/a-800.webp", width=800),
        ),
    ),
    previous=KOREAN_CARD,
    next=CARD,
    related=(
        RelatedCard(card=CARD, reason="chosen"),
        RelatedCard(card=CARD, reason="series", shared=("Spotlight",)),
        RelatedCard(card=KOREAN_CARD, reason="tags", shared=("NATO", "South Korea")),
    ),
    translations=(
        Translation(language="en", url="https://example.org/briefs/2024/one/", title="One & only"),
        Translation(language="ko", url="https://example.org/briefs/2024/ko/", title="한국어 글"),
    ),
)
FEEDS = feed_links("Spotlight", "/series/spotlight/")


def brief_with(brief: BriefView = BRIEF, **changes: Any) -> BriefView:
    """Return a brief's page with other values in its front matter, its card or the page itself, by field name."""
    front = {name: value for name, value in changes.items() if name in field_names(FrontMatter) and name not in _OWN}
    card = {name: value for name, value in changes.items() if name in field_names(Card) and name != "image"}
    whole = {name: value for name, value in changes.items() if name not in front and name not in card}
    card["original"] = replace(brief.front, **front).original
    return replace(brief, **{"front": replace(brief.front, **front), "card": replace(brief.card, **card), **whole})


_OWN = ("authors", "series", "tags", "image", "related")
"""Names of front-matter fields for which a page has values of its own."""
