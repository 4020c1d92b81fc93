"""Events in the plan: what is to come, what is over, their calendars, and what is kept back."""

from typing import Any

import pytest

from kei_site.core.event import Event, Material
from kei_site.core.hashing import NO_DIGEST, digest_of
from kei_site.model.brief import Brief
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
from kei_site.plan.planner import plan_site
from kei_site.plan.prepare import make_inputs
from kei_site.plan.targets import Plan
from tests.support.plan_samples import brief, day, inputs


def talk(name: str, on: str, **front: Any) -> Brief:
    """Return a brief of 2024 on an event at the day `on`."""
    details = front.pop("details", {})
    return brief(f"2024/{name}", type="event", event=Event(start=day(on), **details), **front)


def planned(*briefs: Brief, files: SourceFiles | None = None) -> Plan:
    return plan_site(inputs(*briefs, files=files), {}, NO_DIGEST)


def replace_instant(made: Inputs, instant: int) -> Inputs:
    """Return the same inputs as of another instant (seconds since 1970)."""
    options = PlanOptions(instant=instant, drafts=False, search=False)
    return make_inputs(made.records, made.config, made.files, options)


def view(plan: Plan, path: str) -> Any:
    return plan.targets[path].view


def test_a_site_without_events_has_no_pages_for_them() -> None:
    assert [path for path in planned(brief("2024/a")).targets if "event" in path] == []


def test_events_have_a_page_each_list_and_a_calendar_each() -> None:
    plan = planned(talk("soon", "2025-02-01"), talk("gone", "2024-08-01"))
    assert plan.diagnostics == ()
    assert [path for path in plan.targets if "event" in path] == [
        "briefs/2024/gone/event.ics",
        "briefs/2024/soon/event.ics",
        "events.ics",
        "events/index.html",
        "events/past/index.html",
        "feeds/types/event/atom.xml",
        "feeds/types/event/feed.json",
        "feeds/types/event/feed.xml",
    ]
    assert [card.id for card in view(plan, "events/index.html").cards] == ["2024/soon"]
    assert [card.id for card in view(plan, "events/past/index.html").listing.cards] == ["2024/gone"]
    assert [event.title for event in view(plan, "events.ics").events] == ["Brief 2024/gone", "Brief 2024/soon"]
    assert [card.id for card in view(plan, "index.html").events] == ["2024/soon"]


@pytest.mark.parametrize("front", [{"draft": True}, {"embargo": day("2026-01-01")}, {"date": "2026-01-01"}])
def test_nothing_of_a_held_event_is_planned(front: dict[str, Any]) -> None:
    files = SourceFiles(static={}, content={"content/briefs/2024/slides.pdf": digest_of("slides")})
    held = talk("held", "2026-02-01", details={"materials": (Material(name="", target="slides.pdf"),)}, **front)
    assert [path for path in planned(held, files=files).targets if "event" in path or "slides" in path] == []


def test_a_page_shows_the_speakers_and_files_of_its_event() -> None:
    files = SourceFiles(static={}, content={"content/briefs/2024/slides.pdf": digest_of("slides")})
    materials = (
        Material(name="", target="slides.pdf"),
        Material(name="Report", target="https://example.org/r.pdf"),
    )
    details = {"speakers": ("desk", "A guest"), "materials": materials, "register": "https://example.org/in"}
    plan = planned(
        talk("soon", "2025-02-01", details=details), talk("gone", "2024-08-01", details=details), files=files
    )
    shown = view(plan, "briefs/2024/soon/index.html").event
    assert [(speaker.name, speaker.url) for speaker in shown.speakers] == [
        ("The Desk", "/authors/desk/"),
        ("A guest", ""),
    ]
    assert [(link.name, link.url) for link in shown.materials] == [
        ("slides.pdf", "/briefs/2024/soon/slides.pdf"),
        ("Report", "https://example.org/r.pdf"),
    ]
    assert "briefs/2024/soon/slides.pdf" in plan.targets
    assert (shown.register, shown.is_over) == ("https://example.org/in", False)
    assert (view(plan, "briefs/2024/gone/index.html").event.register, shown.calendar) == (
        "",
        "/briefs/2024/soon/event.ics",
    )


def test_a_brief_among_the_materials_is_named_by_its_title() -> None:
    materials = (Material(name="", target="b.md"), Material(name="Before", target="../2024/b.md"))
    plan = planned(talk("a", "2025-02-01", details={"materials": materials}), brief("2024/b", title="Ships"))
    shown = view(plan, "briefs/2024/a/index.html").event.materials
    assert [link.name for link in shown] == ["Ships", "Before"]
    assert {link.url.partition("#")[0] for link in shown} == {"/briefs/2024/b/"}


@pytest.mark.parametrize("target", ["missing.pdf", "javascript:alert(1)", "../../site.yaml"])
def test_a_file_of_an_event_that_is_not_there_is_told(target: str) -> None:
    plan = planned(talk("a", "2025-02-01", details={"materials": (Material(name="x", target=target),)}))
    assert [diagnostic.code for diagnostic in plan.diagnostics] == ["LNK02"]
    assert view(plan, "briefs/2024/a/index.html").event.materials == ()


def test_only_the_event_that_ended_moves_when_time_passes() -> None:
    briefs = (talk("a", "2025-02-01"), talk("b", "2025-03-01"), brief("2024/c"))
    before, after = (
        plan_site(replace_instant(inputs(*briefs), day(at).epoch), {}, NO_DIGEST) for at in ("2025-01-20", "2025-02-20")
    )
    changed = {path for path, key in after.keys.items() if before.keys.get(path) != key}
    assert changed == {
        "briefs/2024/a/index.html",
        "events/index.html",
        "events/past/index.html",
        "index.html",
        "sitemap-pages.xml",
    }
