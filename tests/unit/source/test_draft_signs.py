"""What other programs take for a draft is not published until the editor decides."""

import pytest

from kei_site.source.fences import split
from kei_site.source.front_matter import FrontRead, read_front_matter
from kei_site.source.records import read_page

REQUIRED = "title: A title\ndate: 2024-05-01\nauthors: [kei]\n"


def read(extra: str, path: str = "content/briefs/x.md") -> FrontRead:
    parts = split(f"---\n{REQUIRED}{extra}---\nText\n", path)
    return read_front_matter(parts, path, timezone="UTC", language="en")


def codes(found: FrontRead) -> list[tuple[str, int]]:
    return [(diagnostic.code, diagnostic.place.line) for diagnostic in found.diagnostics]


@pytest.mark.parametrize(
    "extra",
    [
        "draft:\n",
        "embargo:\n",
        "embargo:   # to be decided\n",
        "published: false\n",
        "publish: no\n",
        "status: draft\n",
        "status: in review\n",
        "publishDate: 2030-01-01\n",
        "publish_date: 2020-01-01\n",
        "private: true\n",
        "hidden: 1\n",
        "Unlisted: true\n",
        "visibility: [team]\n",
        "\uff44\uff52\uff41\uff46\uff54: true\n",
        "Draft: true\n",
        "비공개: true\n",
    ],
)
def test_a_sign_of_a_draft_holds_a_brief_back(extra: str) -> None:
    found = read(extra)
    assert (codes(found), found.is_complete) == ([("FM19", 5)], False)
    assert found.diagnostics[0].fix


@pytest.mark.parametrize("extra", ["published: true\n", "status: published\n", "hidden: false\n", "private: no\n"])
def test_a_key_that_hides_nothing_is_merely_unknown(extra: str) -> None:
    found = read(extra)
    assert (codes(found), found.is_complete) == ([("FM08", 5)], True)


@pytest.mark.parametrize("extra", ["draft: false\n", "draft: true\n", "embargo: 2030-01-01T09:00Z\n"])
@pytest.mark.parametrize("path", ["content/briefs/x.md", "content/briefs/_drafts/x.md"])
def test_the_editor_decides(extra: str, path: str) -> None:
    found = read(extra, path)
    assert (codes(found), found.is_complete) == ([], True)


def test_a_decision_makes_the_key_of_another_program_merely_unknown() -> None:
    assert codes(read("draft: false\npublished: false\n")) == [("FM08", 6)]


@pytest.mark.parametrize(
    "path",
    [
        "content/briefs/_drafts/x.md",
        "content/briefs/2024/drafts/x.md",
        "content/briefs/Drafts/x/index.md",
        "content/briefs/2024/_x.md",
        "content/briefs/_x/index.md",
        "content/briefs/초안/x.md",
    ],
)
def test_a_file_name_may_be_a_sign_of_a_draft(path: str) -> None:
    found = read("", path)
    assert (codes(found), found.is_complete) == ([("FM19", 2)], False)


@pytest.mark.parametrize(
    "path", ["content/briefs/draft-law.md", "content/briefs/x_.md", "content/briefs/drafting/x.md"]
)
def test_other_names_are_no_signs(path: str) -> None:
    assert codes(read("", path)) == []


@pytest.mark.parametrize("extra", ["draft: true\n", "embargo: 2030-01-01\n", "published: false\n"])
def test_a_page_with_a_sign_is_not_published(extra: str) -> None:
    path = "content/pages/x.md"
    found = read_page(split(f"---\ntitle: A page\n{extra}---\nText\n", path), path, language="en")
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["FM19"]
    assert found.title == ""
