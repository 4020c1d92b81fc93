"""The style sheet of a site's own colors and fonts."""

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kei_site.core.chart_colors import SERIES
from kei_site.core.colors import contrast
from kei_site.core.hashing import digest_of
from kei_site.model.views.theme import FontView, ThemeStyleView
from kei_site.render.files.theme_style import DamagedFont, render_theme_style

FONT = Path(__file__).parents[4] / "static" / "assets" / "fonts" / "serif.woff2"
SANS = files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf"
VIEW = ThemeStyleView(
    accent="#0b5c8a",
    accent_dark="#7cc0ea",
    paper="#fdfcf8",
    paper_dark="#101418",
    has_own_accent=True,
    has_own_paper=False,
    fonts=(),
)


def rendered(**changes: Any) -> str:
    return render_theme_style(replace(VIEW, **changes), lambda path, digest: FONT.read_bytes()).decode()


def font(role: str) -> FontView:
    return FontView(role=role, url=f"/assets/{role}.woff2", source="static/x.woff2", digest=digest_of("x"))


def test_only_what_the_site_sets_is_written() -> None:
    assert "--seal: light-dark(#0b5c8a, #7cc0ea)" in rendered()
    assert "--paper: light-dark" not in rendered()
    both = rendered(has_own_paper=True)
    assert "--paper: light-dark(#fdfcf8, #101418);" in both
    assert re.search(r"--hair: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);", both)


@pytest.mark.parametrize(("role", "rule"), [("text", "--serif:"), ("headings", "h1, h2"), ("mono", "code, pre")])
def test_a_font_has_a_stand_in_of_its_own_size(role: str, rule: str) -> None:
    style = rendered(fonts=(font(role),))
    assert f'src: url("/assets/{role}.woff2") format("woff2")' in style
    assert "font-display: optional" in style
    assert rule in style
    stand_in = re.search(r"size-adjust: ([\d.]+)%; ascent-override: ([\d.]+)%; descent-override: ([\d.]+)%", style)
    assert stand_in
    size, ascent, descent = map(float, stand_in.groups())
    # The font is 1.036 em high and 0.334 em deep, and so is its stand-in.
    assert size * ascent / 1e4 == pytest.approx(1.036, abs=0.01)
    assert size * descent / 1e4 == pytest.approx(0.334, abs=0.01)


@pytest.mark.parametrize(
    ("role", "own", "local", "last"),
    [
        ("headings", FONT, "Times New Roman", "serif"),
        ("headings", SANS, "Arial", "sans-serif"),
        ("text", SANS, "Arial", "sans-serif"),
        ("mono", SANS, "Courier New", "monospace"),
    ],
)
def test_a_stand_in_is_of_the_kind_of_its_font(role: str, own: Any, local: str, last: str) -> None:
    style = render_theme_style(replace(VIEW, fonts=(font(role),)), lambda path, digest: own.read_bytes()).decode()
    assert f'Stand-in"; src: local("{local}")' in style
    assert f'Stand-in", {last}' in style


def test_a_file_that_is_no_font_is_said_by_name() -> None:
    with pytest.raises(DamagedFont, match="static/x"):
        render_theme_style(replace(VIEW, fonts=(font("text"),)), lambda path, digest: b"wOF2")


def test_the_braces_of_the_style_sheet_are_balanced() -> None:
    style = rendered(has_own_paper=True, fonts=tuple(font(role) for role in ("text", "headings", "mono")))
    assert style.count("{") == style.count("}")


def test_the_colors_of_charts_can_be_read_on_the_paper_of_the_site() -> None:
    style = rendered(has_own_paper=True)
    pairs = re.findall(r"--chart-\d: light-dark\((#\w+), (#\w+)\);", style)
    assert len(pairs) == len(SERIES)
    assert all(contrast(light, "#fdfcf8") >= 4.5 and contrast(dark, "#101418") >= 4.5 for light, dark in pairs)
    assert "--chart-" not in rendered()
