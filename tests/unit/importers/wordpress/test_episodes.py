"""Episodes of plug-ins for podcasts keep their recording and what is said of it."""

from kei_site.importers.wordpress.episodes import recording_of
from kei_site.importers.wordpress.fields import Fields

_MP3 = "https://old.example.org/ep.mp3"


def _post(enclosure: str = "", **meta: str) -> Fields:
    return Fields(texts={}, meta=tuple(meta.items()), enclosure=enclosure)


def test_facts_with_a_key_each_are_kept() -> None:
    found = recording_of(
        _post(audio_file=_MP3, duration="00:31:02", itunes_season_number="2", itunes_episode_number="x", explicit="on")
    )
    assert (found.address, found.is_episode) == (_MP3, True)
    assert found.facts == {"duration": "00:31:02", "season": "2", "explicit": "true"}


def test_facts_in_the_lines_of_an_enclosure_are_kept() -> None:
    facts = 'a:3:{s:8:"duration";s:5:"12:30";s:10:"episode_no";s:2:"12";s:6:"season";i:3;}'
    found = recording_of(Fields(texts={}, meta=(("enclosure", f"{_MP3}\n1234\naudio/mpeg\n{facts}"),)))
    assert found.is_episode
    assert found.facts == {"duration": "12:30", "length": "1234", "season": "3", "episode": "12"}


def test_a_recording_that_a_text_links_to_makes_no_episode() -> None:
    found = recording_of(Fields(texts={}, meta=(("enclosure", f"{_MP3}\n0\naudio/mpeg\n"),)))
    assert (found.address, found.is_episode, found.facts) == (_MP3, False, {})
    assert recording_of(_post(enclosure="https://old.example.org/film.mp4")).address == ""
