"""Views of the files that a site's look is made of: its style sheet and its icons."""

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value


@value
class FontView:
    """A font file of the site."""

    role: str
    """`text`, `headings` or `mono`."""
    url: str
    source: str
    digest: Digest


@value
class ThemeStyleView:
    """The style sheet of the site's own colors and fonts."""

    accent: str
    accent_dark: str
    paper: str
    paper_dark: str
    has_own_accent: bool
    has_own_paper: bool
    fonts: tuple[FontView, ...]


@value
class IconView:
    """A square icon of the site."""

    size: int
    """In pixels."""
    form: str
    """`PNG`, `ICO` or `SVG`."""
    color: str
    letter: str
    """Drawn on the color where there is no image."""
    source: str = ""
    """The path of an image, or empty."""
    digest: Digest = NO_DIGEST
