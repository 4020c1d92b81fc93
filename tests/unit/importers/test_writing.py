"""Whole imports: what is written, what a second import changes, and what is never touched."""

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.importers.items import Item, ItemAuthor, ItemImage, ItemReference, ItemTag, Site
from kei_site.importers.receipt import Row
from kei_site.importers.writing import GONE, ImportReport
from tests.unit.importers.archives import brief_item, run_import, token, tree

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
A = "content/briefs/2019/a.md"


def row_of(report: ImportReport, key: str) -> Row:
    return next(row for row in report.rows if row.key == key)


def with_references(key: str, *addresses: str, **values: object) -> Item:
    """Return an item whose text links to addresses; an address that begins with `!` is that of an image."""
    references = tuple(
        ItemReference(address=address.removeprefix("!"), is_media=address.startswith("!")) for address in addresses
    )
    links = " ".join(
        f"{'!' if reference.is_media else ''}[{number}]({token(number)})" for number, reference in enumerate(references)
    )
    return brief_item(key, body=links, references=references, text="", **values)


def test_an_import_writes_briefs_authors_settings_and_a_receipt(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a"), brief_item("about", kind="page")])
    assert set(tree(tmp_path)) == {
        A,
        "content/pages/about.md",
        "content/authors/institute.md",
        "content/site.yaml",
        "static/_redirects",
        "import-receipt.csv",
        "import-receipt.html",
    }


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    items = [brief_item("a"), with_references("b", "https://old.example.org/2019/03/a/", "/nowhere/")]
    run_import(tmp_path, items)
    before = {path: (tmp_path / path).stat().st_mtime_ns for path in tree(tmp_path)}
    report = run_import(tmp_path, items)
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in tree(tmp_path)} == before
    assert set(report.outcomes) == {"unchanged"}


