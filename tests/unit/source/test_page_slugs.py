"""Where a plain page stands, by its path and its own slug."""

import pytest

from kei_site.source.page_slugs import check_page_slug, page_slug


@pytest.mark.parametrize(
    ("name", "own", "slug"),
    [
        ("about", "", "about"),
        ("about", "us", "us"),
        ("about/history", "", "about/history"),
        ("about/history", "past", "about/past"),
        ("About Us/Our History", "", "about-us/our-history"),
        ("about/index", "", "about"),
        ("about/team/index", "people", "about/people"),
        ("소개/연혁", "", "소개/연혁"),
    ],
)
def test_folders_and_the_name_of_the_file_make_the_address(name: str, own: str, slug: str) -> None:
    assert page_slug(name, own) == slug


@pytest.mark.parametrize(
    ("slug", "code", "found", "fix"),
    [
        ("tags", "SLG07", "tags", "give the page a `slug:`"),
        ("tags/history", "SLG07", "tags", "rename the folder"),
        ("index", "SLG07", "index", "give the page a `slug:`"),
        ("about//history", "SLG04", "", "rename the folder"),
        ("about/", "SLG04", "", "give the page a `slug:`"),
        ("about/con", "SLG02", "con", "give the page a `slug:`"),
    ],
)
def test_a_part_that_cannot_be_is_told(slug: str, code: str, found: str, fix: str) -> None:
    (diagnostic,) = check_page_slug(slug, "content/pages/x.md")
    assert (diagnostic.code, diagnostic.found, diagnostic.fix) == (code, found, fix)


@pytest.mark.parametrize("slug", ["about", "about/events", "about/tags/search", "소개/연혁"])
def test_below_a_folder_no_word_is_reserved(slug: str) -> None:
    assert check_page_slug(slug, "content/pages/x.md") == ()
