"""The look of a site in `site.yaml`: read, derived, and refused where nobody could read the page."""

import pytest

from kei_site.config import read_config
from kei_site.core.colors import LEAST_CONTRAST, contrast, mixed
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.theme import ACCENT, ACCENT_DARK, INK_DARK, PAPER_DARK, Fonts, Logo, SocialLink, Theme

HEAD = "title: Institute\nurl: https://example.org\ntheme:\n"


def read(theme: str) -> tuple[Theme, tuple[Diagnostic, ...]]:
    lines = "".join(f"  {line}\n" for line in theme.splitlines())
    config, diagnostics = read_config(HEAD + lines, "content/site.yaml")
    assert config
    return config.theme, diagnostics


def told(theme: str) -> list[tuple[str, int]]:
    return [(diagnostic.code, diagnostic.place.line) for diagnostic in read(theme)[1]]


def test_a_theme_is_read_whole() -> None:
    theme, diagnostics = read(
        "logo: {light: static/img/logo.svg, dark: static/img/logo-dark.svg, name: true}\n"
        'icon: content/brand/icon.png\naccent: "#0b5c8a"\npaper: {light: "#fdfcf8"}\n'
        "fonts: {text: static/fonts/text.woff2, mono: static/fonts/mono.woff2}\n"
        "footer: {address: 1 Street, copyright: © Institute, social: [{name: Mastodon, url: https://example.social/@a}]}"
    )
    assert diagnostics == ()
    assert theme.logo == Logo(light="static/img/logo.svg", dark="static/img/logo-dark.svg", name=True)
    assert (theme.icon, theme.accent, theme.paper) == ("content/brand/icon.png", "#0b5c8a", "#fdfcf8")
    assert theme.fonts == Fonts(text="static/fonts/text.woff2", mono="static/fonts/mono.woff2")
    assert theme.footer.social == (SocialLink(name="Mastodon", url="https://example.social/@a"),)


def test_a_logo_may_be_one_file() -> None:
    assert read("logo: static/img/logo.png")[0].logo == Logo(light="static/img/logo.png")


def test_the_accent_of_dark_pages_is_derived_so_that_it_can_be_read() -> None:
    theme, _ = read('accent: "#0b5c8a"')
    assert contrast("#0b5c8a", PAPER_DARK) < LEAST_CONTRAST <= contrast(theme.accent_dark, PAPER_DARK)


@pytest.mark.parametrize(
    "theme",
    [
        'accent: "#ffcc00"',
        'accent: {light: "#0b5c8a", dark: "#0b5c8a"}',
        'paper: "#333333"',
        'paper: {light: "#ffffff", dark: "#eeeeee"}',
    ],
)
def test_colors_that_cannot_be_read_are_an_error_with_the_nearest_that_can(theme: str) -> None:
    found = [diagnostic for diagnostic in read(theme)[1] if diagnostic.code == "THM01"]
    assert [diagnostic.place.line for diagnostic in found] in ([4], [4, 4])
    assert all('the nearest that can be read is "#' in diagnostic.fix for diagnostic in found)


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("accent: blue", "CFG02"),
        ("accent: #0b5c8a", "CFG02"),
        ("paper:", "CFG02"),
        ("logo: https://example.org/logo.svg", "CFG02"),
        ("logo: static/../secret.svg", "CFG02"),
        ("logo: ../logo.svg", "CFG02"),
        ("logo: static/logo.exe", "CFG02"),
        ("fonts: {text: static/fonts/text.ttf}", "CFG02"),
        ("acent: blue", "CFG03"),
        ("footer: {social: [{name: x}]}", "CFG07"),
        ("footer: {social: [{name: x, url: 'javascript:alert(1)'}]}", "LNK01"),
    ],
)
def test_a_wrong_setting_is_told(theme: str, expected: str) -> None:
    assert [code for code, _ in told(theme)] == [expected]


def test_a_theme_without_colors_keeps_those_of_the_program() -> None:
    theme, diagnostics = read("logo: static/img/logo.svg")
    assert diagnostics == ()
    assert (theme.accent, theme.accent_dark) == (ACCENT, ACCENT_DARK)


def test_a_derived_accent_can_be_read_on_the_shade_of_a_table_too() -> None:
    theme, _ = read('accent: "#0b5c8a"')
    assert contrast(theme.accent_dark, mixed(PAPER_DARK, INK_DARK, 0.15)) >= LEAST_CONTRAST


def test_without_a_theme_the_site_has_that_of_the_program() -> None:
    assert Theme().accent == ACCENT
    assert [code for code, _ in told('accent: "#b4301a"')] == []
