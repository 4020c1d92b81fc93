"""The search index: its segments, and the document of each brief."""

from kei_site.core.search_settings import SearchSettings
from kei_site.plan.search_index import document_of, plan_segments, segment_target
from tests.support.plan_samples import brief, library

SHELF = library(brief("2024/a", tags=("Sea",), series="Notes"), brief("2023/b", "2023-01-01", draft=True))


def test_a_segment_holds_public_briefs_alone() -> None:
    (segment,) = plan_segments(SHELF, "ko")
    assert [document.brief for document in segment.documents] == ["2024/a"]
    assert (segment.name, segment.language) == ("2024-07", "ko")


def test_a_site_may_ask_for_few_files() -> None:
    (usual,), (few,) = plan_segments(SHELF, "ko"), plan_segments(SHELF, "ko", SearchSettings(files="few"))
    assert (usual.has_few_files, few.has_few_files) == (False, True)


def test_a_target_names_the_texts_that_it_shows() -> None:
    (segment,) = plan_segments(SHELF, "en")
    target = segment_target(segment)
    assert (target.path, target.is_directory) == ("pagefind/2024-07/", True)
    assert (target.texts, target.effort) == (("2024/a",), 1)


def test_a_document_has_what_is_searched_and_changes_with_its_text() -> None:
    document = document_of(SHELF.cards["2024/a"], SHELF.briefs[0].body)
    assert (document.title, document.date) == ("Brief 2024/a", "2024-07-21")
    assert (document.authors, document.tags) == (("The Desk",), ("Sea",))
    edited = document_of(SHELF.cards["2024/a"], brief("2024/a", body="edited").body)
    assert document.content_hash != edited.content_hash


def test_a_site_without_briefs_has_no_segment() -> None:
    assert plan_segments(library(), "en") == ()
