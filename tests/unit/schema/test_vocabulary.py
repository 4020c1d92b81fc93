"""What a site calls its types and its own keys in `site.yaml`: read, and refused with the place."""

from kei_site.config import read_config
from kei_site.core.vocabulary import ExtraKey, People, TypeWords

HEAD = "title: Institute\nurl: https://example.org\n"


def told(text: str) -> list[tuple[str, int, int, str]]:
    """Return code, line, column and fix of each diagnostic of some settings."""
    _, diagnostics = read_config(HEAD + text, "content/site.yaml")
    return [(found.code, found.place.line, found.place.column, found.fix) for found in diagnostics]


def test_words_of_types_are_read() -> None:
    config, diagnostics = read_config(
        HEAD
        + "types: {report: {singular: Study, plural: Studies, page: true, slug: studies}, paper: {plural: Papers}}",
        "site.yaml",
    )
    assert config
    assert diagnostics == ()
    assert config.types == {
        "report": TypeWords(singular="Study", plural="Studies", page=True, slug="studies"),
        "paper": TypeWords(plural="Papers"),
    }


def test_an_unknown_type_or_key_is_told_with_the_nearest() -> None:
    assert told("types:\n  reprot: {plural: Reports}\n") == [("CFG03", 4, 3, "did you mean `report`?")]
    assert told("types:\n  report: {plurals: Reports}\n") == [("CFG03", 4, 12, "did you mean `plural`?")]


def test_values_of_another_kind_are_told() -> None:
    assert [found[0] for found in told("types: [report]\n")] == ["CFG02"]
    assert [found[:3] for found in told("types:\n  report: Reports\n")] == [("CFG02", 4, 11)]
    assert [found[:3] for found in told("types:\n  report: {page: yes, slug: My Reports}\n")] == [
        ("CFG02", 4, 18),
        ("CFG02", 4, 29),
    ]


def test_own_keys_are_read_in_their_order() -> None:
    config, diagnostics = read_config(
        HEAD + "extra:\n  study_area: {label: Place}\n  장소-2: {type: list, label: 장소}\n", "site.yaml"
    )
    assert config
    assert diagnostics == ()
    assert config.extra == (
        ExtraKey(name="study_area", type="text", label="Place"),
        ExtraKey(name="장소-2", type="list", label="장소"),
    )


def test_own_keys_that_cannot_be_are_told_with_their_places() -> None:
    assert told("extra:\n  location: {lable: Place}\n")[0] == ("CFG03", 4, 14, "did you mean `label`?")
    assert [found[:3] for found in told("extra:\n  location: {type: number}\n")] == [("CFG07", 4, 13)]
    assert [found[:3] for found in told("extra:\n  a: {type: nubmer, label: A}\n")] == [("CFG02", 4, 13)]
    assert [found[:3] for found in told("extra:\n  a b: {label: A}\n  2a: {label: B}\n")] == [
        ("CFG02", 4, 3),
        ("CFG02", 5, 3),
    ]
    assert [found[0] for found in told("extra: [location]\n")] == ["CFG02"]


def test_title_and_groups_of_the_people_are_read() -> None:
    config, diagnostics = read_config(HEAD + "people: {title: Experts, groups: [Fellows, Staff]}\n", "site.yaml")
    assert config
    assert diagnostics == ()
    assert config.people == People(title="Experts", groups=("Fellows", "Staff"))
    assert told("people: {titel: Experts}\n") == [("CFG03", 3, 10, "did you mean `title`?")]
    assert [found[:3] for found in told("people: {groups: Fellows}\n")] == [("CFG02", 3, 18)]


def test_two_types_with_pages_at_one_address_are_told() -> None:
    clash = "types:\n  report: {page: true, slug: papers}\n  paper: {page: true}\n"
    assert told(clash) == [("CFG02", 5, 10, "give one of the two another `slug:`")]
    assert told(clash.replace("paper: {page: true}", "paper: {page: false}")) == []
    assert told("types:\n  report: {page: true}\n  paper: {page: true}\n") == []
