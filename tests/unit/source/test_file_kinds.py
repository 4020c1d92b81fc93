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
        ("content/pages/below/about.md", Kind.MATERIAL),
        ("content/authors/kim.md", Kind.AUTHOR),
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
        ("content/pages/below/a.md", "warning"),
        ("content/a.md", "warning"),
        ("content/briefs/README.md", "warning"),
        ("content/briefs/a (1).md", "error"),
        ("content/briefs/a copy.md", None),
        ("content/briefs/Copy of a.md", "error"),
        ("content/briefs/a.txt", None),
        ("static/a (1).md", None),
    ],
)
def test_a_file_that_looks_like_a_text_is_reported(path: str, severity: str | None) -> None:
    found = name_diagnostic(path)
    assert (found.severity if found else None) == severity
    assert found is None or found.code == "FIL02"


@pytest.mark.parametrize(
    "name",
    [
        "report (1)",
        "report(2)",
        "report (Editor's conflicted copy 2024-05-01)",
        "report (conflicted copy 2024-05-01 123456)",
        "report (Kims in Konflikt stehende Kopie 2024-05-01)",
        "report (김의 충돌된 사본 2024-05-01)",
        "report (の競合コピー 2024-05-01)",
        "report.sync-conflict-20240501-123456-ABCDEFG",
        "x - Copy",
        "x - Copy (2)",
        "x - Kopie",
        "x - 복사본",
        "x - 복사본 (3)",
        "x - コピー",
        "Copy of x",
        "Kopie von x",
        "x의 사본",
    ],
)
def test_the_names_of_copies_are_errors(name: str) -> None:
    for path in (f"content/briefs/2024/{name}.md", f"content/briefs/2024/{name}/index.md", f"content/pages/{name}.md"):
        found = name_diagnostic(path)
        assert found
        assert (found.code, str(found.severity)) == ("FIL02", "error")


@pytest.mark.parametrize(
    "name", ["x (2024)", "hard copy", "x 2", "part-2", "copyright", "kopi", "a copy-editor", "x (a copy)", "xの競合"]
)
def test_names_that_only_resemble_copies_are_good(name: str) -> None:
    assert name_diagnostic(f"content/briefs/2024/{name}.md") is None
