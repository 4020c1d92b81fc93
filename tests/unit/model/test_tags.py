"""Spellings of tags, and how many tags a site may have."""

import pytest

from kei_site.core.limits import LIMITS
from kei_site.model.brief import TagRecord
from kei_site.model.tags import gather_tags, records_in, refused_tag
from tests.support.plan_samples import brief


def test_more_tags_than_a_site_may_have_are_reported_once() -> None:
    many = [
        brief(f"b{n:03}", tags=tuple(f"t{n}x{k}" for k in range(50))) for n in range(LIMITS.tags_of_site.most // 50)
    ]
    assert gather_tags([], many, "")[1] == []
    known, found = gather_tags([], [*many, brief("zzz", tags=("zz", "zzz", "t0x0"))], "")
    assert [diagnostic.code for diagnostic in found] == ["LIM01"]
    assert "20,002 tags; the limit is 20,000" in found[0].message
    # Nothing is published of those beyond the limit, which bounds a build that leaves texts with errors out.
    assert len(known.by_slug) == LIMITS.tags_of_site.most
    assert known.slugs_of(brief("zzz", tags=("zz", "zzz", "t0x0"))) == ("t0x0",)


def test_spellings_that_differ_in_case_are_one_tag() -> None:
    found, diagnostics = gather_tags([], [brief("b", "2024-02-01", tags=("cyber",)), brief("a", tags=("Cyber",))], "")
    assert list(found.by_slug) == ["cyber"]
    assert [diagnostic.code for diagnostic in diagnostics] == ["TAG03"]


def test_tags_that_only_happen_to_meet_are_a_diagnostic() -> None:
    assert [diagnostic.code for diagnostic in gather_tags([], [brief("a", tags=("C", "C++", "C#"))], "")[1]] == [
        "TAG04",
        "TAG04",
    ]


def test_a_new_tag_that_a_build_would_refuse_is_refused() -> None:
    known, _ = gather_tags([], [brief("a", tags=("C", "North Korea"))], "")
    assert [refused_tag(name, known) for name in ("C", "NATO", "north korea", "2024")] == ["", "", "", ""]
    assert refused_tag("C++", known) == "the tag C++ has the same address as the tag C; use that, or another name"
    assert refused_tag("…", known) == "no slug can be made from the tag …; use letters or digits"


@pytest.mark.parametrize("dot", "ㆍ‧∙⋅・･")
def test_a_tag_with_another_middle_dot_is_the_same_tag(dot: str) -> None:
    tags, found = gather_tags([], [brief("b", tags=("한·미",)), brief("a", tags=(f"한{dot}미",))], "")
    assert list(tags.by_slug) == ["한-미"]
    assert [diagnostic.code for diagnostic in found] == ["TAG03"]


_PARTNER = TagRecord(name="South Korea", slug="south-korea", names={"ko": "한국", "fr": "Corée du Sud"})


def test_a_tag_is_named_in_the_language_of_the_brief_and_filtered_by_that_of_the_site() -> None:
    briefs = [brief(language, tags=("South Korea",), language=language) for language in ("en", "ko-KR", "de")]
    tags, _ = gather_tags([_PARTNER], briefs, "")
    links = [tags.links_of(written)[0] for written in briefs]
    assert [link.name for link in links] == ["South Korea", "한국", "South Korea"]
    assert {(link.url, link.filter) for link in links} == {("/tags/south-korea/", "South Korea")}
    assert [tags.named_in(language).by_slug["south-korea"].name for language in ("ko", "ja")] == ["한국", "South Korea"]


def test_a_brief_may_spell_a_tag_as_its_language_does() -> None:
    briefs = [brief("a", tags=("한국",), language="ko"), brief("b", tags=("South Korea",))]
    tags, found = gather_tags([_PARTNER], briefs, "")
    assert (found, list(tags.by_slug), tags.by_slug["south-korea"].name) == ([], ["south-korea"], "South Korea")


def test_a_tag_has_its_name_in_the_language_of_the_site_where_there_is_one() -> None:
    written = brief("a", tags=("South Korea",), language="ko")
    tags, found = gather_tags(records_in("ko-KR", [_PARTNER]), [written], "")
    assert (found, tags.by_slug["south-korea"].name, tags.links_of(written)[0].filter) == ([], "한국", "한국")
