"""A brief about an event -> what schema.org says of the event, by Google's event feature. Render, pure."""

from kei_site.model.views.common import AuthorLink, SiteView
from kei_site.model.views.pages import BriefView
from kei_site.render.i18n.locale import datetime_value
from kei_site.render.pages.json_ld import Data, author, filled, images, publisher


def event(view: BriefView) -> Data | None:
    """Return the event that a brief is about, by Google's event feature, or None."""
    if view.event is None:
        return None
    shown, line = view.event, view.event.line
    place = {"@type": "Place", "name": line.place or shown.address, "address": shown.address or line.place}
    online = {"@type": "VirtualLocation", "url": shown.online}
    places = [part for part, is_given in ((place, place["name"]), (online, shown.online)) if is_given]
    data = {
        "@type": "Event",
        "@id": f"{view.permalink}#event",
        "name": view.front.title,
        "description": view.front.summary,
        "url": view.permalink,
        "startDate": datetime_value(line.start),
        "endDate": datetime_value(line.end) if line.end else "",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{_attendance(has_place=bool(place['name']), online=shown.online)}",
        "location": places,
        "organizer": publisher(view.site),
        "performer": [_speaker(view.site, speaker) for speaker in shown.speakers],
        "image": images(view),
        "inLanguage": view.front.language,
    }
    return filled(data)


def _attendance(*, has_place: bool, online: str) -> str:
    kind = "Mixed" if has_place and online else "Online" if online else "Offline"
    return f"{kind}EventAttendanceMode"


def _speaker(site: SiteView, speaker: AuthorLink) -> Data:
    return author(site, speaker) if speaker.url else {"@type": "Person", "name": speaker.name}
