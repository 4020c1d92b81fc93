"""Entries of BibTeX and biblatex become works."""

import pytest

from kei_site.core.bibliography import Name, PartialDate, Work
from kei_site.source.references.bibtex import names_of, work_of_bibtex


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Putnam, Robert D.", [Name(family="Putnam", given="Robert D.")]),
        ("Robert D. Putnam", [Name(family="Putnam", given="Robert D.")]),
        ("Nye, Jr., Joseph S.", [Name(family="Nye", given="Joseph S.", suffix="Jr.")]),
        ("Nye, Joseph S., Jr.", [Name(family="Nye", given="Joseph S.", suffix="Jr.")]),
        ("Joseph S. Nye Jr.", [Name(family="Nye", given="Joseph S.", suffix="Jr.")]),
        ("de Gaulle, Charles", [Name(family="Gaulle", given="Charles", particle="de")]),
        ("Charles de Gaulle", [Name(family="Gaulle", given="Charles", particle="de")]),
        ("{Korea Economic Institute of America}", [Name(literal="Korea Economic Institute of America")]),
        (
            "{Standards and Practices} and Kim, Jane",
            [Name(literal="Standards and Practices"), Name(family="Kim", given="Jane")],
        ),
        ("한, 강 and 최, 장집", [Name(family="한", given="강"), Name(family="최", given="장집")]),
        (
            r"M{\"u}ller, J\"org and {\O}ye, Kenneth",
            [Name(family="Müller", given="Jörg"), Name(family="Øye", given="Kenneth")],
        ),
        ("Kim, Jane and others", [Name(family="Kim", given="Jane")]),
        ("", []),
    ],
)
def test_names_are_parted(written: str, names: list[Name]) -> None:
    assert list(names_of(written)) == names


def test_a_report_has_its_number_and_institution() -> None:
    fields = {"author": "{World Bank}", "title": "Report", "institution": "World Bank", "number": "7", "year": "2024"}
    assert work_of_bibtex("techreport", "wb", fields) == Work(
        key="wb",
        type="report",
        title="Report",
        authors=(Name(literal="World Bank"),),
        publisher="World Bank",
        number="7",
        issued=PartialDate(year=2024),
    )


def test_an_article_of_biblatex() -> None:
    fields = {
        "title": "On {NATO}",
        "subtitle": "A Study",
        "journaltitle": "World Politics",
        "date": "2024-07-02",
        "number": "3",
        "pages": "1--9",
        "doi": r"https://doi.org/10.1000/a\_b",
        "langid": "korean",
    }
    work = work_of_bibtex("Article", "x", fields)
    assert (work.title, work.container, work.issue) == ("On NATO: A Study", "World Politics", "3")
    assert (work.issued.iso, work.pages, work.doi, work.language) == ("2024-07-02", "1-9", "10.1000/a_b", "ko")


@pytest.mark.parametrize(
    ("kind", "fields", "type_"),
    [
        ("misc", {"howpublished": r"\url{https://example.org/~a}"}, "webpage"),
        ("misc", {}, "document"),
        ("misc", {"eprint": "1810.04805"}, "article"),
        ("article", {"entrysubtype": "newspaper"}, "article-newspaper"),
        ("nonsense", {}, "document"),
    ],
)
def test_kinds_become_types(kind: str, fields: dict[str, str], type_: str) -> None:
    work = work_of_bibtex(kind, "x", fields)
    assert work.type == type_
    assert work.url == ("https://example.org/~a" if type_ == "webpage" else "")
    assert work.publisher == ""
