"""A library with podcasts -> advice on what directories of podcasts ask for. Check, pure."""

from collections.abc import Iterator, Sequence

from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.podcast import Podcast
from kei_site.core.urls import is_web_address
from kei_site.model.brief import Brief
from kei_site.model.library import Library

_ASKED = ("cover", "category", "email")
"""What directories do not list a show without: Apple Podcasts the first two, Spotify all three."""


def podcast_advice(library: Library, config: Config) -> Iterator[Diagnostic]:
    """Yield the advice of a library on its podcasts: POD04, POD05, POD06."""
    podcasts = [brief for brief in library.by_path.values() if brief.front.type == "podcast"]
    for brief in podcasts:
        yield from _of_episode(brief)
    yield from _of_show(podcasts, config)


def _of_episode(brief: Brief) -> Iterator[Diagnostic]:
    audio, told = brief.front.audio, brief.front.podcast or Podcast()
    if not audio:
        fix = "add `audio:` and the recording"
        yield diagnostic("POD05", brief.place("type"), "a podcast without a recording: apps pass over it", fix=fix)
    elif is_web_address(audio):
        missing = [key for key in ("length", "duration") if not getattr(told, key)]
        if missing:
            message = f"a recording on another site, whose {' and '.join(missing)} nobody knows"
            example = {"length": "length: 51200000", "duration": "duration: 54:32"}
            fix = f"add `podcast: {{{', '.join(example[key] for key in missing)}}}`, the length in bytes"
            place = brief.place("podcast.audio" if told.audio else "audio")
            yield diagnostic("POD04", place, message, found=audio, fix=fix)


def _of_show(podcasts: Sequence[Brief], config: Config) -> Iterator[Diagnostic]:
    missing = [key for key in _ASKED if not getattr(config.podcast, key)]
    if missing and any(brief.front.audio for brief in podcasts):
        message = f"directories list no podcast without {' and '.join(missing)}"
        fix = "add " + ", ".join(f"`{key}:`" for key in missing) + " to `podcast:`"
        yield diagnostic("POD06", config.place("podcast"), message, fix=fix)
