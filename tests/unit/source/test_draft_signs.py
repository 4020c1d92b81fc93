"""What other programs take for a draft is not published until the editor decides."""

import pytest

from kei_site.source.fences import split
from kei_site.source.front_matter import FrontRead, read_front_matter
from kei_site.source.records import read_page

REQUIRED = "title: A title\ndate: 2024-05-01\nauthors: [kei]\n"


def read(extra: str, path: str = "content/briefs/x.md", title: str = "A title") -> FrontRead:
    parts = split(f"---\n{REQUIRED}{extra}---\nText\n".replace("A title", title), path)
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
        "date_published: 2030-01-01\n",
        "scheduled: 2030-01-01\n",
        "Scheduled-For: tomorrow\n",
        "listed: false\n",
        "password: abc\n",
        "secret: true\n",
        "ready: false\n",
        "archived: true\n",
        "access: members\n",
        "go_live_at: 2030-01-01\n",
        "엠바고: 2030-01-01\n",
        "草稿: true\n",
        "下書き: true\n",
    ],
)
def test_a_sign_of_a_draft_holds_a_brief_back(extra: str) -> None:
    found = read(extra)
    assert (codes(found), found.is_complete) == ([("FM19", 5)], False)
    assert found.diagnostics[0].fix


@pytest.mark.parametrize(
    ("extra", "meant"),
    [
        ("embagro: 2030-01-01\n", "embargo"),
        ("embrago: 2030-01-01\n", "embargo"),
        ("darft: true\n", "draft"),
        ("drafts: true\n", "draft"),
        ("draf: true\n", "draft"),
    ],
)
@pytest.mark.parametrize("decision", ["", "draft: false\n"])
def test_a_misspelt_key_that_holds_a_text_back_is_an_error_with_the_right_key(
    extra: str, meant: str, decision: str
) -> None:
    found = read(decision + extra)
    assert found.is_complete is False
    (told,) = found.diagnostics
    assert (told.code, told.fix) == ("FM19", f"write `{meant}:`")
    assert meant in told.message


@pytest.mark.parametrize("extra", ["data: x.csv\n", "grant: 12\n", "dates: 1\n", "cargo: 2\n", "embers: 3\n"])
def test_a_key_with_some_of_the_letters_is_merely_unknown(extra: str) -> None:
    assert codes(read(extra)) == [("FM08", 5)]


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
        "content/briefs/wip/x.md",
        "content/briefs/WIP/2024/x.md",
        "content/briefs/unpublished/x.md",
        "content/briefs/work in progress/x.md",
        "content/briefs/비공개/x.md",
        "content/briefs/h.draft.md",
        "content/briefs/h.wip.md",
        "content/briefs/h.private.md",
        "content/briefs/h.draft/index.md",
        "content/briefs/draft-h.md",
        "content/briefs/DRAFT h.md",
        "content/briefs/2024-05-01-draft-h.md",
        "content/briefs/h-draft.md",
        "content/briefs/h_draft_2.md",
        "content/briefs/h (draft).md",
        "content/briefs/초안-h.md",
        "content/briefs/wip_h.md",
    ],
)
def test_a_file_name_may_be_a_sign_of_a_draft(path: str) -> None:
    found = read("", path)
    assert (codes(found), found.is_complete) == ([("FM19", 2)], False)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("content/briefs/draft-law.md", "A draft law"),
        ("content/briefs/2024-05-01-draft-law.md", "Draft Law on Arms"),
        ("content/briefs/the-final-draft.md", "The final draft"),
        ("content/briefs/the-draft-treaty.md", "A treaty"),
        ("content/briefs/what-is-in-the-draft.md", "A treaty"),
        ("content/briefs/private-sector.md", "Whose sector"),
        ("content/briefs/x_.md", "A title"),
        ("content/briefs/v1.2/x.md", "A title"),
        ("content/briefs/u.s.-drafting.md", "A title"),
        ("content/briefs/drafting/x.md", "A title"),
        ("content/briefs/x.md", "'[단독] 초안의 운명'"),
        ("content/briefs/x.md", "'Draft: a history'"),
        ("content/briefs/x.md", "'(초안의) 제목'"),
        ("content/briefs/x.md", "전략(초안)"),
    ],
)
def test_other_names_are_no_signs(path: str, title: str) -> None:
    assert codes(read("", path, title)) == []


@pytest.mark.parametrize(
    "title",
    [
        "'[초안] 제목'",
        "'[DRAFT v2] Title'",
        "【草稿】題",
        "'\uff08下書き\uff09題'",
        "'DRAFT: Title'",
        "'[엠바고 1일] 제목'",
        "WIP - Title",
    ],
)
def test_a_title_may_be_a_sign_of_a_draft(title: str) -> None:
    found = read("", title=title)
    assert ([code for code, _ in codes(found)], found.is_complete) == (["FM19"], False)
    assert codes(read("draft: false\n", title=title)) == []


@pytest.mark.parametrize("extra", ["draft: true\n", "embargo: 2030-01-01\n", "published: false\n"])
def test_a_page_with_a_sign_is_not_published(extra: str) -> None:
    path = "content/pages/x.md"
    found = read_page(split(f"---\ntitle: A page\n{extra}---\nText\n", path), path, language="en")
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["FM19"]
    assert found.title == ""
