"""A brief with a recording -> what schema.org says of an episode of a podcast. Render, pure."""

from typing import Any

from kei_site.core.podcast import iso_of
from kei_site.model.views.common import EnclosureView
from kei_site.model.views.pages import BriefView
from kei_site.model.views.podcasts import PodcastView
from kei_site.render.urls import absolute


def is_episode(view: BriefView) -> bool:
    """Return whether a brief is an episode: of the type podcast, with a recording."""
    return view.front.type == "podcast" and view.enclosure is not None and view.enclosure.is_audio


def episode(view: BriefView) -> dict[str, Any]:
    """Return what an episode has besides an article; nothing for another brief."""
    if view.enclosure is None or not is_episode(view):
        return {}
    told, series = view.podcast or PodcastView(), view.card.series
    return {
        "name": view.front.title,
        "description": view.front.summary,
        "audio": None,
        "associatedMedia": _recording(view, view.enclosure, told),
        "duration": iso_of(told.duration) if told.duration else "",
        "episodeNumber": told.episode or "",
        "partOfSeason": {"@type": "PodcastSeason", "seasonNumber": told.season} if told.season else None,
        "partOfSeries": {
            "@type": "PodcastSeries",
            "name": series.name if series else view.site.title,
            "url": absolute(view.site, series.url) if series else f"{view.site.url}/",
        },
    }


def _recording(view: BriefView, file: EnclosureView, told: PodcastView) -> dict[str, str]:
    data = {
        "@type": "AudioObject",
        "contentUrl": absolute(view.site, file.url),
        "encodingFormat": file.media_type,
        "contentSize": str(file.length) if file.length else "",
        "duration": iso_of(told.duration) if told.duration else "",
    }
    return {name: content for name, content in data.items() if content}
