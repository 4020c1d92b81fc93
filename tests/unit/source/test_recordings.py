"""How long a recording lasts is read from the file, and a file that is none harms nobody."""

import io

import pytest

from kei_site.source import recordings
from kei_site.source.recordings import duration_of, is_recording
from tests.support.recordings import mp3, wav


def test_the_length_of_a_recording_is_read() -> None:
    assert duration_of(io.BytesIO(mp3(200)), "a.mp3") == 200
    assert duration_of(io.BytesIO(wav(7)), "content/briefs/2024/a.wav") == 7


@pytest.mark.parametrize("data", [b"", b"not a recording", bytes(3000), mp3(1)[:100], wav(3)[:30]])
def test_a_file_that_is_no_recording_has_no_length(data: bytes) -> None:
    for name in ("a.mp3", "a.wav", "a.m4a", "a.ogg", "a.flac"):
        assert duration_of(io.BytesIO(data), name) == 0


def test_a_recording_is_known_by_its_name() -> None:
    assert is_recording("content/briefs/2024/talk.MP3")
    assert not is_recording("content/briefs/2024/talk.pdf")


@pytest.mark.parametrize("bound", ["_MOST_READS", "_LONGEST_READ"])
def test_no_more_of_a_recording_is_read_than_its_heads(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, bound, 3)
    assert duration_of(io.BytesIO(mp3(200)), "a.mp3") == 0
