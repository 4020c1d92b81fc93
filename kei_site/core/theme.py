"""The look of a site as its editors set it: colors, logo, fonts, footer. Core, data."""

from kei_site.core.value import value

PAPER, PAPER_DARK = "#faf7f1", "#11161d"
"""The grounds of the theme as it is shipped."""
INK, INK_DARK = "#1d1a17", "#dcd7cd"
HAIR = 0.15
"""The share of ink in hairlines: nothing that text stands on has more."""
ACCENT, ACCENT_DARK = "#b4301a", "#f0896c"


@value
class SocialLink:
    """An account of the institute elsewhere."""

    name: str
    url: str


@value
class Footer:
    """What the institute adds to the foot of every page."""

    address: str = ""
    copyright: str = ""
    social: tuple[SocialLink, ...] = ()


@value
class Fonts:
    """Font files, by their paths below the site's folder; empty: the fonts of the theme."""

    text: str = ""
    headings: str = ""
    mono: str = ""


@value
class Logo:
    """The images that stand for the institute, by their paths below the site's folder."""

    light: str
    dark: str = ""
    """For dark pages; empty: `light` there, too."""
    name: bool = False
    """Whether the name of the institute stands beside it."""


@value
class Theme:
    """How a site looks."""

    logo: Logo | None = None
    icon: str = ""
    """A square image (PNG) for tabs and home screens; empty: one is drawn."""
    accent: str = ACCENT
    accent_dark: str = ACCENT_DARK
    paper: str = PAPER
    paper_dark: str = PAPER_DARK
    fonts: Fonts = Fonts()
    footer: Footer = Footer()
