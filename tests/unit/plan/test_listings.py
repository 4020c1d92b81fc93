"""Index pages and lists: which there are, and what they count."""

from typing import Any

import pytest

from kei_site.model.views.listings import TagIndexView
from kei_site.plan.listings import index_targets, largest_tags, tag_counts
from tests.support.plan_samples import brief, inputs

BRIEFS = (
    *(brief(f"2024/{at}", f"2024-0{at}-01", tags=("Sea", "Law"), series="Notes") for at in range(1, 6)),
    brief("2022/old", "2022-05-01", tags=("Sea",)),
)
INPUTS = inputs(*BRIEFS, page_size=2)
VIEWS: dict[str, Any] = {target.path: target.view for target in index_targets(INPUTS)}


@pytest.mark.parametrize(
    "path",
    ["briefs", "briefs/page/1", "briefs/page/2", "tags", "tags/sea", "tags/sea/page/1", "series/notes"],
)
def test_every_list_has_its_pages(path: str) -> None:
    assert f"{path}/index.html" in VIEWS


def test_tags_are_counted_by_name_and_the_largest_have_their_years() -> None:
    assert [(tag.name, tag.count, tag.latest) for tag in tag_counts(INPUTS)] == [
        ("Law", 5, "2024-05-01"),
        ("Sea", 6, "2024-05-01"),
    ]
    (largest,) = largest_tags(INPUTS, 1)
    assert (largest.name, [(bar.label, bar.count) for bar in largest.years]) == (
        "Sea",
        [("2022", 1), ("2023", 0), ("2024", 5)],
    )


@pytest.mark.parametrize(("count", "largest"), [(20, 0), (21, 20)])
def test_the_largest_topics_stand_apart_only_where_there_are_others(count: int, largest: int) -> None:
    made = inputs(brief("2024/a", "2024-01-01", tags=tuple(f"Topic {at}" for at in range(count))))
    (index,) = (target.view for target in index_targets(made) if target.path == "tags/index.html")
    assert isinstance(index, TagIndexView)
    assert (len(index.tags), len(index.largest)) == (count, largest)


def test_a_site_without_briefs_has_its_index_pages_all_the_same() -> None:
    paths = {target.path for target in index_targets(inputs())}
    assert paths == {f"{name}/index.html" for name in ("briefs", "tags", "series")}
