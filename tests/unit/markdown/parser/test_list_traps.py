"""Items, lists and numbers that are published otherwise than they look are reported where they stand."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("1. one\n  1. sub\n  2. sub\n2. two\n", "2:3"),
        ("1. one\n  1. sub\n1. two\n", "2:3"),
        ("1) one\n  1) sub\n2) two\n", "2:3"),
        ("> 1. one\n>   1. sub\n> 2. two\n", "2:5"),
        ("1. one\n  - two\n2. three\n", "2:3"),
        ("1. one\n\n  * two\n", "3:3"),
        ("10. one\n   - two\n", "2:4"),
        ("-   one\n  - two\n", "2:3"),
        ("- one\n * two\n", "2:2"),
        ("- 1. one\n    1. two\n", "2:5"),
    ],
)
def test_an_item_that_is_not_inside_the_one_above_is_told_there(body: str, place: str) -> None:
    (diagnostic,) = read(body).diagnostics
    assert f"{diagnostic.place.line}:{diagnostic.place.column}" == place
    assert diagnostic.message == "this item is not inside the item above"


@pytest.mark.parametrize(("body", "width"), [("1. a\n  - b\n", 3), ("10. a\n   - b\n", 4), ("-   a\n  - b\n", 4)])
def test_the_fix_says_how_far(body: str, width: int) -> None:
    (diagnostic,) = read(body).diagnostics
    assert f"{width} blanks to the right" in diagnostic.fix
    lines = body.split("\n")
    assert read(f"{lines[0]}\n{' ' * width}{lines[1].strip()}\n").fragment.html.count("</ul>\n</li>") == 1


@pytest.mark.parametrize(
    ("body", "diagnostic", "fix"),
    [
        ("3. a\n5. b\n6. c\n", "2:1 MD11 5. b", "dot to keep the number: 5\\."),
        ("10. a\n9. b\n", "2:1 MD11 9. b", "dot to keep the number: 9\\."),
        ("- 1. a\n  3. b\n", "2:3 MD11 3. b", "dot to keep the number: 3\\."),
        ("3) a\n5) b\n", "2:1 MD11 5) b", "bracket to keep the number: 5\\)"),
    ],
)
def test_a_changed_number_is_told_at_its_item(body: str, diagnostic: str, fix: str) -> None:
    text = read(body)
    assert diagnostics_of(text) == diagnostic
    assert text.diagnostics[0].fix.endswith(fix)


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("Profits rose to\n- 3 percent\n", "2:1 MD11 - 3 percent"),
        ("It fell and\n+ rose again\n", "2:1 MD11 + rose again"),
        ("Profits rose to\n- 3 percent\n- 4 percent\n", "2:1 MD11 - 3 percent"),
        ("매출은\n- 3% 늘고\n- 5% 줄었다\n", "2:1 MD11 - 3% 늘고"),
        ("They saw a\n- small and\n- big house\n", "2:1 MD11 - small and"),
        ("They saw\n- small and\nbig ones\n- tall ones\n", "2:1 MD11 - small and"),
        ("as he said in section\n1. of the law\n", "2:1 MD11 1. of the law"),
    ],
)
def test_a_list_in_the_middle_of_a_sentence_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "1. one\n   - two\n2. three\n",
        "1. one\n\n- two\n",
        "Items:\n- three\n",
        "Items\n- Three\n",
        "Items\n- three\n- four\n",
        "Items\n- 3 eggs\n- 4 pears\n",
        "다음은\n- 하나\n- 둘\n",
        "Items\n\n- three\n",
        "- a b\n  - c d\n",
        "1. a\n1. b\n1. c\n",
        "0. a\n1. b\n",
        " 9. a\n10. b\n",
        "1. a\n  2. b\n",
        "1. 1. a\n   2. b\n2. c\n",
        "- - a\n  - b\n- c\n",
        "3. a\n\n   1. b\n   2. c\n4. d\n",
        "```\n3. a\n5. b\n```\n",
    ],
)
def test_what_is_usual_is_not(body: str) -> None:
    assert "MD11" not in diagnostics_of(read(body))


@pytest.mark.parametrize("date", ["2024. 5. 1. 발표", "2024. 12. 3.(화)", "2024. 5월 발표", "2024.\u00a05. 1."])
def test_a_date_with_blanks_is_no_list(date: str) -> None:
    for before in ("", "- ", "> ", "글이다.\n"):
        html = read(f"{before}{date}\n").fragment.html
        assert "<ol" not in html
        assert date.replace("\u00a0", "&nbsp;") in html


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("1986. A year\n", "1:1 MD11 1986. A year"),
        ("5. 1. 발표\n", "1:4 MD11 1. 발표"),
        ("* 한국*은\n", "1:1 MD11 * 한국*은"),
        ("* words* and\n", "1:1 MD11 * words* and"),
    ],
)
def test_a_sign_that_was_meant_otherwise_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize("body", ["* 5,000*\n", "* a *b* c\n", "* a\n* b*\n", "1. 1. a\n   2. b\n"])
def test_a_list_with_signs_in_it_is_not(body: str) -> None:
    assert "MD11" not in diagnostics_of(read(body))
