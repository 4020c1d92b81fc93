"""The address of a page on a known service -> the frame that shows it inside another page. Core, pure.

Every address that the service gives people is understood: of the page, the short form, that of the frame. Only the
parts that name the content pass; marks of campaigns do not.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from kei_site.core.suggest import nearest
from kei_site.core.value import value


@value
class Player:
    """A frame that shows the content of another site, once a reader asks for it."""

    service: str
    """For people: `YouTube`."""
    kind: str
    """One of KINDS."""
    page: str
    """The address of the content for people, whom no frame helps."""
    frame: str
    """The address of the frame."""

    @property
    def origin(self) -> str:
        """Scheme and host of the frame, as policies name them."""
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"


@value
class Embeds:
    """What texts may show of other sites, once a reader asks for it."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    """Names of sites by host, besides those that are known."""


Query = Mapping[str, str]
Found = tuple[str, str] | None
"""(address of the page, address of the frame), or None for an address without content to show."""


@value
class Service:
    """A service whose frames are known."""

    name: str
    kind: str
    hosts: tuple[str, ...]
    """Without `www.`."""
    form: str
    """An address of it, for messages."""
    read: Callable[[SplitResult, Query], Found]


def player_of(address: str, own_hosts: Mapping[str, str]) -> Player | None:
    """Return the player of what is at `address` (absolute), or None if there is none.

    `own_hosts` names services by host: all that is there may be framed as it is.
    """
    parts = urlsplit(address)
    secure = parts._replace(scheme="https", path=parts.path or "/")
    if name := own_hosts.get(_host(parts)) or own_hosts.get(_bare_host(parts)):
        return Player(service=name, kind="page", page=secure.geturl(), frame=secure.geturl())
    service = service_at(address)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    found = service.read(secure, query) if service else None
    if service is None or found is None:
        return None
    return Player(service=service.name, kind=service.kind, page=found[0], frame=found[1])


def service_at(address: str) -> Service | None:
    """Return the known service at the host of an absolute address."""
    return _BY_HOST.get(_bare_host(urlsplit(address)))


def service_near(address: str) -> Service | None:
    """Return the service whose host the mistyped host of an address resembles."""
    return _BY_HOST.get(nearest(_bare_host(urlsplit(address)), _BY_HOST))


def service_names() -> str:
    """Return the names of all services, for a message."""
    return ", ".join(service.name for service in SERVICES)


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").lower()


def _bare_host(parts: SplitResult) -> str:
    return re.sub(r"^(?:www|m)\.", "", _host(parts))


_YOUTUBE_ID = r"[\w-]{11}"
_CLOCK = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", re.ASCII)


def _youtube(parts: SplitResult, query: Query) -> Found:
    """Read a video, a short, a stream or a list; the frame stores nothing before it plays."""
    frame = "https://www.youtube-nocookie.com/embed/"
    is_short = parts.hostname == "youtu.be"
    path = re.fullmatch(rf"/(?:(?:shorts|live|embed|v|e)/)?({_YOUTUBE_ID})/?", parts.path, re.ASCII)
    number = path[1] if path and (is_short or parts.path.count("/") > 1) else query.get("v", "")
    if not re.fullmatch(_YOUTUBE_ID, number, re.ASCII) or number == "videoseries":
        chosen = query.get("list", "")
        if not re.fullmatch(r"[\w-]{12,}", chosen, re.ASCII):
            return None
        return f"https://www.youtube.com/playlist?list={chosen}", f"{frame}videoseries?list={chosen}"
    start = _seconds(query.get("t") or query.get("start") or parts.fragment.removeprefix("t="))
    page = f"https://www.youtube.com/watch?v={number}" + (f"&t={start}s" if start else "")
    return page, f"{frame}{number}?autoplay=1" + (f"&start={start}" if start else "")


def _seconds(written: str) -> int:
    """Return a time such as `90`, `90s` or `1m30s` in seconds; 0 for what is none."""
    parts = _CLOCK.fullmatch(written)
    hours, minutes, seconds = (int(part or 0) for part in parts.groups()) if parts else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(parts: SplitResult, query: Query) -> Found:
    """Read a video or an event; a video that is not listed has a second code."""
    event = re.fullmatch(r"/event/(\d+)(?:/embed)?/?", parts.path, re.ASCII)
    if event:
        return f"https://vimeo.com/event/{event[1]}", f"https://vimeo.com/event/{event[1]}/embed?dnt=1"
    groups = r"(?:/(?:video|channels/[\w-]+|groups/[\w-]+/videos|showcase/\d+/video|album/\d+/video))?"
    path = re.fullmatch(rf"{groups}/(\d+)(?:/([0-9a-f]+))?/?", parts.path, re.ASCII)
    if path is None:
        return None
    code = path[2] or (found[0] if (found := re.fullmatch(r"[0-9a-f]+", query.get("h", ""))) else "")
    page = f"https://vimeo.com/{path[1]}" + (f"/{code}" if code else "")
    frame = f"https://player.vimeo.com/video/{path[1]}?autoplay=1&dnt=1" + (f"&h={code}" if code else "")
    return page, frame


def _datawrapper(parts: SplitResult, query: Query) -> Found:
    path = re.fullmatch(r"(?:/_)?/([A-Za-z0-9]{5})(?:/(\d+))?(?:/[\w.-]*)?", parts.path, re.ASCII)
    if path is None:
        return None
    address = f"https://datawrapper.dwcdn.net/{path[1]}/" + (f"{path[2]}/" if path[2] else "")
    return address, address


def _flourish(parts: SplitResult, query: Query) -> Found:
    path = re.fullmatch(r"/(visualisation|story)/(\d+)(?:/(?:embed|edit)?)?", parts.path, re.ASCII)
    if path is None:
        return None
    name = f"{path[1]}/{path[2]}"
    return f"https://public.flourish.studio/{name}/", f"https://flo.uri.sh/{name}/embed"


def _tableau(parts: SplitResult, query: Query) -> Found:
    name = r"[\w.~%-]+"
    path = re.fullmatch(rf"/(?:app/profile/{name}/viz|views)/({name}/{name})/?(?:{name}/?)*", parts.path)
    shared = re.fullmatch(rf"/shared/({name})/?", parts.path)
    if not path and not shared:
        return None
    page = "https://public.tableau.com/" + (f"views/{path[1]}" if path else f"shared/{shared[1] if shared else ''}")
    return page, f"{page}?:embed=y&:showVizHome=no"


def _infogram(parts: SplitResult, query: Query) -> Found:
    path = re.fullmatch(r"/((?:_/)?[A-Za-z0-9_-]{8,})/?", parts.path, re.ASCII)
    return (f"https://infogram.com/{path[1]}", f"https://e.infogram.com/{path[1]}?src=embed") if path else None


def _soundcloud(parts: SplitResult, query: Query) -> Found:
    if parts.hostname == "w.soundcloud.com":
        parts = urlsplit(query.get("url", ""))
    path = re.fullmatch(r"/[\w-]+/(?:sets/)?[\w-]+(?:/s-\w+)?/?", parts.path, re.ASCII)
    if path is None or not _bare_host(parts).endswith("soundcloud.com") or _host(parts).startswith("on."):
        return None
    page = f"https://{_bare_host(parts)}{parts.path.rstrip('/')}"
    return page, f"https://w.soundcloud.com/player/?url={quote(page, safe='')}&auto_play=true&visual=false"


def _spotify(parts: SplitResult, query: Query) -> Found:
    kinds = "episode|show|track|album|playlist|artist"
    path = re.fullmatch(
        rf"(?:/intl-[a-z-]+)?(?:/embed(?:-podcast)?)?/({kinds})/(\w+)(?:/video)?/?", parts.path, re.ASCII
    )
    if path is None:
        return None
    return f"https://open.spotify.com/{path[1]}/{path[2]}", f"https://open.spotify.com/embed/{path[1]}/{path[2]}"


_PLACE = re.compile(r"map=(\d{1,2}(?:\.\d+)?)/(-?\d{1,2}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
_MAP_SIZE = (640, 360)
"""Width and height in pixels of the map whose corners are computed from a zoom and its middle."""


def _map(parts: SplitResult, query: Query) -> Found:
    """Read the address of the frame, or that of a map: `#map=ZOOM/LATITUDE/LONGITUDE`, with a mark or without one."""
    frame = "https://www.openstreetmap.org/export/embed.html"
    corners = query.get("bbox", "").split(",")
    if len(corners) == 4 and all(map(_DEGREES.fullmatch, corners)):
        return parts.geturl(), f"{frame}?bbox={'%2C'.join(corners)}{_layer(query)}{_mark(query.get('marker', ''))}"
    place = _PLACE.search(parts.fragment)
    if place is None or parts.path not in ("", "/"):
        return None
    zoom, latitude, longitude = map(float, place.groups())
    width, height = (360 / 2**zoom * pixels / 256 / 2 for pixels in _MAP_SIZE)
    height *= math.cos(math.radians(latitude))  # Mercator's projection stretches it so much
    box = (longitude - width, latitude - height, longitude + width, latitude + height)
    mark = _mark(f"{query['mlat']},{query['mlon']}") if {"mlat", "mlon"} <= query.keys() else ""
    return parts.geturl(), f"{frame}?bbox={'%2C'.join(f'{corner:.5f}' for corner in box)}{_layer(query)}{mark}"


def _layer(query: Query) -> str:
    name = query.get("layer", "mapnik")
    return f"&layer={name if re.fullmatch('[a-z]+', name) else 'mapnik'}"


def _mark(written: str) -> str:
    place = written.split(",")
    return f"&marker={'%2C'.join(place)}" if len(place) == 2 and all(map(_DEGREES.fullmatch, place)) else ""


KINDS = ("video", "audio", "chart", "map", "page")
"""Of players."""

SERVICES = (
    Service(
        name="YouTube",
        kind="video",
        hosts=("youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"),
        form="https://www.youtube.com/watch?v=…",
        read=_youtube,
    ),
    Service(
        name="Vimeo",
        kind="video",
        hosts=("vimeo.com", "player.vimeo.com"),
        form="https://vimeo.com/NUMBER",
        read=_vimeo,
    ),
    Service(
        name="Datawrapper",
        kind="chart",
        hosts=("datawrapper.dwcdn.net", "datawrapper.de"),
        form="https://datawrapper.dwcdn.net/CODE/",
        read=_datawrapper,
    ),
    Service(
        name="Flourish",
        kind="chart",
        hosts=("public.flourish.studio", "flo.uri.sh", "app.flourish.studio"),
        form="https://public.flourish.studio/visualisation/NUMBER/",
        read=_flourish,
    ),
    Service(
        name="Tableau",
        kind="chart",
        hosts=("public.tableau.com",),
        form="https://public.tableau.com/views/WORKBOOK/SHEET",
        read=_tableau,
    ),
    Service(
        name="Infogram",
        kind="chart",
        hosts=("infogram.com", "e.infogram.com"),
        form="https://infogram.com/NAME",
        read=_infogram,
    ),
    Service(
        name="SoundCloud",
        kind="audio",
        hosts=("soundcloud.com", "w.soundcloud.com", "api.soundcloud.com", "on.soundcloud.com"),
        form="https://soundcloud.com/NAME/TITLE",
        read=_soundcloud,
    ),
    Service(
        name="Spotify",
        kind="audio",
        hosts=("open.spotify.com",),
        form="https://open.spotify.com/episode/CODE",
        read=_spotify,
    ),
    Service(
        name="OpenStreetMap",
        kind="map",
        hosts=("openstreetmap.org",),
        form="https://www.openstreetmap.org/#map=ZOOM/LATITUDE/LONGITUDE",
        read=_map,
    ),
)
_BY_HOST: Mapping[str, Service] = {host: service for service in SERVICES for host in service.hosts}
