import re

import pytest

from kei_site.model.views.figures import DataFileView
from kei_site.render.figures.alternative import alternative
from kei_site.render.figures.chart import chart_svg
from kei_site.render.figures.data_file import render_data_file
from kei_site.render.figures.table import table_html
from tests.support.figure_samples import chart

KEYS = "type: timeline\ntitle: T\n"
SPANS = "start,end,what\n2000,2001,First\n2002-07-01,,Second\n2003-Q3,2004-06,Third\n"


def test_a_bar_is_as_long_as_its_event_lasted() -> None:
    for is_narrow in (False, True):
        drawn = chart_svg(chart(KEYS, SPANS), is_narrow=is_narrow)
        titles = dict(re.findall(r'd="([^"]*)"><title>([^<]*)<', drawn))
        assert list(titles.values()) == ["2000 – 2001", "Jul 1, 2002", "Q3 2003 – Jun 2004"]
        first, point, third = titles
        longer, shorter = (float(re.findall(r"h([\d.]+)v", bar)[0]) for bar in (first, third))
        assert longer == pytest.approx(2 * shorter, rel=0.01)
        whole = (340 if is_narrow else 640) - 12
        assert longer == pytest.approx(whole * 731 / 1643, rel=0.01)
        assert float(re.findall(r"M([\d.]+)", point)[0]) == pytest.approx(6 + whole * 912 / 1643, abs=1)


def test_a_short_time_is_named_by_its_ends() -> None:
    drawn = chart_svg(chart(KEYS, "start,end,what\n2024-03-01,2024-03-20,First\n"), is_narrow=True)
    assert re.findall(r">([^<]*)</text>", drawn)[-2:] == ["Mar 1, 2024", "Mar 20, 2024"]


def test_table_and_file_have_the_ends() -> None:
    view = chart(KEYS, SPANS)
    assert re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table_html(view))[3:9] == [
        *("2000", "2001", "First"),
        *("Jul 1, 2002", "", "Second"),
    ]
    file = render_data_file(DataFileView(figure=view, permalink="https://e.org/", publisher="P", license="L"))
    assert file.decode().splitlines()[-3:] == ["2000,2001,First", "2002-07-01,,Second", "2003-Q3,2004-06,Third"]
    assert "3 events from 2000 to Jun 2004" in alternative(view)
