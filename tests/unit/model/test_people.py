"""Which authors have a page: all who may be known, and nobody whom only a hidden brief names."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.core.event import Event
from kei_site.model.brief import Author
from kei_site.model.people import with_pages
from tests.support.plan_samples import brief, day

PUBLIC = brief("2024/a", authors=("writer",), event=Event(start=day("2024-01-01"), speakers=("speaker", "A Name")))
HELD = brief("2024/b", authors=("held",), event=Event(start=day("2024-01-01"), speakers=("guest",)))


def author(name: str, **given: Any) -> Author:
    return Author(id=name, path=f"content/authors/{name}.md", name=name, **given)


def has_page(name: str, *hidden: Any, **given: Any) -> bool:
    return name in with_pages({name: author(name, **given)}, (PUBLIC,), hidden or (HELD,))


@pytest.mark.parametrize("name", ["writer", "speaker", "new"])
def test_who_is_public_or_has_written_nothing_has_a_page(name: str) -> None:
    assert has_page(name)


@pytest.mark.parametrize("name", ["held", "guest"])
def test_whom_only_hidden_briefs_name_has_none(name: str) -> None:
    assert not has_page(name)


def test_who_is_in_a_public_brief_and_in_a_hidden_one_has_a_page() -> None:
    assert has_page("writer", brief("2024/c", authors=("writer",)))


@pytest.mark.parametrize("given", [{"group": "Fellows"}, {"page": True}])
def test_the_people_of_the_institute_have_a_page_whatever_they_write(given: Any) -> None:
    assert has_page("held", **given)


@pytest.mark.parametrize("name", ["writer", "new"])
def test_a_guest_has_none(name: str) -> None:
    assert not has_page(name, page=False)
    assert not has_page(name, page=False, group="Fellows")


def test_a_hidden_brief_whose_authors_cannot_be_read_may_be_by_anyone_new() -> None:
    broken = replace(brief("2024/c", authors=()), is_broken=True)
    assert not has_page("new", broken)
    assert has_page("writer", broken)
    assert has_page("new", broken, group="Fellows")
