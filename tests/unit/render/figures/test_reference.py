from dataclasses import replace

from kei_site.model.views.common import Link
from kei_site.render.figures.reference import figure_reference
from tests.support.page_samples import FIGURE
from tests.support.view_samples import CARD, SITE


def test_a_figure_is_cited_with_the_text_that_shows_it() -> None:
    words = figure_reference(FIGURE)
    assert SITE.organization.name in words
    assert "“Spending,”" in words
    assert CARD.title in words
    assert words.endswith("/briefs/2024/a/fig-x/.")


def test_a_figure_of_a_page_has_no_day() -> None:
    words = figure_reference(replace(FIGURE, card=None, shown_in=(Link(name="About", url="/about/"),)))
    assert "“About,” https://" in words
