"""Which addresses may be links, however they are spelled."""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import product
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.markdown.html import addresses as references
from kei_site.markdown.html.addresses import address_of
from tests.support.markup_blocks import read
from tests.support.sound_html import problems

SCHEMES = (
    "javascript",
    "vbscript",
    "data",
    "file",
    "blob",
    "view-source",
    "intent",
    "ms-msdt",
    "ssh",
    "about",
    "ftp",
)
DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "capitals": str.upper,
    "mixed": str.title,
    "leading blank": lambda text: " " + text,
    "leading control": lambda text: "\x01" + text,
    "tab inside": lambda text: text[:2] + "\t" + text[2:],
    "line end inside": lambda text: text[:2] + "\n" + text[2:],
    "percent": lambda text: text.replace("a", "%61").replace("s", "%73"),
    "percent twice": lambda text: text.replace(":", "%253A"),
    "percent colon": lambda text: text.replace(":", "%3a"),
    "entity": lambda text: text.replace(":", "&colon;"),
    "number entity": lambda text: f"&#{ord(text[0])};{text[1:]}",
    "entity without end": lambda text: f"&#{ord(text[0])};" + text[1:].replace("t", "&#116"),
    "wide colon": lambda text: text.replace(":", "\uff1a"),
    "wide letters": lambda text: "".join(chr(ord(mark) + 0xFEE0) if mark.isalpha() else mark for mark in text),
    "zero width": lambda text: text[:3] + "\u200b" + text[3:],
    "bidi": lambda text: "\u202e" + text,
    "soft hyphen": lambda text: text[:1] + "\u00ad" + text[1:],
    "byte order mark": lambda text: "\ufeff" + text,
    "no-break blank": lambda text: "\u00a0" + text,
}  # fmt: skip
SPELLINGS = [(scheme, name) for scheme, name in product(SCHEMES, DISGUISES)]


def written(scheme: str, disguise: str) -> str:
    return DISGUISES[disguise](f"{scheme}:alert(1)")


_PARTS = (
    "http", "https", "HTTPS", ":", "//", "/", "\\", ".", "..", "-", "?", "#", "@", "&", ";", "&colon;", "&amp", "%3a",
    "%", "+", "a", "Example", "org", "é", "\u0338", "\n", " ", "[", "]", "8080", ":0", ":x", "'", '"', "(", ")", "=",
    "~", "|",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(_PARTS), max_size=10).map("".join), st.sampled_from(("", "https://", "http://example."))
)
def test_a_usual_address_is_judged_like_any_other(rest: str, start: str) -> None:
    with mock.patch.object(references, "_USUAL", re.compile(r"(?!)")):
        judged = address_of(start + rest)
    assert address_of(start + rest) == judged


@pytest.mark.parametrize(("scheme", "disguise"), SPELLINGS)
def test_no_spelling_of_another_scheme_is_a_link(scheme: str, disguise: str) -> None:
    assert address_of(unescape(written(scheme, disguise))).kind == "refused"


@pytest.mark.parametrize(
    "form", ["[a](<{}>)", "[a]\n\n[a]: <{}>", '<a href="{}">a</a>', "<div>\n<a href='{}'>a</a></div>", "<{}>"]
)
def test_no_way_to_write_a_link_lets_one_through(form: str) -> None:
    for scheme, disguise in SPELLINGS:
        text = read(form.replace("{}", written(scheme, disguise)))
        assert problems(text.fragment.html) == []
        assert "href=" not in text.fragment.html
        assert text.links == ()


