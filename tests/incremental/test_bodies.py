"""Edited bodies are built without a plan, anything else with one; the output is that of a clean build either way."""

from collections.abc import Callable
from contextlib import closing
from unittest.mock import patch

import pytest

from kei_site.build import plan as planning
from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport
from kei_site.build.text_targets import SavedBrief
from kei_site.output.store import Store
from tests.support.fixture_site import png
from tests.support.scratch import ScratchSite, brief, tree

LONG = "".join(f"Paragraph {number} has a few words.\n\n" for number in range(6))
A, B, C = (f"content/briefs/2024/{name}.md" for name in "abc")
LAST = "Paragraph 5 has"


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    """Return a built site of three briefs, with feeds, a series, a tag, a page and a held brief."""
    for path, title in ((A, "Alpha"), (B, "Beta"), (C, "Gamma")):
        link = "See [that](b.md#there).\n\n" if path == A else "## There\n\n"
        scratch_site.write(
            path, brief(title, body=f"{LONG}{link}", tags="[NATO]", series="Notes", summary=f"On {title}.")
        )
    scratch_site.write("content/briefs/2024/held.md", brief("Held", body=LONG, draft="true"))
    scratch_site.write("content/pages/about.md", f"---\ntitle: About\n---\n\n{LONG}")
    scratch_site.write("static/dot.png", png(20, 20, 7))
    assert not scratch_site.build().failed
    return scratch_site


def build_without_plan(site: ScratchSite, **options: object) -> BuildReport:
    with patch.object(planning, "plan_site", side_effect=AssertionError("all was planned")):
        return site.build(**options)


def remembered(site: ScratchSite) -> "closing[Store]":
    """Open what the builds of a site remember."""
    (folder,) = (folder for folder in site.cache.iterdir() if folder.is_dir())
    return closing(Store(folder))


def is_clean(site: ScratchSite, **options: object) -> bool:
    return tree(site.output) == site.clean_tree(**options)


def test_an_edited_body_is_published_without_a_plan(site: ScratchSite) -> None:
    site.edit(A, LAST, "Paragraph five, reworded, has")
    report = build_without_plan(site)
    # Feeds of tags, series and authors hold summaries.
    folders, names = ("", "feeds/types/brief/"), ("feed.xml", "atom.xml", "feed.json")
    feeds = {f"{folder}{name}" for folder in folders for name in names}
    assert {*report.written} == {"briefs/2024/a/index.html", *feeds}
    assert (report.read, report.pruned) == (1, ())
    assert "briefs/2024/a/index.html: view (text, word_count)" in report.reasons()
    assert is_clean(site)
    assert site.build().idle


def test_what_is_told_of_the_build_is_what_a_build_with_a_plan_tells(site: ScratchSite) -> None:
    site.edit(A, LAST, "Paragraph five, reworded, has")
    short = build_without_plan(site)
    site.edit(A, "Paragraph five, reworded, has", LAST)
    assert not site.build().failed
    site.edit(A, LAST, "Paragraph five, reworded, has")
    whole = planned(site)
    told = ("diagnostics", "written", "unchanged", "pruned", "changed", "read", "next_due")
    assert [getattr(short, name) for name in told] == [getattr(whole, name) for name in told]
    assert sorted(short.reasons()) == sorted(whole.reasons())


def planned(site: ScratchSite) -> BuildReport:
    """Build with a plan, as for a preview, which wants to know it."""
    return build(site.request(), lambda _: None)


def test_edits_after_edits_are_published_without_a_plan(site: ScratchSite) -> None:
    for path, old, new in (
        (A, LAST, "Once"),
        (B, LAST, "Twice"),
        (A, "Once", "Thrice"),
        (A, "Thrice", LAST),
        (B, "Twice", LAST),
    ):
        site.edit(path, old, new)
        assert build_without_plan(site).written
        assert is_clean(site)


