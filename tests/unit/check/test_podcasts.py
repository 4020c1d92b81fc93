"""What an editor of podcasts may want to complete."""

from kei_site.check.podcasts import podcast_advice
from kei_site.core.podcast import Podcast, Show
from kei_site.model.brief import Brief
from tests.support.plan_samples import brief, config, library

WHOLE = Show(cover="static/cover.png", category="News", email="desk@institute.org")
FAR = "https://audio.example.com/a.mp3"


def told(*briefs: Brief, show: Show = WHOLE) -> list[tuple[str, str]]:
    found = podcast_advice(library(*briefs), config(podcast=show))
    return sorted((diagnostic.code, diagnostic.message) for diagnostic in found)


def test_whole_podcasts_and_other_texts_need_no_advice() -> None:
    episode = brief("b", type="podcast", audio=FAR, podcast=Podcast(audio=FAR, duration=60, length=100))
    assert told(brief("a"), brief("c", audio=FAR), episode, brief("d", type="podcast", audio="talk.mp3")) == []
    assert told(brief("a"), show=Show()) == []


def test_a_recording_elsewhere_needs_its_length_and_duration() -> None:
    bare = brief("a", type="podcast", audio=FAR)
    half = brief("b", type="podcast", audio=FAR, podcast=Podcast(audio=FAR, duration=60))
    assert told(bare, half) == [
        ("POD04", "a recording on another site, whose length and duration nobody knows"),
        ("POD04", "a recording on another site, whose length nobody knows"),
    ]


def test_a_podcast_needs_a_recording() -> None:
    assert [code for code, _ in told(brief("a", type="podcast"))] == ["POD05"]


def test_a_show_needs_what_directories_ask_for() -> None:
    episode = brief("a", type="podcast", audio="talk.mp3")
    assert told(episode, show=Show(category="News")) == [
        ("POD06", "directories list no podcast without cover and email")
    ]
