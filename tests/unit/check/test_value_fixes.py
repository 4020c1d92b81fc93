"""Values of front matter become what they can only mean."""

import pytest

from kei_site.check.edits import edited
from kei_site.check.value_fixes import merged_spellings, value_edits
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic

PATH = "content/briefs/a.md"


def fixed(line: str, *told: Diagnostic) -> str:
    text = f"---\n{line}\n---\n"
    return edited(text, value_edits(text, PATH, told, {"OTAN": "NATO"})).removeprefix("---\n").removesuffix("\n---\n")


def told(code: str, column: int, found: str, fix: str) -> Diagnostic:
    return diagnostic(code, Place(path=PATH, line=2, column=column), "", found=found, fix=fix)


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("tags: ['Climate ', \" Peace\"]", "tags: ['Climate', \"Peace\"]"),
        ("tags: [\u201cClimate\u201d, \u2018Peace\u2019]", "tags: [Climate, Peace]"),
        ("tags: [Cli\u200bmate, South\u00a0Korea, 'a  b']", "tags: [Climate, South Korea, 'a b']"),
        ("tags: ['OTAN ', \u201cOTAN\u201d]", "tags: ['NATO', NATO]"),
        ("authors: [\u201cdesk\u201d]", "authors: [desk]"),
        ("slug: a-\u200bb", "slug: a-b"),
        ("title: 'A title '", "title: 'A title'"),
        ("published_in: {outlet: W, url: \u201chttps://w.kr\u201d}", "published_in: {outlet: W, url: 'https://w.kr'}"),
    ],
)
def test_names_lose_what_word_processors_add(written: str, after: str) -> None:
    assert fixed(written) == after


@pytest.mark.parametrize(
    "written",
    [
        "title: \u201cNever again\u201d",
        "tags: [\u201cA\u201d and \u201cB\u201d]",
        "tags: [\u0e44\u0e17\u0e22\u200b\u0e44\u0e17\u0e22]",
        "summary: a\u200bb",
        "summary: ' Blanks that readers leave out '",
        "id: 'https://w.kr/?p=1'",
    ],
)
def test_words_for_readers_are_left_alone(written: str) -> None:
    assert fixed(written) == written


def test_a_list_in_words_and_a_value_without_quotes_are_written_as_the_fix_says() -> None:
    assert fixed("tags: A, B", told("TAG01", 7, "A, B", "write `tags: [A, B]`")) == "tags: [A, B]"
    assert fixed("tags: A # x", told("TAG01", 7, "A", "write `tags: [A]`")) == "tags: A # x"
    assert fixed("tags: [2024]", told("TAG02", 8, "2024", 'put it in quotes: "2024"')) == 'tags: ["2024"]'
    quoted = told("FM11", 9, "", 'put the value in quotes: title: "A: b"')
    assert fixed("title: A: b", quoted) == 'title: "A: b"'
    assert fixed("  title: A: b", quoted) == "  title: A: b"


def test_a_key_in_capitals_becomes_the_known_one_and_another_key_stays() -> None:
    assert fixed("Title: x", told("FM08", 1, "Title", "did you mean `title`?")) == "title: x"
    assert fixed("titel: x", told("FM08", 1, "titel", "did you mean `title`?")) == "titel: x"


def test_spellings_that_are_one_tag_get_its_name_in_all_briefs() -> None:
    fix = "write Climate, or list this spelling under `also` in content/tags.yaml"
    assert merged_spellings([told("TAG03", 1, "climate", fix), told("TAG04", 1, "C++", "")]) == {"climate": "Climate"}
