"""No login stays in an address of the former site, wherever its structure of addresses has one, nor in a shortcode."""

import pytest

from kei_site.importers.wordpress.logins import Logins


def logins() -> Logins:
    known = Logins()
    known.add("jd.77@mail.example", "Jane Doe")
    known.add("al-smith", "Al Smith")
    known.add_post("jd.77@mail.example", "https://o.example/2019/jd-77mail-example/a/", ("a", "news"))
    return known


@pytest.mark.parametrize(
    ("address", "without"),
    [
        ("https://o.example/2019/jd-77mail-example/b/", "https://o.example/2019/:author/b/"),
        ("/2018/JD-77mail-example/b/?x=1#y", "/2018/:author/b/?x=1#y"),
        ("/members/jd77mailexample/activity/", "/members/:author/activity/"),
        ("/index.php/author/jd-77mail-example/page/2/", "/index.php/author/:author/page/2/"),
        ("/?author_name=jd.77%40mail.example&x=1", "/?author_name=:author&x=1"),
        ("/?author=12", "/?author=12"),
        ("/2019/al-smith/b/", "/2019/al-smith/b/"),
        ("/jd-77mail-example/", "/jd-77mail-example/"),
        ("", ""),
    ],
)
def test_a_login_in_an_address_is_hidden_where_a_user_stands(address: str, without: str) -> None:
    assert logins().without(address) == without


def test_a_category_or_a_post_named_as_its_author_is_no_login() -> None:
    known = Logins()
    known.add("news")
    known.add_post("news", "/news/a/", ("a", "news"))
    assert known.without("/news/b/") == "/news/b/"


@pytest.mark.parametrize(
    ("shortcode", "without"),
    [
        ('[box author="jd.77@mail.example" x="1"]', '[box author="" x="1"]'),
        ("[posts user_login=jd.77@mail.example]", '[posts user_login=""]'),
        ("[posts authors='al, jd.77@mail.example']", '[posts authors=""]'),
        ('[box author="Jane Doe"]', '[box author="Jane Doe"]'),
        ('[box author="3" text="jd.77"]', '[box author="3" text="jd.77"]'),
    ],
)
def test_a_shortcode_names_no_user_by_the_login(shortcode: str, without: str) -> None:
    assert logins().without_values(shortcode) == without
