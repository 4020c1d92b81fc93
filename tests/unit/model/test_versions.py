"""Frozen versions and the briefs that they are of."""

from dataclasses import replace

import pytest

from kei_site.model.versions import copy_path, frozen_versions, kept_copies, version_path, version_url
from tests.support.plan_samples import brief


@pytest.mark.parametrize("path", ["content/briefs/2024/a.md", "content/briefs/2024/a/index.md"])
def test_a_version_counts_from_the_file_of_its_brief(path: str) -> None:
    owner = replace(brief("2024/a"), path=path)
    old = replace(owner, path=version_path("2024/a", 3))
    (found,) = frozen_versions([old], [owner])
    assert (found.owner, found.number, found.path, found.text.path) == ("2024/a", 3, old.path, path)


def test_versions_stand_in_the_order_of_their_numbers() -> None:
    texts = [replace(brief("2024/a"), path=version_path("2024/a", number)) for number in (10, 9, 1)]
    assert [version.number for version in frozen_versions(texts, [])] == [1, 9, 10]


def test_a_version_stands_below_its_brief() -> None:
    assert version_url(brief("2024/a"), 2) == f"{brief('2024/a').url}v2/"


@pytest.mark.parametrize("source", ["content/briefs/2024/a/p.png", "content/data/d.csv", "static/p.png"])
def test_a_copy_is_of_the_file_that_was_kept_even_if_its_brief_has_moved(source: str) -> None:
    before, after = "content/briefs/2024/a/index.md", "content/briefs/2025/b/index.md"
    path = copy_path(replace(brief("2024/a"), path=before), 2, source)
    (copy,) = kept_copies(["content/versions/2024/a/v1.md", path])["2024/a"]
    assert (copy.number, copy.path, copy.source(before)) == (2, path, source)
    assert copy.source(after) == source.replace("briefs/2024/a", "briefs/2025/b")
