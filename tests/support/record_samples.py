"""Samples of what was corrected, retracted and published elsewhere, for the samples of pages."""

from dataclasses import replace

from kei_site.core.syndication import Syndication
from kei_site.model.views.corrections import CorrectedBrief
from kei_site.model.views.outlets import Appearance, OutletCount
from kei_site.model.views.pages import VersionLink
from kei_site.model.views.versions import Changes, VersionView
from tests.support.view_samples import BRIEF, CARD, DAY, EARLIER, SITE, brief_with

OUTLET = OutletCount(
    name="A & B",
    count=1,
    by_year=(1,),
    appearances=(Appearance(card=CARD, there=Syndication(outlet="A & B", url="https://example.net/a")),),
)
CORRECTED = CorrectedBrief(card=CARD, notice=BRIEF.front.corrections[0])
RETRACTED = brief_with(withdrawn=replace(CORRECTED.notice, kind="retraction"))
VERSIONS = (
    VersionLink(number=1, date=EARLIER, url=f"{CARD.url}v1/"),
    VersionLink(number=2, date=DAY, url=CARD.url),
)
VERSION = VersionView(
    site=SITE,
    url=VERSIONS[0].url,
    brief=CARD,
    is_retracted=False,
    front=replace(BRIEF.front, title="An <older> title"),
    number=1,
    date=EARLIER,
    text=BRIEF.text,
    changes=Changes(next=VERSIONS[1], title=BRIEF.front.title, text=BRIEF.text, notices=(CORRECTED.notice,)),
    versions=VERSIONS,
)
