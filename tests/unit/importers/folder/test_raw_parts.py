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


@pytest.mark.parametrize(
    "text",
    [
        '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="A talk"></iframe>',
        '<div>\n  <p><iframe\n src="//youtube.com/embed/dQw4w9WgXcQ" title="A talk">\n</iframe></p>\n</div>',
    ],
)
def test_a_frame_of_a_known_service_is_a_player(text: str) -> None:
    written, addresses, _ = turned(f"a\n\n{text}\n\nb")
    assert "\n::: video kei-import:0 A talk\n:::\n" in written
    assert "<" not in written
    assert addresses == ["https://www.youtube.com/watch?v=dQw4w9WgXcQ"]


def test_a_frame_of_sound_or_a_chart_is_a_player_and_one_of_another_site_a_link() -> None:
    frame = '<iframe src="https://open.spotify.com/embed/episode/abc"></iframe>'
    assert "::: embed kei-import:0 Spotify\n:::" in turned(frame)[0]
    assert turned('<iframe src="https://forms.a.kr/x" title="A form"></iframe>')[0] == "[A form](kei-import:0)"


def test_a_frame_inside_a_sentence_is_a_link_there() -> None:
    frame = '<iframe src="https://open.spotify.com/embed/episode/abc"></iframe>'
    assert " ".join(turned(f"- Hear {frame} now.\n- b")[0].split()) == "- Hear [Spotify](kei-import:0) now. - b"


def test_a_frame_with_a_caption_keeps_it() -> None:
    frame = '<iframe src="https://youtu.be/dQw4w9WgXcQ"></iframe>'
    written = turned(f"<figure>{frame}<figcaption>What is said</figcaption></figure>")[0]
    assert "::: video kei-import:0" in written
    assert "What is said" in written
