"""Pages of video services without a video are known before they are written."""

from kei_site.importers.videos import is_playable


def test_a_page_of_a_service_without_content_is_not_playable() -> None:
    assert is_playable("https://www.youtube.com/watch?v=abcdefghijk")
    assert is_playable("https://other.example/x")
    assert not is_playable("https://www.youtube.com/@name")
