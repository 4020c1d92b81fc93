"""Old addresses with a login in them are answered by rules of hosts that name no login, and answer no other page."""

from pathlib import Path

from kei_site.importers.items import ItemTag, Site
from tests.unit.importers.archives import brief_item, run_import


def rules(into: Path, *addresses: str) -> set[str]:
    items = [brief_item(f"a{number}", addresses=(address,)) for number, address in enumerate(addresses)]
    facts = Site(software="wordpress", title="T", tags=(ItemTag(name="Asia"),))
    run_import(into, [*items, brief_item("b", tags=("Asia",))], facts=facts)
    return {*(into / "static" / "_redirects").read_text(encoding="utf-8").splitlines()}


def test_any_name_is_answered_where_a_login_stood(tmp_path: Path) -> None:
    found = rules(tmp_path, "/:author/a/", "/author/:author/2019/a/")
    assert {"/:author/a/ /briefs/2019/a0/ 301", "/author/:author/2019/a/ /briefs/2019/a1/ 301"} <= found
    assert ":author" not in (tmp_path / "content/briefs/2019/a0.md").read_text(encoding="utf-8")


def test_no_rule_for_any_name_answers_another_page_and_the_receipt_counts_those_without(tmp_path: Path) -> None:
    addresses = ("/:author/asia/", "/:author/2019/a1/", "/:author/03/b/", "/:author/2019/", "/:author/")
    found = rules(tmp_path, *addresses, "/2019/03/b/")
    assert not [rule for rule in found if rule.startswith("/:author/")]
    told = (tmp_path / "import-receipt.csv").read_text(encoding="utf-8")
    assert f"that no rule of a host answers: {len(addresses)}" in told
