"""Front matter that cannot be read gets usual colons, blanks and indents, if that is its only fault."""

import pytest

from kei_site.check.key_fixes import with_plain_keys

PATH = "content/briefs/a.md"


def front(written: str) -> str:
    return with_plain_keys(f"---\n{written}\n---\n\ndate\uff1a x\n", PATH)[4:].partition("\n---\n")[0]


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("title\uff1a A\uff1aB\ndate\uff1a2024", "title: A\uff1aB\ndate: 2024"),
        ("title:\u00a0A\ndate:\u00a02024", "title: A\ndate: 2024"),
        ("\u00a0title: A\n\u3000date: 2024", "title: A\ndate: 2024"),
        ("title:A\ndate:2024", "title: A\ndate: 2024"),
        ("title: A\ntags:\n\t- B\n\t- C", "title: A\ntags:\n  - B\n  - C"),
        ("title: A\ntags:\n\u00a0 - B", "title: A\ntags:\n  - B"),
    ],
)
def test_keys_become_readable(written: str, after: str) -> None:
    assert front(written) == after


@pytest.mark.parametrize(
    "written",
    ["title: A\nsummary: a\uff1ab", "title: [", "title: A\nsummary: |\n  date\uff1a x", "title\nhttp://a.kr: ["],
)
def test_what_can_be_read_or_has_another_fault_is_left_alone(written: str) -> None:
    assert front(written) == written


def test_settings_are_fixed_as_front_matter_is() -> None:
    assert with_plain_keys("title\uff1aA\nurl:https://a.kr\n", "content/site.yaml") == "title: A\nurl: https://a.kr\n"
