"""Samples of what was corrected, retracted and published elsewhere, for the samples of pages."""

from dataclasses import replace

from kei_site.core.syndication import Syndication
from kei_site.model.views.corrections import CorrectedBrief
from kei_site.model.views.outlets import Appearance, OutletCount
from tests.support.view_samples import BRIEF, CARD, brief_with

OUTLET = OutletCount(
    name="A & B",
    count=1,
    by_year=(1,),
    appearances=(Appearance(card=CARD, there=Syndication(outlet="A & B", url="https://example.net/a")),),
)
CORRECTED = CorrectedBrief(card=CARD, notice=BRIEF.front.corrections[0])
RETRACTED = brief_with(withdrawn=replace(CORRECTED.notice, kind="retraction"))
