"""One small hand-made view of every kind of page, for the tests of the page renderer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kei_site.core.hashing import NO_DIGEST
from kei_site.model.views.common import Link
from kei_site.model.views.corrections import CorrectionsView
from kei_site.model.views.events import EventIndexView, PastEventsView
from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.figure_pages import FigureEntry, FigureIndexView, FigurePageView
from kei_site.model.views.listings import (
    ArchiveView,
    BriefListView,
    GroupCount,
    MonthView,
    SeriesIndexView,
    SeriesView,
    TagIndexView,
    TagView,
    TypeCount,
    TypeIndexView,
    TypeView,
)
from kei_site.model.views.outlets import OutletsView
from kei_site.model.views.pages import (
    HomeView,
    NotFoundView,
    PageView,
    RedirectView,
    SearchView,
    SubscribeView,
)
from kei_site.model.views.people import AuthorView, PeopleGroup, PeopleView, PersonCard
from tests.support.figure_samples import SAMPLES, chart
from tests.support.list_samples import LISTING, LONG_MONTHS, NUMBERED, PERSON, TAG_COUNTS, YEAR, YEARS
from tests.support.record_samples import CORRECTED, OUTLET, RETRACTED, VERSION, VERSIONS
from tests.support.view_samples import (
    BRIEF,
    CARD,
    DESK,
    EVENT,
    EVENT_CARD,
    FEEDS,
    KIM,
    KOREAN_CARD,
    LIFE,
    SITE,
    TEXT,
    brief_with,
)

assert BRIEF.image
PICTURED_CARD = replace(CARD, image=replace(BRIEF.image, alt="", caption="", credit=""), content_hash=NO_DIGEST)


def _at(path: str) -> dict[str, Any]:
    return {"site": SITE, "url": path}


FIGURE = FigurePageView(
    **_at("/briefs/2024/a/fig-x/"),
    figure=chart(*SAMPLES["line"]),
    card=CARD,
    shown_in=(Link(name=CARD.title, url=CARD.url),),
)
PAGES: Mapping[str, tuple[str, Any]] = {
    "home": (
        "home.html",
        HomeView(
            site=SITE,
            url="/",
            spotlight=CARD,
            cards=(PICTURED_CARD,),
            events=(),
            podcasts=(CARD,),
            latest=(CARD, KOREAN_CARD),
            further=(PICTURED_CARD,),
            types=("brief", "commentary"),
            series=(GroupCount(name="Spotlight", url="/series/spotlight/", count=2, latest="2024-07-21"),),
            topics=TAG_COUNTS,
            total=6747,
        ),
    ),
    "brief": ("brief.html", BRIEF),
    "korean brief": ("brief.html", brief_with(language="ko", title="한국어 글", summary="요약.")),
    "Italian brief": ("brief.html", brief_with(language="it", translations=())),
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
    "page in a folder": (
        "page.html",
        PageView(
            **_at("/about/team/"),
            title="The Team",
            summary="All of us.",
            language="ko",
            text=TEXT,
            trail=(Link(name="About & More", url="/about/"),),
            below=(Link(name="Jobs", url="/about/team/jobs/"),),
        ),
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
        PeopleView(
            **_at("/authors/"),
            groups=(
                PeopleGroup(name="Fellows & Co", people=(PERSON, replace(PERSON, image=None, count=0, latest=""))),
                PeopleGroup(
                    name="", people=(PersonCard(author=DESK, role="", image=None, count=3, latest="2024-07-21"),)
                ),
            ),
            former=(PERSON,),
        ),
    ),
    "figure": ("figure.html", FIGURE),
    "figures": (
        "figures.html",
        FigureIndexView(
            **_at("/figures/"),
            entries=(
                FigureEntry(
                    title="Spending",
                    url="/briefs/2024/a/fig-x/",
                    kind="line",
                    source="NATO",
                    language="en",
                    csv="/briefs/2024/a/fig-x.csv",
                    image="/briefs/2024/a/fig-x.png",
                    shown_in=Link(name=CARD.title, url=CARD.url),
                    day="2024-07-21",
                ),
            ),
        ),
    ),
    "author": (
        "author.html",
        AuthorView(
            **_at("/authors/kim/"),
            author=KIM,
            names={"ko": "김예슬"},
            role="Fellow",
            group="Fellows & Co",
            is_former=False,
            press_contact="Press desk, press@example.org",
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
    "types": (
        "types.html",
        TypeIndexView(
            **_at("/types/"),
            types=(
                TypeCount(
                    type="report", link=Link(name="Studies", url="/types/reports/"), count=2, latest="2024-07-21"
                ),
                TypeCount(type="paper", link=Link(name="", url="/types/papers/"), count=1, latest="2024-07-21"),
            ),
        ),
    ),
    "type": (
        "type.html",
        TypeView(**_at("/types/papers/"), type="paper", name="", listing=LISTING, years=YEARS, feeds=FEEDS),
    ),
    "archive": ("archive.html", ArchiveView(**_at("/archive/"), years=tuple(reversed(YEARS)), total=15)),
    "events": (
        "events.html",
        EventIndexView(**_at("/events/"), cards=(EVENT_CARD,), past=(EVENT_CARD,), calendar="/events.ics"),
    ),
    "no events to come": (
        "events.html",
        EventIndexView(**_at("/events/"), cards=(), past=(EVENT_CARD,), calendar="/events.ics"),
    ),
    "past events": ("past_events.html", PastEventsView(**_at("/events/past/"), listing=LISTING)),
    "outlets": ("outlets.html", OutletsView(**_at("/outlets/"), years=(2024,), outlets=(OUTLET,))),
    "corrections": ("corrections.html", CorrectionsView(**_at("/corrections/"), notices=(CORRECTED,), feeds=FEEDS)),
    "version": ("version.html", VERSION),
    "last version of a retracted brief": ("version.html", replace(VERSION, is_retracted=True, changes=None)),
    "brief with versions": ("brief.html", replace(RETRACTED, versions=VERSIONS)),
    "retracted brief": ("brief.html", replace(RETRACTED, successor=Link(name="Better & newer", url="/better/"))),
    "brief on an event": ("brief.html", replace(brief_with(type="event"), event=EVENT)),
    "year": ("year.html", YEAR),
    "long year": ("year.html", replace(YEAR, months_have_pages=True, total=900, months=LONG_MONTHS, cards=(CARD,))),
    "month": (
        "month.html",
        MonthView(
            **_at("/archive/2024/07/"),
            month="2024-07",
            year_url="/archive/2024/",
            listing=LISTING,
            newer="",
            newer_url="",
            older="2024-06",
            older_url="/archive/2024/06/",
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
