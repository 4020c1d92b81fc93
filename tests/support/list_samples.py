"""Small hand-made lists, and what stands in them, for the tests of the page renderer."""

from kei_site.model.views.listings import Bar, GroupCount, Listing, PageLink, YearView
from kei_site.model.views.people import PersonCard
from tests.support.view_samples import BRIEF, CARD, KIM, KOREAN_CARD, SITE

YEARS = (
    Bar(label="2022", count=3, url="/archive/2022/"),
    Bar(label="2023", count=0),
    Bar(label="2024", count=12, url="/archive/2024/"),
)
LISTING = Listing(
    url="/briefs/", cards=(CARD, KOREAN_CARD), number=0, newer_url="", older_url="/briefs/page/3/", total=1234
)
NUMBERED = Listing(
    url="/briefs/page/3/",
    cards=(CARD,),
    number=3,
    newer_url="/briefs/page/4/",
    older_url="/briefs/page/2/",
    total=0,
    pages=(
        PageLink(number=0, url="/briefs/"),
        PageLink(number=4, url="/briefs/page/4/", is_apart=True),
        PageLink(number=3, url="/briefs/page/3/"),
        PageLink(number=1, url="/briefs/page/1/", is_apart=True),
    ),
)
TAG_COUNTS = (
    GroupCount(name="NATO", url="/tags/nato/", count=1200, latest="2024-07-21", years=YEARS),
    GroupCount(name="한국", url="/tags/한국/", count=1, latest="2024-07-21"),
)

PERSON = PersonCard(author=KIM, role="Fellow", image=BRIEF.image, count=3, latest="2024-07-21")

YEAR = YearView(
    site=SITE,
    url="/archive/2024/",
    year=2024,
    months_have_pages=False,
    total=2,
    cards=(CARD, KOREAN_CARD),
    newer_url="",
    older_url="/archive/2022/",
    months=tuple(Bar(label=f"2024-{m:02}", count=m % 3, url=f"#m2024-{m:02}" if m % 3 else "") for m in range(1, 13)),
)
LONG_MONTHS = tuple(Bar(label=f"2024-{m:02}", count=75, url=f"/archive/2024/{m:02}/") for m in range(1, 13))
