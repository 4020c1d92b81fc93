"""The path of a source file decides its kind; files that look like texts but are not read are reported."""

import pytest

from kei_site.source.file_kinds import Kind, kind_of, name_diagnostic


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/site.yaml", Kind.CONFIG),
        ("content/tags.yaml", Kind.TAGS),
        ("content/briefs/a.md", Kind.BRIEF),
        ("content/briefs/2024/a/index.md", Kind.BRIEF),
        ("content/pages/about.md", Kind.PAGE),
        ("content/pages/below/about.md", Kind.PAGE),
        ("content/authors/kim.md", Kind.AUTHOR),
        ("content/authors/below/kim.md", Kind.MATERIAL),
        ("content/authors/kim.png", Kind.MATERIAL),
        ("content/briefs/a.txt", Kind.MATERIAL),
        ("templates/base.html", Kind.TEMPLATE),
        ("static/robots.txt", Kind.STATIC),
        ("static/a.md", Kind.STATIC),
        ("content/briefs/README.md", Kind.MATERIAL),
        ("content/pages/readme.md", Kind.MATERIAL),
    ],
)
def test_kinds(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind


@pytest.mark.parametrize(
    ("path", "severity"),
    [
        ("content/briefs/a.md", None),
        ("content/briefs/a.markdown", "warning"),
        ("content/briefs/a.MD", "warning"),
        ("content/pages/below/a.md", None),
        ("content/authors/below/a.md", "warning"),
        ("content/a.md", "warning"),
        ("content/briefs/README.md", "warning"),
        ("content/briefs/a (1).md", None),
        ("content/briefs/a copy.md", None),
        ("content/briefs/a.txt", None),
        ("static/a (1).md", None),
    ],
)
def test_a_file_that_looks_like_a_text_is_reported(path: str, severity: str | None) -> None:
    found = name_diagnostic(path)
    assert (found.severity if found else None) == severity
    assert found is None or found.code == "FIL02"


@pytest.mark.parametrize("path", ["content/words/sv.yml", "content/figures/a.YAML", "content/tags.yml"])
def test_settings_with_another_ending_are_told(path: str) -> None:
    found = name_diagnostic(path)
    assert found
    assert (found.code, found.fix) == ("FIL02", f"call it {path.rpartition('/')[2].partition('.')[0]}.yaml")
    assert name_diagnostic(f"{path.rpartition('.')[0]}.yaml") is None
    assert name_diagnostic("content/briefs/a/data.yml") is None
