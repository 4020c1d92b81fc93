"""Captions begin with the numbers of their figures and tables."""

import re

from kei_site.render.caption_numbers import with_caption_numbers
from kei_site.render.i18n.locale import locale_of
from tests.support.markup_blocks import read


def numbers_of(html: str, language: str = "en") -> list[str]:
    shown = with_caption_numbers(html, locale_of(language))
    return re.findall(r'<figcaption>(?:<p[^>]*>)?<span class="number">([^<]*)</span>', shown)


FIGURE = "<figure><img src='a'><figcaption>x</figcaption></figure>"


def test_figures_and_tables_with_captions_are_counted_apart() -> None:
    table = read("::: table Sizes\n| a | b |\n| - | - |\n| 1 | 2 |\n:::\n").fragment.html
    bare = table.replace("<figcaption>Sizes</figcaption>", "")
    html = f"{FIGURE}{table}<figure><img src='b'></figure>{bare}{FIGURE}{table}"
    assert numbers_of(html) == ["Figure 1.", "Table 1.", "Figure 2.", "Table 2."]
    assert numbers_of(html, "ko") == ["그림 1.", "표 1.", "그림 2.", "표 2."]


def test_a_caption_of_paragraphs_has_its_number_in_the_first() -> None:
    figure = "<figure><img src='a'><figcaption><p>One.</p>\n<p>Two.</p></figcaption></figure>"
    html = with_caption_numbers(figure, locale_of("en"))
    assert '<figcaption><p><span class="number">Figure 1.</span> One.</p>' in html


def test_players_have_no_number() -> None:
    assert numbers_of(FIGURE.replace("<figure>", '<figure class="embed embed-video">') + FIGURE) == ["Figure 1."]


def test_a_figure_with_a_number_of_its_own_counts() -> None:
    caption = '<figcaption><p class="title">Figure 1. x</p></figcaption>'
    made = f'<figure class="data-figure data-chart" id="x">{caption}</figure>'
    assert numbers_of(made + FIGURE) == ["Figure 2."]


def test_a_number_is_marked_where_the_interface_has_another_language() -> None:
    html = with_caption_numbers(FIGURE, locale_of("en"), ' lang="en"')
    assert '<span class="number" lang="en">Figure 1.</span>' in html


MIXED = """\
::: video https://www.youtube.com/watch?v=abcdefghijk "A talk"
A caption.
:::

![x](a.png "A bar")

::: chart data.csv
type: bar
:::

![y](b.png "Another bar")
"""


def test_numbers_agree_with_those_of_figures_made_from_data() -> None:
    text = read(MIXED)
    assert [(figure.kind, figure.number) for figure in text.figures] == [("chart", 2)]
    caption = '<figcaption><p class="title">Figure 2.</p></figcaption>'
    made = f'<figure class="data-figure data-chart" id="x">{caption}</figure>'
    html = re.sub(r'<figure class="data-figure" id="[^"]*"><img[^>]*></figure>', made, text.fragment.html)
    assert numbers_of(html) == ["Figure 1.", "Figure 3."]
