"""What site.yaml names has to be there."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.config import Organization
from kei_site.core.vocabulary import ExtraKey, LanguageSettings, MenuItem
from kei_site.plan.settings_checks import setting_diagnostics
from tests.support.plan_samples import brief, inputs

PUBLISHED = {"index.html": 1, "about/index.html": 1, "briefs/index.html": 1, "feed.xml": 1}


def reported(**settings: Any) -> list[tuple[str, str, str]]:
    made = inputs(brief("one", series="North Asia"))
    return [
        (diagnostic.code, diagnostic.found, diagnostic.fix)
        for diagnostic in setting_diagnostics(replace(made, config=replace(made.config, **settings)), PUBLISHED)
    ]


@pytest.mark.parametrize(
    "url", ["/", "/about/", "/about", "/about/#part", "/briefs/?q=a", "/feed.xml", "https://example.com/x"]
)
def test_a_menu_may_lead_to_what_is_there(url: str) -> None:
    assert reported(menu=(MenuItem(label="A", url=url),)) == []


def test_a_menu_to_nothing_is_reported_with_the_nearest_page() -> None:
    assert reported(menu=(MenuItem(label="A", url="/abuot/"),)) == [("LNK02", "/abuot/", "did you mean /about/?")]


@pytest.mark.parametrize("language", ["en", "EN"])
def test_settings_of_the_own_language_below_languages_are_reported(language: str) -> None:
    ((code, found, fix),) = reported(languages={language: LanguageSettings(title="T"), "ko": LanguageSettings()})
    assert (code, found) == ("LNG05", language)
    assert "at the top" in fix


def test_a_logo_that_is_missing_is_reported() -> None:
    found = reported(organization=Organization(name="T", logo="/img/logo.png"))
    assert found == [("IMG01", "/img/logo.png", "put the image at static/img/logo.png")]


def test_a_record_that_is_missing_is_reported() -> None:
    assert reported(organization=Organization(name="T", id="dsek")) == [("AUT01", "dsek", "did you mean desk?")]
    assert reported(organization=Organization(name="T", id="desk")) == []


def test_a_series_for_the_spotlight_has_to_exist() -> None:
    assert reported(spotlight="North Asian") == [("REL01", "North Asian", "did you mean North Asia?")]
    assert reported(spotlight="north asia") == []


def test_a_key_of_ones_own_is_none_that_every_brief_may_have() -> None:
    taken, free = (ExtraKey(name=name, type="text", label="A") for name in ("doi", "place"))
    assert reported(extra=(taken, free)) == [("CFG10", "doi", "choose another name")]


def test_a_menu_in_another_language_is_checked_like_the_first() -> None:
    korean = LanguageSettings(menu=(MenuItem(label="A", url="/about/"), MenuItem(label="B", url="/abuot/")))
    assert reported(languages={"ko": korean}) == [("LNK02", "/abuot/", "did you mean /about/?")]
