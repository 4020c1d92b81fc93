"""A picture beside a text -> the same picture without metadata. Render, pure."""

from kei_site.core.image_metadata import without_metadata
from kei_site.model.views.files import FileView


def render_photograph(view: FileView, data: bytes) -> bytes:
    """Return the bytes of the picture `view.source` without metadata; other bytes as they are."""
    return without_metadata(data)
