"""What site.yaml names has to be there."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.config import MenuItem, Organization
from kei_site.plan.settings_checks import setting_diagnostics
from tests.support.plan_samples import brief, inputs

PUBLISHED = {"index.html": 1, "about/index.html": 1, "briefs/index.html": 1, "feed.xml": 1}


def told(**settings: Any) -> list[tuple[str, str, str]]:
    made = inputs(brief("one", series="North Asia"))
    return [
        (one.code, one.found, one.fix)
        for one in setting_diagnostics(replace(made, config=replace(made.config, **settings)), PUBLISHED)
    ]


@pytest.mark.parametrize(
    "url", ["/", "/about/", "/about", "/about/#part", "/briefs/?q=a", "/feed.xml", "https://example.com/x"]
)
def test_a_menu_may_lead_to_what_is_there(url: str) -> None:
    assert told(menu=(MenuItem(label="A", url=url),)) == []


def test_a_menu_to_nothing_is_told_with_the_nearest_page() -> None:
    assert told(menu=(MenuItem(label="A", url="/abuot/"),)) == [("LNK02", "/abuot/", "did you mean /about/?")]


def test_a_logo_that_is_missing_is_told() -> None:
    found = told(organization=Organization(name="T", logo="/img/logo.png"))
    assert found == [("IMG01", "/img/logo.png", "put the image at static/img/logo.png")]


def test_a_record_that_is_missing_is_told() -> None:
    assert told(organization=Organization(name="T", id="dsek")) == [("AUT01", "dsek", "did you mean desk?")]
    assert told(organization=Organization(name="T", id="desk")) == []


def test_a_series_for_the_spotlight_has_to_exist() -> None:
    assert told(spotlight="North Asian") == [("REL01", "North Asian", "did you mean North Asia?")]
    assert told(spotlight="north asia") == []
