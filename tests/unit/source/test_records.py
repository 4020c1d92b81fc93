"""Plain pages, authors' records and tags become typed records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.model.brief import TagRecord
from kei_site.source.fences import split
from kei_site.source.records import AuthorRead, PageRead, TagsRead, read_author, read_page, read_tags

AUTHOR = "content/authors/kei.md"
PAGE = "content/pages/about.md"
TAGS = "content/tags.yaml"


def author(front: str) -> AuthorRead:
    return read_author(split(f"---\n{front}---\nText\n", AUTHOR), AUTHOR, language="en")


def page(front: str) -> PageRead:
    return read_page(split(f"---\n{front}---\nText\n", PAGE), PAGE, language="en")


def told(found: AuthorRead | PageRead | TagsRead) -> list[tuple[str, int, int]]:
    assert all(diagnostic.fix for diagnostic in found.diagnostics)
    return [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in found.diagnostics]


def test_a_name_is_enough_and_is_never_taken_apart() -> None:
    found = author("name: Yoon Suk Yeol\n")
    assert found.diagnostics == ()
    assert found.author is not None
    assert (found.author.id, found.author.path, found.author.name) == ("kei", AUTHOR, "Yoon Suk Yeol")
    assert (found.author.family, found.author.given, found.author.kind) == ("", "", "person")
    assert found.author.language == "en"


def test_every_key_of_an_author_is_read() -> None:
    found = author("""name: 윤석열
kind: person
family: 윤
given: 석열
url: https://example.org/a
orcid: https://orcid.org/0000-0002-1825-0097
role: Fellow
image: {src: a.png, alt: A portrait}
language: ko
""")
    assert found.diagnostics == ()
    assert found.author is not None
    assert (found.author.family, found.author.given, found.author.role) == ("윤", "석열", "Fellow")
    assert (found.author.url, found.author.orcid) == ("https://example.org/a", "0000-0002-1825-0097")
    assert found.author.portrait is not None
    assert (found.author.portrait.src, found.author.language) == ("a.png", "ko")
    assert (found.author.place("image.src").line, found.author.place("image.src").column) == (9, 14)


@pytest.mark.parametrize(
    ("front", "code", "line", "column"),
    [
        ("kind: person\n", "AUT02", 2, 1),
        ("name: ''\n", "AUT02", 2, 1),
        ("name: [a]\n", "AUT02", 2, 7),
        ("name: a\nkind: group\n", "AUT02", 3, 7),
        ("name: a\norcid: 0000-0002-1825-0098\n", "AUT02", 3, 8),
        ("name: a\norcid: x\n", "AUT02", 3, 8),
        ("name: a\nurl: example.org\n", "AUT02", 3, 6),
        ("name: a\nurl: javascript:alert(1)\n", "LNK01", 3, 6),
        ("name: a\nimage: a.png\n", "AUT02", 3, 8),
        ("name: a\nlanguage: english\n", "AUT02", 3, 11),
        ("name: a\nnmae: b\n", "FM08", 3, 1),
        ("name: a\u202eb\n", "TXT01", 2, 8),
        ("name: a: b\n", "FM11", 2, 8),
        ("- a\n", "FM05", 2, 1),
    ],
)
def test_a_diagnostic_of_an_author_is_told_at_its_place(front: str, code: str, line: int, column: int) -> None:
    assert told(author(front)) == [(code, line, column)]


def test_an_author_without_a_name_is_called_by_the_id() -> None:
    assert author("kind: person\n").author.name == "kei"
    assert author("name: a\nkind: group\n").author.name == "a"


def test_the_check_digit_of_an_orcid_may_be_x() -> None:
    assert author("name: a\norcid: 0000-0002-1694-233x\n").diagnostics == ()


def test_a_page_has_a_title_and_may_say_more() -> None:
    found = page("title: Q&amp;A\nsummary: What we do.\nslug: about-us\nlanguage: ko\n")
    assert found.diagnostics == ()
    assert (found.title, found.summary, found.slug, found.language) == ("Q&A", "What we do.", "about-us", "ko")
    assert page("title: a\n").language == "en"
    assert found.places["slug"] == (4, 7)


@pytest.mark.parametrize(
    ("front", "code", "line", "column"),
    [
        ("summary: a\n", "FM09", 2, 1),
        ("title: a\ndate: 2024-05-01\n", "FM08", 3, 1),
        ("title: a\nslug: a/b\n", "SLG01", 3, 7),
        ("title: a\nslug: search\n", "SLG07", 3, 7),
        ("title: a\nlanguage: xx\n", "FM18", 3, 11),
        ("title: [a]\n", "FM17", 2, 8),
    ],
)
def test_a_diagnostic_of_a_page_is_told_at_its_place(front: str, code: str, line: int, column: int) -> None:
    assert told(page(front)) == [(code, line, column)]


def test_tags_are_read_in_order() -> None:
    found = read_tags(
        """NATO:
  description: The alliance.
  also: [OTAN, North Atlantic Treaty Organization]
North Korea:
C++: {slug: cpp}
한국: {description: 나라, names: {en: Korea, fr: Corée}}
""",
        TAGS,
    )
    assert found.diagnostics == ()
    assert found.tags == (
        TagRecord(
            name="NATO",
            slug="nato",
            description="The alliance.",
            variants=("OTAN", "North Atlantic Treaty Organization"),
        ),
        TagRecord(name="North Korea", slug="north-korea"),
        TagRecord(name="C++", slug="cpp"),
        TagRecord(name="한국", slug="한국", description="나라", names={"en": "Korea", "fr": "Corée"}),
    )
    assert found.places["C++"] == (5, 1)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("NATO: An alliance\n", "FM17", 1, 7),
        ("NATO: [OTAN]\n", "FM17", 1, 7),
        ("NATO: {descripton: a}\n", "FM08", 1, 8),
        ("NATO: {also: OTAN}\n", "FM17", 1, 14),
        ("NATO: {names: OTAN}\n", "FM17", 1, 15),
        ("NATO: {names: {francais: OTAN}}\n", "FM18", 1, 16),
        ("NATO: {names: {fr: OTAN}}\nOTAN:\n", "TAG03", 2, 1),
        ("NATO: {slug: a/b}\n", "SLG01", 1, 14),
        ("NATO:\nnato:\n", "FM07", 2, 1),
        ("…:\n", "TAG05", 1, 1),
        ("'👍': {description: a}\n", "TAG05", 1, 1),
        ("- NATO\n", "FM05", 1, 1),
        ("NATO: *a\n", "YML01", 1, 7),
        ("a:\n---\nb:\n", "FM06", 2, 1),
    ],
)
def test_a_diagnostic_of_tags_is_told_at_its_place(text: str, code: str, line: int, column: int) -> None:
    assert told(read_tags(text, TAGS)) == [(code, line, column)]


def test_a_slug_fixes_a_tag_without_letters() -> None:
    assert read_tags("'👍': {slug: good}\n", TAGS).diagnostics == ()


def test_an_empty_file_has_no_tags() -> None:
    assert read_tags("", TAGS) == TagsRead()


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "name: ",
                "title: ",
                "url: ",
                "orcid: ",
                "image: ",
                "a",
                "[x]",
                "{src: b}",
                "\n",
                "https://[",
                "0000-0002-1825-0097",
                "'",
                ": ",
            ]
        ),
        max_size=10,
    ).map("".join)
)
def test_no_text_raises(text: str) -> None:
    for found in (author(text + "\n"), page(text + "\n"), read_tags(text, TAGS)):
        assert all(diagnostic.place.line >= 1 and diagnostic.place.column >= 1 for diagnostic in found.diagnostics)
