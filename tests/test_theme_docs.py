"""The page on themes lists what templates see: names, filters, macros, blocks, and every value that they can reach."""

import re
from pathlib import Path

import pytest

from tests.support.page_samples import PAGES
from tests.support.theme_reference import reference
from tests.support.view_samples import theme_templates

PAGE = Path(__file__).parent.parent / "content" / "pages" / "write-a-theme.md"
BEGIN = "## Reference\n\n"


def test_the_reference_is_what_the_code_gives(request: pytest.FixtureRequest) -> None:
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(before + BEGIN + reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == before + BEGIN + reference()


def test_every_block_of_the_frame_is_listed() -> None:
    blocks = re.findall(r"{% block (\w+) %}", theme_templates()["base.html"])
    rows = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8").partition(BEGIN)[0], re.MULTILINE)
    assert sorted(rows) == sorted(blocks)


def test_every_template_of_a_page_is_listed() -> None:
    frames = {"base.html", "macros.html", "pieces.html", "signup.html"}
    assert {template for template, _ in PAGES.values()} == theme_templates().keys() - frames
