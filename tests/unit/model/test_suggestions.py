"""What an editor probably meant by a name that does not exist."""

import pytest

from kei_site.core.suggest import Suggester
from kei_site.model.suggestions import nearest_brief, new_author
from tests.support.plan_samples import brief

HERE = brief("2024/here")
PATHS = [
    "content/briefs/2024/here.md",
    "content/briefs/2024/hear.md",
    "content/briefs/2023/the-summit/index.md",
    "content/briefs/2023/the-strait/index.md",
]


@pytest.mark.parametrize(
    ("wanted", "close"),
    [
        ("her.md", "hear.md"),
        ("here.md", "hear.md"),
        ("../2023/the-sumit/index.md", "../2023/the-summit/index.md"),
        ("../2023/the-strat", "../2023/the-strait/index.md"),
        ("the-summit/index.md", "../2023/the-summit/index.md"),
        ("../1999/entirely-different.md", ""),
    ],
)
def test_the_nearest_brief_is_found_by_its_whole_path(wanted: str, close: str) -> None:
    assert nearest_brief(wanted, HERE, PATHS, Suggester()) == close


@pytest.mark.parametrize(
    ("wanted", "fix"),
    [
        ("kim", "add content/authors/kim.md with `name:`"),
        ("Given Family", "write `given-family`, and add content/authors/given-family.md with `name: Given Family`"),
        ("…", "add content/authors/….md with `name:`"),
    ],
)
def test_a_new_author_gets_an_id_without_blanks(wanted: str, fix: str) -> None:
    assert new_author(wanted) == fix
