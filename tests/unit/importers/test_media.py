"""Files of an archive: found by the end of their address, never outside their folder, never what runs."""

from pathlib import Path

import pytest

from kei_site.importers.media import MediaFolders, free_name, is_file_address, name_beside, static_path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
LONG = f"/wp-content/uploads/{'x' * 300}.png"
"""The address of a file whose name no disk can hold."""


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    (folder / "2020" / "03").mkdir(parents=True)
    (folder / "2020" / "03" / "a.png").write_bytes(PNG)
    (folder / "page.pdf").write_bytes(b"<script>alert(1)</script>")
    (folder / "run.svg").write_bytes(b"<svg/>")
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    return folder


@pytest.mark.parametrize(
    "address",
    [
        "https://old.example.org/wp-content/uploads/2020/03/a.png",
        "/2020/03/a.png?ver=2",
        "2020/03/a.png",
        "/wp-content/uploads/2020/03/a-300x200.png",
        "/wp-content/uploads/2020/03/a-scaled.png",
    ],
)
def test_a_file_is_found_by_the_end_of_its_address(uploads: Path, address: str) -> None:
    assert MediaFolders((uploads,)).find(address).source == uploads / "2020" / "03" / "a.png"


def test_an_image_in_its_first_size_comes_before_a_smaller_version(uploads: Path) -> None:
    small = uploads / "2020" / "03" / "a-300x200.png"
    small.write_bytes(PNG)
    found = MediaFolders((uploads,)).find("/up/2020/03/a-300x200.png")
    assert (found.source, found.name) == (small.with_name("a.png"), "a.png")
    uploaded = MediaFolders((uploads,)).find("/up/2020/03/a-300x200.png", is_upload=True)
    assert (uploaded.source, uploaded.name) == (small, "")
    small.with_name("a.png").unlink()
    assert MediaFolders((uploads,)).find("/up/2020/03/a-300x200.png").source == small


@pytest.mark.parametrize(
    "address", ["/../secret.png", "/%2e%2e/secret.png", "/link.png", "/b.png", "http://[x", "", LONG, "/a%00.png"]
)
def test_nothing_else_is_found(uploads: Path, address: str) -> None:
    found = MediaFolders((uploads,)).find(address)
    assert (found.source, found.problem) == (None, "")


@pytest.mark.parametrize("own", ["x" * 300, "a\0.png"])
def test_an_own_path_that_no_disk_can_hold_is_no_file(uploads: Path, own: str) -> None:
    assert MediaFolders((uploads,)).find("/a.png", str(uploads / own)).source is None


@pytest.mark.parametrize("name", ["page.pdf", "run.svg"])
def test_what_could_run_is_refused_by_name_and_by_content(uploads: Path, name: str) -> None:
    found = MediaFolders((uploads,)).find(f"/{name}")
    assert found.source is None
    assert name in found.problem


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/wp-content/uploads/2020/a.png", "static/wp-content/uploads/2020/a.png"),
        ("/files/%ED%95%9C.pdf", "static/files/한.pdf"),
        ("/assets/a.png", ""),
        ("/briefs/2019/a.png", ""),
        ("/a.png", ""),
        ("/_headers/x", ""),
        ("/files/.htaccess", ""),
        ("/files/a b.png", ""),
        ("/files/con.png", ""),
        (f"/files/{'a' * 230}.png", f"static/files/{'a' * 230}.png"),
        (f"/files/{'a' * 231}.png", ""),
    ],
)
def test_where_a_file_keeps_its_old_address(address: str, path: str) -> None:
    assert static_path(address) == path


def test_names_beside_a_text_are_plain_and_free() -> None:
    taken: set[str] = set()
    names = [free_name(name_beside(address), taken) for address in ("/x/A B%20c.PNG", "a-b-c.png", "/…")]
    assert names == ["a-b-c.png", "a-b-c-2.png", "file"]


def test_addresses_of_files_are_told_from_pages() -> None:
    kinds = [
        is_file_address(address) for address in ("/a/b.pdf", "/a/b.png", "/a/b.svg", "/a/b/", "/a/b.html", "/a/b.php")
    ]
    assert kinds == [True, True, True, False, False, False]
