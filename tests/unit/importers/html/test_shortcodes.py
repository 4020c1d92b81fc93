"""Shortcodes become what their readers saw; brackets that are none stay."""

import pytest

from kei_site.importers.html.convert import Surroundings, convert_wordpress
from kei_site.importers.html.media_shortcodes import Media
from tests.support.source_cases import cases_of


class Library:
    """Two files, both of the item."""

    def by_id(self, number: str) -> Media | None:
        known = {"1": "One", "2": "Two"}
        return (
            Media(address=f"https://o.org/{number}.jpg", alt=known[number], caption="Cap") if number in known else None
        )

    def of_item(self) -> list[Media]:
        return [Media(address="https://o.org/own.jpg", alt="Own")]


def markdown(source: str) -> str:
    return convert_wordpress(source, Surroundings(media=Library())).markdown


def leftovers(source: str) -> list[tuple[str, int]]:
    return list(convert_wordpress(source, Surroundings(media=Library())).leftovers)


BECOMES = cases_of("shortcodes.txt")
"""What readers saw, by source."""


@pytest.mark.parametrize("source", BECOMES)
def test_a_known_shortcode_is_what_readers_saw(source: str) -> None:
    assert markdown(source) == BECOMES[source]
    assert leftovers(source) == []


@pytest.mark.parametrize(
    "prose",
    [
        "He said [sic] so.", "see [1] and [12-15]", "[Seoul] is [the] capital", "[note] this", "press the [button] now",
        "a [video] here", "[…]", "[editor's note: no]", "[a link?](no)", "the [row], the [column] and the [section]",
        "fill the [gap]", "[code] without an end", "array[0][i]", "[quote] without an end", "x [ref] y",
    ],
)  # fmt: skip
def test_brackets_in_prose_stay_and_are_not_listed(prose: str) -> None:
    assert markdown(prose).replace("\\", "") == prose
    assert leftovers(prose) == []


@pytest.mark.parametrize(
    "code", ['<code>[gallery ids="1"]</code>', '<pre>[foo a="1"]x[/foo]</pre>', '[code][foo a="1"][/code]']
)
def test_shortcodes_in_code_stay(code: str) -> None:
    assert "[gallery" in markdown(code) or "[foo" in markdown(code)
    assert leftovers(code) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ('a\n[contact-form-7 id="5" title="Contact"]', "contact-form-7"),
        ("a\n[my_widget]", "my_widget"),
        ("a\n[foo]words[/foo]", "foo"),
        ("a\n[audio]", "audio"),
        ("a\nmiddle [clear] of a line", "clear"),
    ],
)  # fmt: skip
def test_an_unknown_shortcode_stays_visible_and_is_listed_with_its_line(source: str, name: str) -> None:
    assert leftovers(source) == [(name, 1)]
    assert f"[{name}" in markdown(source).replace("\\", "")


def test_words_of_a_text_are_what_its_readers_saw() -> None:
    text = convert_wordpress('[button link="/x" text="Give"] [foo a="1"]in[/foo]', Surroundings())
    assert text.text.split() == ["Give", "[foo", 'a="1"]in[/foo]']


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('[et_pb_image src="https://o.org/a.png" hover="Words that show"]', "[et_pb_image hover] Words that show"),
        ('a\n[vc_row aside_of_it="Three more words"]b[/vc_row]', "[vc_row aside_of_it] Three more words"),
        ("a\n[vc_basic_grid post_type='post']", "[vc_basic_grid] was left out: WordPress fills it"),
        ('[vc_round_chart values="%5B%7B%22value%22%3A%2260%22%7D%5D"]', 'which was left out: [{"value":"60"}]'),
        ('[vc_row css=".a{color: dark blue}" el_class="one two" bg_image="3" effect="fade in"]b[/vc_row]', ""),
        ('[et_pb_text admin_label="The first text" body_font="Open Sans||||"]b[/et_pb_text]', ""),
        ('[caption align="left" width="30"]<img src="x.jpg"> Words[/caption]', ""),
    ],
)
def test_words_of_attributes_that_have_no_place_are_told(source: str, told: str) -> None:
    problems = convert_wordpress(source, Surroundings(media=Library())).problems
    assert [message[-len(told) :] for message, _ in problems] == ([told] if told else [])
    assert [line for _, line in problems] == [source.count("\n")] * bool(told)


@pytest.mark.parametrize("hostile", ['[a "' * 20_000, "[box]" * 20_000, "[vc_row]" * 20_000, "[x y='" * 20_000])
def test_hostile_brackets_are_read_in_one_pass(hostile: str) -> None:
    assert convert_wordpress(hostile, Surroundings()).text is not None


def test_shortcodes_inside_each_other_are_bounded() -> None:
    assert "deep" in markdown("[box]" * 200 + "deep" + "[/box]" * 200)
