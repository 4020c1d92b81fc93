"""Views of the list of corrections."""

from kei_site.core.correction import Correction
from kei_site.core.value import value
from kei_site.model.views.common import Card, FeedLink, Page


@value
class CorrectedBrief:
    """One notice of a brief."""

    card: Card
    notice: Correction


@value
class CorrectionsView(Page):
    """`/corrections/`."""

    notices: tuple[CorrectedBrief, ...]
    """The newest first."""
    feeds: tuple[FeedLink, ...]