def test_there_are_more_than_two_hundred_spellings() -> None:
    assert len({written(*spelling) for spelling in SPELLINGS}) > 200


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://example.org/A?b=c#d", "http://example.org/A?b=c#d"),
        ("//example.org/a", "https://example.org/a"),
        ("\\\\example.org\\a", "https://example.org/a"),
        ("https:\\\\example.org", "https://example.org"),
        (
            "https://example.org/a b/한국?q=[x]|y#a#b",
            "https://example.org/a%20b/%ED%95%9C%EA%B5%AD?q=%5Bx%5D%7Cy#a%23b",
        ),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%ED%95%9C", "https://example.org/%ED%95%9C"),
        ("https://한국.example/a", "https://한국.example/a"),
        ("mailto:a@example.org?subject=b c", "mailto:a@example.org?subject=b%20c"),
        ("https://example.org:8080/", "https://example.org:8080/"),
        ("https://[::1]/", "https://[::1]/"),
        (" https://exa\tmple.org ", "https://example.org"),
    ],
)
def test_other_sites(address: str, value: str) -> None:
    found = address_of(address)
    assert (found.kind, found.value) == ("external", value)


@pytest.mark.parametrize(
    "address",
    [
        "https:", "https:/example.org", "https:example.org", "http://", "https://?a", "https://a@example.org",
        "https://a:x/", "https://example.org:99999", "https://exa mple.org", "https://<b>", "https://[::1",
        "%2f%2fexample.org", "mail to:a@b",
    ],
)  # fmt: skip
def test_broken_addresses_are_refused(address: str) -> None:
    assert address_of(address).kind == "refused"


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("javascript:alert(1)", "unsafe"), ("ms-word:ofe", "unsafe"), ("ssh://example.org", "unsafe"),
        ("data:text/html,a", "unsafe"), ("sms:123", "unwanted"), ("about:blank", "unwanted"),
        ("ftp://example.org/a", "unwanted"), ("te&#108;:123", "unsafe"), ("ttps://example.org", "broken"),
        ("http://%20http//example.org", "broken"), ("C:\\Users\\a", "broken"), ("%2f%2fexample.org", "unsafe"),
    ],
)  # fmt: skip
def test_addresses_are_refused_for_a_reason(address: str, refusal: str) -> None:
    assert address_of(address).refusal == refusal


def test_a_mistyped_scheme_is_told_with_the_nearest() -> None:
    assert address_of("ttps://example.org/a").fix == "did you mean https://example.org/a?"
    assert address_of("htps://example.org/a").fix == "did you mean https://example.org/a?"


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("../2023/other.md#part", "../2023/other.md#part"),
        ("brief:slug#part", "brief:slug#part"),
        ("#note", "#note"),
        ("/img/a.png", "/img/a.png"),
        ("a%20b.md", "a b.md"),
        ("%ED%95%9C.md", "한.md"),
        ("\u1112\u1161\u11ab.md", "\u1112\u1161\u11ab.md"),
        ("a/b:c.md", "a/b:c.md"),
        ("", ""),
        ("?q", "?q"),
    ],
)
def test_references_into_the_site(address: str, value: str) -> None:
    found = address_of(address)
    assert (found.kind, found.value) == ("internal", value)


@given(st.text(max_size=40))
def test_every_address_is_one_of_three_kinds(address: str) -> None:
    found = address_of(address)
    assert found.kind in ("internal", "external", "refused")
    if found.kind == "external":
        assert re.match(r"https?://[^/]|mailto:", found.value)
        assert not re.search(r"[\s<>\"]", found.value)
        assert escape(found.value) == found.value.replace("&", "&amp;").replace("'", "&#x27;")


@pytest.mark.parametrize(
    "address",
    [
        "https://https://example.org",
        "http://http//example.org",
        "https://example.org를",
        "https://example.org은/a",
        "mailto:a@b,org",
        "mailto:name",
        "mailto:a@b@c.org",
    ],
)
def test_an_address_with_a_slip_of_the_hand_is_no_link(address: str) -> None:
    assert address_of(address).refusal == "broken"


@pytest.mark.parametrize(
    "address",
    [
        "https://https.example.org",
        "https://한국.kr/a",
        "https://예.한국/a",
        "https://xn--3e0b707e/",
        "mailto:a@b.org,c@d.org",
        "mailto:a%40b.org?cc=d@e.org",
        "mailto:?subject=a",
    ],
)
def test_an_unusual_address_is_a_link(address: str) -> None:
    assert address_of(address).kind == "external"
