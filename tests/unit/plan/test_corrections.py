"""Notices of what was changed: their page, their feeds, and what a retracted brief leaves."""

from dataclasses import replace

from kei_site.core.correction import Correction
from kei_site.core.hashing import NO_DIGEST
from kei_site.model.brief import Brief
from kei_site.model.views.corrections import CorrectionsView
from kei_site.model.views.feeds import FeedView
from kei_site.model.views.pages import BriefView
from kei_site.plan.planner import plan_site
from kei_site.plan.targets import Plan
from tests.support.plan_samples import brief, day, inputs


def notice(when: str, kind: str = "correction", note: str = "Wrong.") -> Correction:
    return Correction(date=day(when), kind=kind, note=note)


FIXED = brief("2024/fixed", corrections=(notice("2024-08-01"), notice("2024-08-02", "clarification", "Unclear.")))
GONE = brief("2024/gone", "2024-07-22", tags=("NATO",), withdrawn=notice("2024-09-01", "retraction", "All wrong."))
SOUND = brief("2024/sound", "2024-07-23", tags=("NATO",))


def plan(*briefs: Brief) -> Plan:
    return plan_site(inputs(*briefs), {}, NO_DIGEST)


def shown(found: Plan, path: str) -> str:
    return str(found.targets[path].view)


def test_a_site_without_notices_has_no_page_of_them() -> None:
    assert not [path for path in plan(SOUND).targets if path.startswith("corrections")]


def test_all_notices_are_listed_newest_first() -> None:
    view = plan(FIXED, GONE, SOUND).targets["corrections/index.html"].view
    assert isinstance(view, CorrectionsView)
    assert [(line.card.id, line.notice.kind) for line in view.notices] == [
        ("2024/gone", "retraction"),
        ("2024/fixed", "clarification"),
        ("2024/fixed", "correction"),
    ]


def test_each_notice_is_an_entry_with_an_id_and_a_time_of_its_own() -> None:
    same_day = brief("2024/other", corrections=(notice("2024-08-01"), notice("2024-08-01", note="Again.")))
    view = plan(FIXED, same_day).targets["corrections/feed.xml"].view
    assert isinstance(view, FeedView)
    assert len({entry.permanent_id for entry in view.entries}) == len({entry.updated for entry in view.entries}) == 4
    assert {entry.front.summary for entry in view.entries} == {"Wrong.", "Unclear.", "Again."}


def test_a_retracted_brief_keeps_its_page_and_leaves_all_lists() -> None:
    found = plan(FIXED, GONE, SOUND)
    assert "briefs/2024/gone/index.html" in found.targets
    for path in ("index.html", "briefs/index.html", "tags/nato/index.html", "archive/2024/index.html"):
        assert "2024/gone" not in shown(found, path)
        assert "2024/sound" in shown(found, path) or path == "index.html"
    for path in ("briefs/2024/fixed/index.html", "briefs/2024/sound/index.html"):
        assert "2024/gone" not in shown(found, path)


def test_feeds_go_on_to_show_it() -> None:
    view = plan(GONE, SOUND).targets["feed.xml"].view
    assert isinstance(view, FeedView)
    assert [entry.front.is_retracted for entry in view.entries] == [False, True]


def test_the_brief_that_replaces_another_is_named() -> None:
    old = replace(GONE, front=replace(GONE.front, superseded_by="sound", content_hash=NO_DIGEST))
    view = plan(old, SOUND).targets["briefs/2024/gone/index.html"].view
    assert isinstance(view, BriefView)
    assert view.successor
    assert view.successor.url == "/briefs/2024/sound/"


def test_a_brief_that_is_replaced_by_nothing_is_told() -> None:
    (told,) = plan(brief("2024/a", superseded_by="nothing"), SOUND).diagnostics
    assert (told.code, told.found) == ("REL01", "nothing")
