"""The colors of charts on light and on dark pages. Core, data.

Each can be read on the theme's paper (4.5:1), since labels have the color of what they name. The style sheet
`static/assets/figures.css` has the same colors as custom properties; a site with its own paper gets them adjusted.
"""

from collections.abc import Mapping

from kei_site.core.colors import readable
from kei_site.core.value import value

SERIES = (
    ("#37685b", "#97c6b5"),
    ("#3b4f8f", "#9fb2ee"),
    ("#8a5a00", "#e0b35a"),
    ("#7d3c72", "#d79acb"),
    ("#4f5b66", "#aab4bf"),
    ("#5b6b1f", "#b9c56a"),
    ("#0f6a85", "#6fc3dc"),
    ("#7a4a35", "#d9a38c"),
)
"""(on light pages, on dark pages) of each series: celadon first."""
OTHERS = ("#7b7368", "#707a86")
"""Of what stands back behind what is highlighted; marks alone have it (3:1)."""
SHADES = (
    ("#e2ece6", "#1c2e2a"),
    ("#bcd6ca", "#28463f"),
    ("#7fb09f", "#3c6b5e"),
    ("#3f7565", "#86bda9"),
    ("#1d4a3e", "#cfe8dd"),
)
"""Of regions in a map, from the lowest numbers to the highest."""
SHADE_INK = (
    ("#1d1a17", "#dcd7cd"),
    ("#1d1a17", "#dcd7cd"),
    ("#1d1a17", "#f2eee6"),
    ("#ffffff", "#11161d"),
    ("#ffffff", "#11161d"),
)
"""Of the words on each shade."""
BELOW = (
    ("#e3cbe0", "#47304a"),
    ("#c48fbb", "#70466a"),
    ("#7d3c72", "#c98fbf"),
)
"""Of regions whose numbers lie below zero, where others lie above it: from those next to zero to those far from it.

Violet and green differ for every kind of eye (ColorBrewer, PRGn).
"""
BELOW_INK = (
    ("#1d1a17", "#dcd7cd"),
    ("#1d1a17", "#f2eee6"),
    ("#ffffff", "#11161d"),
)
NO_DATA = ("#ece6da", "#20262f")


@value
class Palette:
    """The colors of a picture that stands alone."""

    paper: str
    ink: str
    soft: str
    hair: str
    edge: str
    accent: str
    series: tuple[str, ...]
    others: str
    shades: tuple[str, ...]
    shade_ink: tuple[str, ...]
    below: tuple[str, ...]
    below_ink: tuple[str, ...]
    no_data: str


def light_palette(paper: str, accent: str) -> Palette:
    """Return the colors of a picture on light paper."""
    return Palette(
        paper=paper,
        ink="#1d1a17",
        soft="#5f574d",
        hair="#ddd5c7",
        edge="#8b8172",
        accent=accent,
        series=tuple([readable(light, paper) for light, _ in SERIES]),
        others=OTHERS[0],
        shades=tuple([light for light, _ in SHADES]),
        shade_ink=tuple([light for light, _ in SHADE_INK]),
        below=tuple([light for light, _ in BELOW]),
        below_ink=tuple([light for light, _ in BELOW_INK]),
        no_data=NO_DATA[0],
    )


def custom_properties() -> Mapping[str, tuple[str, str]]:
    """Return the colors of charts by the names of their custom properties: (on light pages, on dark pages)."""
    series = {f"chart-{at}": pair for at, pair in enumerate(SERIES)}
    shades = {f"shade-{at}": pair for at, pair in enumerate(SHADES, 1)}
    inks = {f"shade-ink-{at}": pair for at, pair in enumerate(SHADE_INK, 1)}
    below = {f"below-{at}": pair for at, pair in enumerate(BELOW, 1)}
    below_inks = {f"below-ink-{at}": pair for at, pair in enumerate(BELOW_INK, 1)}
    return {**series, "chart-others": OTHERS, **shades, **inks, **below, **below_inks, "shade-0": NO_DATA}
