"""Charts of every type, small and made without a site: (keys as YAML, data as CSV) by name, and their views."""

from collections.abc import Mapping

from kei_site.core.diagnostics import Diagnostic
from kei_site.core.hashing import NO_DIGEST
from kei_site.model.figures import FigureBlock, FigureSpec
from kei_site.model.views.figures import ChartView, FigureText, TableView
from kei_site.plan.figures.chart import make_chart
from kei_site.plan.figures.columns import NotDrawable, Table
from kei_site.plan.figures.table import make_table
from kei_site.source.datasets import read_dataset
from kei_site.source.figures import read_figures

SPENDING = (
    "year,Poland,Germany,Korea\n2014,1.9,1.2,2.6\n2018,2.0,,2.6\n2020,2.2,1.5,2.7\n2022,2.2,1.5,2.7\n2024,4.1,2.1,2.6\n"
)
COUNTRIES = "country,2014,2024\nPoland,1.9,4.1\nA country with a long name,1.2,2.1\nKorea,2.6,2.6\n"
SHARES = "year,army,navy,air\n2019,1,2,3\n2020,2,3,4\n2021,2,2,5\n"
ECONOMIES = (
    "country,gdp,share,group\nPoland,800,4.1,NATO\nGermany,4400,2.1,NATO\nKorea,1700,2.6,IP4\nJapan,4200,1.2,IP4\n"
)
PROVINCES = "province,density\nSeoul,15500\nBusan,4300\nGyeonggi-do,1300\nJeju,360\n충청북도,220\n"
STATES = "state,votes\nCalifornia,54\nTX,40\nNew York,28\nDistrict of Columbia,3\n"
EVENTS = (
    "year,what,kind\n2019,London Declaration,summit\n"
    "2022,Madrid summit and Strategic Concept,summit\n2020,NATO 2030 agenda,paper\n"
)
TALKS = (
    "start,end,what,kind\n2003-08,2009-04,Six-Party Talks on the nuclear programme of North Korea,talks\n"
    "2018-06-12,,Summit in Singapore,summit\n2017-09,2018,A year of sanctions and letters,talks\n"
)
SAMPLES: Mapping[str, tuple[str, str]] = {
    "line": (
        "type: line\ntitle: Spending\nsubtitle: Share of the economy\nunit: '%'\nsource: NATO\n"
        "annotate: [{x: 2022, text: War in Ukraine}, {y: 2, text: Guideline}]\n",
        SPENDING,
    ),
    "line-highlight": ("type: line\ntitle: Spending\nhighlight: Korea\n", SPENDING),
    "line-log": ("type: line\ntitle: Growth\nlog: true\n", "year,a,b\n2019,1,1000\n2020,30,2000\n2021,400,900000\n"),
    "line-range": ("type: line\ntitle: Spending\nrange: [0, 10]\n", SPENDING),
    "bar": ("type: bar\ntitle: Members\n", "country,members\nUnited States of America,120.5\nGermany,90\nChange,-12\n"),
    "bar-grouped": ("type: bar\ntitle: Spending\n", COUNTRIES),
    "bar-years": ("type: bar\ntitle: Members\nunit: members\n", "year,members\n2019,120\n2020,140\n2021,-20\n"),
    "stacked": ("type: stacked\ntitle: Forces\nunit: billion\n", SHARES),
    "stacked-rows": ("type: stacked\ntitle: Forces\n", SHARES.replace("20", "In 20")),
    "area": ("type: area\ntitle: Forces\n", SHARES),
    "slope": ("type: slope\ntitle: Spending\n", "year,Poland,Germany,Korea\n2014,1.9,1.2,2.6\n2024,4.1,2.1,2.6\n"),
    "dot": ("type: dot\ntitle: Spending\nunit: percent\n", COUNTRIES),
    "scatter": ("type: scatter\ntitle: Economies\nx: gdp\ny: share\nseries: group\nunit: '%'\n", ECONOMIES),
    "small-multiples": ("type: small-multiples\ntitle: Spending\nunit: '%'\n", SPENDING),
    "tile-map-korea": ("type: tile-map\ntitle: Density\nunit: people per km²\n", PROVINCES),
    "tile-map-usa": ("type: tile-map\ntitle: Votes\n", STATES),
    "timeline": ("type: timeline\ntitle: NATO on China\nseries: kind\nhighlight: '2022'\n", EVENTS),
    "timeline-spans": ("type: timeline\ntitle: Summits\nseries: kind\n", TALKS),
}
"""At least one for each type."""


def spec_of(keys: str, *, kind: str = "chart", name: str = "fig-x", is_wide: bool = False) -> FigureSpec:
    """Return the figure with some keys, whose data are in `data.csv`."""
    target = "data.csv"
    block = FigureBlock(
        kind=kind, target=target, body=keys, id=name, number=2, line=1, column=11, body_line=2, is_wide=is_wide
    )
    (spec,) = read_figures((block,), "text.md").figures
    return spec


def table_of(spec: FigureSpec, csv: str) -> Table:
    """Return the data set of a figure as the plan sees it."""
    data = read_dataset("data.csv", csv.encode(), NO_DIGEST)
    assert data.diagnostics == ()
    return Table(data=data, spec=spec, path="text.md", diagnostics=[])


def text_of(spec: FigureSpec, language: str = "en") -> FigureText:
    """Return what stands around a figure."""
    return FigureText(
        id=spec.id,
        number=spec.number,
        title=spec.title,
        subtitle=spec.subtitle,
        source=spec.source,
        source_url=spec.source_url,
        notes=spec.notes,
        license=spec.license,
        alt=spec.alt,
        marked=spec.marked,
        language=language,
        is_wide=spec.is_wide,
        page="/briefs/2024/a/fig-x/",
        csv="/briefs/2024/a/fig-x.csv",
        image="/briefs/2024/a/fig-x.png" if spec.kind == "chart" else "",
    )


def chart(keys: str, csv: str, *, language: str = "en", name: str = "fig-x", is_wide: bool = False) -> ChartView:
    """Return the chart of some keys and data."""
    spec = spec_of(keys, name=name, is_wide=is_wide)
    return make_chart(table_of(spec, csv), text_of(spec, language))


def data_table(keys: str, csv: str, *, language: str = "en") -> TableView:
    """Return the table of some keys and data."""
    spec = spec_of(keys, kind="table")
    return make_table(table_of(spec, csv), text_of(spec, language))


def faults_of(keys: str, csv: str, *, kind: str = "chart") -> list[Diagnostic]:
    """Return what is told of a figure, without the warning that it has no alternative text."""
    spec = spec_of(keys, kind=kind)
    table = table_of(spec, csv)
    try:
        _ = make_chart(table, text_of(spec)) if kind == "chart" else make_table(table, text_of(spec))
    except NotDrawable:
        assert table.diagnostics
    return [found for found in table.diagnostics if found.code != "FIG02"]
