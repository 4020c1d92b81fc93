"""The metadata that plug-ins for podcasts keep -> the keys `audio` and `podcast` of this site.

Seriously Simple Podcasting writes a key for each fact (`audio_file`, `itunes_episode_number`). PowerPress writes lines
into `enclosure`: address, bytes, type, and its facts as PHP serializes them. WordPress itself writes the first three of
them for any recording that a text links to, so these alone make no episode.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from urllib.parse import urlsplit

from kei_site.core.podcast import seconds_of
from kei_site.core.value import value
from kei_site.importers.wordpress.fields import Fields

_RECORDINGS = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac", ".flac")
_FACT = re.compile(r's:\d+:"(\w+)";(?:s:\d+:"([^"]*)"|[idb]:([\d.]+))')
_MOST = {"season": 9999, "episode": 99_999, "length": 10**12}


@value
class Recording:
    """What an item says of its recording."""

    address: str = ""
    is_episode: bool = False
    """Whether a plug-in for podcasts says so."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Other keys of `podcast`: `duration`, `season`."""


def recording_of(fields: Fields) -> Recording:
    """Return the recording of an item, if it has one that pages can play."""
    enclosure = fields.meta_of("enclosure").splitlines()
    written = fields.meta_of("audio_file").strip() or next(iter(enclosure), "").strip() or fields.enclosure.strip()
    if not _is_recording(written):
        return Recording()
    said = {found[1]: found[2] or found[3] or "" for found in _FACT.finditer("\n".join(enclosure[3:]))}
    facts = {
        "duration": _duration(fields.meta_of("duration") or said.get("duration", "")),
        "length": _number("length", fields.meta_of("filesize_raw") or (enclosure[1] if len(enclosure) > 1 else "")),
        "season": _number("season", fields.meta_of("itunes_season_number") or said.get("season", "")),
        "episode": _number("episode", fields.meta_of("itunes_episode_number") or said.get("episode_no", "")),
        "explicit": "true" if fields.meta_of("explicit") in ("on", "yes") or said.get("explicit") == "1" else "",
    }
    is_episode = bool(fields.meta_of("audio_file") or fields.enclosure or said)
    return Recording(address=written, is_episode=is_episode, facts={key: text for key, text in facts.items() if text})


def _is_recording(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.path.lower().endswith(_RECORDINGS)


def _duration(written: str) -> str:
    return written.strip() if seconds_of(written.strip()) else ""


def _number(key: str, written: str) -> str:
    """Return a number that the key can have; empty for anything else."""
    text = written.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= 13
    return text if is_number and 1 <= int(text) <= _MOST[key] else ""
