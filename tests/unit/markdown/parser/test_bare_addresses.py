"""Addresses in running text are links that end where the sentence goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markup_blocks import read


def linked(body: str) -> str:
    """Return the HTML of a paragraph with each link to its own words as `<words>`."""
    html = read(body).fragment.html.removeprefix("<p>").removesuffix("</p>\n")
    parts = html.split('<a href="')
    return parts[0] + "".join("<" + part.partition('">')[2].replace("</a>", ">", 1) for part in parts[1:])


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("See https://e.org/a_b_c.", "See <https://e.org/a_b_c>."),
        ("(https://e.org/A_(b)), HTTP://e.org!", "(<https://e.org/A_(b)>), <HTTP://e.org>!"),
        ("https://e.org에서, https://e.org/a에서", "<https://e.org>에서, <https://e.org/a>에서"),
        ("「https://e.org/wiki/한국」", "「<https://e.org/wiki/한국>」"),
        ("https://e.org:80/?a=1&amp;b=2&lt;", "<https://e.org:80/?a=1&amp;b=2>&lt;"),
        ("**https://e.org/x**", "<strong><https://e.org/x></strong>"),
        ("a\nhttps://e.org/x\nb", "a\n<https://e.org/x>\nb"),
        (
            "https://e.org/를 https://e.org/?a=에서는 (https://e.org/)가",
            "<https://e.org/>를 <https://e.org/?a=>에서는 (<https://e.org/>)가",
        ),
        ("https://e.org/가나 https://e.org/をご覧", "<https://e.org/가나> <https://e.org/>をご覧"),
        ("www.e.org/a_b, (www.e.org) 주소는 www.e.org로", "<www.e.org/a_b>, (<www.e.org>) 주소는 <www.e.org>로"),
        ("www.a.org and www.b.org.", "<www.a.org> and <www.b.org>."),
        ("a_b.c+d@e-f.org, g@h.org를", "<a_b.c+d@e-f.org>, <g@h.org>를"),
        ("mailto:a@b.org *a@b.org*", "<mailto:a@b.org> <em><a@b.org></em>"),
        ("(https://한국.kr)에서, https://도메인.한국을", "(<https://한국.kr>)에서, <https://도메인.한국>을"),
        ("www.한국.kr/정책, https://пример.рф", "<www.한국.kr/정책>, <https://пример.рф>"),
        ("https://例え.jpを見る", "<https://例え.jp>を見る"),
        ("https://e.org/wiki/북한_(국가)는", "<https://e.org/wiki/북한_(국가)>는"),
        (
            "https://e.org/a(검색일: 5. 1.) https://e.org(정책)",
            "<https://e.org/a>(검색일: 5. 1.) <https://e.org>(정책)",
        ),
        ("https://e.org/Économie_française를", "<https://e.org/Économie_française>를"),
        ("https://münchen.de/straße.", "<https://münchen.de/straße>."),
    ],
)
def test_an_address_is_a_link(body: str, html: str) -> None:
    assert linked(body) == html


@pytest.mark.parametrize(
    "body",
    [
        "xhttps://e.org",
        "http://localhost",
        "https://",
        "ftp://e.org",
        "`https://e.org`",
        r"https\://e.org",
        "www.",
        "www.e",
        "awww.e.org",
        "`www.e.org`",
        "a@b",
        "@b.org",
        "a @b.org",
        "a@b.org-",
        "a@b.org@c",
        "https://한국",
        "https://대한민국.정부",
        "https://한국..kr",
        r"a\@b.org",
    ],
)
def test_other_text_is_not(body: str) -> None:
    assert "<a" not in read(body).fragment.html


def test_a_link_holds_no_other_link() -> None:
    for body in (
        "[https://e.org/a](b.md)",
        '<a href="b.md">https://e.org/a</a>',
        "[a https://e.org/a](<b c.md>)",
        "[www.e.org a@e.org](b.md)",
    ):
        assert read(body).fragment.html.count("<a ") == 1


PIECES = [
    "https://e.org",
    "www.",
    "a@",
    "mailto:",
    "/a",
    "_b",
    "*",
    ")",
    "(",
    ".",
    " ",
    "\n",
    "한",
    "&amp;",
    "[",
    "]",
    "<b>",
]


def test_addresses_are_written_as_links_need_them() -> None:
    html = read("www.e.org a@e.org mailto:a@e.org https://e.org").fragment.html
    assert [part.partition('"')[0] for part in html.split('href="')[1:]] == [
        "http://www.e.org",
        "mailto:a@e.org",
        "mailto:a@e.org",
        "https://e.org",
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_letter_is_lost(body: str) -> None:
    html = read(body).fragment.html
    for letters in ("한", "e.org"):
        assert html.count(letters) >= body.count(letters)
