"""Rules of hosts for whole kinds of old addresses: few, and none for the address of an item."""

from pathlib import Path

from kei_site.importers.built_site import read_rules
from kei_site.importers.items import ItemAuthor, ItemTag, Site
from tests.unit.importers.archives import brief_item, run_import


def rules(into: Path, *addresses: str, software: str = "wordpress") -> list[str]:
    run_import(into, [brief_item("a", addresses=addresses)], facts=Site(software=software, title="T"))
    place = into / "static" / "_redirects"
    return place.read_text(encoding="utf-8").splitlines() if place.exists() else []


def test_numbers_feeds_and_months_need_a_line_each(tmp_path: Path) -> None:
    found = rules(tmp_path, "/2019/03/04/a/")
    assert "/ p=:id /p/:id/ 301" in found
    assert "/2019/:month/ /archive/2019/ 301" in found
    assert "/2019/:month/:day/ /archive/2019/ 301" in found
    assert "/category/:above/:name/page/:number/ /category/:above/:name/ 301" in found
    assert len(found) < 13
    assert len(read_rules("\n".join(found))) == len(found)


def test_lists_of_authors_under_logins_have_one_rule_behind_those_of_names(tmp_path: Path) -> None:
    facts = Site(software="wordpress", title="T", authors={"k": ItemAuthor(key="k", name="Jane Doe")})
    run_import(tmp_path, [brief_item("a", authors=("k",))], facts=facts)
    found = (tmp_path / "static" / "_redirects").read_text(encoding="utf-8").splitlines()
    first = found.index("/author/jane-doe/ /authors/jane-doe/ 301")
    assert found.index("/author/* /authors/ 301") == first + 1
    assert '"/author/jane-doe/": "/authors/jane-doe/"' in (tmp_path / "content/site.yaml").read_text().replace("'", '"')


def test_no_rule_for_authors_answers_the_address_of_an_item(tmp_path: Path) -> None:
    assert not [rule for rule in rules(tmp_path, "/author/guide/") if rule.startswith("/author/*")]


def test_the_feed_of_a_tag_with_another_name_here_has_a_rule(tmp_path: Path) -> None:
    tags = (ItemTag(name="Asia", addresses=("/category/asien/",)), ItemTag(name="Sea", addresses=("/category/sea/",)))
    facts = Site(software="wordpress", title="T", tags=tags)
    run_import(tmp_path, [brief_item("a", tags=("Asia", "Sea"))], facts=facts)
    found = (tmp_path / "static" / "_redirects").read_text(encoding="utf-8").splitlines()
    assert found[0] == "/category/asien/feed/ /tags/asia/feed.xml 301"
    assert not [rule for rule in found if "/sea/" in rule]


def test_a_rule_for_months_does_not_answer_the_address_of_an_item(tmp_path: Path) -> None:
    assert "/2019/:month/ /archive/2019/ 301" not in rules(tmp_path, "/2019/a/")


def test_an_address_where_no_page_can_stand_has_a_rule(tmp_path: Path) -> None:
    assert "/audio/ /briefs/2019/a/ 301" in rules(tmp_path, "https://old.example.org/audio/", "/2019/03/a/")


def test_a_generator_whose_addresses_pages_can_answer_needs_no_rules(tmp_path: Path) -> None:
    assert rules(tmp_path, "/a/", software="quarto") == []


def test_an_address_of_any_generator_where_no_page_can_stand_has_a_rule(tmp_path: Path) -> None:
    assert rules(tmp_path, "/audio/a/", software="eleventy") == ["/audio/a/ /briefs/2019/a/ 301"]


def test_no_usual_rule_answers_the_address_of_an_item(tmp_path: Path) -> None:
    found = rules(tmp_path, "/posts/page/a/", "/page/a/", software="hugo")
    assert not [rule for rule in found if "/page/:number/ /briefs/" in rule]


def test_a_rule_for_days_does_not_answer_the_address_of_an_item(tmp_path: Path) -> None:
    assert "/2019/:month/:day/ /archive/2019/ 301" not in rules(tmp_path, "/2019/03/a/")


def test_a_year_that_is_still_to_come_has_no_list_to_lead_to(tmp_path: Path) -> None:
    facts = Site(software="wordpress", title="T")
    run_import(tmp_path, [brief_item("a"), brief_item("b", date="2099-01-01")], facts=facts)
    assert "/2099/" not in (tmp_path / "static" / "_redirects").read_text(encoding="utf-8")
    assert "/2099/" not in (tmp_path / "content" / "site.yaml").read_text(encoding="utf-8")


def test_an_address_that_is_too_long_for_a_page_has_a_rule_and_a_line_of_the_receipt(tmp_path: Path) -> None:
    item, tag = f"/{'/'.join(letter * 90 for letter in 'abc')}/", f"/category/{'%EA%B0%80' * 80}/"
    facts = Site(software="wordpress", title="T", tags=(ItemTag(name="Asia", addresses=(tag,)),))
    run_import(tmp_path, [brief_item("a", addresses=(item,), tags=("Asia",))], facts=facts)
    found = (tmp_path / "static" / "_redirects").read_text(encoding="utf-8").splitlines()
    assert {f"{item} /briefs/2019/a/ 301", f"{tag} /tags/asia/ 301"} <= {*found}
    told = (tmp_path / "import-receipt.csv").read_text(encoding="utf-8")
    for address in (item, tag):
        assert f"{address}: no redirect can stand there, only a rule of the host (static/_redirects)" in told
    written = [(tmp_path / "content" / name).read_text(encoding="utf-8") for name in ("site.yaml", "briefs/2019/a.md")]
    assert not [text for text in written if "b" * 90 in text or "\uac00" in text]
