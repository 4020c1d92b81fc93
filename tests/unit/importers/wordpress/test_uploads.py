"""Attachments of WordPress: their addresses, their text, and whether everybody could read them."""

from pathlib import Path

import pytest

from kei_site.importers.items import Item, ItemFile
from kei_site.importers.wordpress.archive import WordPressArchive
from tests.support.wxr import item, write_export

ROOT = "https://old.example.org/"
PDF = f"{ROOT}wp-content/uploads/2020/a.pdf"
PAGE = f"{ROOT}2020/05/a-post/a/"


def upload(**fields: str) -> str:
    values = {"post_type": "attachment", "post_id": "5", "status": "inherit", "attachment_url": PDF, "link": PAGE}
    return item(**{**values, **fields})


def read(folder: Path, *items: str) -> tuple[list[Item], ItemFile]:
    """Return the items of an export and its one file."""
    archive = WordPressArchive((write_export(folder, *items),))
    found = list(archive.items())
    (file,) = archive.site().files
    return found, file


def test_the_page_of_a_file_is_an_address_of_the_text_that_has_it(tmp_path: Path) -> None:
    (post,), file = read(tmp_path, upload(post_parent="7"), item())
    assert (file.key, file.address, file.item, file.pages) == ("attachment-5", PDF, "post-7", ())
    assert post.addresses == (f"{ROOT}2020/05/a-post/", f"{ROOT}?p=7", PAGE)


def test_the_page_of_a_file_on_another_site_is_no_address_of_a_text(tmp_path: Path) -> None:
    (post,), _ = read(tmp_path, upload(post_parent="7", link="https://pictures.example/a"), item())
    assert len(post.addresses) == 2


@pytest.mark.parametrize("link", [f"{ROOT}a/", f"{ROOT}?attachment_id=5"])
def test_the_page_of_a_file_of_no_text_is_its_own(tmp_path: Path, link: str) -> None:
    (post,), file = read(tmp_path, upload(link=link), item())
    assert (file.item, file.pages) == ("", (link,))
    assert link not in post.addresses


@pytest.mark.parametrize("link", [PDF, PDF.replace("https://old.", "http://www.old."), f"{PDF}?ver=2"])
def test_the_address_of_a_file_is_no_page_of_it(link: str, tmp_path: Path) -> None:
    (post,), _ = read(tmp_path, upload(post_parent="7", link=link), item())
    assert post.addresses == (f"{ROOT}2020/05/a-post/", f"{ROOT}?p=7")
    _, file = read(tmp_path, upload(link=link), item())
    assert file.pages == ()


def test_the_address_of_a_text_is_no_page_of_a_file(tmp_path: Path) -> None:
    other = item(post_id="8", link=PAGE)
    (post, _), _ = read(tmp_path, upload(post_parent="7"), item(), other)
    assert PAGE not in post.addresses


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "private"},
        {"status": "trash"},
        {"post_password": "x"},
        {"attachment_url": f"{ROOT}wp-content/uploads/woocommerce_uploads/a.pdf"},
    ],
)
def test_a_file_that_not_everybody_could_read_says_why(tmp_path: Path, fields: dict[str, str]) -> None:
    _, file = read(tmp_path, upload(**fields), item())
    assert file.reason
