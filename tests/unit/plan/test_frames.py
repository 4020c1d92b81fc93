"""Hosts may allow to a section the frames of its own texts, and no others."""

from dataclasses import replace

from kei_site.plan.feeds import feed_topics
from kei_site.plan.frames import frames_by_pattern
from kei_site.plan.planner import link_index
from kei_site.plan.texts import resolve_texts
from tests.support.plan_samples import brief, inputs, page

VIMEO, MAPS = "https://player.vimeo.com", "https://maps.example.org"


def test_a_section_has_the_frames_of_its_public_texts() -> None:
    shown = replace(brief("2024/a"), frames=(VIMEO,))
    twice = replace(brief("2024/b"), frames=(VIMEO, MAPS))
    hidden = replace(brief("2024/c", draft=True), frames=("https://e.infogram.com",))
    about = replace(page(), frames=(MAPS,))
    given = inputs(shown, twice, hidden, brief("2024/d"), pages=(about, page("plain")), url="https://example.org/in")
    texts = resolve_texts(given, link_index(given, feed_topics(given), ()))
    assert frames_by_pattern(given, texts) == {"/in/about/*": (MAPS,), "/in/briefs/*": (MAPS, VIMEO)}
