"""The names by which briefs are found."""

import pytest

from kei_site.model.brief_names import find_brief, is_shared_name, names_of, several_owners
from kei_site.model.schedule import sort_briefs
from tests.support.plan_samples import NOW, brief, library


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("b.md", "2024/b"), ("../2023/c.md", "2023/c"), ("2023/c.md", "2023/c"), ("brief:b", "2024/b"), ("zz.md", None)],
)
def test_a_brief_is_found_by_path_or_slug(wanted: str, expected: str | None) -> None:
    found = library(brief("2024/a"), brief("2024/b"), brief("2023/c", "2023-01-01"))
    other = find_brief(wanted, "content/briefs/2024/a.md", found.by_path, found.by_slug)
    assert (other.id if other else None) == expected


def test_a_slug_of_several_leads_to_a_public_brief_and_a_path_to_each() -> None:
    briefs = brief("2024/a"), brief("2023/a", "2023-01-01"), brief("2025/a", "2024-08-01", draft=True)
    names = names_of(sort_briefs(briefs, NOW, drafts=False))
    assert names.by_slug["a"].id == "2023/a"
    assert len(names.by_path) == 3
    assert names.shared == {"a"}
    assert is_shared_name("brief:a", "content/briefs/2022/b.md", names.by_path, names.shared)
    assert not is_shared_name("brief:a", "content/briefs/2024/b.md", names.by_path, names.shared)
    found = several_owners(briefs[0].place("related.0"), "brief:a", names.by_slug["a"])
    assert (found.code, found.found) == ("LNK09", "brief:a")
    assert "content/briefs/2023/a.md" in found.message
