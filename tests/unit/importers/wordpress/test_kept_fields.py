"""What plug-ins say of an item decides its type and the keys of its front matter."""

from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.kept_fields import kept_fields

_EVENT = ("_EventStartDate", "2024-03-05 09:30:00")
_EPISODE = ("audio_file", "https://old.example.org/ep.mp3")


def test_metadata_makes_a_brief_an_event_or_an_episode() -> None:
    event = kept_fields(Fields(texts={}, meta=(_EVENT,)), "brief", {})
    assert (event.type, event.fields) == ("event", {"event": {"start": "2024-03-05 09:30"}})
    episode = kept_fields(Fields(texts={}, meta=(_EPISODE, ("doi", "doi:10.1234/x"))), "brief", {})
    assert episode.type == "podcast"
    assert episode.fields == {"podcast": {"audio": _EPISODE[1]}, "doi": "10.1234/x"}


def test_a_type_that_was_chosen_stays() -> None:
    found = kept_fields(Fields(texts={}, meta=(_EVENT, _EPISODE)), "report", {})
    assert (found.type, found.fields) == ("report", {"audio": _EPISODE[1]})