def test_the_body_of_a_held_brief_changes_no_file(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/held.md", LAST, "A secret")
    report = build_without_plan(site)
    assert (report.written, report.read) == ((), 1)
    assert is_clean(site)
    assert site.build().idle


def test_a_body_and_its_segment_are_published_without_a_plan(site: ScratchSite) -> None:
    pytest.importorskip("pagefind_bin")
    assert not site.build(search=True).failed
    site.edit(A, LAST, "Paragraph five, reworded, has")
    report = build_without_plan(site, search=True)
    assert any(entry.target.recipe == "segment" for entry in report.outdated)
    assert is_clean(site, search=True)


def test_texts_that_two_briefs_share_are_kept_for_the_other(site: ScratchSite) -> None:
    site.edit(C, LAST, "Something else")
    build_without_plan(site)
    site.edit(B, LAST, "Something else")  # now the same text as the other's
    build_without_plan(site)
    site.edit(C, "Something else", "Something new")
    build_without_plan(site)
    site.edit("content/site.yaml", "title: ", "title: New ")
    report = site.build()
    assert (report.read, report.notices) == (0, ())
    assert is_clean(site)


def test_what_was_told_of_a_text_moves_with_it_without_a_plan(site: ScratchSite) -> None:
    site.edit("content/site.yaml", "title: ", "diagnostics: {LNK02: warning, HTM01: warning}\ntitle: ")
    site.edit(A, LAST, f"<blink>Loud</blink>: [gone](gone.md).\n\n{LAST}")
    lines = {found.code: found.place.line for found in site.build().diagnostics}
    assert lines.keys() == {"HTM01", "LNK02"}
    site.edit(A, "Paragraph 0 has", "Before it.\n\n<blink>Louder</blink> has")
    told = build_without_plan(site).diagnostics
    assert [(found.code, found.place.line - lines["LNK02"]) for found in told] == [
        ("HTM01", -8),
        ("HTM01", 2),
        ("LNK02", 2),
    ]
    assert told == planned(site).diagnostics == site.build(clean=True).diagnostics
    site.edit("content/site.yaml", "HTM01: warning", "HTM01: error")
    assert site.build().failed


def edit_body(site: ScratchSite) -> None:
    site.edit(A, LAST, "Once")


ALL = (A, B, C)
OTHER: dict[str, Callable[[ScratchSite], object]] = {
    "a title": lambda site: site.edit(A, "Alpha", "Omega"),
    "a tag": lambda site: site.edit(A, "[NATO]", "[NATO, Trade]"),
    "a link": lambda site: site.edit(A, "b.md#there", "c.md#there"),
    "an image": lambda site: site.edit(A, LAST, "![A dot](/dot.png)"),
    "a heading": lambda site: site.edit(B, "## There", "## Here and there {#there}\n\n## Elsewhere"),
    "many more words": lambda site: site.edit(A, LAST, "word " * 400),
    "a body and a title": lambda site: (site.edit(A, LAST, "Once"), site.edit(B, "Beta", "Zeta")),
    "a body and a setting": lambda site: (
        site.edit(A, LAST, "Once"),
        site.edit("content/site.yaml", "title: ", "title: A "),
    ),
    "a body and a template": lambda site: (site.edit(A, LAST, "Once"), site.write("templates/404.html", "Gone")),
    "a plain page": lambda site: site.edit("content/pages/about.md", LAST, "Once"),
    "a biography": lambda site: site.write(
        "content/authors/desk.md", "---\nname: Desk\nkind: organization\n---\n\nNew.\n"
    ),
    "a new brief": lambda site: site.write("content/briefs/2024/d.md", brief("Delta", body=LONG)),
    "a brief that is gone": lambda site: site.remove(C),
    "a renamed brief": lambda site: site.rename(C, "content/briefs/2024/z.md"),
    "too many bodies": lambda site: [site.edit(path, LAST, "Once") for path in ALL],
}


@pytest.mark.parametrize("edit", OTHER)
def test_more_than_a_body_takes_a_plan(edit: str, site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kei_site.build.body_edits._FEW", 2)
    OTHER[edit](site)
    with pytest.raises(AssertionError, match="all was planned"):
        build_without_plan(site)
    assert not site.build().failed
    assert is_clean(site)


def test_the_first_words_of_a_brief_without_summary_take_a_plan(site: ScratchSite) -> None:
    site.write(A, brief("Alpha", body=LONG))
    assert not site.build().failed
    site.edit(A, "Paragraph 0 has", "The first paragraph has")
    with pytest.raises(AssertionError, match="all was planned"):
        build_without_plan(site)
    assert not site.build().failed
    assert "The first paragraph has" in site.published("briefs/index.html")
    assert is_clean(site)


def test_a_fault_in_a_body_is_told_with_its_place_and_nothing_is_published(site: ScratchSite) -> None:
    before = tree(site.output)
    site.edit(A, LAST, "[gone](gone.md) has")
    report = site.build()
    assert report.failed
    assert [diagnostic.place.path for diagnostic in report.diagnostics] == [A]
    assert tree(site.output) == before
    site.edit(A, "[gone](gone.md) has", LAST)
    site.edit(B, LAST, "Once")
    assert not build_without_plan(site).failed
    assert is_clean(site)


@pytest.mark.parametrize(
    ("table", "key"), [("pages", "2024/a"), ("lists", "feed.xml"), ("traces", "atom.xml"), ("results", "build")]
)
def test_whatever_is_not_remembered_takes_a_plan(table: str, key: str, site: ScratchSite) -> None:
    with remembered(site) as store:
        assert key in store.keys(table)
        store.put(table, {}, remove=[key])
    site.edit(A, LAST, "Once")
    with pytest.raises(AssertionError, match="all was planned"):
        build_without_plan(site)
    assert not site.build().failed
    assert is_clean(site)


def test_a_file_that_somebody_else_changed_takes_a_plan(site: ScratchSite) -> None:
    (site.output / "index.html").write_text("mine")
    site.edit(A, LAST, "Once")
    with pytest.raises(AssertionError, match="all was planned"):
        build_without_plan(site)
    assert {"index.html", "briefs/2024/a/index.html"} <= {*site.build().written}
    assert is_clean(site)


def test_a_template_that_fails_for_the_new_text_is_told_and_nothing_is_published(site: ScratchSite) -> None:
    with remembered(site) as store:
        known = store.row("pages", "2024/a", SavedBrief)
    assert known
    one_more = known.content.word_count + 1
    site.write("templates/brief.html", "{{ 1 // (view.word_count - " + str(one_more) + ") }}")
    assert not site.build().failed
    before = tree(site.output)
    site.edit(A, LAST, f"One {LAST}")
    report = site.build()
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["TPL06"]
    assert tree(site.output) == before
    site.edit(A, f"One {LAST}", f"One more {LAST}")
    assert not build_without_plan(site).failed
    assert is_clean(site)
