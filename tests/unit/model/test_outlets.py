"""Each brief with each of its outlets, newest first."""

from kei_site.core.syndication import Syndication
from kei_site.model.outlets import appearances, year_of
from tests.support.plan_samples import brief, day

THERE = Syndication(
    outlet="A",
    url="",
    date=day("2023-05-01"),
    others=(Syndication(outlet="B", url="", role="excerpt"),),
)


def test_the_day_there_decides_and_else_the_day_here() -> None:
    text = brief("2024/a", "2024-01-02", published_in=THERE)
    found = appearances((text, brief("2024/b")))
    assert [(there.outlet, there.others, year_of(found_brief, there)) for found_brief, there in found] == [
        ("B", (), 2024),
        ("A", (), 2023),
    ]
