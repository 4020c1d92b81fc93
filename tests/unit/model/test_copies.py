"""Copies that were made by accident are told where there is something that they are copies of."""

from dataclasses import replace

import pytest

from kei_site.model.brief import Author
from kei_site.model.copies import copy_diagnostics, find_copies
from kei_site.model.library import Records, assemble
from tests.support.plan_samples import NOW, brief, page

BY_PROGRAMS = (
    "report (Editor's conflicted copy 2024-05-01)",
    "report (conflicted copy 2024-05-01 123456)",
    "report (Kims in Konflikt stehende Kopie 2024-05-01)",
    "report (김의 충돌된 사본 2024-05-01)",
    "report (の競合コピー 2024-05-01)",
    "report.sync-conflict-20240501-123456-ABCDEFG",
)
BY_HAND = (
    *("report (1)", "report(2)", "report - Copy", "report - Copy (2)", "report - Kopie", "report - 복사본"),
    *("report - 복사본 (3)", "report - コピー", "Copy of report", "Kopie von report", "report의 사본"),
    *(
        "report copy",
        "report copy 2",
        "report 복사본",
        "report 복사본 2",
        "복사본 report",
        "コピー \uff5e report",
        "report 副本",
    ),
    *("report copie", "Копия report"),
)


@pytest.mark.parametrize("name", [*BY_PROGRAMS, *BY_HAND])
@pytest.mark.parametrize("form", ["{}", "{}/index"])
def test_a_name_with_the_mark_of_a_copy_beside_its_original_is_a_copy(name: str, form: str) -> None:
    texts = [brief(form.format(f"2024/{each}"), title=each, body=each) for each in ("report", name)]
    assert find_copies(texts) == {texts[1].path: texts[0].path}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_name_alone_is_no_proof(name: str) -> None:
    assert find_copies([brief(f"2024/{name}", title="One", body="x"), brief("2024/other", title="Two", body="y")]) == {}


@pytest.mark.parametrize("name", ["copy of a treaty", "budget (2)", "x - copy"])
@pytest.mark.parametrize("same", [{"title": "Same"}, {"body": "same"}, {"id": "tag:a.kr,2024:x"}])
def test_a_copy_of_a_text_elsewhere_is_known_by_title_words_or_id(name: str, same: dict[str, str]) -> None:
    own, other = ({"title": each, "body": each, **same} for each in ("One", "Two"))
    texts = [brief(f"2024/{name}", **own), brief("2023/moved/here", **other)]
    assert find_copies(texts) == {texts[0].path: texts[1].path}


@pytest.mark.parametrize("name", BY_PROGRAMS)
def test_a_conflicting_version_is_told_though_its_original_is_gone(name: str) -> None:
    copy = brief(f"2024/{name}")
    assert find_copies([copy]) == {copy.path: ""}


@pytest.mark.parametrize(
    "name", ["x (2024)", "hard copy", "x 2", "part-2", "copyright", "kopi", "a copy-editor", "x (a copy)", "xの競合"]
)
def test_names_that_only_resemble_copies_are_good(name: str) -> None:
    assert find_copies([brief("2024/x", title="X", body="x"), brief(f"2024/{name}", title="Y", body="y")]) == {}


@pytest.mark.parametrize("name", ["a 2", "a copy", "a-LAPTOP", "a_old"])
def test_a_text_with_the_title_of_the_one_beside_it_is_a_copy_of_it(name: str) -> None:
    original, copy = brief("2024/a", title="A title"), brief(f"2024/{name}", title="A title", draft=True)
    (found,) = copy_diagnostics(find_copies([copy, original]))
    assert (found.code, str(found.severity), found.place.path) == ("FIL02", "error", f"content/briefs/2024/{name}.md")
    assert "content/briefs/2024/a.md" in found.message


def test_texts_with_similar_names_are_no_copies_of_each_other() -> None:
    briefs = [
        brief("2024/seoul", title="Seoul", body="one"),
        brief("2024/seoul 2", title="Seoul, again", body="two"),
        brief("2024/seouls", title="Seoul", body="three"),
        brief("2023/seoul 2", title="Seoul", body="four"),
        brief("2024/seoul-3", title="Seoul", slug="seoul-3", body="six"),
        brief("2024/seoul-ko", title="Seoul", language="ko", body="five"),
    ]
    assert find_copies(briefs) == {}


def test_a_copy_with_another_title_is_known_by_its_text() -> None:
    briefs = [brief("2024/a", title="One", body="x"), brief("2024/a 2", title="Two", body="x")]
    assert list(find_copies(briefs)) == ["content/briefs/2024/a 2.md"]


def test_copies_of_pages_and_authors_are_told() -> None:
    pages = [page("about"), page("about (1)")]
    authors = [Author(id=name, path=f"content/authors/{name}.md", name="A") for name in ("kim", "kim - Copy")]
    assert find_copies([], pages, authors) == {
        "content/authors/kim - Copy.md": "content/authors/kim.md",
        "content/pages/about (1).md": "content/pages/about.md",
    }


def test_a_page_with_a_slug_of_its_own_is_no_copy() -> None:
    other = replace(page("about-us"), slug="about-us", title=page("about").title)
    assert list(find_copies([], [page("about"), other])) == [other.path]
    assert find_copies([], [page("about"), replace(other, places="title=2:8 slug=3:7")]) == {}


def test_a_copy_with_the_address_of_its_original_is_told_once() -> None:
    briefs = (brief("2024/a", slug="same"), brief("2024/a (1)", slug="same"))
    library = assemble(Records(briefs=briefs), instant=NOW, drafts=False, prefix="")
    told = [(found.code, found.place.path) for found in library.diagnostics if found.code != "AUT01"]
    assert told == [("FIL02", "content/briefs/2024/a (1).md")]
