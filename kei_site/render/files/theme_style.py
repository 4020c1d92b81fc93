"""The colors and fonts of a site -> the style sheet that follows the one of the theme. Render.

Each font has a stand-in with its own widths and heights, so that lines break alike before and after it is there:
`font-display: optional` keeps what a page was drawn with.
"""

import io
from collections.abc import Callable, Iterator

from PIL import ImageFont

from kei_site.core.chart_colors import SERIES
from kei_site.core.colors import mixed, readable
from kei_site.core.hashing import Digest
from kei_site.core.theme import HAIR, INK, INK_DARK
from kei_site.model.views.theme import FontView, ThemeStyleView

_SAMPLE = "The readers of a policy brief want its findings first, then the figures behind them, and what may follow."
_STAND_INS = {
    "sans-serif": ('local("Arial"), local("Helvetica"), local("Liberation Sans"), local("Arimo")', 0.4266),
    "serif": ('local("Times New Roman"), local("Liberation Serif"), local("Tinos")', 0.3933),
    "monospace": ('local("Courier New"), local("Liberation Mono"), local("Cousine")', 0.6001),
}
"""Fonts that systems have, and the mean width of a letter of the sample in em (measured with the Liberation fonts)."""
_SERIF = 1.5
"""How many times as wide as its stem a capital I is at its foot, from which on it has serifs."""
_EM = 1000
_FAMILIES = {"text": "Site Text", "headings": "Site Headings", "mono": "Site Mono"}
_RULES = {
    "text": ":root {{ --serif: {family}; --serif-ko: {family}; }}",
    "headings": "h1, h2, h3, h4, h5, h6, .entry-title, .brand, .person-name, .former summary "
    "{{ font-family: {family}; }}",
    "mono": "code, pre, kbd, samp {{ font-family: {family}; }}",
}


class DamagedFont(Exception):
    """A file, named by its path, that is no font or cannot be read as one."""


def render_theme_style(view: ThemeStyleView, source: Callable[[str, Digest], bytes]) -> bytes:
    """Return the style sheet in UTF-8; `source` gives the bytes of a font file."""
    return "\n".join(_parts(view, source)).encode() + b"\n"


def _parts(view: ThemeStyleView, source: Callable[[str, Digest], bytes]) -> Iterator[str]:
    if view.has_own_accent:
        yield f":root {{ --seal: {_pair(view.accent, view.accent_dark)}; --seal-fill: var(--seal); }}"
        yield f"@media print {{ :root, :root[data-theme] {{ --seal: {view.accent}; }} }}"
    if view.has_own_paper:
        tones = (("paper", 0.0), ("tint", 0.05), ("hair", HAIR), ("edge", 0.5))
        yield ":root {"
        for name, share in tones:
            yield f"  --{name}: {_pair(mixed(view.paper, INK, share), mixed(view.paper_dark, INK_DARK, share))};"
        yield f"  --sheet: {view.paper};"
        yield from _chart_colors(view)
        yield "}"
        yield "@media print { :root, :root[data-theme] { --paper: #fff; } }"
    for font in view.fonts:
        yield from _font_rules(font, source(font.source, font.digest))


def _chart_colors(view: ThemeStyleView) -> Iterator[str]:
    """Yield the colors of series, as they can be read on the paper of the site."""
    for at, (light, dark) in enumerate(SERIES):
        yield f"  --chart-{at}: {_pair(readable(light, view.paper), readable(dark, view.paper_dark))};"


def _pair(light: str, dark: str) -> str:
    return f"light-dark({light}, {dark})"


def _font_rules(view: FontView, data: bytes) -> Iterator[str]:
    family = _FAMILIES[view.role]
    font = _opened(view.source, data)
    kind = "monospace" if view.role == "mono" else _kind(font)
    own = f'src: url("{view.url}") format("woff2"); font-weight: 100 900; font-display: optional;'
    yield f'@font-face {{ font-family: "{family}"; {own} }}'
    yield f'@font-face {{ font-family: "{family} Stand-in"; {_stand_in(font, kind)} }}'
    yield _RULES[view.role].format(family=f'"{family}", "{family} Stand-in", {kind}')


def _opened(source: str, data: bytes) -> ImageFont.FreeTypeFont:
    """Return the font `data`, the file `source`. Raises DamagedFont."""
    try:
        return ImageFont.truetype(io.BytesIO(data), _EM, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise DamagedFont(source) from error


def _kind(font: ImageFont.FreeTypeFont) -> str:
    """Return `serif` or `sans-serif` by the shape of a capital I: many fonts do not say it in their tables."""
    mask = font.getmask("I", mode="1")
    width, height = mask.size
    rows = (height // 2, height - height // 50 - 1)
    stem, foot = (sum(mask.getpixel((x, y)) > 0 for x in range(width)) for y in rows)
    return "serif" if foot >= _SERIF * stem else "sans-serif"


def _stand_in(font: ImageFont.FreeTypeFont, kind: str) -> str:
    """Return the descriptors by which a font of the system, of the same kind, takes the room of `font`."""
    width = font.getlength(_SAMPLE) / len(_SAMPLE) / _EM
    sources, own = _STAND_INS[kind]
    adjusted = width / own
    ascent, descent = (part / _EM / adjusted for part in font.getmetrics())
    return (
        f"src: {sources}; size-adjust: {adjusted:.1%}; ascent-override: {ascent:.1%}; "
        f"descent-override: {descent:.1%}; line-gap-override: 0%;"
    )
