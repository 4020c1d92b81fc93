"""Raw HTML that this site does not publish becomes what Markdown has."""

import pytest

from kei_site.importers.folder.markup import Markup
from kei_site.importers.folder.raw_parts import turn_raw_parts


def turned(text: str) -> tuple[str, list[str], list[str]]:
    markup = Markup("a.md", 1, lambda name, is_reference: "")
    written = turn_raw_parts(text, markup)
    return written, [reference.address for reference in markup.references], markup.problems


def test_the_links_of_a_map_are_a_list() -> None:
    text = 'a\n\n<map name="m"><area href="/n" alt="North"><area href="/s" alt="South"></map>\n\nb'
    written, addresses, _ = turned(text)
    assert written.split("\n\n")[1].strip() == "- [North](kei-import:0)\n- [South](kei-import:1)"
    assert addresses == ["/n", "/s"]


def test_a_player_is_a_link_to_its_file() -> None:
    written, addresses, _ = turned('See <video controls><source src="/a.mp4"></video> here.')
    assert " ".join(written.split()) == "See [a.mp4](kei-import:0) here."
    assert addresses == ["/a.mp4"]


def test_a_formula_is_words_and_told() -> None:
    written, _, problems = turned("So <math><msup><mi>x</mi><mn>2</mn></msup></math> is.")
    assert " ".join(written.split()) == "So x ^ 2 is."
    assert problems == ["a formula was written as words: x ^ 2"]


@pytest.mark.parametrize("text", ["`<map><area href='/n'></map>`", "<map></map>", "<video>", "<math>" * 10_000])
def test_code_and_what_says_nothing_stay(text: str) -> None:
    assert turned(text)[0] == text
