"""Colors as `#rrggbb` -> their contrast, and the nearest that can be read (WCAG 2.2, criterion 1.4.3). Core, pure."""

import re

LEAST_CONTRAST = 4.5
"""The contrast that text needs."""
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 100

Rgb = tuple[int, int, int]


def is_color(written: str) -> bool:
    """Tell whether a text is a color as `#rgb` or `#rrggbb`."""
    return _HEX.fullmatch(written) is not None


def rgb_of(color: str) -> Rgb:
    """Return the red, green and blue (0 to 255) of a color."""
    digits = color.lstrip("#")
    wide = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (int(wide[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def mixed(color: str, other: str, share: float) -> str:
    """Return a color with a `share` (0 to 1) of another."""
    parts = [round(a + (b - a) * share) for a, b in zip(rgb_of(color), rgb_of(other), strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*parts)


def contrast(color: str, other: str) -> float:
    """Return the contrast of two colors, 1 to 21."""
    darker, lighter = sorted((_luminance(color), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: str, ground: str) -> str:
    """Return the color nearest to `color`, darker or lighter, that can be read on `ground`; itself if it can be."""
    ends = ("#000000", "#ffffff")
    end = max(ends, key=lambda end: contrast(end, ground))
    tints = (mixed(color, end, step / _STEPS) for step in range(1, _STEPS + 1))
    candidates = (color, *tints) if contrast(color, ground) < LEAST_CONTRAST else (color,)
    return next(tint for tint in candidates if contrast(tint, ground) >= LEAST_CONTRAST)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb_of(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
