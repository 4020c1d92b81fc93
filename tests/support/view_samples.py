"""Small hand-made views for the tests of the page renderer."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kei_site.core.clock import Moment, moment_of
from kei_site.core.hashing import Digest, field_names
from kei_site.model.brief import Correction, Fragment, FrontMatter, Heading, Syndication
from kei_site.model.views.common import (
    AuthorLink,
    Card,
    FeedCount,
    FeedLink,
    ImageVariant,
    ImageView,
    Link,
    MailingListView,
    OrganizationView,
    SiteView,
    TextView,
    Translation,
    feed_links,
)
from kei_site.model.views.listings import (
    ArchiveView,
    AuthorCount,
    AuthorIndexView,
    AuthorView,
    Bar,
    BriefListView,
    GroupCount,
    Listing,
    SeriesIndexView,
    SeriesView,
    TagIndexView,
    TagView,
    YearView,
)
from kei_site.model.views.pages import (
    BriefView,
    HomeView,
    NotFoundView,
    PageView,
    RedirectView,
    RelatedCard,
    SearchView,
    Stream,
    SubscribeView,
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
    return {path.relative_to(folder).as_posix(): f"{prefix}/assets/{path.name}" for path in paths}


DAY = moment("2024-07-21T00:00:00-04:00")
EARLIER = moment("2024-03-02T00:00:00-05:00")

SITE = SiteView(
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
    tags=(Link(name="NATO", url="/tags/nato/"),),
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
    card=replace(CARD, tags=(Link(name="NATO", url="/tags/nato/"), Link(name="South Korea", url="/tags/south-korea/"))),
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
        media_type="image/webp",
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
    card = {name: value for name, value in changes.items() if name in field_names(Card)}
    whole = {name: value for name, value in changes.items() if name not in front and name not in card}
    return replace(brief, **{"front": replace(brief.front, **front), "card": replace(brief.card, **card), **whole})


_OWN = ("authors", "series", "tags", "image", "related")
"""Names of front-matter fields for which a page has values of its own."""

YEARS = (
    Bar(label="2022", count=3, url="/archive/2022/"),
    Bar(label="2023", count=0),
    Bar(label="2024", count=12, url="/archive/2024/"),
)
LISTING = Listing(
    url="/briefs/", cards=(CARD, KOREAN_CARD), number=0, newer_url="", older_url="/briefs/page/3/", total=1234
)
NUMBERED = Listing(url="/briefs/page/3/", cards=(CARD,), number=3, newer_url="", older_url="/briefs/page/2/", total=0)
TAG_COUNTS = (
    GroupCount(name="NATO", url="/tags/nato/", count=1200, latest="2024-07-21", years=YEARS),
    GroupCount(name="한국", url="/tags/한국/", count=1, latest="2024-07-21"),
)


def _at(path: str) -> dict[str, Any]:
    return {"site": SITE, "url": path}


PAGES: Mapping[str, tuple[str, Any]] = {
    "home": (
        "home.html",
        HomeView(
            site=SITE,
            url="/",
            spotlight=CARD,
            spotlight_image=BRIEF.image,
            latest=(CARD, KOREAN_CARD),
            streams=(
                Stream(name="commentary", url="", kind="type", cards=(CARD,)),
                Stream(name="Spotlight", url="/series/spotlight/", kind="series", cards=(KOREAN_CARD,)),
            ),
            topics=TAG_COUNTS,
            total=6747,
        ),
    ),
    "brief": ("brief.html", BRIEF),
    "korean brief": ("brief.html", brief_with(language="ko", title="한국어 글", summary="요약.")),
    "french brief": ("brief.html", brief_with(language="fr", translations=())),
    "bare brief": (
        "brief.html",
        brief_with(
            updated=None,
            corrections=(),
            published_in=None,
            author_notes=(),
            series=None,
            tags=(),
            image=None,
            number="",
            doi="",
            keywords=(),
            license="",
            funding="",
            disclosure="",
            previous=None,
            next=None,
            related=(),
            translations=(),
            summary_is_derived=True,
            type="commentary",
            authors=(DESK,),
        ),
    ),
    "page": (
        "page.html",
        PageView(**_at("/about/"), title="About", summary="Who we are.", language="en", text=TEXT),
    ),
    "briefs": ("briefs.html", BriefListView(**_at("/briefs/"), listing=LISTING)),
    "numbered briefs": ("briefs.html", BriefListView(**_at("/briefs/page/3/"), listing=NUMBERED)),
    "tags": ("tags.html", TagIndexView(**_at("/tags/"), tags=TAG_COUNTS, largest=TAG_COUNTS, total=6747)),
    "tag": (
        "tag.html",
        TagView(
            **_at("/tags/nato/"),
            name="NATO",
            description="The alliance.",
            listing=LISTING,
            years=YEARS,
            feeds=FEEDS,
        ),
    ),
    "authors": (
        "authors.html",
        AuthorIndexView(**_at("/authors/"), authors=(AuthorCount(author=KIM, count=3, latest="2024-07-21"),)),
    ),
    "author": (
        "author.html",
        AuthorView(
            **_at("/authors/kim/"),
            author=KIM,
            role="Fellow",
            website="https://kim.example.net/",
            image=BRIEF.image,
            biography=LIFE,
            listing=LISTING,
            feeds=FEEDS,
        ),
    ),
    "series index": (
        "series_index.html",
        SeriesIndexView(
            **_at("/series/"),
            series=(GroupCount(name="Spotlight", url="/series/spotlight/", count=2, latest="2024-07-21"),),
        ),
    ),
    "series": (
        "series.html",
        SeriesView(**_at("/series/spotlight/"), name="Spotlight", listing=LISTING, feeds=FEEDS),
    ),
    "archive": ("archive.html", ArchiveView(**_at("/archive/"), years=tuple(reversed(YEARS)), total=15)),
    "year": (
        "year.html",
        YearView(
            **_at("/archive/2024/"),
            year=2024,
            cards=(CARD, KOREAN_CARD),
            newer_url="",
            older_url="/archive/2022/",
            months=tuple(
                Bar(label=f"2024-{m:02}", count=m % 3, url=f"#m2024-{m:02}" if m % 3 else "") for m in range(1, 13)
            ),
        ),
    ),
    "search": (
        "search.html",
        SearchView(
            **_at("/search/"),
            total=6747,
            segments=("/pagefind/2024/", "/pagefind/old/"),
            topics=TAG_COUNTS,
            languages=("en", "ko"),
        ),
    ),
    "subscribe": (
        "subscribe.html",
        SubscribeView(
            **_at("/subscribe/"),
            feeds=(
                FeedCount(
                    title="Everything",
                    kind="site",
                    count=6747,
                    latest="2024-07-21",
                    page_url="/",
                    rss="/feed.xml",
                    atom="/atom.xml",
                    json="/feed.json",
                ),
                FeedCount(
                    title="NATO",
                    kind="tag",
                    count=12,
                    latest="",
                    page_url="/tags/nato/",
                    rss="/tags/nato/feed.xml",
                    atom="/tags/nato/atom.xml",
                    json="/tags/nato/feed.json",
                ),
            ),
        ),
    ),
    "not found": ("404.html", NotFoundView(site=SITE)),
    "redirect": (
        "redirect.html",
        RedirectView(
            site=SITE, target="/briefs/2024/one/", permalink="https://example.org/briefs/2024/one/", title="One & only"
        ),
    ),
}
"""One view of every kind of page: (template, view)."""
