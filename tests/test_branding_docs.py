"""The page on branding, followed to the letter in a new site."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from kei_site.cli import main
from kei_site.config import HomeSettings
from kei_site.core.hashing import field_names
from kei_site.core.theme import Theme
from kei_site.model.routes import FEED_FORMATS
from tests.support.scratch import ScratchSite, brief, tree

PAGE = Path(__file__).resolve().parents[1] / "content" / "pages" / "brand-your-site.md"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10H0z"/></svg>\n'


def icon() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (512, 512), "#0b5c8a").save(out, format="PNG")
    return out.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    made = ScratchSite(tmp_path)
    made.write("content/briefs/2024/a.md", brief("A"))
    made.write("content/site.yaml", made.read("content/site.yaml") + example("yaml", "theme:"))
    made.write("static/img/logo.svg", LOGO)
    made.write("static/img/icon.png", icon())
    return made


def test_the_worked_example_gives_a_site_with_its_brand(site: ScratchSite) -> None:
    report = site.build()
    assert [diagnostic.code for diagnostic in report.diagnostics] == []
    files = tree(site.output)
    page = files["briefs/2024/a/index.html"].decode()
    logo = re.search(r'<img class="logo" src="/(assets/logo\.[0-9a-f]+\.svg)" alt="Test Institute">', page)
    assert logo
    assert files[logo[1]].decode() == LOGO
    assert f'<link rel="icon" href="/{logo[1]}" type="image/svg+xml">' in page
    assert "1800 K Street NW" in page
    assert '<a href="https://example.social/@institute" rel="me">Mastodon</a>' in page
    assert "--seal: light-dark(#0b5c8a, #" in files[style_of(page)].decode()
    assert "theme-color" in page
    assert "#fdfcf8" in page


def style_of(page: str) -> str:
    """Return the output path of the style sheet with the site's own colors."""
    found = re.search(r'href="/(assets/theme\.[0-9a-f]+\.css)"', page)
    assert found
    return found[1]


def test_a_style_sheet_of_the_site_comes_last(site: ScratchSite) -> None:
    site.write("static/assets/custom.css", example("css", ":root"))
    site.build()
    page = tree(site.output)["index.html"].decode()
    names = re.findall(r'<link rel="stylesheet" href="/assets/(\w+)\.', page)
    assert names == ["site", "lists", "theme", "custom"]


def test_a_site_without_a_brand_asks_for_no_further_style_sheet(tmp_path: Path) -> None:
    plain = ScratchSite(tmp_path)
    plain.write("content/briefs/2024/a.md", brief("A"))
    plain.build()
    page = tree(plain.output)["index.html"].decode()
    assert re.findall(r'<link rel="stylesheet" href="/assets/(\w+)\.', page) == ["site", "lists"]
    assert "<img" not in page


def test_a_change_of_the_accent_rewrites_pages_but_no_feed(site: ScratchSite) -> None:
    site.build()
    site.edit("content/site.yaml", "#0b5c8a", "#7a1f5c")
    report = site.build()
    feeds = {form.file for form in FEED_FORMATS.values()}
    assert "briefs/2024/a/index.html" in report.written
    assert [path for path in report.written if path.rpartition("/")[2] in feeds] == []
    assert site.build().written == ()


def test_every_setting_of_the_look_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    names = {name.removesuffix("_dark") for name in Theme.__dataclass_fields__}
    assert [name for name in sorted(names) if f"`{name}" not in text] == []


def example(language: str, beginning: str) -> str:
    """Return the block of code of the page in a language that begins so."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n({re.escape(beginning)}.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def test_the_words_below_a_brief_stand_below_every_brief_and_nowhere_else(site: ScratchSite) -> None:
    site.build()
    before = tree(site.output)
    site.write("templates/after_article.html", example("html", '<p class="support">'))
    report = site.build()
    assert report.written == ("briefs/2024/a/index.html",)
    page = site.published("briefs/2024/a/index.html")
    assert page.index('class="text"') < page.index("Our work is free to read.") < page.index('class="cite"')
    assert '<a href="/about/">Support the institute</a>' in page
    site.remove("templates/after_article.html")
    site.build()
    assert tree(site.output) == before


@pytest.mark.parametrize("name", re.findall(r"^\| `(\w+\.html)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
def test_a_template_that_is_filled_stands_where_the_page_says(site: ScratchSite, name: str) -> None:
    site.build()
    site.write(
        f"templates/{name}", '<p class="mine">{{ site.title }} {{ t("subscribe") }} {{ view.url is defined }}</p>'
    )
    report = site.build()
    assert report.diagnostics == ()
    home, page = site.published("index.html"), site.published("briefs/2024/a/index.html")
    shown = {"home": 'class="mine"' in home, "brief": 'class="mine"' in page}
    everywhere = name in ("head_extra.html", "header.html", "footer.html")
    assert shown == {"home": everywhere or name == "hero.html", "brief": everywhere or name.endswith("_article.html")}
    assert ('class="before-text"' in page) == (name == "before_article.html")
    place = page if shown["brief"] else home
    bounds = {
        "head_extra.html": ("<meta", "</head>"),
        "header.html": ('class="menu"', "</header>"),
        "hero.html": ("<main", 'class="spotlight'),
        "before_article.html": ("<h1>", 'class="text"'),
        "after_article.html": ('class="text"', 'class="cite"'),
        "footer.html": ('class="institute"', "</footer>"),
    }[name]
    assert place.index(bounds[0]) < place.index('class="mine"') < place.index(bounds[1], place.index('class="mine"'))


def test_the_command_that_copies_a_template_does_what_the_page_says(site: ScratchSite) -> None:
    (command,) = re.findall(r"^kei-site (theme copy \S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert main([*command.split(), "--site", str(site.site)]) == 0
    assert site.read("templates/tags.html").startswith("{# A copy of the theme's tags.html, ")
    assert site.build().diagnostics == ()


def test_the_home_page_shows_what_the_page_says(site: ScratchSite) -> None:
    site.write("content/site.yaml", site.read("content/site.yaml") + example("yaml", "home:"))
    for slug, kind in (("why-the-strait-matters", "brief"), ("the-annual-report", "report"), ("a-reply", "commentary")):
        site.write(f"content/briefs/2023/{slug}.md", brief(slug, date="2023-07-21", type=kind))
    site.write("content/briefs/2024/an-older-brief.md", brief("Old", date="2023-01-01"))
    assert site.build().diagnostics == ()
    home = site.published("index.html")
    lead, cards = home.partition('class="cards"')[0], home.partition('class="cards"')[2].partition("</section>")[0]
    assert '<a href="/briefs/2023/why-the-strait-matters/">' in lead
    assert re.findall(r'<a href="/briefs/2023/([^/]*)/">', cards) == ["the-annual-report", "an-older-brief", "a-reply"]
    assert cards.count('class="entry-summary"') == 3
    assert re.findall(r'id="kei-type-(\w+)"', home) == ["report", "commentary", "brief"]
    site.edit("content/site.yaml", "a-reply", "a-repl")
    assert [diagnostic.code for diagnostic in site.build().diagnostics] == ["REL01"]


def test_every_setting_of_the_home_page_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in field_names(HomeSettings) if f"| `{name}` |" not in text] == []
