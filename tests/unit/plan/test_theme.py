"""The files that the look of a site adds to its plan."""

from dataclasses import replace
from typing import Any

from kei_site.core.hashing import NO_DIGEST, digest_of
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.theme import Fonts, Logo, Theme
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.planner import plan_site
from kei_site.plan.targets import Plan
from kei_site.plan.theme import mark_of
from tests.support.plan_samples import brief, inputs

LOGO, FONT, ICON = "static/img/logo.svg", "static/fonts/text.woff2", "content/brand/icon.png"
FILES = SourceFiles(static={LOGO: digest_of("logo"), FONT: digest_of("font")}, content={ICON: digest_of("icon")})


def planned(theme: Theme, files: SourceFiles = FILES, **settings: Any) -> Plan:
    return plan_site(inputs(brief("2024/a"), files=files, theme=theme, **settings), {}, NO_DIGEST)


def site(plan: Plan) -> Any:
    return plan.targets["index.html"].view.site  # type: ignore[attr-defined]


def recipes(plan: Plan, recipe: str) -> list[str]:
    return [path for path, target in plan.targets.items() if target.recipe == recipe]


def test_a_site_without_a_theme_has_drawn_icons_and_no_style_sheet_of_its_own() -> None:
    plan = planned(Theme())
    assert recipes(plan, "theme_style") == []
    assert "favicon.ico" in plan.targets
    assert len(recipes(plan, "icon")) == 5
    assert {plan.targets[path].view.letter for path in recipes(plan, "icon")} == {"I"}  # type: ignore[attr-defined]
    assert site(plan).theme.shows_name


def test_own_colors_and_fonts_are_a_style_sheet_that_pages_name() -> None:
    plan = planned(Theme(accent="#0b5c8a", fonts=Fonts(text=FONT)))
    (style,) = recipes(plan, "theme_style")
    assert site(plan).assets["theme.css"] == f"/{style}"
    assert site(plan).theme.text_font == f"/assets/text.{digest_of('font')[:10]}.woff2"
    assert f"assets/text.{digest_of('font')[:10]}.woff2" in plan.targets


def test_a_drawing_as_the_logo_is_the_icon_of_tabs() -> None:
    plan = planned(Theme(logo=Logo(light=LOGO)))
    address = f"/assets/logo.{digest_of('logo')[:10]}.svg"
    assert (site(plan).theme.logo, site(plan).assets["favicon.svg"]) == (address, address)
    assert not site(plan).theme.shows_name
    assert site(planned(Theme(logo=Logo(light=LOGO, name=True)))).theme.shows_name


def test_the_icon_is_made_in_every_size_from_the_image() -> None:
    plan = planned(Theme(icon=ICON))
    views = [plan.targets[path].view for path in recipes(plan, "icon")]
    drawn = {(view.form, view.source) for view in views}  # type: ignore[attr-defined]
    assert drawn == {("PNG", ICON), ("ICO", ICON), ("SVG", "")}


def test_a_site_may_have_its_own_icons() -> None:
    own = {"static/favicon.ico": digest_of("ico"), "static/assets/icon-192.png": digest_of("192")}
    plan = planned(Theme(), SourceFiles(static=own, content={}))
    assert plan.diagnostics == ()
    assert plan.targets["favicon.ico"].recipe == "copy"
    assert plan.targets[site(plan).assets["icon-192.png"].removeprefix("/")].recipe == "asset"


def test_a_file_of_the_theme_that_is_not_there_is_told_and_left_out() -> None:
    plan = planned(
        Theme(logo=Logo(light="static/img/lgo.svg"), fonts=Fonts(mono="static/none.woff2"), icon="static/i.png")
    )
    told = [(found.code, found.found) for found in plan.diagnostics]
    assert told == [("THM02", "static/img/lgo.svg"), ("THM02", "static/i.png"), ("THM02", "static/none.woff2")]
    assert LOGO in plan.diagnostics[0].fix
    assert (site(plan).theme.logo, site(plan).theme.shows_name) == ("", True)


def test_the_color_of_the_site_is_that_of_its_share_cards() -> None:
    plan = planned(Theme(accent="#0b5c8a", paper="#ffffff"), share_cards=True)
    (card,) = recipes(plan, "share_card")
    view: Any = plan.targets[card].view
    assert (view.accent, view.paper) == ("#0b5c8a", "#ffffff")


def test_the_logo_stands_for_the_institute_and_beside_one_that_is_a_drawing_the_icon() -> None:
    def marked(logo: Logo | None, icon: str = "") -> tuple[str, bool]:
        images = {
            path: ImageFacts(path=path, digest=NO_DIGEST, format="PNG", width=9, height=9) for path in (ICON, "a")
        }
        return mark_of(Theme(logo=logo, icon=icon), replace(FILES, images=images))

    assert marked(Logo(light="a", dark="", name=False), ICON) == ("a", False)
    assert marked(Logo(light="a", dark="", name=True), ICON) == ("a", True)
    assert marked(Logo(light=LOGO, dark="", name=False), ICON) == (ICON, True)
    assert marked(Logo(light=LOGO, dark="", name=False)) == ("", True)
    assert marked(None, ICON) == ("", True)


def test_an_icon_that_has_to_be_enlarged_or_filled_up_is_told() -> None:
    def told(width: int, height: int) -> list[tuple[str, str]]:
        facts = ImageFacts(path=ICON, digest=digest_of("icon"), format="PNG", width=width, height=height)
        found = planned(Theme(icon=ICON), replace(FILES, images={ICON: facts})).diagnostics
        return [(each.code, each.found) for each in found]

    assert told(512, 512) == told(1024, 1024) == []
    assert told(100, 100) == [("THM04", "100 x 100 pixels")]
    assert told(800, 600) == [("THM04", "800 x 600 pixels")]


def test_an_icon_that_is_no_image_is_told_at_its_setting() -> None:
    files = replace(FILES, images={ICON: BadImage(code="IMG04", message="cannot be read", fix="save it again")})
    assert [(each.code, each.found) for each in planned(Theme(icon=ICON), files).diagnostics] == [("IMG04", ICON)]
    files = replace(FILES, images={LOGO: BadImage(code="IMG03", message="an SVG")})
    assert planned(Theme(logo=Logo(light=LOGO)), files).diagnostics == ()
