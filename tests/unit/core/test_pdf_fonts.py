"""The extra `kei-site[pdf]`."""

import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from kei_site.core import pdf_fonts

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_the_extra_names_each_package_and_fixes_the_version_of_fonts() -> None:
    extra = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]["pdf"]
    wanted = {requirement.name: requirement.specifier for requirement in map(Requirement, extra)}
    assert wanted.keys() == set(pdf_fonts.EXTRA)
    for name in pdf_fonts.PACKAGES:
        assert str(wanted[name]).startswith("==")
        assert metadata.version(name) in wanted[name]


def test_every_package_of_fonts_brings_some() -> None:
    names = {file.name.partition("-")[0].partition("[")[0] for file in pdf_fonts.font_files()}
    assert {"SourceSerif4", "SourceSans3", "SourceCodePro", "NotoSerifKR", "Amiri"} <= names


def test_without_a_package_there_are_no_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pdf_fonts.tools_digest()
    monkeypatch.setattr(pdf_fonts, "EXTRA", ("typst", "a-package-that-is-not-there"))
    assert pdf_fonts.missing_packages() == ("a-package-that-is-not-there",)
    assert pdf_fonts.tools_digest.__wrapped__() == ""
