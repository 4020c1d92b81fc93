"""The metadata of an item -> its type, and the keys of our front matter that hold more than its text."""

import re
from collections.abc import Mapping

from kei_site.core.value import value
from kei_site.importers.wordpress.episodes import Recording, recording_of
from kei_site.importers.wordpress.events import event_of
from kei_site.importers.wordpress.fields import Fields

_DOI = re.compile(r"10\.\d{4,9}/\S+")


@value
class KeptFields:
    """What is kept of the metadata of an item."""

    type: str
    """One of `model.brief.BRIEF_TYPES`."""
    fields: Mapping[str, str | Mapping[str, str]]
    """By key."""


def kept_fields(fields: Fields, chosen: str, places: Mapping[str, tuple[str, str]]) -> KeptFields:
    """Return what plug-ins say of an item; `chosen` is the type that its kind has here, `places` those of events."""
    recording, event = recording_of(fields), event_of(fields, places)
    doi = _DOI.search(fields.meta_of("doi") or fields.meta_of("_doi"))
    if event and chosen in ("brief", "event"):
        kind = "event"
    else:
        kind = "podcast" if recording.is_episode and chosen == "brief" else chosen
    found = {"event": event if kind == "event" else {}, **_heard(recording, kind), "doi": doi[0] if doi else ""}
    return KeptFields(type=kind, fields={key: written for key, written in found.items() if written})


def _heard(recording: Recording, kind: str) -> Mapping[str, str | Mapping[str, str]]:
    if kind == "podcast" and recording.address:
        return {"podcast": {"audio": recording.address, **recording.facts}}
    return {"audio": recording.address}
