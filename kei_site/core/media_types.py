"""The ending of a file's name -> its media type, as hosts and the preview send it. Core, pure."""

import posixpath

_TEXTS = {
    ".html": "text/html", ".htm": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".txt": "text/plain", ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": "application/json",
    ".xml": "application/xml", ".opml": "text/x-opml", ".ics": "text/calendar", ".vtt": "text/vtt",
    ".srt": "application/x-subrip", ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems", ".md": "text/markdown",
}  # fmt: skip
_TYPES = {ending: f"{name}; charset=utf-8" for ending, name in _TEXTS.items()} | {
    ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon", ".woff2": "font/woff2", ".woff": "font/woff", ".pdf": "application/pdf",
    ".mp3": "audio/mpeg", ".aac": "audio/aac", ".m4a": "audio/mp4", ".ogg": "audio/ogg",
    ".oga": "audio/ogg", ".opus": "audio/ogg", ".flac": "audio/flac", ".wav": "audio/wav",
    ".mp4": "video/mp4", ".webm": "video/webm", ".zip": "application/zip",
    ".epub": "application/epub+zip", ".wasm": "application/wasm",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
_ANYTHING = "application/octet-stream"


def media_type(path: str) -> str:
    """Return the type of a file by its ending (IANA's registry), of a text with its encoding."""
    return _TYPES.get(posixpath.splitext(path)[1].lower(), _ANYTHING)
