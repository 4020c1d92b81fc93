"""The page on branding, followed to the letter in a new site."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

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
    (example,) = re.findall(r"```yaml\n(theme:\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    made.write("content/site.yaml", made.read("content/site.yaml") + example)
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
    site.write("static/assets/custom.css", ":root { --measure: 40em; }\n")
    site.build()
    page = tree(site.output)["index.html"].decode()
    names = re.findall(r'<link rel="stylesheet" href="/assets/(\w+)\.', page)
    assert names == ["site", "theme", "custom"]


def test_a_site_without_a_brand_asks_for_no_further_style_sheet(tmp_path: Path) -> None:
    plain = ScratchSite(tmp_path)
    plain.write("content/briefs/2024/a.md", brief("A"))
    plain.build()
    page = tree(plain.output)["index.html"].decode()
    assert re.findall(r'<link rel="stylesheet" href="/assets/(\w+)\.', page) == ["site"]
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
