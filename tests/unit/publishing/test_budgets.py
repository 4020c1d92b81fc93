"""A site is measured against the limits of hosts, and each kind of files is counted once."""

from dataclasses import replace

import pytest

from kei_site.publishing.budgets import HOSTS, Measures, costs, excesses, kind_of_file, measures_of

SMALL = measures_of({"index.html": 10}, "/*\n  A: b\n# note\n/a/*\n  C: d\n", "/a /b 301\n# note\n\n/c /d 301\n")
CLOUDFLARE = HOSTS["Cloudflare Pages"]


def test_rules_lines_and_redirects_are_counted_without_notes() -> None:
    assert (SMALL.redirects, SMALL.header_rules, SMALL.header_line) == (2, 2, 6)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("pagefind/fragment/a.pf_fragment", "search"),
        ("tags/nato/feed.json", "feeds"),
        ("feeds/archive/1.xml", "feeds"),
        ("briefs/2024/a/a.pdf", "PDFs"),
        ("assets/a.1.webp", "pictures"),
        ("briefs/2024/a/index.html", "pages"),
        ("_headers", "other files"),
    ],
)
def test_each_file_has_its_kind(path: str, kind: str) -> None:
    assert kind_of_file(path) == kind


def test_costs_name_the_setting_that_changes_them() -> None:
    first, second = costs(measures_of({"a.html": 10, "b.html": 20, "pagefind/a": 5000}, "", ""))
    assert first.split()[:5] == ["pages", "2", "files", "30", "bytes"]
    assert "search: false" in second


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        (SMALL, []),
        (replace(SMALL, sizes=dict.fromkeys(map(str, range(20_000)), 1)), []),
        (replace(SMALL, sizes=dict.fromkeys(map(str, range(20_001)), 1)), ["20,001 files; it takes 20,000"]),
        (replace(SMALL, redirects=2_101), ["2,101 redirects; it reads 2,100"]),
        (replace(SMALL, redirect_line=1_001), ["a line of 1,001 characters in _redirects; it reads 1,000"]),
        (replace(SMALL, seconds=20 * 60), []),
        (replace(SMALL, seconds=21 * 60), ["a build of all files took 21 minutes here; it stops one after 20"]),
        (replace(SMALL, header_rules=101), ["101 rules in _headers; it reads 100"]),
        (replace(SMALL, header_line=2_001), ["a line of 2,001 characters in _headers; it reads 2,000"]),
        (replace(SMALL, sizes={"a.mp3": 25 * 2**20 + 1}), ["a.mp3 has 26.2 MB; it takes files up to 26.2 MB"]),
    ],
)
def test_what_is_over_a_limit_is_said(measures: Measures, words: list[str]) -> None:
    assert list(excesses(measures, CLOUDFLARE)) == words


def test_gitlab_counts_folders_and_reads_so_much_of_redirects() -> None:
    many = {f"{number}/a/index.html": 1 for number in range(66_667)}
    large = replace(SMALL, sizes={**many, "_redirects": 65_537}, redirects=1_001)
    assert list(excesses(large, HOSTS["GitLab Pages"])) == [
        "200,002 files and folders; it takes 200,000",
        "1,001 redirects; it reads 1,000",
        "65,537 bytes of _redirects; it reads 65,536",
    ]


def test_the_size_of_all_files_counts_at_github() -> None:
    large = replace(SMALL, sizes=dict.fromkeys(map(str, range(11)), 10**8))
    assert list(excesses(large, HOSTS["GitHub Pages"])) == ["1.1 GB in all; it takes 1.0 GB"]
