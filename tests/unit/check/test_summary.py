"""Thousands of diagnostics are a short table."""

from kei_site.check.summary import as_table, as_values, summarize
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic


def found(code: str, path: str, count: int) -> list[Diagnostic]:
    return [diagnostic(code, Place(path=path, line=line), "words") for line in range(count)]


MANY = [
    *(each for n in range(2_000) for each in found("TAG06", f"content/briefs/{n}.md", 2)),
    *found("TAG06", "content/briefs/7.md", 3),
    *found("HTM01", "content/briefs/b.md", 2),
    *found("HTM01", "content/briefs/a.md", 5),
    *found("LNK01", "content/briefs/a.md", 1),
]


def test_errors_come_first_then_the_most_frequent() -> None:
    assert [(each.code, each.count, each.files) for each in summarize(MANY)] == [
        ("HTM01", 7, 2),
        ("LNK01", 1, 1),
        ("TAG06", 4003, 2000),
    ]


def test_the_worst_files_of_a_code_are_named() -> None:
    html, _, tags = summarize(MANY)
    assert html.worst == (("content/briefs/a.md", 5), ("content/briefs/b.md", 2))
    assert tags.worst[0] == ("content/briefs/7.md", 5)
    assert len(tags.worst) == 3


def test_a_table_says_how_to_lower_each_code_and_what_is_published_then() -> None:
    lines = list(as_table(summarize(MANY)))
    assert len(lines) == 12
    assert lines[0] == "HTM01  error         7 in 2 files: raw HTML that is not allowed"
    assert "`HTM01: warning` below `diagnostics:` in site.yaml; then the element is left out" in lines[3]
    assert "it guards safety" in lines[7]
    assert "`TAG06: ignore`" in lines[11]


def test_the_same_as_values() -> None:
    (value,) = as_values(summarize(found("TAG06", "a.md", 1)))
    assert (value["code"], value["severity"], value["count"], value["files"]) == ("TAG06", "warning", 1, 1)
    assert value["worst"] == [{"path": "a.md", "count": 1}]


def test_nothing_is_an_empty_table() -> None:
    assert list(as_table(summarize([]))) == []
