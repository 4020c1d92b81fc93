"""What is said when an output cannot be made."""

from kei_site.core.diagnostics import Place
from kei_site.render.errors import explain_failure
from kei_site.render.files.theme_style import DamagedFont
from kei_site.render.search.pagefind import SearchFailed

ORIGIN = Place(path="content/briefs/a.md")


def test_a_search_index_that_cannot_be_made_names_the_way_out() -> None:
    found = explain_failure(SearchFailed("no program"), "", ORIGIN, is_page=False)
    assert (found.code, found.place.path, found.message) == ("SCH01", "content/site.yaml", "no program")
    assert "--no-search" in found.fix


def test_a_font_that_is_none_is_told_at_its_setting() -> None:
    found = explain_failure(DamagedFont("static/text.woff2"), "", ORIGIN, is_page=False)
    assert (found.code, found.place, found.found) == ("THM02", ORIGIN, "static/text.woff2")


def test_a_failure_of_the_program_itself_is_told_at_the_brief() -> None:
    found = explain_failure(ValueError("odd"), "", ORIGIN, is_page=False)
    assert (found.code, found.place) == ("TPL06", ORIGIN)
    assert "ValueError: odd" in found.message
