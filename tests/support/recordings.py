"""Recordings of silence for tests, made byte by byte."""

import io
import wave

_MP3_FRAME = b"\xff\xfb\x90\x64" + bytes(413)
"""One frame of MPEG-1 layer III: 128 kbit/s, 44,100 Hz, 1,152 samples."""


def mp3(seconds: int) -> bytes:
    """Return a recording of about that length."""
    return _MP3_FRAME * round(seconds * 44_100 / 1152)


def wav(seconds: int) -> bytes:
    """Return a recording of exactly that length."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(800)
        file.writeframes(bytes(800 * seconds))
    return buffer.getvalue()
