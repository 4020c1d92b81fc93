"""The look of a site -> its style sheet, icons, logo and fonts, with their addresses. Plan, pure."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.drawn_letters import missing_letters
from kei_site.core.hashing import NO_DIGEST, Digest, digest_of
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.suggest import nearest
from kei_site.core.theme import ACCENT, ACCENT_DARK, PAPER, PAPER_DARK, Footer, Theme
from kei_site.core.urls import file_link
from kei_site.core.value import value
from kei_site.model.views.common import FooterView, Link, ThemeView
from kei_site.model.views.theme import FontView, IconView, ThemeStyleView
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.static_files import copy_target
from kei_site.plan.targets import Target

STYLE = "theme.css"
_ICONS = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512}
_ROLES = ("text", "headings", "mono")


@value
class ThemeFiles:
    """What the look of a site adds to its plan."""

    view: ThemeView
    targets: tuple[Target, ...]
    links: Mapping[str, str]
    """Addresses by the names by which templates ask for assets."""


def plan_theme(config: Config, files: SourceFiles, prefix: str) -> ThemeFiles:
    """Return the look of a site with its files; a file that does not exist is left out, and reported elsewhere."""
    theme = config.theme
    known = {**files.static, **files.content}
    copies = {path: _copy(path, known[path]) for path in _named(theme).values() if path in known}
    urls = {path: prefix + file_link(target.path) for path, target in copies.items()}
    fonts = tuple(
        FontView(role=role, url=urls[path], source=path, digest=known[path])
        for role in _ROLES
        if (path := getattr(theme.fonts, role)) in urls
    )
    icons = dict(_icons(config, known))
    made = icons | dict(_style(config, fonts))
    links = {name: prefix + file_link(target.path) for name, target in made.items()}
    if theme.logo and urls.get(theme.logo.light, "").endswith(".svg"):
        links["favicon.svg"] = urls[theme.logo.light]
    return ThemeFiles(
        view=_view(theme, urls, next((font.url for font in fonts if font.role == "text"), "")),
        targets=(*copies.values(), *made.values()),
        links=links,
    )


def theme_diagnostics(config: Config, files: SourceFiles) -> Iterator[Diagnostic]:
    """Yield what is wrong with files of the theme: not there (THM02), no image (IMG), or an unfit icon (THM04)."""
    known = {**files.static, **files.content}
    for key, path in _named(config.theme).items():
        facts = files.images.get(path)
        # Texts show no SVG, but the logo comes from those who run the site.
        if isinstance(facts, BadImage) and not path.lower().endswith(".svg"):
            place = config.place(f"theme.{key}")
            yield diagnostic(facts.code, place, facts.message, found=facts.found or path, fix=facts.fix)
        elif path not in known:
            close = nearest(path, known)
            fix = f"did you mean {close}?" if close else "put the file there, or correct the path"
            yield diagnostic("THM02", config.place(f"theme.{key}"), "there is no such file", found=path, fix=fix)
    yield from _icon_diagnostics(config, files)


def _icon_diagnostics(config: Config, files: SourceFiles) -> Iterator[Diagnostic]:
    """Yield a diagnostic (THM04) for an icon that has to be enlarged, or filled up to a square."""
    facts, least = files.images.get(config.theme.icon), max(_ICONS.values())
    if isinstance(facts, ImageFacts) and (facts.width != facts.height or facts.width < least):
        found, fix = f"{facts.width} x {facts.height} pixels", f"save it square, of at least {least} pixels"
        yield diagnostic("THM04", config.place("theme.icon"), "an icon of another form or size", found=found, fix=fix)


def _named(theme: Theme) -> dict[str, str]:
    """Return the files that a theme names, by setting."""
    logo = theme.logo
    named = {"logo.light": logo.light if logo else "", "logo.dark": logo.dark if logo else "", "icon": theme.icon}
    named |= {f"fonts.{role}": getattr(theme.fonts, role) for role in _ROLES}
    return {key: path for key, path in named.items() if path}


def _view(theme: Theme, urls: Mapping[str, str], text_font: str) -> ThemeView:
    logo = theme.logo
    return ThemeView(
        accent=theme.accent,
        accent_dark=theme.accent_dark,
        paper=theme.paper,
        paper_dark=theme.paper_dark,
        logo=urls.get(logo.light, "") if logo else "",
        logo_dark=urls.get(logo.dark, "") if logo else "",
        shows_name=logo is None or logo.name or logo.light not in urls,
        text_font=text_font,
        footer=footer_view(theme.footer),
    )


def mark_of(theme: Theme, files: SourceFiles) -> tuple[str, bool]:
    """Return the path of the image that stands for the institute where no SVG can, and whether its name goes with it.

    It is the logo, or the icon beside a logo that is an SVG; an empty path if there is none of them.
    """
    logo = theme.logo
    if logo and isinstance(files.images.get(logo.light), ImageFacts):
        return logo.light, logo.name
    return theme.icon if logo and isinstance(files.images.get(theme.icon), ImageFacts) else "", True


def footer_view(footer: Footer) -> FooterView | None:
    """Return what pages show of the footer in the settings; None for one that says nothing."""
    social = tuple(Link(name=account.name, url=account.url) for account in footer.social)
    if not (footer.address or footer.copyright or social):
        return None
    return FooterView(address=footer.address, copyright=footer.copyright, social=social)


def _copy(source: str, digest: Digest) -> Target:
    """Return the target of a file of the theme, under a name with its digest, so that browsers may keep it."""
    stem, ending = posixpath.splitext(posixpath.basename(source))
    return copy_target(source, digest, f"assets/{stem}.{digest[:10]}{ending}")


def _style(config: Config, fonts: tuple[FontView, ...]) -> Iterator[tuple[str, Target]]:
    """Yield the style sheet of the site's own colors and fonts, if it has any."""
    theme = config.theme
    view = ThemeStyleView(
        accent=theme.accent,
        accent_dark=theme.accent_dark,
        paper=theme.paper,
        paper_dark=theme.paper_dark,
        has_own_accent=(theme.accent, theme.accent_dark) != (ACCENT, ACCENT_DARK),
        has_own_paper=(theme.paper, theme.paper_dark) != (PAPER, PAPER_DARK),
        fonts=fonts,
    )
    if view.has_own_accent or view.has_own_paper or fonts:
        yield (
            STYLE,
            Target(
                path=f"assets/theme.{digest_of(view)[:10]}.css",
                recipe="theme_style",
                view=view,
                origin=config.place("theme.fonts"),
            ),
        )


def _icons(config: Config, known: Mapping[str, Digest]) -> Iterator[tuple[str, Target]]:
    source = config.theme.icon if config.theme.icon in known else ""
    drawn = IconView(size=32, form="SVG", color=config.theme.accent, letter=_letter(config.organization.name))
    shown = replace(drawn, form="PNG", source=source, digest=known.get(source, NO_DIGEST))
    for name, size in _ICONS.items():
        yield _hashed_icon(name, replace(shown, size=size))
    yield _hashed_icon("favicon.svg", drawn)
    yield "favicon.ico", Target(path="favicon.ico", recipe="icon", view=replace(shown, form="ICO"))


def _hashed_icon(name: str, view: IconView) -> tuple[str, Target]:
    stem, ending = posixpath.splitext(name)
    return name, Target(path=f"assets/{stem}.{digest_of(view)[:10]}{ending}", recipe="icon", view=view)


def _letter(name: str) -> str:
    """Return the first letter of a name, if the font of drawn images has it."""
    letter = next((letter for letter in name if letter.isalnum()), "").upper()
    return "" if missing_letters(letter) else letter
