"""Old addresses and sentences, replayed against a built site."""

import gzip
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.importers import verify
from kei_site.importers.built_site import BuiltSite
from kei_site.importers.items import Item, ItemAuthor, ItemFile, Site
from kei_site.importers.verify import Verified, is_sitemap, sitemap_addresses, verify_archive, verify_sitemap
from tests.support.lower_limits import lower
from tests.unit.importers.archives import WrittenArchive, brief_item

MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    pages = {
        "index.html": "<p>home</p>",
        "2019/03/a/index.html": "<nav>Menu words.</nav><main><p>One <b>two</b>.</p>"
        "<p>It ends<sup class='fnref'>1</sup> here.</p></main>",
        "briefs/b/index.html": "<main>Secret words.</main>",
    }
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def replayed(public: Path, *items: Item, known: dict[str, str] | None = None) -> Verified:
    return verify_archive(WrittenArchive([*items]), BuiltSite(public), known or {})


def test_what_is_there_is_no_finding(public: Path) -> None:
    found = replayed(public, brief_item("a", text="One two.\nIt ends here."))
    assert (found.addresses, found.sentences, found.findings) == (1, 2, ())


def test_an_address_that_leads_nowhere_is_found(public: Path) -> None:
    found = replayed(public, brief_item("gone"))
    assert [(finding.address, finding.message) for finding in found.findings] == [
        ("https://old.example.org/2019/03/gone/", "leads nowhere")
    ]


def test_a_brief_that_waits_for_its_day_is_not_missed(public: Path) -> None:
    assert replayed(public, brief_item("gone", date="2099-01-01", text="To come.")).findings == ()
    assert len(replayed(public, brief_item("a", date="2099-01-01", text="Not there.")).findings) == 1


def test_an_address_that_another_page_answers_is_found_once(public: Path) -> None:
    item = brief_item("a", addresses=("/briefs/b/", "/2019/03/a/"), text="One two.")
    (finding,) = replayed(public, item, known={"a": "/2019/03/a/"}).findings
    assert (finding.address, finding.message) == ("/briefs/b/", "is answered by another page")


def test_an_address_of_two_items_may_lead_to_either(public: Path) -> None:
    items = [
        brief_item("a", text="One two."),
        brief_item("b", addresses=("/2019/03/a/",), text="Secret words."),
    ]
    found = verify_archive(
        WrittenArchive(items),
        BuiltSite(public),
        {"a": "/2019/03/a/", "b": "/briefs/b/"},
    )
    assert (found.addresses, found.findings) == (2, ())


@pytest.mark.parametrize("text", ["Two one.", "One two three.", "Menu words.", "It ends not here."])
def test_a_sentence_that_is_not_in_the_text_of_the_page_is_found(public: Path, text: str) -> None:
    (finding,) = replayed(public, brief_item("a", text=text)).findings
    assert finding.message.startswith("a sentence is not on the page: ")


def test_a_draft_that_is_public_is_found(public: Path) -> None:
    draft = brief_item("b", state="draft", addresses=("/briefs/b/",))
    assert [finding.message for finding in replayed(public, draft, known={"b": "/briefs/b/"}).findings] == [
        "is a draft, and public"
    ]
    hidden = brief_item("c", state="draft", addresses=("/gone/",))
    assert replayed(public, hidden, known={"c": "/briefs/c/"}).findings == ()


def test_an_item_without_an_old_address_is_found_by_the_receipt(public: Path) -> None:
    item = brief_item("a", addresses=(), text="One two.")
    assert replayed(public, item, known={"a": "/2019/03/a/"}).findings == ()


def test_refused_items_are_not_looked_for(public: Path) -> None:
    assert replayed(public, brief_item("gone", state="refused")).addresses == 0


def test_uploaded_files_that_were_kept_are_asked_for_and_others_are_counted(public: Path) -> None:
    root = "https://old.example.org/"
    files = (
        ItemFile(source="x:1", key="attachment-1", address=f"{root}2019/03/a/", pages=(f"{root}gone/",)),
        ItemFile(source="x:2", key="attachment-2", address=f"{root}files/b.pdf"),
    )
    facts = Site(software="wordpress", url=root, files=files)
    found = verify_archive(WrittenArchive([], facts), BuiltSite(public), {"attachment-1": "/2019/03/a/"})
    assert [finding.address for finding in found.findings] == [f"{root}gone/"]
    (note,) = found.notes
    assert note == "uploaded files that are not here, nor are their addresses, as the receipt says: 1"


def test_addresses_that_cannot_lead_to_their_texts_are_counted(public: Path) -> None:
    (public / "tags.html").write_text("<main>All tags</main>", encoding="utf-8")
    addresses = ("/2019/03/a/", "/tags/", "/:author/2019/a/")
    found = replayed(public, brief_item("a", addresses=addresses, text="One two."))
    assert found.findings == ()
    assert sorted(note.rpartition(" ")[2] for note in found.notes) == ["1", "1"]


def test_lists_of_authors_under_logins_are_told_without_the_login(public: Path) -> None:
    facts = Site(software="wordpress", authors={"jdoe7": ItemAuthor(key="jdoe7", name="Jane Doe")})
    (note,) = verify_archive(WrittenArchive([], facts), BuiltSite(public), {}).notes
    assert note.startswith("lists of authors")
    assert "jdoe7" not in note
    assert "no file may hold: 1; nothing leads" in note


def written_map(folder: Path, *addresses: str, name: str = "sitemap.xml") -> Path:
    place = folder / name
    text = MAP.format("".join(f"<url><loc>\n{address} </loc></url>" for address in addresses))
    place.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return place


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap.xml.gz"])
def test_a_sitemap_is_replayed(public: Path, tmp_path: Path, name: str) -> None:
    place = written_map(tmp_path, "https://old.example.org/2019/03/a/", "https://old.example.org/gone/", name=name)
    assert is_sitemap(place)
    found = verify_sitemap(place, BuiltSite(public))
    assert (found.addresses, [finding.address for finding in found.findings]) == (2, ["https://old.example.org/gone/"])


def test_an_index_of_sitemaps_is_read_from_files_beside_it(tmp_path: Path) -> None:
    written_map(tmp_path, "https://old.example.org/a/", name="posts.xml")
    index = tmp_path / "sitemap.xml"
    index.write_text("<sitemapindex><sitemap><loc>https://old.example.org/posts.xml</loc></sitemap></sitemapindex>")
    assert list(sitemap_addresses(index)) == ["https://old.example.org/a/"]
    (tmp_path / "posts.xml").unlink()
    with pytest.raises(Refusal, match="put that file beside it"):
        list(sitemap_addresses(index))


@pytest.mark.parametrize("text", ['<!DOCTYPE x [<!ENTITY a "b">]><urlset/>', "<urlset><url>"])
def test_a_sitemap_that_could_harm_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "sitemap.xml").write_text(text)
    with pytest.raises(Refusal):
        list(sitemap_addresses(tmp_path / "sitemap.xml"))


def test_the_second_of_two_items_with_one_key_is_asked_for_at_its_own_address(public: Path) -> None:
    items = (
        brief_item("a", text="One two."),
        brief_item("a", addresses=("/briefs/b/",), text="Secret words."),
    )
    known = {"a": "/2019/03/a/", "a#2": "/briefs/b/"}
    assert replayed(public, *items, known=known).findings == ()


def test_a_large_sitemap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, verify, verified_sitemap=100)
    path = tmp_path / "sitemap.xml.gz"
    path.write_bytes(gzip.compress(b" " * 101))
    with pytest.raises(Refusal, match="larger than 100 bytes"):
        list(sitemap_addresses(path))
