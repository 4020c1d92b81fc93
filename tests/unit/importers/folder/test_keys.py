"""Front matter of other generators in the words of this site."""

from typing import Any

import pytest

from kei_site.importers.folder.keys import Keys, read_keys


def keys(tool: str = "hugo", path: str = "posts/a.md", **front: Any) -> Keys:
    return read_keys({"title": "A", "date": "2019-03-04", **front}, path, tool)


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ({"draft": True}, "draft"),
        ({"draft": "yes"}, "draft"),
        ({"published": False}, "published: false"),
        ({"permalink": False}, "permalink: false"),
        ({"build": {"render": "never"}}, "build: render: never"),
        ({"_build": {"render": False}}, "_build: render: false"),
        ({"permalink": "/a/", "build": {"render": "always"}}, ""),
        ({"status": "hidden"}, "hidden"),
        ({"visibility": "private"}, "private"),
        ({"private": "true"}, "private"),
        ({"expiryDate": "2001-01-01"}, "expired on 2001-01-01"),
        ({"draft": False, "published": True, "status": "published"}, ""),
    ],
)
def test_what_is_held_back_is_a_draft_with_a_reason(front: dict[str, Any], reason: str) -> None:
    found = keys(**front)
    assert (found.reason, found.is_draft) == (reason, bool(reason))


def test_a_folder_of_drafts_holds_back() -> None:
    assert keys(path="_drafts/a.md").is_draft
    assert not keys(path="drafting-laws.md").is_draft


@pytest.mark.parametrize("name", ["description", "summary", "excerpt", "abstract"])
def test_summaries(name: str) -> None:
    assert keys(**{name: "One &amp; two"}).summary == "One & two"


@pytest.mark.parametrize("name", ["lastmod", "modified", "last_modified_at", "date-modified", "updated"])
def test_updates(name: str) -> None:
    assert keys(**{name: "2020-01-02"}).updated == "2020-01-02"


def test_a_date_that_cannot_be_read_is_named_and_that_of_the_file_taken() -> None:
    found = keys(path="_posts/2019-05-06-a.md", date="03/04/2019")
    assert found.date == "2019-05-06"
    assert found.problems == ("`date: 03/04/2019` is no date that can be read for certain",)


def test_a_later_day_of_publication_is_an_embargo() -> None:
    assert dict(keys(publishDate="2019-04-01T09:00:00+09:00").fields) == {"embargo": "2019-04-01T09:00:00+09:00"}
    assert dict(keys(publishDate="2019-04-01").fields) == {"embargo": "2019-04-01T00:00:00Z"}
    assert dict(keys(publishDate="2019-03-04").fields) == {}


@pytest.mark.parametrize(
    ("tool", "front", "tags"),
    [
        ("hugo", {"tags": ["A", "b"], "categories": ["a", "C"]}, ("A", "b", "C")),
        ("jekyll", {"tags": "a b", "category": "Sea trade"}, ("a", "b", "Sea trade")),
        ("pelican", {"tags": "a b, c", "category": "Sea"}, ("a b", "c", "Sea")),
        ("eleventy", {"tags": ["posts", "Sea"]}, ("Sea",)),
        ("quarto", {"categories": "sea, ports"}, ("sea", "ports")),
    ],
)
def test_tags_and_categories(tool: str, front: dict[str, Any], tags: tuple[str, ...]) -> None:
    assert keys(tool, **front).tags == tags


@pytest.mark.parametrize(
    ("front", "image"),
    [
        ({"image": "a.png", "image-alt": "A"}, ("a.png", "A", "")),
        ({"cover": {"image": "a.png", "alt": "A", "caption": "C"}}, ("a.png", "A", "C")),
        ({"images": ["a.png", "b.png"]}, ("a.png", "", "")),
        ({"header": {"image": "a.png", "caption": "C"}}, ("a.png", "", "C")),
        ({"featured_image": "a.png"}, ("a.png", "", "")),
    ],
)
def test_lead_images(front: dict[str, Any], image: tuple[str, str, str]) -> None:
    found = keys(**front).image
    assert found is not None
    assert (found.address, found.alt, found.caption) == image


@pytest.mark.parametrize(
    ("front", "path", "language"),
    [
        ({"lang": "ko_KR"}, "a.md", "ko-KR"),
        ({}, "a.ko.md", "ko"),
        ({"lang": "klingon!"}, "a.md", ""),
        ({}, "a.b.md", ""),
    ],
)
def test_languages(front: dict[str, Any], path: str, language: str) -> None:
    assert keys(path=path, **front).language == language


def test_keys_with_words_that_have_no_place_are_named() -> None:
    found = keys(subtitle="A second line", layout="post", weight=3, toc=True, description="One", summary="Two words")
    assert found.problems == ("`subtitle: A second line` has no place here", "`summary: Two words` has no place here")


def test_a_type_of_ours_is_taken() -> None:
    assert (keys(type="report").type, keys(type="post").type) == ("report", "brief")


def test_no_address_of_mail_is_told() -> None:
    problems = keys(email="a@old.example.org", contact="Ask Jane Doe, jane@old.example.org").problems
    assert problems == ("`contact: Ask Jane Doe` has no place here",)


def test_an_event_has_its_day_and_place() -> None:
    found = keys(type="event", eventDate="2022-03-03", end_date="2022-03-01", location="Seoul")
    assert (found.fields, found.problems) == ({"event": {"start": "2022-03-03", "place": "Seoul"}}, ())
    assert keys(type="event", location="Seoul").problems == ("`location: Seoul` has no place here",)


def test_the_pdf_of_a_text_is_kept() -> None:
    assert keys(pdf="/files/a.PDF").fields == {"pdf": "/files/a.PDF"}
    assert keys(pdf="true").fields == {}


@pytest.mark.parametrize(
    ("front", "fields", "told"),
    [
        ({"bibliography": "works.bib"}, {"references": ("works.bib",)}, ""),
        ({"bibliography": ["a.bib", "b.json"]}, {"references": ("a.bib", "b.json")}, ""),
        (
            {"bibliography": "works.ris"},
            {},
            "`bibliography: works.ris` is no .bib or .json file: export it as one of them",
        ),
        ({"csl": "styles/chicago-note-bibliography.csl"}, {"citation_style": "chicago-notes"}, ""),
        ({"csl": "vancouver.csl"}, {}, "`csl: vancouver` has no place here: choose a `citation_style`"),
    ],
)
def test_references_and_their_style_come_along(front: dict[str, Any], fields: dict[str, Any], told: str) -> None:
    found = keys("quarto", **front)
    assert (found.fields, found.problems) == (fields, (told,) if told else ())


def test_a_text_whose_theme_sets_formulas_has_mathematics() -> None:
    assert keys(katex=True).fields == keys(math="true").fields == {"math": "true"}
    assert keys(math=False).fields == {}


@pytest.mark.parametrize(("path", "tags"), [("korea/a.md", ("korea",)), ("articles/a.md", ()), ("a.md", ())])
def test_a_folder_of_pelican_is_a_category(path: str, tags: tuple[str, ...]) -> None:
    assert keys("pelican", path).tags == tags
    assert keys("pelican", path, category="Own").tags == ("Own",)
