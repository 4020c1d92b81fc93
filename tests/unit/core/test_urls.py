"""Slugs, permalinks and output paths."""

import pytest

from kei_site.core.limits import LIMITS
from kei_site.core.urls import (
    file_link,
    folded,
    host_of,
    is_web_address,
    is_windows_name,
    page_path,
    permalink,
    prefix_of,
    shortened,
    slug_of_file,
    slug_of_name,
    slugify,
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("What the Summit Left Open", "what-the-summit-left-open"),
        ("Korea's  --  economy!", "koreas-economy"),
        ("한국의 미래", "한국의-미래"),
        ("\u1112\u1161\u11ab", "한"),
        ("C++", "c"),
        ("한ㆍ미 동맹", "한-미-동맹"),
        ("한·미", "한-미"),
        ("การเมืองไทย", "การเมืองไทย"),
        ("ผู้นำ", "ผู้นำ"),
        ("ນ້ຳ", "ນ້ຳ"),
        ("\U00011107\U00011127", "\U00011107\U00011127"),
        ("ߒߞߏ߫", "ߒߞߏ߫"),
        ("हिन्दी और नेपाली", "हिन्दी-और-नेपाली"),
        ("မြန်မာ", "မြန်မာ"),
        ("x̂ and é", "x-and-é"),
        ("مُحَمَّد", "محمد"),
        ("a_b", "a-b"),
        ("…", ""),
    ],
)
def test_a_slug_is_letters_digits_and_single_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_at_a_hyphen() -> None:
    assert shortened("short") == "short"
    assert shortened("word-" * 30 + "end") == "-".join(["word"] * 16)
    assert len(shortened("가" * 200).encode()) <= LIMITS.slug_bytes.most
    assert len(shortened("a" * 200)) == LIMITS.slug_letters.most


def test_a_file_name_gives_a_slug_without_its_date() -> None:
    assert slug_of_file("2024-05-01-the-summit") == "the-summit"
    assert slug_of_file("2024-05-01-") == "2024-05-01"


@pytest.mark.parametrize(
    ("name", "is_one"), [("con", True), ("COM1.txt", True), ("a.", True), ("a ", True), ("console", False)]
)
def test_names_of_windows(name: str, is_one: bool) -> None:
    assert is_windows_name(name) is is_one


def test_addresses() -> None:
    assert permalink("tags", "한") == "/tags/%ED%95%9C/"
    assert permalink() == "/"
    assert file_link("assets/a b.css") == "/assets/a%20b.css"
    assert page_path("tags", "nato") == "tags/nato/index.html"
    assert page_path() == "index.html"
    assert host_of("https://Example.org:8080/a") == "example.org"
    assert prefix_of("https://example.org/a/b/") == "/a/b"


def test_paths_that_some_systems_take_for_the_same() -> None:
    assert folded("A/B") == folded("a/b")
    assert folded("caf\u00e9") == folded("CAFE\u0301")


@pytest.mark.parametrize(
    ("target", "expected"),
    [("https://e.org/a", True), ("http://e.org", True), ("a.pdf", False), ("/a", False), ("javascript:x", False)],
)
def test_an_address_on_the_web_is_told_from_a_path(target: str, expected: bool) -> None:
    assert is_web_address(target) is expected


def test_a_name_that_is_too_long_for_a_disk_has_a_slug_that_is_cut() -> None:
    assert slug_of_name("한국의 외교") == "한국의-외교"
    assert len(slug_of_name("가나다라마바사 " * 20).encode()) <= LIMITS.slug_bytes.most
    assert slug_of_name("가나다라마바사 " * 20).endswith("가나다라마바사")
    assert slug_of_name("a" * 100) == "a" * 100
