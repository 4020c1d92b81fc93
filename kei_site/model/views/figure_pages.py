"""Views of the pages of figures, and of the index of all figures and data sets."""

from kei_site.core.value import value
from kei_site.model.views.common import Card, Link, Page
from kei_site.model.views.figures import ChartView, FigureView


@value
class FigurePageView(Page):
    """The page of a figure: `/briefs/2024/slug/fig-x/`, or `/figures/name/` for one that several texts may show."""

    figure: FigureView
    card: Card | None
    """The newest brief that shows it."""
    shown_in: tuple[Link, ...]
    """The texts that show it, newest brief first."""

    @property
    def language(self) -> str:
        """Of its words (BCP 47)."""
        return self.figure.text.language


@value
class FigureEntry:
    """A figure in the index."""

    title: str
    url: str
    kind: str
    """The type of a chart, or `table`."""
    source: str
    language: str
    csv: str
    image: str
    """Address of its small picture, whose title stands below it; or empty."""
    shown_in: Link
    """The newest text that shows it."""
    day: str
    """Of that text, if it is a brief; or empty."""


@value
class FigureIndexView(Page):
    """`/figures/`."""

    entries: tuple[FigureEntry, ...]
    """Newest first."""


def kind_of_figure(figure: FigureView) -> str:
    """Return the type of a chart, or `table`."""
    return figure.type if isinstance(figure, ChartView) else "table"
