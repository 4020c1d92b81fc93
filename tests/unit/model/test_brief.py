"""Records: where their values stand."""

from dataclasses import replace

import pytest

from kei_site.core.diagnostics import Place
from kei_site.model.brief import NO_DATE
from kei_site.schema.fields import pack_places
from tests.support.plan_samples import brief, page

PLACES = pack_places({"title": (2, 8), "authors": (4, 10), "authors.1": (4, 17), "a key": (9, 1), "a=b": (9, 1)})
BRIEF = replace(brief("2024/a"), places=PLACES)


@pytest.mark.parametrize(
    ("key", "line", "column"),
    [
        ("title", 2, 8),
        ("authors.1", 4, 17),
        ("authors.0", 4, 10),
        ("date", 1, 1),
        ("a key", 1, 1),
        ("authors.1.x", 4, 17),
        ("", 1, 1),
    ],
)
def test_a_value_stands_where_it_was_read(key: str, line: int, column: int) -> None:
    assert BRIEF.place(key) == Place(path=BRIEF.path, line=line, column=column)


def test_a_page_stands_at_the_first_line_of_its_file() -> None:
    assert page().place() == Place(path="content/pages/about.md", line=1, column=1)


def test_a_broken_brief_without_a_date_has_no_address() -> None:
    undated = replace(BRIEF, front=replace(BRIEF.front, date=NO_DATE))
    assert undated.has_address
    assert not replace(undated, is_broken=True).has_address
    assert replace(BRIEF, is_broken=True).has_address
