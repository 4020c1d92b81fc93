"""Names and dates of works in the forms that styles ask for."""

from kei_site.core.bibliography import Name, PartialDate, Work


def test_a_name_in_hangul_has_one_form() -> None:
    name = Name(family="한", given="강")
    assert name.whole == "한강"
    assert name.is_whole


def test_an_institution_stays_whole() -> None:
    name = Name(literal="Korea Economic Institute of America")
    assert name.is_whole
    assert name.surname == name.whole == "Korea Economic Institute of America"


def test_a_particle_belongs_to_the_surname() -> None:
    name = Name(family="Gaulle", given="Charles", particle="de")
    assert name.surname == "de Gaulle"
    assert name.whole == "Charles de Gaulle"


def test_a_date_says_what_is_known() -> None:
    assert PartialDate(year=2024, month=7, day=2).iso == "2024-07-02"
    assert PartialDate(year=2024, day=2).iso == "2024"
    assert PartialDate(month=7).iso == ""
    assert [PartialDate(year=year).iso for year in (79, -1, -44)] == ["0079", "0000", "-0043"]
    assert [PartialDate(year=year, month=7).slashed for year in (2024, 79, -44)] == ["2024/07", "0079/07", ""]


def test_a_doi_is_the_better_address() -> None:
    work = Work(key="a", type="book", title="A", doi="10.1/x", url="https://example.org/")
    assert work.address == "https://doi.org/10.1/x"
