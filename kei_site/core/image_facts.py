"""What is known of an image file: its format and size, or why it cannot be published. Core, data."""

from kei_site.core.hashing import Digest
from kei_site.core.value import value


@value
class ImageFacts:
    """Format and size of an image file."""

    path: str
    digest: Digest
    width: int
    height: int
    format: str
    """`PNG`, `JPEG`, `WEBP` or `GIF`."""
    is_finished: bool = False
    """Whether pages can show the file itself: it is published, and needs no change (`core.finished_images`)."""


@value
class BadImage:
    """An image file that cannot be published."""

    code: str
    message: str
    found: str = ""
    fix: str = ""
