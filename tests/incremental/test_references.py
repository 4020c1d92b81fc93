"""An edited entry rewrites the outputs that show it and no other; the output is that of a clean build."""

from unittest.mock import patch

import pytest

from kei_site.build import plan as planning
from kei_site.source.references import files
from tests.support.scratch import ScratchSite, brief, tree

BIB = "content/references/main.bib"
ENTRY = "@book{{{key}, author = {{Kim, Jane}}, title = {{On {key}}}, year = 2024}}\n\n"
FEEDS = {"feed.xml", "atom.xml", "feed.json"}
TYPE_FEEDS = {f"feeds/types/brief/{name}" for name in FEEDS}


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    """Return a built site of three briefs, two of which cite, each in a style of its own."""
    scratch_site.write(BIB, "".join(ENTRY.format(key=key) for key in ("first", "second", "unused")))
    scratch_site.write("content/briefs/a.md", brief("Alpha", body="So [@first, p. 3].\n", summary="On it."))
    scratch_site.write("content/briefs/b.md", brief("Beta", body="So [@second].\n", citation_style="apa"))
    scratch_site.write("content/briefs/c.md", brief("Gamma", body="So.\n"))
    assert not scratch_site.build().failed
    return scratch_site


def is_clean(site: ScratchSite) -> bool:
    return tree(site.output) == site.clean_tree()


def test_an_edited_entry_rewrites_the_briefs_that_cite_it(site: ScratchSite) -> None:
    site.edit(BIB, "On second", "On the second")
    report = site.build()
    assert {*report.written} == {"briefs/2024/b/index.html", *FEEDS, *TYPE_FEEDS}
    assert "On the second" in site.published("briefs/2024/b/index.html")
    assert is_clean(site)


def test_an_edited_entry_that_nobody_cites_rewrites_nothing(site: ScratchSite) -> None:
    site.edit(BIB, "On unused", "\n\nOn another")
    assert site.build().written == ()
    assert is_clean(site)


def test_an_entry_that_moves_rewrites_nothing(site: ScratchSite) -> None:
    site.write(BIB, "% a comment\n\n" + site.read(BIB))
    assert site.build().written == ()


def test_an_entry_that_is_gone_stops_the_build_and_its_return_goes_on(site: ScratchSite) -> None:
    before = site.read(BIB)
    site.write(BIB, before.replace("{first,", "{other,"))
    assert site.build().failed
    site.write(BIB, before)
    assert site.build().written == ()
    assert is_clean(site)


def test_an_edited_body_with_citations_needs_no_plan(site: ScratchSite) -> None:
    site.edit("content/briefs/a.md", "So [", "And so [")
    with patch.object(planning, "plan_site", side_effect=AssertionError("all was planned")):
        report = site.build()
    assert "briefs/2024/a/index.html" in report.written
    assert "And so" in site.published("briefs/2024/a/index.html")
    assert is_clean(site)


def test_another_page_of_a_citation_is_published(site: ScratchSite) -> None:
    site.edit("content/briefs/a.md", "p. 3", "p. 4")
    site.build()
    assert "(2024), 4." in site.published("briefs/2024/a/index.html")
    assert is_clean(site)


def test_the_first_file_of_references_makes_brackets_citations(scratch_site: ScratchSite) -> None:
    scratch_site.write("content/briefs/a.md", brief("Alpha", body="So [@first].\n"))
    scratch_site.build()
    assert "So [@first]." in scratch_site.published("briefs/2024/a/index.html")
    scratch_site.write(BIB, ENTRY.format(key="first"))
    scratch_site.build()
    assert "[@first]" not in scratch_site.published("briefs/2024/a/index.html")
    assert is_clean(scratch_site)
    scratch_site.remove(BIB)
    scratch_site.build()
    assert "So [@first]." in scratch_site.published("briefs/2024/a/index.html")


def test_a_file_that_did_not_change_is_not_read_again(site: ScratchSite) -> None:
    site.edit("content/briefs/c.md", "Gamma", "Delta")
    with patch.object(files, "read_works", side_effect=AssertionError("it was read")):
        assert not site.build().failed
