"""The versions of one text, and what is wrong with them."""

import pytest

from kei_site.model import translations
from tests.support.lower_limits import lower
from tests.support.plan_samples import brief, library


def test_every_version_of_a_text_knows_all_others_the_original_first() -> None:
    versions = (
        brief("2024/a"),
        brief("2024/a-ko", language="ko", translation_of="a.md"),
        brief("2024/a-fr", language="fr", translation_of="a-ko.md"),
        brief("2024/a-de", language="de", translation_of="a.md", draft=True),
    )
    found = library(*versions).translations
    assert found.keys() == {"2024/a", "2024/a-ko", "2024/a-fr"}
    assert [version.front.language for version in found["2024/a-ko"]] == ["en", "fr", "ko"]


def test_an_original_must_be_there() -> None:
    (found,) = library(brief("2024/a", translation_of="another-text.md")).diagnostics
    assert (found.code, found.fix) == ("REL01", "write the path of a brief, relative to this file")


def test_an_original_named_by_a_slug_of_several_briefs_is_reported_unless_a_path_fits() -> None:
    briefs = [
        brief("2023/report", "2023-05-01"),
        brief("2024/report", "2024-05-01"),
        brief("ko", language="ko", translation_of="brief:report"),
        brief("2023/fr", language="fr", translation_of="report"),
    ]
    found = library(*briefs).diagnostics
    assert [(diagnostic.code, diagnostic.place.path) for diagnostic in found] == [("LNK09", "content/briefs/ko.md")]


def test_two_translations_in_one_language_are_reported_at_the_second() -> None:
    versions = [brief("2024/a"), *(brief(f"2024/a-{n}", language="ko", translation_of="a.md") for n in (1, 2))]
    (found,) = library(*versions).diagnostics
    assert (found.code, found.place.path, found.found) == ("REL02", "content/briefs/2024/a-2.md", "ko")
    assert library(versions[0], versions[1]).diagnostics == ()


def test_of_very_many_versions_the_first_are_shown_and_all_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, translations, translations=2)
    versions = [brief("2024/a"), *(brief(f"2024/a-{n}", language="ko", translation_of="a.md") for n in (1, 2, 3))]
    made = library(*versions)
    assert {name: len(group) for name, group in made.translations.items()} == {"2024/a": 2, "2024/a-1": 2}
    assert [found.code for found in made.diagnostics] == ["REL02", "REL02"]