def test_a_newer_export_updates_what_changed_there_alone(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a"), brief_item("b")])
    before = tree(tmp_path)
    report = run_import(tmp_path, [brief_item("a", body="New words."), brief_item("b"), brief_item("c")])
    changed = {path for path, data in tree(tmp_path).items() if before.get(path) != data}
    assert changed == {A, "content/briefs/2019/c.md", "import-receipt.csv", "import-receipt.html"}
    assert (report.outcomes["new"], report.outcomes["updated"]) == (1, 1)


def test_a_file_that_was_edited_here_is_left_and_named(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a")])
    edited = (tmp_path / A).read_bytes() + b"\nMine.\n"
    (tmp_path / A).write_bytes(edited)
    for body, reason in (
        ("Words of a.", "edited here"),
        ("New.", "changed there and here"),
        ("New.", "changed there and here"),
    ):
        report = run_import(tmp_path, [brief_item("a", body=body)])
        assert row_of(report, "a").reason == reason
        assert (tmp_path / A).read_bytes() == edited


def test_a_file_that_was_deleted_here_does_not_come_back(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a")])
    (tmp_path / A).unlink()
    assert row_of(run_import(tmp_path, [brief_item("a", body="New.")]), "a").reason == "deleted here"
    assert not (tmp_path / A).exists()


def test_an_item_that_is_gone_from_the_archive_is_named_and_its_file_left(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a"), brief_item("b")])
    for _ in range(2):
        assert row_of(run_import(tmp_path, [brief_item("b")]), "a").reason == GONE
    assert (tmp_path / A).exists()


def test_a_changed_title_or_date_there_does_not_move_the_file(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a")])
    report = run_import(tmp_path, [brief_item("a", slug="renamed", date="2021-01-01")])
    assert row_of(report, "a").file == A
    assert row_of(report, "a").new_address == "/briefs/2021/a/"


def test_an_interrupted_import_can_be_run_again(tmp_path: Path) -> None:
    items = [brief_item("a"), brief_item("b")]
    run_import(tmp_path, items)
    whole = tree(tmp_path)
    for name in ("import-receipt.csv", "import-receipt.html", "content/briefs/2019/b.md"):
        (tmp_path / name).unlink()
    run_import(tmp_path, items)
    assert tree(tmp_path) == whole


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    dry = run_import(tmp_path / "dry", [brief_item("a")], dry_run=True)
    wet = run_import(tmp_path / "wet", [brief_item("a")])
    assert dry.rows == wet.rows
    assert not (tmp_path / "dry").exists()


def test_a_file_of_the_editors_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    mine = {"content/site.yaml": b"title: Mine\nurl: https://mine.example.org\n", "content/pages/about.md": b"mine"}
    for path, data in mine.items():
        (tmp_path / path).write_bytes(data)
    report = run_import(tmp_path, [brief_item("about", kind="page")])
    assert {path: (tmp_path / path).read_bytes() for path in mine} == mine
    assert row_of(report, "about").reason == "another file is there"
    assert b"title: Institute" in (tmp_path / "site.imported.yaml").read_bytes()


def test_refused_items_are_lines_of_the_receipt(tmp_path: Path) -> None:
    report = run_import(tmp_path, [brief_item("a", state="refused", reason="cut off")])
    found = row_of(report, "a")
    assert (found.state, found.reason, found.file, found.words_before) == ("refused", "cut off", "", 3)


def test_lost_words_are_named(tmp_path: Path) -> None:
    found = row_of(run_import(tmp_path, [brief_item("a", body="Words of.", text="Words of the map.")]), "a")
    assert (found.words_before, found.lost.split()) == (4, ["the", "map"])


@pytest.mark.parametrize(
    ("address", "destination"),
    [
        ("https://old.example.org/2019/03/b/", "../2020/b.md"),
        ("/2019/03/b", "../2020/b.md"),
        ("../b/", "../2020/b.md"),
        ("item:b", "../2020/b.md"),
        ("item:b#part", "../2020/b.md#section-part"),
        ("/2019/03/b/#The-Sea", "../2020/b.md#the-sea"),
        ("/2019/03/b/#gone", "../2020/b.md"),
        ("#mine", "a.md"),
        ("https://old.example.org/about/", "../../pages/about.md"),
        ("/category/sea/", "/tags/sea/"),
        ("/author/kim/", "/authors/kim/"),
        ("/author/b-lee/", "/authors/b-lee/"),
        ("https://old.example.org/", "/"),
        ("https://other.example.org/x?a=1&copy;=2", "https://other.example.org/x?a=1&amp;copy;=2"),
        ("https://other.example.org/a b(c)", "https://other.example.org/a%20b%28c%29"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://old.example.org/wp-login.php", "/wp-login.php"),
    ],
)
def test_where_links_lead(tmp_path: Path, address: str, destination: str) -> None:
    site = Site(
        software="wordpress",
        title="Institute",
        url="https://old.example.org",
        authors={"1": ItemAuthor(key="1", name="A. Kim", slug="kim"), "2": ItemAuthor(key="2", name="B. Lee")},
        tags=(ItemTag(name="Sea", addresses=("/category/sea/",)),),
    )
    about = brief_item("about", kind="page", addresses=("https://old.example.org/about/",))
    items = [
        with_references("a", address),
        brief_item("b", date="2020-01-01", tags=("Sea",), body="## Part\n\nText.\n\n## The sea\n\nText."),
        about,
    ]
    run_import(tmp_path, items, facts=site)
    assert re.findall(r"\[0\]\((.*)\)", (tmp_path / A).read_text(encoding="utf-8")) == [destination]


def test_dead_links_of_the_old_site_are_named(tmp_path: Path) -> None:
    site = Site(software="wordpress", title="Institute", url="https://old.example.org")
    found = row_of(
        run_import(tmp_path, [with_references("a", "https://old.example.org/gone/", "/2019/03/a/")], facts=site), "a"
    )
    assert (found.links, found.dead_links) == (2, "/gone/")


def test_a_page_that_waits_links_as_from_its_later_place(tmp_path: Path) -> None:
    items = [with_references("about", "item:a", kind="page", state="draft"), brief_item("a")]
    run_import(tmp_path, items)
    assert "(../briefs/2019/a.md)" in (tmp_path / "drafts/pages/about.md").read_text(encoding="utf-8")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    place = tmp_path / "media" / "2019" / "a b.png"
    place.parent.mkdir(parents=True)
    place.write_bytes(PNG)
    return place


@pytest.mark.parametrize(
    ("address", "values", "path"),
    [
        ("!/up/2019/x.png", {}, "static/up/2019/x.png"),
        ("/up/2019/x.png", {}, "static/up/2019/x.png"),
        ("!/up/2019/x.png", {"state": "draft"}, "content/briefs/2019/a/x.png"),
        ("!../x y.png", {"addresses": ()}, "content/briefs/2019/a/x-y.png"),
        ("!https://other.example.org/x.png", {}, "content/briefs/2019/a/x.png"),
    ],
)
def test_where_images_go(tmp_path: Path, picture: Path, address: str, values: dict[str, object], path: str) -> None:
    item = with_references("a", address, **values)
    report = run_import(tmp_path / "site", [item], files={address.removeprefix("!"): picture})
    found = tree(tmp_path / "site")
    written = path.removeprefix("static").removeprefix("content/briefs/2019/")
    assert found[path] == PNG
    assert f"[0]({written})" in found[A].decode()
    assert (row_of(report, "a").images, row_of(report, path).digest != "") == (1, True)


def test_sizes_of_one_image_become_the_image_in_its_first_size(tmp_path: Path) -> None:
    (tmp_path / "up").mkdir()
    for name in ("x.png", "x-300x200.png"):
        (tmp_path / "up" / name).write_bytes(PNG)
    item = with_references("a", "!/up/x-300x200.png", "!/up/x-64x64.png?v=1", "!/up/x.png")
    report = run_import(tmp_path / "site", [item], media=(tmp_path,))
    assert tree(tmp_path / "site")[A].decode().count("(/up/x.png)") == 3
    assert [row.file for row in report.rows if row.kind == "media"] == ["static/up/x.png"]


def test_an_image_in_its_address_becomes_a_file(tmp_path: Path) -> None:
    address = "data:image/png;base64," + base64.b64encode(PNG).decode()
    report = run_import(tmp_path, [with_references("a", f"!{address}", f"!{address}", "!data:text/html,<b>x</b>")])
    assert (tmp_path / "content/briefs/2019/a/image.png").read_bytes() == PNG
    assert "![0](a/image.png) ![1](a/image.png)" in (tmp_path / A).read_text(encoding="utf-8")
    assert (row_of(report, "a").images, row_of(report, "a").missing_images) == (1, "data:text/html,<b>x</b>…")


def test_a_text_that_no_file_can_hold_is_refused_by_name(tmp_path: Path) -> None:
    found = row_of(run_import(tmp_path, [brief_item("a", body="word " * 500_000)]), "a")
    assert (found.state, found.reason) == ("refused", "a text of 2500000 bytes; the limit is 1966080: split it")


def test_a_lead_image_that_is_missing_is_left_out_and_named(tmp_path: Path) -> None:
    found = row_of(run_import(tmp_path, [brief_item("a", image=ItemImage(address="/up/x.png"))]), "a")
    assert found.missing_images == "https://old.example.org/up/x.png"
    assert "image:" not in (tmp_path / A).read_text(encoding="utf-8")


def test_permanent_ids_are_given_once(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a", id="urn:1"), brief_item("b", id="urn:1")])
    texts = [(tmp_path / f"content/briefs/2019/{key}.md").read_text(encoding="utf-8") for key in "ab"]
    assert ["id: 'urn:1'" in text for text in texts] == [True, False]


def test_a_translation_names_the_file_of_its_original(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a"), brief_item("b", translation_of="a", language="ko", date="2020-01-01")])
    assert "translation_of: ../2019/a.md" in (tmp_path / "content/briefs/2020/b.md").read_text(
        encoding="utf-8"
    ).replace("'", "")


def test_an_item_is_no_translation_of_itself(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a", translation_of="a"), brief_item("b", translation_of="gone")])
    assert not any(b"translation_of" in data for path, data in tree(tmp_path).items() if path.endswith(".md"))


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="symbolic link"):
        run_import(tmp_path / "site", [brief_item("a")])
    assert tree(tmp_path / "elsewhere") == {}


def test_keys_of_authors_reach_no_file(tmp_path: Path) -> None:
    site = Site(software="wordpress", title="T", authors={"login7": ItemAuthor(key="login7", name="A. Kim")})
    run_import(tmp_path, [brief_item("a", authors=("login7",))], facts=site)
    found = tree(tmp_path)
    assert "content/authors/a-kim.md" in found
    assert [path for path, data in found.items() if b"login7" in data] == []


def test_another_import_does_not_forget_what_is_gone(tmp_path: Path) -> None:
    run_import(tmp_path, [brief_item("a")])
    run_import(tmp_path, [])
    (tmp_path / A).write_bytes(b"edited")
    report = run_import(tmp_path, [replace(brief_item("a"), body="New.")])
    assert row_of(report, "a").reason == "changed there and here"
