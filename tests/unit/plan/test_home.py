"""What stands where on the home page: chosen, newest, with an image, and nothing two times."""

from typing import Any

import pytest

from kei_site.config import HomeSettings
from kei_site.core.event import Event
from kei_site.core.hashing import digest_of
from kei_site.core.image_facts import ImageFacts
from kei_site.model.brief import Brief, LeadImage
from kei_site.model.views.pages import HomeView
from kei_site.plan.home import home_diagnostics, home_target, usual_type
from kei_site.plan.inputs import SourceFiles
from tests.support.plan_samples import brief, day, inputs

FACTS = ImageFacts(path="static/img/a.png", digest=digest_of("a"), format="PNG", width=900, height=600)
FILES = SourceFiles(static={FACTS.path: FACTS.digest}, content={}, images={FACTS.path: FACTS})
PICTURE = LeadImage(src="/img/a.png", alt="Bars", caption="", credit="")


def texts(count: int, **front: Any) -> tuple[Brief, ...]:
    """Return briefs of 2024, the newest first: `n00`, `n01`, …"""
    return tuple(brief(f"2024/n{at:02}", f"2024-06-{28 - at:02}", **front) for at in range(count))


def home(*briefs: Brief, **settings: Any) -> HomeView:
    view = home_target(inputs(*briefs, files=FILES, **settings)).view
    assert isinstance(view, HomeView)
    return view


def names(cards: Any) -> list[str]:
    return [card.url.split("/")[-2] for card in cards]


def test_an_empty_site_has_a_home_page() -> None:
    view = home()
    assert view.spotlight is None
    assert (view.cards, view.events, view.podcasts, view.latest, view.further, view.types) == ((), (), (), (), (), ())


def test_the_newest_leads_and_the_next_follow() -> None:
    view = home(*texts(9))
    assert view.spotlight
    assert names([view.spotlight]) == ["n00"]
    assert names(view.latest) == ["n01", "n02", "n03", "n04", "n05", "n06"]
    assert (view.types, view.further) == ((), ())


def test_a_brief_with_an_image_leads_before_newer_ones() -> None:
    view = home(*texts(3), brief("2023/old", image=PICTURE))
    assert view.spotlight
    assert names([view.spotlight]) == ["old"]
    assert view.spotlight.image
    assert view.spotlight.image.alt == ""


def test_cards_are_the_newest_of_each_series_with_images_then_others() -> None:
    many = texts(4, image=PICTURE)
    series = (
        brief("2023/one", date="2023-03-01", series="One", image=PICTURE),
        brief("2023/two", date="2023-04-01", series="Two", image=PICTURE),
        brief("2023/older", date="2023-02-01", series="Two", image=PICTURE),
    )
    assert names(home(*many, *series).cards) == ["two", "one", "n01", "n02"]


def test_two_images_make_no_row() -> None:
    view = home(*texts(3, image=PICTURE))
    assert view.cards == ()
    assert names(view.latest) == ["n01", "n02"]


def test_the_settings_choose_the_lead_and_the_cards() -> None:
    view = home(*texts(9), home=HomeSettings(lead="n07", cards=("2024/n05.md", "n08", "n07", "n05")))
    assert view.spotlight
    assert names([view.spotlight]) == ["n07"]
    assert names(view.cards) == ["n05", "n08"]
    assert names(view.latest) == ["n00", "n01", "n02", "n03", "n04", "n06"]


def test_a_chosen_brief_that_is_not_public_stands_nowhere() -> None:
    hidden = brief("2024/hidden", draft=True)
    view = home(*texts(3), hidden, home=HomeSettings(lead="hidden", cards=("hidden", "n02")))
    assert view.spotlight
    assert names([view.spotlight]) == ["n00"]
    assert names(view.cards) == ["n02"]


def test_each_type_has_more_to_show_than_stands_among_the_latest() -> None:
    reports = tuple(brief(f"2023/r{at}", date=f"2023-06-{28 - at:02}", type="report") for at in range(7))
    view = home(*texts(8), *reports)
    assert view.types == ("brief", "report")
    assert names(view.further) == ["n07", "r0", "r1", "r2", "r3", "r4"]
    assert home(*texts(8), *reports, home=HomeSettings(types=("report", "paper", "brief"))).types == ("report", "brief")


def test_types_with_a_row_of_their_own_are_not_to_be_chosen() -> None:
    talk = brief("2024/talk", type="event", event=Event(start=day("2025-08-01")))
    casts = tuple(brief(f"2024/c{at}", type="podcast") for at in range(3))
    view = home(*texts(2), talk, *casts, brief("2023/r", type="report"))
    assert names(view.events) == ["talk"]
    assert names(view.podcasts) == ["c0", "c1"]
    assert view.types == ("brief", "report")


def test_an_event_to_come_leads_only_if_the_settings_say_so() -> None:
    talk = brief("2024/talk", date="2024-12-01", type="event", image=PICTURE, event=Event(start=day("2025-08-01")))
    view = home(*texts(2), talk)
    assert view.spotlight
    assert names([view.spotlight]) == ["n00"]
    assert names(view.events) == ["talk"]
    chosen = home(*texts(2), talk, home=HomeSettings(lead="talk"))
    assert chosen.spotlight
    assert names([chosen.spotlight]) == ["talk"]
    assert chosen.events == ()


def test_no_brief_stands_twice() -> None:
    talks = [brief(f"2024/t{at}", type="event", event=Event(start=day("2025-08-01"))) for at in range(5)]
    casts = [brief(f"2024/c{at}", type="podcast", image=PICTURE) for at in range(5)]
    view = home(*texts(12, image=PICTURE), *talks, *casts, *texts(0))
    assert view.spotlight
    all_of_them = (view.spotlight, *view.cards, *view.events, *view.podcasts, *view.latest, *view.further)
    assert len({card.id for card in all_of_them}) == len(all_of_them)


@pytest.mark.parametrize(
    ("kinds", "usual"),
    [([], ""), (["report"], "report"), (["brief", "report"], ""), (["brief", "report", "brief"], "brief")],
)
def test_the_usual_type_is_that_of_more_than_half(kinds: list[str], usual: str) -> None:
    assert usual_type([brief(f"2024/{at}", type=kind) for at, kind in enumerate(kinds)]) == usual


def test_a_name_that_leads_nowhere_is_told_where_it_stands() -> None:
    made = inputs(*texts(2), home=HomeSettings(lead="n0l", cards=("n01", "nowhere")))
    told = [(found.code, found.found, found.fix) for found in home_diagnostics(made)]
    assert told == [
        ("REL01", "n0l", "did you mean n01?"),
        ("REL01", "nowhere", "write the path of a brief below content/briefs, or its slug"),
    ]


def test_a_slug_of_two_briefs_is_told() -> None:
    made = inputs(brief("2024/a", slug="same"), brief("2023/a", slug="same"), home=HomeSettings(lead="same"))
    assert [found.code for found in home_diagnostics(made)] == ["LNK09"]


def test_a_brief_in_the_language_of_the_page_leads_before_newer_ones_in_another() -> None:
    korean = brief("2024/ko", "2024-07-30", language="ko", image=PICTURE)
    view = home(korean, *texts(2, image=PICTURE), brief("2023/old", "2023-01-01", image=PICTURE))
    assert view.spotlight
    assert names([view.spotlight, *view.cards]) == ["n00", "n01", "old", "ko"]
    other = home(korean)
    assert other.spotlight
    assert names([other.spotlight]) == ["ko"]
