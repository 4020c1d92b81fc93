"""Addresses of known services become frames; whatever names no content, or hides its host, becomes none."""

import pytest

from kei_site.core.players import KINDS, SERVICES, player_of, service_at, service_near

YOUTUBE = "https://www.youtube-nocookie.com/embed/abcDEF123_-?autoplay=1"
VIMEO = "https://player.vimeo.com/video/12345?autoplay=1&dnt=1"


def frame_of(address: str) -> str:
    found = player_of(address, {})
    return found.frame if found else ""


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abcDEF123_-",
        "http://youtube.com/watch?v=abcDEF123_-&si=campaign&feature=share",
        "https://m.youtube.com/watch?app=desktop&v=abcDEF123_-",
        "https://youtu.be/abcDEF123_-?si=campaign",
        "https://www.youtube.com/shorts/abcDEF123_-",
        "https://www.youtube.com/live/abcDEF123_-?feature=share",
        "https://www.youtube.com/embed/abcDEF123_-",
        "https://www.youtube-nocookie.com/embed/abcDEF123_-",
        "//www.youtube.com/v/abcDEF123_-",
    ],
)
def test_every_address_of_a_video_becomes_the_player_without_cookies(address: str) -> None:
    assert frame_of(address) == YOUTUBE
    found = player_of(address, {})
    assert found is not None
    assert (found.page, found.origin) == (
        "https://www.youtube.com/watch?v=abcDEF123_-",
        "https://www.youtube-nocookie.com",
    )


@pytest.mark.parametrize(
    ("written", "seconds"), [("t=90", 90), ("t=90s", 90), ("t=1m30s", 90), ("start=5", 5), ("t=1h", 3600)]
)
def test_a_video_begins_where_its_address_says(written: str, seconds: int) -> None:
    assert frame_of(f"https://youtu.be/abcDEF123_-?{written}") == f"{YOUTUBE}&start={seconds}"


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (
            "https://www.youtube.com/playlist?list=PLabcdefghijkl",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PLabcdefghijkl",
        ),
        ("https://vimeo.com/12345", VIMEO),
        ("https://player.vimeo.com/video/12345?h=ab12cd", f"{VIMEO}&h=ab12cd"),
        ("https://vimeo.com/12345/ab12cd", f"{VIMEO}&h=ab12cd"),
        ("https://vimeo.com/channels/staffpicks/12345", VIMEO),
        ("https://www.datawrapper.de/_/AbCd1/", "https://datawrapper.dwcdn.net/AbCd1/"),
        ("https://datawrapper.dwcdn.net/AbCd1/3/", "https://datawrapper.dwcdn.net/AbCd1/3/"),
        ("https://public.flourish.studio/visualisation/123/", "https://flo.uri.sh/visualisation/123/embed"),
        ("https://flo.uri.sh/story/12/embed", "https://flo.uri.sh/story/12/embed"),
        (
            "https://public.tableau.com/app/profile/desk/viz/Book_1/Sheet-1",
            "https://public.tableau.com/views/Book_1/Sheet-1?:embed=y&:showVizHome=no",
        ),
        (
            "https://public.tableau.com/views/Book/Sheet?:language=en-US&:display_count=n",
            "https://public.tableau.com/views/Book/Sheet?:embed=y&:showVizHome=no",
        ),
        ("https://infogram.com/exports-1hxj48abc", "https://e.infogram.com/exports-1hxj48abc?src=embed"),
        ("https://e.infogram.com/_/fx5xud0FhM7Z?src=embed", "https://e.infogram.com/_/fx5xud0FhM7Z?src=embed"),
        (
            "https://soundcloud.com/institute/a-talk?si=campaign",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Finstitute%2Fa-talk"
            "&auto_play=true&visual=false",
        ),
        (
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/123&color=red",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F123"
            "&auto_play=true&visual=false",
        ),
        ("https://open.spotify.com/intl-de/episode/abc123?si=9", "https://open.spotify.com/embed/episode/abc123"),
        (
            "https://www.openstreetmap.org/?mlat=37.5&mlon=127#map=1/0/0",
            "https://www.openstreetmap.org/export/embed.html?bbox=-225.00000%2C-126.56250%2C225.00000%2C126.56250"
            "&layer=mapnik&marker=37.5%2C127",
        ),
        (
            "https://www.openstreetmap.org/export/embed.html?bbox=126.9%2C37.5%2C127%2C37.6&layer=cyclosm",
            "https://www.openstreetmap.org/export/embed.html?bbox=126.9%2C37.5%2C127%2C37.6&layer=cyclosm",
        ),
    ],
)
def test_an_address_becomes_a_frame(address: str, frame: str) -> None:
    assert frame_of(address) == frame


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/",
        "https://vimeo.com/about",
        "https://www.datawrapper.de/blog/a-post",
        "https://public.flourish.studio/visualisation/",
        "https://public.tableau.com/app/discover",
        "https://on.soundcloud.com/abcd",
        "https://w.soundcloud.com/player/?url=https://elsewhere.example/a/b",
        "https://open.spotify.com/user/abc",
        "https://www.openstreetmap.org/node/1",
        "https://www.openstreetmap.org/export/embed.html?bbox=1,2,3,javascript",
    ],
)
def test_a_service_without_content_at_an_address_is_known_and_gives_nothing(address: str) -> None:
    assert service_at(address) is not None
    assert player_of(address, {}) is None


@pytest.mark.parametrize(
    "address", ["https://youtube.com.evil.example/watch?v=abcDEF123_-", "https://notyoutube.com/watch?v=abcDEF123_-"]
)
def test_a_host_that_looks_like_a_service_is_none(address: str) -> None:
    assert (service_at(address), player_of(address, {})) == (None, None)


def test_a_mistyped_host_is_recognized() -> None:
    near = service_near("https://youtub.com/watch?v=abcDEF123_-")
    assert near is not None
    assert near.name == "YouTube"
    assert service_near("https://example.org/") is None


def test_what_is_at_an_own_host_is_framed_as_it_is_but_never_in_the_clear() -> None:
    found = player_of("http://maps.example.org/a?b=1", {"maps.example.org": "Maps"})
    assert found is not None
    assert (found.service, found.kind, found.frame) == ("Maps", "page", "https://maps.example.org/a?b=1")
    root = player_of("https://maps.example.org", {"maps.example.org": "Maps"})
    assert root is not None
    assert root.frame == "https://maps.example.org/"
    assert player_of("https://sub.maps.example.org/", {"maps.example.org": "Maps"}) is None


def test_each_kind_of_player_is_known_to_the_style_sheet() -> None:
    assert {service.kind for service in SERVICES} < set(KINDS)
