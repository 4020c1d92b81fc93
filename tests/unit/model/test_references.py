"""Which works a brief sees, and what is told of those that it does not."""

from dataclasses import replace

import pytest

from kei_site.core.bibliography import Citation, CitedWork, Work, WorkFile
from kei_site.core.diagnostics import Place
from kei_site.model.brief import Brief
from kei_site.model.references import Bibliography
from tests.support.plan_samples import brief


def file(path: str, *keys: str, title: str = "T") -> WorkFile:
    works = tuple(Work(key=key, type="book", title=title) for key in keys)
    return WorkFile(path=path, works=works, places=tuple((line, 7) for line in range(1, len(keys) + 1)))


def citing(*keys: str, references: tuple[str, ...] = (), style: str = "") -> Brief:
    citations = (Citation(works=tuple(CitedWork(key=key) for key in keys), line=9, column=3),)
    return replace(brief("2024/a", references=references, citation_style=style), citations=citations)


SHARED = file("content/references/main.bib", "kim2024", "lee2024")


def test_an_entry_that_cannot_be_read_is_named_in_place_of_a_near_key() -> None:
    broken = replace(SHARED, unread=(("kim2025", 12),))
    _, told = Bibliography((broken,), (), "apa").cite(citing("kim2025", "kim2026"))
    assert [it.fix for it in told] == ["correct its entry, content/references/main.bib:12", "did you mean @kim2024?"]


def test_a_brief_without_citations_has_none() -> None:
    assert Bibliography((SHARED,), (), "apa").cite(brief("2024/a")) == (None, ())


def test_files_nearer_to_the_brief_come_first() -> None:
    beside = file("content/briefs/2024/references.bib", "kim2024", title="beside")
    named = file("content/briefs/2024/own.bib", "kim2024", title="named")
    found, _ = Bibliography((SHARED, beside, named), (), "apa").cite(citing("kim2024", "lee2024"))
    assert found
    assert [work.title for work in found.works] == ["beside", "T"]
    found, _ = Bibliography((SHARED, beside, named), (), "apa").cite(citing("kim2024", references=("own.bib",)))
    assert found
    assert [work.title for work in found.works] == ["named"]


def test_an_unknown_key_is_told_with_the_nearest() -> None:
    found, told = Bibliography((SHARED,), (), "apa").cite(citing("kim2024", "le2024"))
    assert found
    assert found.citations == ((),)
    assert [(it.code, it.place.line, it.found, it.fix) for it in told] == [
        ("REF02", 9, "@le2024", "did you mean @lee2024?")
    ]


def test_a_known_key_without_brackets_is_told_and_another_name_is_not() -> None:
    bare = tuple(
        Citation(works=(CitedWork(key=key),), line=9, column=column) for column, key in ((3, "kim2024"), (9, "x"))
    )
    found, (told,) = Bibliography((SHARED,), (), "apa").cite(replace(brief("2024/a"), bare_keys=bare))
    assert (found, told.code, told.place.line, told.place.column, told.found) == (None, "MD12", 9, 3, "@kim2024")
    assert "[@kim2024]" in told.fix


def test_a_missing_file_is_told() -> None:
    _, (told,) = Bibliography((SHARED,), (), "apa").cite(brief("2024/a", references=("references/mai.bib",)))
    assert (told.code, told.fix) == ("REF04", "did you mean references/main.bib?")


def test_the_site_may_choose_its_files() -> None:
    other = file("content/references/other.bib", "oh2024")
    bibliography = Bibliography((SHARED, other), ("references/main.bib",), "mla")
    found, told = bibliography.cite(citing("oh2024", style="apa"))
    assert found
    assert found.style == "apa"
    assert [it.code for it in told] == ["REF02"]


def test_a_key_of_two_shared_files_is_told_once() -> None:
    (told,) = Bibliography((SHARED, file("content/references/z.bib", "x", "kim2024")), (), "apa").doubled()
    assert (told.code, told.place) == ("REF03", Place(path="content/references/z.bib", line=2, column=7))


@pytest.mark.parametrize(
    ("prefix", "suffix", "expected"),
    [
        ("@lee2024 and ", "", ["@lee2024"]),
        ("", ", -@lee:2024.", ["@lee:2024"]),
        ("see ", ", mail desk@example.org", []),
        ("", r", of \@kei", []),
    ],
)
def test_a_second_key_without_a_semicolon_is_told(prefix: str, suffix: str, expected: list[str]) -> None:
    works = (CitedWork(key="kim2024", prefix=prefix, suffix=suffix),)
    citing_both = replace(brief("2024/a"), citations=(Citation(works=works, line=9, column=3),))
    _, told = Bibliography((SHARED,), (), "apa").cite(citing_both)
    assert [(it.code, it.place.line, it.place.column, it.found) for it in told] == [
        ("MD12", 9, 3, key) for key in expected
    ]
