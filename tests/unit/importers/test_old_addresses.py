"""Addresses of a former site, in all the forms in which links write them."""

import pytest

from kei_site.importers.old_addresses import OldAddresses, absolute_address, query_id, redirectable

OLD = OldAddresses("https://www.old.example.org/blog")


@pytest.mark.parametrize(
    "address",
    [
        "https://old.example.org/blog/2019/x/",
        "http://www.old.example.org/blog/2019/x",
        "//old.example.org/blog/2019/x/?utm_source=mail",
        "/2019/x/",
        "/blog/2019/x/index.html#part",
        "/2019/X/",
    ],
)
def test_forms_of_one_address_are_found(address: str) -> None:
    old = OldAddresses("https://www.old.example.org/blog", {"https://old.example.org/blog/2019/x/": "content/x.md"})
    assert old.find(address) == "content/x.md"


@pytest.mark.parametrize("address", ["/index.php/2019/x/", "/2019/x/amp/", "/2019/x/feed/", "/2019/x/comment-page-2/"])
def test_other_forms_of_a_page_of_wordpress_lead_to_the_page(address: str) -> None:
    old = OldAddresses("https://old.example.org", {"/2019/x/": "content/x.md", "/feed/": "/feed.xml"})
    assert (old.find(address), old.find("/feed/")) == ("content/x.md", "/feed.xml")


def test_letters_of_any_script_are_compared_decoded() -> None:
    old = OldAddresses("", {"/%ED%95%9C%EA%B5%AD/": "a"})
    assert old.find("/한국") == "a"


def test_numbers_in_the_query_are_part_of_an_address() -> None:
    old = OldAddresses("https://old.example.org", {"https://old.example.org/?p=12": "a", "/?p=13": "b"})
    assert (old.find("/?p=12"), old.find("/?p=13&utm=x"), old.find("/?s=12")) == ("a", "b", "")


@pytest.mark.parametrize("address", ["https://other.example.org/2019/x/", "mailto:a@b.example", "x/", "http://[bad"])
def test_other_addresses_are_not_its_own(address: str) -> None:
    assert not OLD.is_own(address)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example.org/blog/2019/x/", "/2019/x/"),
        ("/2019/x.html", "/2019/x.html"),
        ("/%ED%95%9C/", "/한/"),
        ("https://old.example.org//greek/x/", "/greek/x/"),
        ("/", ""),
        ("/?p=12", ""),
        ("/assets/a.css", ""),
        ("/feeds/old.xml", "/feeds/old.xml"),
        ("/a*b/", ""),
        (f"/{'a' * 229}/", f"/{'a' * 229}/"),
        (f"/{'a' * 230}/", ""),
        (f"/{'%EA%B0%80' * 77}/", ""),
        (f"/{'a' * 235}.html", f"/{'a' * 235}.html"),
        (f"/{'a' * 236}.html", ""),
    ],
)
def test_where_a_redirect_can_stand(address: str, path: str) -> None:
    assert redirectable(address, OLD) == path


def test_numbers_are_read() -> None:
    assert [
        query_id(address)
        for address in ("/?p=12", "https://x.org/?page_id=7", "/?p=x", "/p/12", "http://[", f"/?p={'1' * 21}")
    ] == [
        "12",
        "7",
        "",
        "",
        "",
        "",
    ]


def test_relative_addresses_are_joined() -> None:
    assert absolute_address("../y/", "/2019/x/") == "/2019/y/"
    assert absolute_address("http://[bad", "/2019/x/") == "http://[bad"
